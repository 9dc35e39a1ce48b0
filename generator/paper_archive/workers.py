"""Maps a function over many items in several processes, on this computer or elsewhere.

The results and their order do not depend on the number of processes, nor on where they run: what
a function needs is sent with its items, and what it makes comes back. Any executor of
`concurrent.futures` will do.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain, islice
from typing import Any, Generic, TypeVar
from weakref import WeakSet

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")
CHUNK = 250  # Papers that a process gets at a time.
# With fewer papers, starting processes takes longer than the work.
FEWEST = 2 * CHUNK
# An item is at least so many papers.
_LEAST = 0.25
# Chunks in progress for each process: while this one writes the results of some, there is work.
_IN_PROGRESS = 3
# Papers in progress, for all processes, where they get far ahead: of a large archive, some 200 MB.
_AHEAD = 200 * CHUNK


class Common(Generic[T]):
    """A value that the work on all chunks needs: a process unpickles it once, and keeps what the
    value remembers."""

    def __init__(self, value: T, packed: bytes = b"") -> None:
        self.value = value
        self._packed = packed

    def __reduce__(self) -> tuple[Callable[[bytes], Common[Any]], tuple[bytes]]:
        if not self._packed:
            self._packed = pickle.dumps(self.value, pickle.HIGHEST_PROTOCOL)
        return _common, (self._packed,)


@lru_cache(maxsize=8)
def _common(packed: bytes) -> Common[Any]:
    return Common(pickle.loads(packed), packed)  # noqa: S301 - this program packed it


def _processes(jobs: int) -> Executor:
    # It is slow to import, and small builds do without.
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs)


class Workers:
    """At most `jobs` processes, started when there is enough work; close it after use.

    With one job, this process does all the work. `start` returns the executor of a number of jobs;
    `has_disk` tells whether its processes see the files of this one.
    """

    def __init__(
        self,
        jobs: int = 1,
        start: Callable[[int], Executor] = _processes,
        *,
        has_disk: bool = True,
    ) -> None:
        self.jobs = jobs
        self.has_disk = has_disk
        self._start = start
        self._executor: Executor | None = None
        self._submitted: WeakSet[Future[Any]] = WeakSet()
        # Work that is begun as soon as the processes would have nothing to do.
        self._waiting: list[_Begun] = []

    def map(
        self,
        work: Callable[[Sequence[A]], Sequence[B]],
        items: Iterable[A],
        papers: float = 1,
    ) -> Iterator[B]:
        """Yield the results of all items, in order; `work` takes a chunk and returns its results.

        `work` and the items must be picklable; an item is as much work as so many `papers`. Only a
        few chunks are in progress at a time, so neither all items nor all results are in memory
        together.
        """
        size = _size(papers)
        # Where processes run already, two chunks are enough to share.
        fewest = size + 1 if self._executor else -(-FEWEST * size // CHUNK)
        waiting = iter(items)
        first = list(islice(waiting, fewest)) if self.jobs > 1 else []
        chunks = _chunks(chain(first, waiting), size)
        if len(first) < fewest or self.jobs == 1:
            self._start_waiting()
            for chunk in chunks:
                yield from work(chunk)
            return
        if self._executor is None:
            self._executor = self._start(self.jobs)
        submit = partial(self._submit, work)
        yield from self._results(submit, chunks, deque(), _IN_PROGRESS * self.jobs)

    def begin(
        self,
        work: Callable[[Sequence[A]], Sequence[B]],
        items: Iterable[A],
        papers: float = 1,
    ) -> Iterator[B]:
        """Return what `map` yields, for results that are small.

        Where processes run already, they begin as soon as they have all the work of the next `map`,
        and get far ahead, while this process does what only one can. Without a `map` they begin
        when the first result is asked for.
        """
        if self._executor is None:
            return self.map(work, items, papers)
        size = _size(papers)
        most = max(_IN_PROGRESS * self.jobs, round(_AHEAD / (size * max(papers, _LEAST))))
        begun = _Begun(partial(self._submit, work), _chunks(iter(items), size), most)
        self._waiting.append(begun)
        return self._begun_results(begun)

    def _begun_results(self, begun: _Begun) -> Iterator[Any]:
        if begun in self._waiting:
            self._waiting.remove(begun)
            begun.start()
        yield from self._results(begun.submit, begun.chunks, begun.pending, begun.most)

    def _results(
        self,
        submit: Callable[[Sequence[A]], Future[Sequence[B]]],
        chunks: Iterable[Sequence[A]],
        pending: deque[Future[Sequence[B]]],
        most: int,
    ) -> Iterator[B]:
        """Yield the results of pending chunks and of the others, `most` of which are pending."""
        for chunk in chunks:
            pending.append(submit(chunk))
            if len(pending) > most:
                yield from pending.popleft().result()
        self._start_waiting()
        while pending:
            yield from pending.popleft().result()

    def _start_waiting(self) -> None:
        while self._waiting:
            self._waiting.pop(0).start()

    def _submit(
        self, work: Callable[[Sequence[A]], Sequence[B]], chunk: Sequence[A]
    ) -> Future[Sequence[B]]:
        if self._executor is None:
            raise RuntimeError("the workers are closed")
        future = self._executor.submit(work, chunk)
        self._submitted.add(future)
        return future

    def close(self) -> None:
        """Stop the processes."""
        if self._executor is not None:
            for future in list(self._submitted):
                future.cancel()
            self._executor.shutdown()
            self._executor = None


@dataclass(eq=False, slots=True)
class _Begun:
    """Work that is submitted before its results are asked for: chunks, of which at most so many are
    in progress, and those that are."""

    submit: Callable[[Sequence[Any]], Future[Sequence[Any]]]
    chunks: Iterator[Sequence[Any]]
    most: int
    pending: deque[Future[Sequence[Any]]] = field(default_factory=deque)

    def start(self) -> None:
        """Submit the first chunks."""
        self.pending.extend(map(self.submit, islice(self.chunks, self.most)))


ALONE = Workers()


def _size(papers: float) -> int:
    """Return how many items of so many papers make a chunk."""
    return max(1, round(CHUNK / max(papers, _LEAST)))


def _chunks(items: Iterator[A], size: int) -> Iterator[list[A]]:
    while chunk := list(islice(items, size)):
        yield chunk

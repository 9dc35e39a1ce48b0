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
from functools import lru_cache
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
# The same where they get far ahead.
_AHEAD = 12


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
            for chunk in chunks:
                yield from work(chunk)
            return
        if self._executor is None:
            self._executor = self._start(self.jobs)
        yield from self._results(work, chunks, deque(), _IN_PROGRESS)

    def begin(
        self,
        work: Callable[[Sequence[A]], Sequence[B]],
        items: Iterable[A],
        papers: float = 1,
    ) -> Iterator[B]:
        """Return what `map` yields; where processes run already, they begin at once, and get far
        ahead. It is for results that are small."""
        if self._executor is None:
            return self.map(work, items, papers)
        chunks = _chunks(iter(items), _size(papers))
        first = islice(chunks, _AHEAD * self.jobs)
        pending = deque(self._submit(self._executor, work, chunk) for chunk in first)
        return self._results(work, chunks, pending, _AHEAD)

    def _results(
        self,
        work: Callable[[Sequence[A]], Sequence[B]],
        chunks: Iterable[Sequence[A]],
        pending: deque[Future[Sequence[B]]],
        ahead: int,
    ) -> Iterator[B]:
        """Yield the results of pending chunks and of the others, a few of which get ahead."""
        for chunk in chunks:
            if self._executor is None:
                raise RuntimeError("the workers are closed")
            pending.append(self._submit(self._executor, work, chunk))
            if len(pending) > ahead * self.jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()

    def _submit(
        self,
        executor: Executor,
        work: Callable[[Sequence[A]], Sequence[B]],
        chunk: Sequence[A],
    ) -> Future[Sequence[B]]:
        future = executor.submit(work, chunk)
        self._submitted.add(future)
        return future

    def close(self) -> None:
        """Stop the processes."""
        if self._executor is not None:
            for future in list(self._submitted):
                future.cancel()
            self._executor.shutdown()
            self._executor = None


ALONE = Workers()


def _size(papers: float) -> int:
    """Return how many items of so many papers make a chunk."""
    return max(1, round(CHUNK / max(papers, _LEAST)))


def _chunks(items: Iterator[A], size: int) -> Iterator[list[A]]:
    while chunk := list(islice(items, size)):
        yield chunk

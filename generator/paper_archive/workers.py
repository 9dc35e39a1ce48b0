"""Maps a function over many items in several processes.

The results and their order do not depend on the number of processes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
CHUNK = 250  # Items that a process gets at a time.
# With fewer items, starting processes takes longer than the work.
FEWEST = 2 * CHUNK


class Workers:
    """At most `jobs` processes, started when there is enough work; close it after use.

    With one job, this process does all the work.
    """

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = jobs
        self._executor: Executor | None = None

    def map(self, work: Callable[[Sequence[A]], Sequence[B]], items: Iterable[A]) -> Iterator[B]:
        """Yield the results of all items, in order; `work` takes a chunk and returns its results.

        `work` and the items must be picklable. Only a few chunks are in progress at a time, so
        neither all items nor all results are in memory together.
        """
        waiting = iter(items)
        first = list(islice(waiting, FEWEST)) if self.jobs > 1 else []
        chunks = _chunks(chain(first, waiting))
        if len(first) < FEWEST:
            for chunk in chunks:
                yield from work(chunk)
            return
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self.jobs)
        pending: deque[Future[Sequence[B]]] = deque()
        for chunk in chunks:
            pending.append(self._executor.submit(work, chunk))
            if len(pending) > 2 * self.jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()

    def close(self) -> None:
        """Stop the processes."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


ALONE = Workers()


def _chunks(items: Iterator[A]) -> Iterator[list[A]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk

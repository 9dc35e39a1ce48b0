"""Work that goes item by item, shared out to processes: the same results in the same order for
any number of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
CHUNK = 250  # items that go to a process at a time
# Starting processes takes longer than this many items.
FEWEST = 2 * CHUNK


class Workers:
    """At most `jobs` processes, which are started when there is enough to do; with one job, all
    is done in this process. To be closed."""

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = jobs
        self._executor: Executor | None = None

    def map(self, work: Callable[[Sequence[A]], Sequence[B]], items: Iterable[A]) -> Iterator[B]:
        """Yield the results of items in their order; `work` takes and returns several.

        `work` and the items must pickle. A few chunks are in the making at a time: neither
        items nor results need be in memory together.
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
        making: deque[Future[Sequence[B]]] = deque()
        for chunk in chunks:
            making.append(self._executor.submit(work, chunk))
            if len(making) > 2 * self.jobs:
                yield from making.popleft().result()
        while making:
            yield from making.popleft().result()

    def close(self) -> None:
        """End the processes."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


ALONE = Workers()


def _chunks(items: Iterator[A]) -> Iterator[list[A]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk

"""The postings of the newest segment, which the next build takes over as far as they are the same.

A new day builds the newest segment again, and most of its papers were there before. Stemming their
words takes longer than all else, so the store keeps the terms of its papers with their levels:

    {"days": [["2026-03-14", 60], …], "terms": ["attent", …], "postings": 5120}

in JSON, a line end, and the numbers of terms (four bytes each, the least first), the levels (one
byte) and how many terms each paper has (four bytes). `days` are those of first listing with the
number of their papers, "" for undated.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby

import numpy as np

from paper_archive.search.gathering import Postings, joined
from paper_archive.search.postings import Document

# The newest segment has fewer unless most papers are undated.
MOST_PAPERS = 4096
_NUMBERS = "<u4"


class NewestSegment:
    """The papers of the newest segment; see `gathered`."""

    def __init__(self, memory: bytes, texts: Collection[str]) -> None:
        """Take what the last build remembered, and the days whose searchable text changed since."""
        self.memory = memory
        self._texts = texts

    def gathered(
        self,
        papers: Iterable[Document],
        gather: Callable[[Iterable[Document]], Iterable[Postings]],
    ) -> Iterator[Postings]:
        """Yield the postings of all papers, and set `memory` to remember them for the next build.

        `gather` is called for those from the first day on that is not as the last build left it.
        """
        every = list(papers)
        days = [(day, sum(1 for _ in of_day)) for day, of_day in groupby(every, lambda p: p.date)]
        before = self._same(days)
        same = len(before.sizes)
        postings = joined([before, *gather(every[same:])])
        self.memory = _packed(days, postings) if len(every) <= MOST_PAPERS else b""
        yield postings

    def _same(self, days: list[tuple[str, int]]) -> Postings:
        """Return the postings of the first days, as far as they are those of the last build."""
        header, _, arrays = self.memory.partition(b"\n")
        value = json.loads(header or b'{"days": [], "terms": [], "postings": 0}')
        papers = 0
        for (day, count), before in zip(days, value["days"], strict=False):
            if [day, count] != before or day in self._texts:
                break
            papers += count
        count = value["postings"]
        sizes = np.frombuffer(arrays[5 * count :], _NUMBERS)[:papers]
        end = int(sizes.sum())
        numbers = np.frombuffer(arrays[: 4 * count], _NUMBERS)[:end]
        levels = np.frombuffer(arrays[4 * count : 5 * count], np.uint8)[:end]
        # Terms are numbered as they come: the last paper has none that is not among the first.
        terms = value["terms"][: int(numbers.max()) + 1 if end else 0]
        return Postings(tuple(terms), numbers, levels, sizes)


def _packed(days: list[tuple[str, int]], postings: Postings) -> bytes:
    value = {"days": days, "terms": postings.terms, "postings": len(postings.numbers)}
    arrays = (
        postings.numbers.astype(_NUMBERS),
        postings.levels.astype(np.uint8),
        postings.sizes.astype(_NUMBERS),
    )
    return b"".join((json.dumps(value).encode(), b"\n", *(part.tobytes() for part in arrays)))

"""Splits the archive into segments, at borders that depend on its papers alone.

Undated papers are one segment, which no new day touches. Dated papers are split as digits split a
number: the first segment has the largest power of two that fits, the next one as many eighths of
that as fit, and so on, down to blocks of 512 and at most five segments; the last one has the rest.
So a new day rewrites the newest, small segment. The one before changes only when the rest grows to
a block and joins it. Borders move back to the beginning of a day, so that a later segment has
only later days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from paper_archive.model import Paper

SMALLEST = 512
_EIGHTH = 3  # Bits.
_MOST_BLOCKS = 4


def blocks(papers: int) -> list[int]:
    """Return where the segments of this many dated papers would begin if days did not matter."""
    starts = [0]
    size = 1 << max(papers.bit_length() - 1, 0)
    while size >= SMALLEST and len(starts) <= _MOST_BLOCKS:
        end = papers // size * size
        if end > starts[-1]:
            starts.append(end)
        size >>= _EIGHTH
    return [start for start in starts if start < papers]


def spans(papers: Sequence[Paper]) -> list[range]:
    """Return the ranges of `papers` that are segments: the undated first, then by age.

    `papers` are in order of first listing, undated ones last. Few of them are looked at.
    """
    dated = bisect_left(papers, True, key=lambda paper: paper.first_day is None)
    starts = {
        bisect_left(papers, papers[start].first_day, hi=start, key=lambda paper: paper.first_day)
        for start in blocks(dated)
    }
    undated = [range(dated, len(papers))] if dated < len(papers) else []
    return undated + [range(*pair) for pair in pairwise([*sorted(starts), dated])]

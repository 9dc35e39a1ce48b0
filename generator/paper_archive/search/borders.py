"""Where the archive is parted into segments: at places that follow from its papers alone.

Undated papers are a segment of their own, which no new day touches. Dated ones, of which there
are n, are parted as digits part a number: the first segment has the largest power of two that
fits, the next one as many eighths of that as fit, and so on, down to blocks of 512 and at most
five segments; the last one has the rest. So a new day rewrites the newest, small segment, and
seldom the one before, of which the rest has become a part. Borders are moved back to where a day
begins, so that a later segment has later days only.
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
    """Return where segments of so many dated papers begin, 0 first, before days are heeded."""
    starts = [0]
    size = 1 << max(papers.bit_length() - 1, 0)
    while size >= SMALLEST and len(starts) <= _MOST_BLOCKS:
        end = papers // size * size
        if end > starts[-1]:
            starts.append(end)
        size >>= _EIGHTH
    return [start for start in starts if start < papers]


def spans(papers: Sequence[Paper]) -> list[range]:
    """Return the places in `papers` that are a segment each, oldest first.

    `papers` are in order of first listing, undated ones last. Only some are looked at.
    """
    dated = bisect_left(papers, True, key=lambda paper: paper.first_day is None)
    starts = {
        bisect_left(papers, papers[start].first_day, hi=start, key=lambda paper: paper.first_day)
        for start in blocks(dated)
    }
    undated = [range(dated, len(papers))] if dated < len(papers) else []
    return undated + [range(*pair) for pair in pairwise([*sorted(starts), dated])]

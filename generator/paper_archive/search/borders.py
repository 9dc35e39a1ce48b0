"""Splits the archive into segments and document groups, at borders that its papers alone decide.

Papers are numbered as documents are: the undated first, then by day. Dated papers are split as
digits split a number. The first segment ends at the last multiple of a block, a power of two and an
eighth to a sixteenth of all papers; the rest is a segment of its own, or, if blocks are large, is
split again by an eighth of the block. So a new day rewrites the newest, small segment. Older ones
change only when the rest grows to a block and joins them. A query asks each segment for each of its
words, so segments are few: one of up to 1,023 papers, two of up to 32,767. Undated papers join the
first.

The documents of a group do not depend on a segment, so a new day rewrites only the last group.
Borders move back to the beginning of a day, so that what is later has only later days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from paper_archive.model import Paper

SMALLEST = 1024
_EIGHTH = 3  # Bits.
_LARGE = 2048  # Larger blocks are split again.
_LEAST_DOCUMENTS, _MOST_GROUPS = 128, 256


def blocks(papers: int) -> list[int]:
    """Return where the segments of this many dated papers would begin if days did not matter."""
    size = max(1 << papers.bit_length() >> (1 + _EIGHTH), SMALLEST)
    ends = [papers // size * size]
    while size > _LARGE:
        size = max(size >> _EIGHTH, SMALLEST)
        ends.append(papers // size * size)
    return [start for start in sorted({0, *ends}) if start < papers]


def spans(papers: Sequence[Paper]) -> list[tuple[range, ...]]:
    """Return the segments, oldest first, as ranges of `papers` in the order of their numbers.

    `papers` are in order of first listing, undated ones last. Few of them are looked at.
    """
    undated, dated = _parted(papers)
    parts: list[tuple[range, ...]] = [(part,) for part in _at_days(papers, blocks(dated), dated)]
    first = parts[0] if parts else ()
    return [part for part in ((*undated, *first), *parts[1:]) if part]


def document_spans(papers: Sequence[Paper]) -> list[range]:
    """Return the groups of documents as ranges of `papers`, in the order of their numbers."""
    undated, dated = _parted(papers)
    return undated + _at_days(papers, range(0, dated, documents_a_group(dated)), dated)


def documents_a_group(papers: int) -> int:
    """Return how many documents a group has if there are so many dated papers."""
    return max(_LEAST_DOCUMENTS, (1 << papers.bit_length()) // _MOST_GROUPS)


def _parted(papers: Sequence[Paper]) -> tuple[list[range], int]:
    """Return the range of the undated papers, if there are any, and the number of the dated."""
    dated = bisect_left(papers, True, key=lambda paper: paper.first_day is None)
    return [range(dated, len(papers))] if dated < len(papers) else [], dated


def _at_days(papers: Sequence[Paper], starts: Sequence[int], end: int) -> list[range]:
    """Return the ranges that begin at these places, or at the beginning of the day there."""
    borders: list[int] = []
    for start in starts:
        low = borders[-1] if borders else 0
        day = papers[start].first_day
        at = bisect_left(papers, day, lo=low, hi=start, key=lambda paper: paper.first_day)
        if not borders or at > low:
            borders.append(at)
    return [range(*pair) for pair in pairwise([*borders, end])] if borders else []

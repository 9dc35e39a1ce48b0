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


def spans(days: Sequence[str]) -> list[tuple[range, ...]]:
    """Return the segments, oldest first, as ranges of papers in the order of their numbers.

    Papers are in order of first listing (`days`, ISO), undated ones ("") last. Few days are looked
    at.
    """
    undated, dated = _parted(days)
    parts: list[tuple[range, ...]] = [(part,) for part in _at_days(days, blocks(dated), dated)]
    first = parts[0] if parts else ()
    return [part for part in ((*undated, *first), *parts[1:]) if part]


def document_spans(days: Sequence[str]) -> list[range]:
    """Return the groups of documents as `spans` returns segments."""
    undated, dated = _parted(days)
    return undated + _at_days(days, range(0, dated, documents_a_group(dated)), dated)


def documents_a_group(papers: int) -> int:
    """Return how many documents a group has if there are so many dated papers."""
    return max(_LEAST_DOCUMENTS, (1 << papers.bit_length()) // _MOST_GROUPS)


def _parted(days: Sequence[str]) -> tuple[list[range], int]:
    """Return the range of the undated papers, if there are any, and the number of the dated."""
    dated = bisect_left(days, True, key=lambda day: not day)
    return [range(dated, len(days))] if dated < len(days) else [], dated


def _at_days(days: Sequence[str], starts: Sequence[int], end: int) -> list[range]:
    """Return the ranges that begin at these places, or at the beginning of the day there."""
    borders: list[int] = []
    for start in starts:
        low = borders[-1] if borders else 0
        at = bisect_left(days, days[start], lo=low, hi=start)
        if not borders or at > low:
            borders.append(at)
    return [range(*pair) for pair in pairwise([*borders, end])] if borders else []

"""Trends of tags: bars by month, and which tags rise.

*Rising* compares a tag's share of the papers of the last weeks with its share in the year before
them. A paper counts on the day it was first listed. The newest listing counts as today, not the
clock, so that the same listings always produce the same page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from paper_archive.pages.fragment import EMPTY, Fragment, drawing, same
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.text.english import month, plural, short_month

NEWEST_DAYS = 28
BASE_DAYS = 365
LEAST_RISE = 1.2
POINTS = 12  # of a sparkline
FEWEST_POINTS = 3


@dataclass(frozen=True, slots=True)
class Rise:
    """A rising tag: the ratio of its share now to its share before, and its shares over time.

    Shares are from 0 to 1. A tag is `new` if no paper had it before; readers then do not see the
    ratio.
    """

    tag: str
    ratio: float
    shares: tuple[float, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class Rising:
    """The rising tags, steepest first; `window` and `base` are in days."""

    rises: tuple[Rise, ...]
    window: int
    base: int


def rising(archive: StoredArchive, most: int = 6) -> Rising:
    """Return at most `most` rising tags; none in an archive of fewer than three days."""
    papers = archive.new_papers
    if not papers:
        return Rising((), 1, 0)
    newest = max(papers)
    span = (newest - min(papers)).days + 1
    window = min(NEWEST_DAYS, max(1, span // 4))
    base = min(BASE_DAYS, span - window)
    if span < 3:
        return Rising((), window, base)
    since = newest - timedelta(window - 1)
    first = since - timedelta(base)
    now, before = _sum(papers, since, newest), _sum(papers, first, since - timedelta(1))
    # A tag with fewer papers may be there by chance.
    least = max(2 if now < 30 else 3, now // 100)
    rises = []
    for tag, days in archive.tags_since(first).items():
        count, count_before = _sum(days, since, newest), _sum(days, first, since - timedelta(1))
        # Half a paper is added on both sides, so that the ratio of a new tag is finite.
        ratio = ((count + 0.5) / (now + 1)) / ((count_before + 0.5) / (before + 1))
        if count >= least and ratio >= LEAST_RISE and before:
            shares = _shares(papers, days, newest, min(span, BASE_DAYS))
            rises.append(Rise(tag, ratio, shares, new=not count_before))
    rises.sort(key=lambda rise: (-rise.ratio, rise.tag))
    return Rising(tuple(rises[:most]), window, base)


def _sum(days: Mapping[date, int], first: date, last: date) -> int:
    return sum(count for day, count in days.items() if first <= day <= last)


def _shares(
    papers: Mapping[date, int], tagged: Mapping[date, int], newest: date, span: int
) -> tuple[float, ...]:
    """Return the tag's share of the papers in `POINTS` equal parts of the span, without parts that
    have no papers."""
    hits, total = [0] * POINTS, [0] * POINTS
    for day, count in papers.items():
        age = (newest - day).days
        if age < span:
            part = POINTS - 1 - age * POINTS // span
            total[part] += count
            hits[part] += tagged.get(day, 0)
    return tuple(h / n for h, n in zip(hits, total, strict=True) if n)


def sparkline(shares: Sequence[float]) -> Fragment:
    """Return a line of 64 by 16 pixels, empty with fewer than three points.

    It is hidden from screen readers, because the ratio beside it says the same.
    """
    if len(shares) < FEWEST_POINTS:
        return EMPTY
    top = max(shares)
    step = 64 / (len(shares) - 1)
    points = " ".join(
        f"{round(i * step)},{15 - 14 * share / top:.1f}" for i, share in enumerate(shares)
    )
    return same(f'<svg viewBox="0 0 64 16" aria-hidden="true"><polyline points="{points}"/></svg>')


def bars(counts: Mapping[tuple[int, int], int]) -> Fragment:
    """Return a bar chart of papers by month, with a sentence for screen readers and a caption.

    `counts` has the number of papers by (year, month); months without papers are drawn empty.
    """
    first, last = min(counts), max(counts)
    months = _months(first, last)
    top = max(counts.values())
    best = min(key for key, count in counts.items() if count == top)
    rects = []
    for i, key in enumerate(months):
        if count := counts.get(key, 0):
            height = max(1, round(58 * count / top))
            rects.append(
                f'<rect x="{24 * i}" y="{60 - height}" width="20" height="{height}">'
                f"<title>{month(*key)}: {count:,}</title></rect>"
            )
    if first == last:
        label = f"{plural(top, 'paper')}, all in {month(*first)}"
        most = f"{top:,} in {month(*best)}"
    else:
        label = (
            f"Papers by month, from {counts[first]:,} in {month(*first)} to {counts[last]:,} in "
            f"{month(*last)}; most, {top:,}, in {month(*best)}"
        )
        most = f"most: {top:,} in {month(*best)}"
    return drawing(
        f'<figure class="pa-fig"><svg class="pa-trend" viewBox="0 0 {24 * len(months) - 4} 60" '
        f'preserveAspectRatio="none" role="img" aria-label="{label}">{"".join(rects)}</svg>'
        f'<figcaption class="pa-step"><span>{short_month(*months[0])}</span><span>{most}</span>'
        f"<span>{short_month(*last)}</span></figcaption></figure>"
    )


def _months(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the months to `last`, from `first` or from a year before, whichever is earlier."""
    end = last[0] * 12 + last[1] - 1
    start = min(first[0] * 12 + first[1] - 1, end - 11)
    return [(n // 12, n % 12 + 1) for n in range(start, end + 1)]

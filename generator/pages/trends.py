"""How tags come and go: bars by month, and which tags rise.

*Rising* compares a tag's share of the papers of the newest weeks with its share of the year
before. Both count from the newest listing, never from the clock, so that the same listings
give the same page on any day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model import Day, Paper
from generator.pages.fragment import Fragment, figure, same
from generator.pages.markup import plural
from generator.pages.words import month, short_month

NEWEST_DAYS = 28
BASE_DAYS = 365
LEAST_RISE = 1.2
POINTS = 12  # of a sparkline


@dataclass(frozen=True, slots=True)
class Rise:
    """A rising tag: its share now over its share before, and its shares over time (0 to 1)."""

    tag: str
    ratio: float
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Rising:
    """The rising tags, steepest first; `window` and `base` are in days."""

    rises: tuple[Rise, ...]
    window: int
    base: int


def rising(days: Sequence[Day], most: int = 6) -> Rising:
    """Return the tags that rise; `days` ascend. An archive of less than three days has none."""
    dated = [(day.date, day.papers) for day in days if day.date]
    span = (dated[-1][0] - dated[0][0]).days + 1 if dated else 0
    window = min(NEWEST_DAYS, max(1, span // 4))
    base = min(BASE_DAYS, span - window)
    if span < 3:
        return Rising((), window, base)
    newest = dated[-1][0]
    since = newest - timedelta(window - 1)
    now, now_papers = _count(papers for day, papers in dated if day >= since)
    before, before_papers = _count(
        papers for day, papers in dated if since - timedelta(base) <= day < since
    )
    # A tag on fewer of the newest papers is there by chance.
    least = max(2 if now_papers < 30 else 3, now_papers // 100)
    rises = []
    for tag, count in now.items():
        # Half a paper more on both sides: a tag that is new has no infinite rise.
        ratio = ((count + 0.5) / (now_papers + 1)) / ((before[tag] + 0.5) / (before_papers + 1))
        if count >= least and ratio >= LEAST_RISE and before_papers:
            rises.append(Rise(tag, ratio, _shares(dated, tag, min(span, BASE_DAYS))))
    rises.sort(key=lambda rise: (-rise.ratio, rise.tag))
    return Rising(tuple(rises[:most]), window, base)


def _count(days: Iterable[Sequence[Paper]]) -> tuple[Counter[str], int]:
    tags: Counter[str] = Counter()
    sum_of_papers = 0
    for papers in days:
        sum_of_papers += len(papers)
        tags.update(tag for paper in papers for tag in paper.tags)
    return tags, sum_of_papers


def _shares(
    dated: Sequence[tuple[date, Sequence[Paper]]], tag: str, span: int
) -> tuple[float, ...]:
    """The tag's share of the papers in each of `POINTS` equal parts of the span that has any."""
    newest = dated[-1][0]
    hits, total = [0] * POINTS, [0] * POINTS
    for day, papers in dated:
        age = (newest - day).days
        if age < span:
            part = POINTS - 1 - age * POINTS // span
            total[part] += len(papers)
            hits[part] += sum(tag in paper.tags for paper in papers)
    return tuple(h / n for h, n in zip(hits, total, strict=True) if n)


def sparkline(shares: Sequence[float]) -> Fragment:
    """A line of 64 by 16 pixels, hidden from screen readers: the figure stands beside it."""
    top = max(shares)
    step = 64 / max(1, len(shares) - 1)
    points = " ".join(
        f"{round(i * step)},{15 - 14 * share / top:.1f}" for i, share in enumerate(shares)
    )
    return same(f'<svg viewBox="0 0 64 16" aria-hidden="true"><polyline points="{points}"/></svg>')


def bars(counts: Mapping[tuple[int, int], int]) -> Fragment:
    """Papers by month as one picture with a sentence for screen readers, and its caption.

    `counts` has the papers of (year, month); months without any are drawn empty.
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
    return figure(
        f'<figure class="pa-fig"><svg class="pa-trend" viewBox="0 0 {24 * len(months) - 4} 60" '
        f'preserveAspectRatio="none" role="img" aria-label="{label}">{"".join(rects)}</svg>'
        f'<figcaption class="pa-step"><span>{short_month(*months[0])}</span><span>{most}</span>'
        f"<span>{short_month(*last)}</span></figcaption></figure>"
    )


def _months(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    """The months from `first`, or a year before `last` if that is longer ago, to `last`."""
    end = last[0] * 12 + last[1] - 1
    start = min(first[0] * 12 + first[1] - 1, end - 11)
    return [(n // 12, n % 12 + 1) for n in range(start, end + 1)]

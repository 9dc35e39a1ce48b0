"""Drawings as inline SVG: bars by month, and shares over the months.

Numbers are written beside each drawing, and a sentence says to screen readers what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil

from paper_archive.pages.fragment import Fragment, drawing
from paper_archive.text.english import month, plural, short_month

# A month, its year first.
Month = tuple[int, int]
_FEWEST_BARS = 6


def bars(counts: Mapping[tuple[int, int], int]) -> Fragment:
    """Return a bar chart of papers by month, with a sentence for screen readers and a caption.

    `counts` has the number of papers by (year, month); months without papers are drawn empty.
    """
    first, last = min(counts), max(counts)
    months = _months(first, last)
    # A few bars stand in the middle, so that they are not as broad as the page.
    wide = max(_FEWEST_BARS, len(months))
    left = 12 * (wide - len(months))
    top = max(counts.values())
    best = min(key for key, count in counts.items() if count == top)
    rects = []
    for i, key in enumerate(months):
        if count := counts.get(key, 0):
            height = max(1, round(58 * count / top))
            rects.append(
                f'<rect x="{left + 24 * i}" y="{60 - height}" width="20" height="{height}">'
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
        f'<figure class="pa-fig"><svg class="pa-trend" viewBox="0 0 {24 * wide - 4} 60" '
        f'preserveAspectRatio="none" role="img" aria-label="{label}">{"".join(rects)}</svg>'
        f'<figcaption class="pa-step"><span>{short_month(*months[0])}</span><span>{most}</span>'
        f"<span>{short_month(*last)}</span></figcaption></figure>"
    )


def _months(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the months from `first` to `last`."""
    start, end = (year * 12 + number - 1 for year, number in (first, last))
    return [(n // 12, n % 12 + 1) for n in range(start, end + 1)]


def share_line(
    name: str, months: Sequence[Month], shares: Sequence[float], top: int, rises: bool
) -> str:
    """Return a line of a tag's shares (from 0 to 1) by month, as SVG.

    The scale ends at `top` percent; all drawings that stand together have the same.
    """
    points = _points(shares, top, width=192, height=71, left=24, foot=88)
    grid = "".join(
        f'<path d="M24 {y:.1f}H216"/><text x="19" y="{y + 3.5:.1f}" text-anchor="end">{at}</text>'
        for at in range(0, top + 1, 20 if top >= 20 else 10 if top >= 10 else 5)
        for y in (88 - 71 * at / top,)
    )
    x, y = points[-1]
    trend, dot = (' class="up"', "") if rises else ("", ' class="dn"')
    return (
        f'<svg class="pa-line" viewBox="0 0 258 104" role="img" aria-label='
        f'"{_spoken(name, months, shares)}">{grid}<polyline{trend} points="{_written(points)}"/>'
        f'<circle{dot} cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>'
        f'<text class="v" x="222" y="{y + 4:.1f}">{percent(shares[-1])}</text>'
        f'<text x="24" y="103">{short_month(*months[0])}</text>'
        f'<text x="216" y="103" text-anchor="end">{short_month(*months[-1])}</text></svg>'
    )


def small_line(
    name: str, months: Sequence[Month], shares: Sequence[float], top: int, trend: int
) -> str:
    """Return a small line of a tag's shares by month, as SVG; `trend` is its sign."""
    points = _points(shares, top, width=120, height=24, left=2, foot=26)
    x, y = points[-1]
    css = {1: ' class="up"', -1: ' class="dn"'}.get(trend, "")
    return (
        f'<svg class="pa-line" viewBox="0 0 176 28" role="img" aria-label='
        f'"{_spoken(name, months, shares)}"><path d="M2 26H122"/>'
        f'<polyline{css} points="{_written(points)}"/>'
        f'<circle{css} cx="{x:.1f}" cy="{y:.1f}" r="2.4"/>'
        f'<text class="v" x="128" y="{min(y + 4, 27):.1f}">{percent(shares[-1])}</text></svg>'
    )


def percent(share: float) -> str:
    """Return a share in percent: `4.4 %`, and from 9.95 on `24 %`."""
    return f"{100 * share:.0f}\u00a0%" if share >= 0.0995 else f"{100 * share:.1f}\u00a0%"


def scale(shares: Sequence[float]) -> int:
    """Return the end of a scale for shares, in percent: a multiple of five."""
    return max(5, 5 * ceil(20 * max(shares, default=0)))


def _spoken(name: str, months: Sequence[Month], shares: Sequence[float]) -> str:
    return escape(
        f"{name}: {percent(shares[0])} of papers in {month(*months[0])}, "
        f"{percent(shares[-1])} in {month(*months[-1])}"
    )


def _points(
    shares: Sequence[float], top: int, *, width: int, height: int, left: int, foot: int
) -> list[tuple[float, float]]:
    step = width / max(1, len(shares) - 1)
    return [(left + step * n, foot - height * 100 * share / top) for n, share in enumerate(shares)]


def _written(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)

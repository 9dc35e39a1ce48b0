"""The pictures of the page of trends: shares over the months, phrases, tags that go together."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING

from paper_archive import urls
from paper_archive.pages.context import PageContext
from paper_archive.pages.figures import Month, percent, scale, share_line, small_line
from paper_archive.pages.fragment import Fragment, drawing, figure
from paper_archive.pages.trend_parts import Found, search_address, times, weeks
from paper_archive.text.english import long_day, short_day

if TYPE_CHECKING:
    from paper_archive.trends.comparison import Comparison, Phrase
    from paper_archive.trends.windows import Window

MONTHS = 12
# The share of a month with fewer papers says little.
FEWEST_PAPERS = 30
FEWEST_MONTHS = 3
TOGETHER = 11  # tags in the matrix
# Where the shades begin: how much more often than by chance two tags are on one paper.
SHADES = (0.7, 1.1, 1.6, 2.5)


@dataclass(frozen=True, slots=True)
class MonthlyShares:
    """The share of every tag in months of enough papers, and the end of the scale for all.

    `counts` are the numbers of a tag's papers in all months from `first` on.
    """

    months: tuple[Month, ...]
    shares: dict[str, tuple[float, ...]]
    counts: dict[str, int]
    papers: int
    first: date
    last: date
    top: int

    @classmethod
    def of(cls, context: PageContext) -> MonthlyShares | None:
        """Return the shares in the newest months; None if too few have enough papers."""
        if not context.field.days:
            return None
        oldest, newest = context.field.days
        at = newest.year * 12 + newest.month - MONTHS
        first = max(oldest, date(at // 12, at % 12 + 1, 1))
        papers = context.field.papers.between(first, newest)
        carried = context.field.carried(first, newest)
        counts = Counter[Month]()
        for ordinal, count in Counter(papers.days.tolist()).items():
            day = date.fromordinal(ordinal)
            counts[day.year, day.month] += count
        ends = dict(zip(counts, accumulate(counts.values()), strict=True))
        months = tuple(month for month, count in counts.items() if count >= FEWEST_PAPERS)
        if len(months) < FEWEST_MONTHS:
            return None
        parts = [carried[ends[month] - counts[month] : ends[month]] for month in months]
        by_month = [part.mean(axis=0).tolist() for part in parts]
        tags = context.field.tags
        shares = {tag: tuple(month[n] for month in by_month) for n, tag in enumerate(tags)}
        of_tags = dict(zip(tags, carried.sum(axis=0).tolist(), strict=True))
        top = scale([share for of_tag in shares.values() for share in of_tag])
        return cls(months, shares, of_tags, len(papers), first, newest, top)

    @property
    def biggest(self) -> list[str]:
        """The tags that have papers, most papers first."""
        return sorted((t for t, n in self.counts.items() if n), key=lambda t: (-self.counts[t], t))


def moved(found: Sequence[Found], monthly: MonthlyShares, context: PageContext) -> Fragment:
    """Return the shares of tags that changed, with the figures that were compared."""
    figures = []
    for each in found:
        change, window = each.change, each.comparison.window
        (tag,) = change.tags
        title = escape(context.imprint.tag_titles[tag])
        line = share_line(
            context.imprint.tag_titles[tag],
            monthly.months,
            monthly.shares[tag],
            monthly.top,
            change.z > 0,
        )
        figures.append(
            f'<figure><h3 id="tag-{tag}"><a href="{urls.html(urls.tag(tag))}">{title}</a></h3>'
            f"{line}<figcaption>"
            f"{percent(change.former_share)} of {change.of_before:,} papers before "
            f"{_day(window)}, {percent(change.share)} of {change.of_now:,} since; "
            f"{q_text(change.q)}</figcaption></figure>"
        )
    return drawing(f'<div class="pa-multi">{"".join(figures)}</div>')


def _day(window: Window) -> str:
    """Return the first day of a period, with its year if that is not the last day's."""
    long = window.first.year != window.last.year
    return long_day(window.first) if long else short_day(window.first)


def q_text(q: float) -> str:
    """Return a q-value: `q < .001`, `q = .023`."""
    return "q &lt; .001" if q < 0.001 else f"q = {q:.3f}".replace("0.", ".")


def all_tags(monthly: MonthlyShares, found: Sequence[Found], context: PageContext) -> Fragment:
    """Return the shares of all tags over the months, on one scale."""
    trends = {each.change.tags[0]: 1 if each.change.z > 0 else -1 for each in found}
    items = "".join(
        f'<li><a href="{urls.html(urls.tag(tag))}">{escape(context.imprint.tag_titles[tag])}</a>'
        + small_line(
            context.imprint.tag_titles[tag],
            monthly.months,
            monthly.shares[tag],
            monthly.top,
            trends.get(tag, 0),
        )
        + "</li>"
        for tag in monthly.biggest
    )
    return drawing(f'<ul class="pa-lines">{items}</ul>')


def phrase_table(comparison: Comparison, phrases: Sequence[Phrase], top: float) -> Fragment:
    """Return a table of rising phrases, for the inside of a block.

    `top` is the share at the end of the scale.
    """
    rows = []
    for phrase in phrases:
        ends = (phrase.before / comparison.of_before, phrase.papers / comparison.of_now)
        x0, x1 = (4 + 132 * share / top for share in ends)
        rows.append(
            f'<tr><th scope="row"><a href="{search_address(phrase.text, "")}">'
            f'{escape(phrase.text)}</a></th><td><svg viewBox="0 0 140 14" '
            f'preserveAspectRatio="xMinYMid meet" aria-hidden="true">'
            f'<line x1="{x0:.1f}" x2="{x1:.1f}" y1="7" y2="7"/>'
            f'<circle class="o" cx="{x0:.1f}" cy="7" r="3.2"/>'
            f'<circle cx="{x1:.1f}" cy="7" r="3.8"/></svg></td><td>{phrase.before:,}</td>'
            f"<td>{phrase.papers:,}</td><td>{times(phrase.ratio)}</td></tr>"
        )
    window = comparison.window
    head = "".join(
        f'<th scope="col">{words}</th>'
        for words in (
            "Phrase",
            "Share of papers: ○ before, ● now",
            f"Before, of<br>{comparison.of_before:,} papers",
            f"{weeks(window.days).capitalize()}, of<br>{comparison.of_now:,} papers",
            "Rate",
        )
    )
    said = f"Phrases that rose in the last {weeks(window.days)}"
    return figure(
        f'<table class="pa-grid"><caption class="pa-vh">{said}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def matrix(monthly: MonthlyShares, context: PageContext) -> Fragment:
    """Return how many papers carry both of two tags, as a table of the biggest tags."""
    both = context.field.together(monthly.first, monthly.last)
    place = {tag: n for n, tag in enumerate(context.field.tags)}
    counts = {
        (a, b): int(both[place[a], place[b]])
        for a in monthly.biggest[:TOGETHER]
        for b in monthly.biggest[:TOGETHER]
    }

    def against_chance(a: str, b: str) -> float:
        return counts[a, b] * monthly.papers / (monthly.counts[a] * monthly.counts[b])

    left, order = monthly.biggest[1:TOGETHER], monthly.biggest[:1]
    while left:
        # Neighbours are the tags that go together most, so that groups show as blocks.
        order.append(max(left, key=lambda tag: (against_chance(order[-1], tag), tag)))
        left.remove(order[-1])
    titles = [escape(context.imprint.tag_titles[tag]) for tag in order]
    head = "".join(
        f'<th scope="col"><span aria-hidden="true">{n}</span>'
        f'<span class="pa-vh">{title}</span></th>'
        for n, title in enumerate(titles, 1)
    )
    rows = []
    for n, tag in enumerate(order):
        cells = []
        for m, other in enumerate(order[:n]):
            ratio = against_chance(tag, other)
            level = bisect_right(SHADES, ratio)
            cells.append(
                f'<td class="h{level}" title="{titles[n]} with {titles[m]}: '
                f'{counts[tag, other]:,} papers, {ratio:.1f} times chance">'
                f"{counts[tag, other]:,}</td>"
            )
        cells.append(f'<td class="no">{monthly.counts[tag]:,}</td>')
        cells += ['<td class="no"></td>'] * (len(order) - n - 1)
        rows.append(f'<tr><th scope="row">{n + 1} {titles[n]}</th>{"".join(cells)}</tr>')
    return drawing(
        '<table class="pa-mx"><caption class="pa-vh">Papers that carry both tags; the diagonal has '
        'all papers of the tag</caption><thead><tr><th scope="col">Papers with both</th>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )

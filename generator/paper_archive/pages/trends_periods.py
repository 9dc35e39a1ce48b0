"""The pages of the trends of each month and year: what rose and fell then, against the year before.

A month is compared with the 365 days before it, so a paper concerns the pages of its month and of
the twelve months after it, and no others.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages.calendar import Calendar
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, page_link
from paper_archive.pages.head import days_feed, page
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched, beside
from paper_archive.pages.trend_parts import (
    of_which_day,
    period_before,
    phrase_row,
    ranked,
    sentence,
    strongest,
    tag_row,
    times,
)
from paper_archive.store.update import Changes
from paper_archive.text.english import SHORT_MONTHS, month, plural
from paper_archive.workers import Workers

if TYPE_CHECKING:
    from paper_archive.trends.comparison import Comparison

FOLDER = "trends"
MOST_TAGS, MOST_PHRASES, MOST_NEW, MOST_VOTED, BIGGEST = 8, 8, 5, 8, 12
# The months after a paper's that are compared with a year that has it.
_MONTHS_AFTER, _YEARS_AFTER = 12, 1


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    months = list(context.calendar.months)
    for n, key in enumerate(months):
        if urls.trends(*key) in touched:
            yield _month_page(context, months, n)
    years = list(context.calendar.years)
    for n, year in enumerate(years):
        if urls.trends(year) in touched:
            yield _year_page(context, years, n)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    before, after = Calendar.of(changes.before), Calendar.of(changes.after)
    months, years = set(beside(before.months, after.months)), set(beside(before.years, after.years))
    # A year's page links to its months.
    years |= {year for year, _ in before.months.keys() ^ after.months.keys()}
    papers = (*changes.former, *changes.fresh)
    days = {day for paper in papers if (day := paper.first_day) is not None}
    first = {day.year * 12 + day.month - 1 for day in days}
    for at in {at + later for at in first for later in range(_MONTHS_AFTER + 1)}:
        months.add((at // 12, at % 12 + 1))
    years |= {day.year + later for day in days for later in range(_YEARS_AFTER + 1)}
    drawn = {urls.trends(*key) for key in months & after.months.keys()}
    drawn |= {urls.trends(year) for year in years & after.years.keys()}
    gone = {urls.trends(*key) for key in before.months.keys() - after.months.keys()}
    gone |= {urls.trends(year) for year in before.years.keys() - after.years.keys()}
    return Touched.of(drawn, gone)


KIND = PageKind(FOLDER, ("trends-period",), _draw, _touched)


def _month_page(context: PageContext, months: Sequence[tuple[int, int]], n: int) -> Page:
    key = months[n]
    return _page(
        context,
        urls.trends(*key),
        month(*key),
        urls.month(*key),
        (date(*key, 1), date(*key, monthrange(*key)[1])),
        context.field.month(*key),
        before=_month_step("← {}", months[n - 1]) if n else NOTHING,
        up=page_link(f"{key[0]}", _to(urls.trends(key[0]))),
        after=_month_step("{} →", months[n + 1]) if n + 1 < len(months) else NOTHING,
        date_=f"{key[0]:04d}-{key[1]:02d}",
    )


def _year_page(context: PageContext, years: Sequence[int], n: int) -> Page:
    year = years[n]
    return _page(
        context,
        urls.trends(year),
        f"{year}",
        urls.year(year),
        (date(year, 1, 1), date(year, 12, 31)),
        context.field.year(year),
        before=_year_step("← {}", years[n - 1]) if n else NOTHING,
        up=page_link("Trends", _to(urls.TRENDS)),
        after=_year_step("{} →", years[n + 1]) if n + 1 < len(years) else NOTHING,
        date_=f"{year:04d}",
        months=join(
            page_link(SHORT_MONTHS[number - 1], _to(urls.trends(year, number)))
            for _, number in context.calendar.months_of(year)
        ),
    )


def _page(
    context: PageContext,
    src_uri: str,
    name: str,
    days_page: str,
    days: tuple[date, date],
    comparison: Comparison | None,
    *,
    before: Fragment,
    up: Fragment,
    after: Fragment,
    date_: str,
    months: Fragment = EMPTY,
) -> Page:
    """Return the page of a month or year from the first to the last of `days`."""
    carried = context.field.carried(*days)
    counts = dict(zip(context.field.tags, carried.sum(axis=0).tolist(), strict=True))
    biggest = sorted((t for t, n in counts.items() if n), key=lambda t: (-counts[t], t))[:BIGGEST]
    found = strongest([comparison] if comparison else [])
    papers = plural(len(carried), "paper")
    voted = context.field.voted(*days, MOST_VOTED)
    body = render(
        "trends-period",
        name=name,
        before=before,
        up=up,
        after=after,
        months=months,
        facts=facts(
            page_link(papers, _to(days_page)),
            _compared(comparison) if comparison else "",
        ),
        say=sentence(comparison, context.imprint)
        if comparison
        else "The archive has too few days before to compare with.",
        tags=blocks(tag_row(each.change, context.imprint, FOLDER) for each in found[:MOST_TAGS]),
        phrases=blocks(
            phrase_row(phrase, times(phrase.ratio), FOLDER)
            for phrase in (comparison.phrases if comparison else ())[:MOST_PHRASES]
        ),
        new=blocks(
            phrase_row(phrase, plural(phrase.papers, "paper"), FOLDER)
            for phrase in (comparison.new if comparison else ())[:MOST_NEW]
        ),
        voted=ranked(voted, FOLDER),
        as_of=of_which_day(voted),
        biggest=blocks(_tag(context, tag, counts[tag], counts[biggest[0]]) for tag in biggest),
    )
    return page(
        src_uri,
        "trends-period",
        f"Trends, {name}",
        body,
        context.imprint,
        description=f"What rose and fell in {papers} of {name}, and the most voted",
        head=days_feed(context.imprint),
        date=date_,
    )


def _compared(comparison: Comparison) -> str:
    papers = plural(comparison.of_before, "paper")
    return f"compared with {papers} of {period_before(comparison.window)}"


def _tag(context: PageContext, tag: str, count: int, top: int) -> Fragment:
    width = max(1, round(100 * count / top))
    link = context.imprint.tag_link(tag, FOLDER)
    return render("tag-row", width=width, link=link, count=f"{count:,}")


def _to(src_uri: str) -> str:
    return urls.relative(src_uri, FOLDER)


def _month_step(form: str, key: tuple[int, int]) -> Fragment:
    return step(form.format(month(*key)), _to(urls.trends(*key)), "prev" if "←" in form else "next")


def _year_step(form: str, year: int) -> Fragment:
    return step(form.format(year), _to(urls.trends(year)), "prev" if "←" in form else "next")

"""The page of trends: what rises and falls now, and pictures of the field.

Everything is counted back from the newest listing, so that the same listings always give the same
page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from paper_archive import urls
from paper_archive.model import Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, page_link
from paper_archive.pages.head import days_feed, page
from paper_archive.pages.kind import PageKind, always
from paper_archive.pages.markup import facts
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched
from paper_archive.pages.trend_parts import (
    Found,
    of_which_day,
    period_before,
    phrase_link,
    ranked,
    row,
    sentence,
    strongest,
    tag_row,
    weeks,
)
from paper_archive.pages.trends_pictures import (
    FEWEST_PAPERS,
    MonthlyShares,
    all_tags,
    matrix,
    moved,
    phrase_table,
)
from paper_archive.text.english import SHORT_MONTHS, full_day, long_day, plural
from paper_archive.workers import Workers

if TYPE_CHECKING:
    from paper_archive.trends.comparison import Comparison

MOST_MOVED, MOST_UNSURE, MOST_PHRASES, MOST_NEW, MOST_PAIRS, MOST_VOTED = 9, 6, 12, 8, 8, 5
# The periods of the most voted papers, in days.
PERIODS = (("In a week", 7), ("In four weeks", 28), ("In a year", 365))


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    field = context.field
    comparisons = field.now
    found = strongest(comparisons)[:MOST_MOVED]
    monthly = MonthlyShares.of(context)
    body = render(
        "trends",
        newest=full_day(field.days[1]) if field.days else "",
        say=_say(context, comparisons),
        facts=_facts(comparisons),
        compared=len(comparisons),
        changed=_changed(comparisons, found),
        moved=moved(found, monthly, context) if found and monthly else _rows(found, context),
        monthly_top=monthly.top if monthly else 0,
        unsure=_unsure(comparisons, found, context),
        tables=_phrase_tables(comparisons),
        new=_new(context, comparisons),
        pairs=_pairs(comparisons, context),
        before=period_before(comparisons[0].window) if comparisons else "",
        earlier=_earlier(context, comparisons),
        longest=weeks(comparisons[0].window.days) if comparisons else "",
        **_voted(context),
        lines=all_tags(monthly, found, context) if monthly else EMPTY,
        fewest=FEWEST_PAPERS,
        first=long_day(monthly.first) if monthly else "",
        last=long_day(monthly.last) if monthly else "",
        papers=monthly.papers if monthly else 0,
        matrix=matrix(monthly, context) if monthly else EMPTY,
        years=_years(context),
    )
    yield page(
        urls.TRENDS,
        "trends",
        "Trends",
        body,
        context.imprint,
        description="Tags and phrases that rise or fall, most voted papers, the field in pictures",
        head=days_feed(context.imprint),
    )


KIND = PageKind("", ("trends",), _draw, always(urls.TRENDS))


def _say(context: PageContext, comparisons: Sequence[Comparison]) -> Fragment | str:
    if comparisons:
        return sentence(comparisons[0], context.imprint)
    if not context.field.days:
        return "No paper of this archive has a day yet, so there is nothing to compare."
    first, last = context.field.days
    days = plural((last - first).days + 1, "day")
    return (
        f"{plural(len(context.field.papers), 'paper')} within {days}: "
        "too few days to tell what rises from chance."
    )


def _facts(comparisons: Sequence[Comparison]) -> Fragment:
    return facts(
        *[
            f"{weeks(c.window.days).capitalize()} from {long_day(c.window.first)}: "
            f"{plural(c.of_now, 'paper')}, against {c.of_before:,} in {period_before(c.window)}"
            for c in comparisons
        ]
    )


def _changed(comparisons: Sequence[Comparison], found: Sequence[Found]) -> str:
    tested = len({change.tags for comparison in comparisons for change in comparison.tags})
    if not found:
        return ""
    return f"{len(found)} of {plural(tested, 'tag')} changed by more than chance can explain."


def _rows(found: Sequence[Found], context: PageContext) -> Fragment:
    return blocks(tag_row(each.change, context.imprint, "") for each in found)


def _unsure(
    comparisons: Sequence[Comparison], found: Sequence[Found], context: PageContext
) -> Fragment:
    """Return the tags of the longest period whose change may well be chance."""
    sure = {each.change.tags for each in found}
    changes = [
        change
        for comparison in comparisons[:1]
        for change in comparison.tags
        if change.is_unsure and change.tags not in sure
    ]
    return blocks(tag_row(change, context.imprint, "") for change in changes[:MOST_UNSURE])


def _phrase_tables(comparisons: Sequence[Comparison]) -> Fragment:
    top = max(
        (
            share
            for c in comparisons
            for phrase in c.phrases[:MOST_PHRASES]
            for share in (phrase.before / c.of_before, phrase.papers / c.of_now)
        ),
        default=0,
    )
    return blocks(
        phrase_table(comparison, comparison.phrases[:MOST_PHRASES], top)
        for comparison in comparisons
        if comparison.phrases
    )


def _new(context: PageContext, comparisons: Sequence[Comparison]) -> Fragment:
    """Return the phrases that no paper before the longest period has."""
    return blocks(
        row(phrase_link(phrase.text, ""), plural(phrase.papers, "paper"))
        for comparison in comparisons[:1]
        for phrase in context.field.never_before(comparison)[:MOST_NEW]
    )


def _earlier(context: PageContext, comparisons: Sequence[Comparison]) -> str:
    """Return the number of papers before the longest period."""
    if not (comparisons and context.field.days):
        return ""
    window = comparisons[0].window
    return f"{len(context.field.papers.between(context.field.days[0], window.until)):,}"


def _pairs(comparisons: Sequence[Comparison], context: PageContext) -> Fragment:
    return blocks(
        tag_row(pair, context.imprint, "")
        for comparison in comparisons[:1]
        for pair in [pair for pair in comparison.pairs if pair.is_sure][:MOST_PAIRS]
    )


def _voted(context: PageContext) -> dict[str, object]:
    """Return the most voted papers of the last days, and of all days, by heading, and of which day
    the votes are."""
    if not context.field.days:
        return {"voted": [], "as_of": ""}
    oldest, newest = context.field.days
    spans = [(name, max(oldest, newest - timedelta(days - 1))) for name, days in PERIODS]
    lists: list[tuple[str, list[Paper]]] = []
    for name, first in (*spans, ("Of all time", oldest)):
        papers = context.field.voted(first, newest, MOST_VOTED)
        # In a young archive, the last days may be all there are.
        if papers and (not lists or papers != lists[-1][1]):
            lists.append((name, papers))
    return {
        "voted": [
            {"name": name, "id": name.lower().replace(" ", "-"), "rows": ranked(papers, "")}
            for name, papers in lists
        ],
        "as_of": of_which_day(paper for _, papers in lists for paper in papers),
    }


def _years(context: PageContext) -> Fragment:
    calendar = context.calendar
    return blocks(
        render(
            "trends-year",
            name=str(year),
            year=page_link(str(year), urls.trends(year)),
            months=join(
                page_link(SHORT_MONTHS[number - 1], urls.trends(year, number))
                for _, number in calendar.months_of(year)
            ),
        )
        for year in reversed(calendar.years)
    )

"""The home page: the newest day, five lines of trends, the biggest tags, the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from paper_archive import urls
from paper_archive.archive.author_names import PEOPLE
from paper_archive.model import Page
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, link, text, uri
from paper_archive.pages.head import days_feed, feed, open_search, page
from paper_archive.pages.items import feed_link, item, titled_link
from paper_archive.pages.kind import PageKind, always
from paper_archive.pages.rendering import render
from paper_archive.pages.tag import tag_row
from paper_archive.pages.touched import Touched
from paper_archive.pages.trend_parts import (
    MONTH,
    from_to,
    period_before,
    phrase_link,
    row,
    strongest,
    times,
    weeks,
)
from paper_archive.pages.week import week_links
from paper_archive.text.english import full_day, plural, short_day
from paper_archive.text.lead import shown_title
from paper_archive.workers import Workers

NEWEST = 7  # papers shown
BIGGEST = 9  # tags shown

MONTHS = 4  # shown day by day; years that have others follow as strips


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    catalog, imprint, calendar = context.catalog, context.imprint, context.calendar
    archive = catalog.archive
    # All papers of a day may be withdrawn.
    day = next((day for day in reversed(archive.days) if day.papers), archive.undated)
    biggest = catalog.biggest[:BIGGEST]
    compared, trends = _trends(context)
    shown = list(calendar.months)[::-1][:MONTHS]
    values: dict[str, object] = {"newest": None}
    if day:
        values["newest"] = {
            "name": full_day(day.date) if day.date else "Undated",
            "uri": uri(urls.day(day.date)),
            "week": week_links([day.date], "") if day.date else EMPTY,
            "count": len(day.papers),
            "code": sum(bool(paper.code) for paper in day.papers),
            "blocks": blocks(
                item(paper, imprint, "", day=day.date) for paper in day.papers[:NEWEST]
            ),
            "rest": len(day.papers) - NEWEST,
            "of": short_day(day.date) if day.date else "undated listings",
        }
    body = render(
        "home",
        papers=catalog.outline.papers,
        days=len(catalog.outline.days),
        code=catalog.outline.code,
        tags=len(catalog.outline.tags),
        topics=len(catalog.topics),
        lists=len(catalog.lists),
        compared=compared,
        trends=trends,
        biggest=[tag_row(tag, context, "", biggest[0][1]) for tag, _ in biggest],
        all_tags=len(catalog.taxonomy.tags),
        authors=bool(catalog.authors.most_listed(PEOPLE, 1)),
        months=blocks(calendar.month_section(*key, "", 3) for key in shown),
        years=blocks(
            render(
                "home-year",
                name=str(year),
                uri=uri(urls.year(year)),
                strip=calendar.year(year, ""),
            )
            for year in reversed(calendar.years)
            if any(key not in shown for key in calendar.months_of(year))
        ),
        undated=catalog.outline.undated or 0,
        about=catalog.has_about,
        offline=catalog.offline,
        zip=link("The newest zip", catalog.offline_zip) if catalog.offline_zip else EMPTY,
        feed=feed_link(imprint, urls.FEED, "feed of the newest papers"),
        days_feed=feed_link(imprint, urls.DAYS_FEED, "one of days"),
        **values,
    )
    heads = (
        *feed(imprint, urls.FEED, "The newest papers"),
        *days_feed(imprint),
        *open_search(imprint),
    )
    days = plural(len(catalog.outline.days), "day") if catalog.outline.days else ""
    about = " of ".join(filter(None, (plural(catalog.outline.papers, "paper"), days)))
    about += ", by day and by tag, with search, feeds and citations"
    yield page(urls.HOME, "home", "Home", body, imprint, head=heads, description=about)


KIND = PageKind("", ("home",), _draw, always(urls.HOME))


def _trends(context: PageContext) -> tuple[str, list[Fragment]]:
    """Return the compared periods in words, and at most five lines of their trends.

    A line is left out where nothing can be said.
    """
    field = context.field
    # The longest period in which anything changed.
    now = next((each for each in field.now if strongest([each]) or each.phrases), None)
    lines = []
    if now:
        found = [each.change for each in strongest([now])]
        for word, sign in (("rising", 1), ("falling", -1)):
            for change in [change for change in found if change.z * sign > 0][:1]:
                link = context.imprint.tag_link(change.tags[0], "")
                lines.append(_line(link, word, from_to(change)))
        for phrase in now.phrases[:1]:
            link = phrase_link(phrase.text, "")
            lines.append(_line(link, "a phrase that rises", times(phrase.ratio)))
        for phrase in field.never_before(now)[:1]:
            link = phrase_link(phrase.text, "")
            lines.append(_line(link, "a new term", plural(phrase.papers, "paper")))
    if field.days:
        newest = field.days[1]
        for paper in field.voted(newest - timedelta(MONTH - 1), newest, 1):
            name = shown_title(paper.title).partition(":")[0]
            link = titled_link(name, urls.paper(paper.slug))
            lines.append(_line(link, f"most votes in {weeks(MONTH)}", f"▲\u00a0{paper.upvotes:,}"))
    said = f"Last {weeks(now.window.days)} against {period_before(now.window)}" if now else ""
    return said, lines


def _line(link: Fragment, words: str, figure: str) -> Fragment:
    return row(join((link, text(words)), ", "), figure)

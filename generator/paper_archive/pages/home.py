"""The home page: the newest day, the calendar, the biggest and the rising tags."""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive import urls
from paper_archive.model import Page
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import blocks, uri
from paper_archive.pages.head import days_feed, feed, open_search, page
from paper_archive.pages.items import feed_link, item
from paper_archive.pages.kind import PageKind, always
from paper_archive.pages.rendering import render
from paper_archive.pages.tag import tag_row
from paper_archive.pages.touched import Touched
from paper_archive.pages.trends import Rising, rising, sparkline
from paper_archive.text.english import full_day, plural, short_day
from paper_archive.workers import Workers

NEWEST = 7  # papers shown
BIGGEST = 9  # tags shown
MONTHS = 4  # shown day by day; years follow as strips


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    catalog, imprint, calendar = context.catalog, context.imprint, context.calendar
    archive = catalog.archive
    # All papers of a day may be withdrawn.
    day = next((day for day in reversed(archive.days) if day.papers), archive.undated)
    rises = rising(archive)
    biggest = catalog.biggest[:BIGGEST]
    values: dict[str, object] = {"newest": None}
    if day:
        values["newest"] = {
            "name": full_day(day.date) if day.date else "Undated",
            "uri": uri(urls.day(day.date)),
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
        rising_words=_rising_words(rises),
        rising=[
            render(
                "rise",
                link=imprint.tag_link(rise.tag, ""),
                line=sparkline(rise.shares),
                times="new" if rise.new else _times(rise.ratio),
            )
            for rise in rises.rises
        ],
        biggest=[tag_row(tag, context, "", biggest[0][1]) for tag, _ in biggest],
        all_tags=len(catalog.taxonomy.tags),
        months=blocks(
            calendar.month_section(*key, "", 3) for key in list(calendar.months)[::-1][:MONTHS]
        ),
        years=blocks(
            render(
                "home-year",
                name=str(year),
                uri=uri(urls.year(year)),
                strip=calendar.year(year, ""),
            )
            for year in reversed(calendar.years)
        ),
        undated=catalog.outline.undated or 0,
        feed=feed_link(imprint, urls.FEED, "feed of the newest papers"),
        days_feed=feed_link(imprint, urls.DAYS_FEED, "one of days"),
        **values,
    )
    heads = (
        *feed(imprint, urls.FEED, "The newest papers"),
        *days_feed(imprint),
        *open_search(imprint),
    )
    yield page(urls.HOME, "home", "Home", body, imprint, head=heads)


KIND = PageKind("", ("home",), _draw, always(urls.HOME))


def _times(ratio: float) -> str:
    return f"{ratio:.1f}×" if ratio < 10 else f"{ratio:.0f}×"


def _rising_words(rises: Rising) -> str:
    """Return the two compared periods in words; the newer one in weeks if it is long enough."""
    now = (
        f"last {rises.window // 7} weeks"
        if rises.window >= 14
        else "newest day"
        if rises.window == 1
        else f"last {plural(rises.window, 'day')}"
    )
    before = "year" if rises.base >= 360 else f"{plural(rises.base, 'day')}"
    return f"Share of papers, {now} against the {before} before"

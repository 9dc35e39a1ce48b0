"""The pages of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Day, Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import Fragment, blocks, page_link, same
from paper_archive.pages.head import days_feed, page
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import item, title_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.narrowing import narrowing
from paper_archive.pages.quiet_line import votes_as_of
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched, beside
from paper_archive.store.update import Changes
from paper_archive.text.english import full_day, month, plural, weekday
from paper_archive.workers import Common, Workers

FOLDER = "days"


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    outline = context.catalog.outline
    papers_a_day = outline.papers / max(1, len(outline.days))
    yield from workers.map(
        partial(_pages, context.for_all), _sheets(context, touched), papers_a_day
    )


class DaySheet(NamedTuple):
    """The input of a day's page: the day, and those before and after it."""

    day: Day
    before: date | None = None
    after: date | None = None

    @classmethod
    def of(cls, day: Day, before: date | None = None, after: date | None = None) -> DaySheet:
        """Return the sheet of a day of a store, with its papers."""
        papers, replaced = tuple(day.papers), tuple(day.replaced)
        return cls(replace(day, papers=papers, replaced=replaced), before, after)


def _sheets(context: PageContext, touched: Touched) -> Iterator[DaySheet]:
    archive = context.catalog.archive
    days = list(context.calendar.counts)
    for n, day in enumerate(days):
        if urls.day(day) in touched:
            before = days[n - 1] if n else None
            after = days[n + 1] if n + 1 < len(days) else None
            yield DaySheet.of(archive.day(day), before, after)
    if archive.undated and urls.UNDATED in touched:
        yield DaySheet.of(archive.undated)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    before, after = changes.before, changes.after
    days = {*changes.days, *beside(before.days, after.days)}
    gone = before.days.keys() - after.days.keys()
    if before.undated is not None and after.undated is None:
        gone |= {""}
    return Touched.of(map(_path, days), map(_path, gone))


def _path(day: str) -> str:
    """Return the page of a day (ISO, "" for undated)."""
    return urls.day(date.fromisoformat(day) if day else None)


KIND = PageKind(FOLDER, ("day",), _draw, _touched)


def _pages(imprint: Common[Imprint], sheets: Sequence[DaySheet]) -> list[Page]:
    return [_day_page(*sheet, imprint.value) for sheet in sheets]


def _day_page(day: Day, before: date | None, after: date | None, imprint: Imprint) -> Page:
    title = full_day(day.date) if day.date else "Undated"
    crossed = day.cross_lists
    papers = [paper for paper in day.papers if paper.slug not in crossed]
    cross_lists = [paper for paper in day.papers if paper.slug in crossed]
    controls, cite, offered = narrowing([*papers, *cross_lists], imprint)

    def items(papers: Iterable[Paper], level: int = 2) -> Fragment:
        return blocks(
            item(
                *(paper, imprint, FOLDER),
                level=level,
                day=day.date,
                whole=True,
                offered=offered,
            )
            for paper in papers
        )

    count = plural(len(day.papers), "paper")
    titles = "; ".join(paper.title[:80] for paper in day.papers[:3])
    body = render(
        "day",
        title=title,
        dated=day.date is not None,
        before=_day_step("← {}", before, day.date, "prev"),
        after=_day_step("{} →", after, day.date, "next"),
        up=_month_link(day.date),
        facts=facts(
            count,
            plural(len(cross_lists), "cross-list") if cross_lists else "",
            f"{len(day.replaced):,} replaced" if day.replaced else "",
            _with_code(day),
            plural(len(day.listings), "listing") if len(day.listings) > 1 else "",
            votes_as_of(day.papers, day.date.year if day.date else 0),
        ),
        controls=controls,
        cite=cite,
        items=items(papers),
        cross_lists=items(cross_lists, level=3),
        replaced=blocks(map(_replaced, day.replaced)),
    )
    return page(
        urls.day(day.date),
        "day",
        title,
        body,
        imprint,
        description=f"{count}: {titles}" if titles else count,
        head=days_feed(imprint),
        date=day.date.isoformat() if day.date else "",
        source=day.listings,
    )


def _replaced(paper: Paper) -> Fragment:
    """Return the item of a paper that has a new version."""
    version = paper.facts.version
    return render(
        "replaced",
        link=title_link(paper, FOLDER),
        version=same(f"version {version}" if version > 1 else ""),
    )


def _to(src_uri: str) -> str:
    return urls.relative(src_uri, FOLDER)


def _with_code(day: Day) -> str:
    count = sum(bool(paper.code) for paper in day.papers)
    return f"{count:,} with code" if count else ""


def _day_step(form: str, day: date | None, page: date | None, rel: str) -> Fragment:
    """Return a link to a day; it names the year where it is not that of the page's day."""
    if day is None:
        return NOTHING
    year = f" {day.year}" if page and page.year != day.year else ""
    return step(form.format(weekday(day) + year), _to(urls.day(day)), rel)


def _month_link(day: date | None) -> Fragment:
    if day is None:
        return page_link("All days", _to(urls.DAYS))
    return page_link(month(day.year, day.month), _to(urls.month(day.year, day.month)))

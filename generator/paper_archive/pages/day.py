"""The pages of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Day, Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import Fragment, blocks, page_link, same
from paper_archive.pages.head import days_feed, page
from paper_archive.pages.items import item, title_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.narrowing import narrowing
from paper_archive.pages.quiet_line import votes_as_of
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched, beside
from paper_archive.store.update import Changes
from paper_archive.text.english import full_day, month, plural, weekday
from paper_archive.workers import Workers

FOLDER = "days"


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    archive = context.catalog.archive
    days = list(context.calendar.counts)
    for n, day in enumerate(days):
        if urls.day(day) in touched:
            before = days[n - 1] if n else None
            after = days[n + 1] if n + 1 < len(days) else None
            yield _day_page(archive.day(day), context, before, after)
    if archive.undated and urls.UNDATED in touched:
        yield _day_page(archive.undated, context, None, None)


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


def _day_page(day: Day, context: PageContext, before: date | None, after: date | None) -> Page:
    title = full_day(day.date) if day.date else "Undated"
    crossed = day.cross_lists
    papers = [paper for paper in day.papers if paper.slug not in crossed]
    cross_lists = [paper for paper in day.papers if paper.slug in crossed]
    controls, cite, offered = narrowing([*papers, *cross_lists], context.imprint)

    def items(papers: Iterable[Paper], level: int = 2) -> Fragment:
        return blocks(
            item(
                *(paper, context.imprint, FOLDER),
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
        context.imprint,
        description=f"{count}: {titles}" if titles else count,
        head=days_feed(context.imprint),
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

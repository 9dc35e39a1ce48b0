"""The pages of weeks and their index.

A week has each paper of its days once, those with the most votes first. The first of them have
their gist; a page of a hundred others must stay small, so they have their titles.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import Fragment, blocks, join, page_link, same
from paper_archive.pages.head import feed, page
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import feed_link, heading_id, item, row_attributes, title_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.narrowing import narrowing
from paper_archive.pages.quiet_line import short_line, votes_as_of
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched, beside
from paper_archive.store.update import Changes
from paper_archive.store.week import Week
from paper_archive.store.weeks import PapersOfWeek, papers_of
from paper_archive.text.english import long_days, plural, weekday
from paper_archive.workers import Common, Workers

FOLDER = "weeks"
WITH_GIST = 20  # papers whose gist is shown


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    outline = context.catalog.outline
    papers_a_week = outline.papers / max(1, len(outline.weeks))
    yield from workers.map(
        partial(_pages, context.for_all), _sheets(context, touched), papers_a_week
    )
    yield _index_page(context)


class WeekSheet(NamedTuple):
    """The input of a week's page: its papers, and the names of the weeks before and after it."""

    papers: PapersOfWeek
    before: str
    after: str


def _sheets(context: PageContext, touched: Touched) -> Iterator[WeekSheet]:
    weeks = list(context.catalog.outline.weeks)
    for n, name in enumerate(weeks):
        if urls.week(name) in touched:
            before = weeks[n - 1] if n else ""
            after = weeks[n + 1] if n + 1 < len(weeks) else ""
            papers = papers_of(context.catalog.archive, Week.named(name))
            yield WeekSheet(papers, before, after)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    before, after = changes.before.weeks, changes.after.weeks
    days = (Week.of(date.fromisoformat(day)).name for day in changes.days if day)
    drawn = map(urls.week, {*days, *beside(before, after)})
    return Touched.of({urls.WEEKS, *drawn}, map(urls.week, before.keys() - after.keys()))


KIND = PageKind(FOLDER, ("week", "weeks"), _draw, _touched)


def _pages(imprint: Common[Imprint], sheets: Sequence[WeekSheet]) -> list[Page]:
    return [_week_page(*sheet, imprint.value) for sheet in sheets]


def _week_page(of_week: PapersOfWeek, before: str, after: str, imprint: Imprint) -> Page:
    week = of_week.week
    papers, span_of_days = of_week.papers, long_days(week.monday, week.sunday)
    controls, cite, offered = narrowing(papers, imprint)
    code = sum(bool(paper.code) for paper in papers)
    count = plural(len(papers), "paper")
    body = render(
        "week",
        title=week.title,
        span=span_of_days,
        before=_week_step("← {}", before, week, "prev"),
        after=_week_step("{} →", after, week, "next"),
        facts=facts(
            count,
            f"{code:,} with code" if code else "",
            join((page_link(weekday(day), _to(urls.day(day))) for day in of_week.days), ", "),
            votes_as_of(papers, week.year),
        ),
        controls=controls,
        cite=cite,
        items=blocks(
            item(paper, imprint, FOLDER, listed=of_week.listed(paper), offered=offered)
            if n < WITH_GIST
            else _row(paper, imprint, of_week, offered)
            for n, paper in enumerate(papers)
        ),
    )
    titles = "; ".join(paper.title[:80] for paper in papers[:3])
    return page(
        urls.week(week.name),
        "week",
        f"{week.title}, {span_of_days}",
        body,
        imprint,
        description=f"{count}: {titles}" if titles else count,
        head=_feed(imprint),
        date=week.name,
    )


def _row(
    paper: Paper, imprint: Imprint, of_week: PapersOfWeek, offered: Collection[str]
) -> Fragment:
    """Return an item without gist, which the same scripts narrow by tag and cite."""
    return render(
        "week-row",
        attributes=row_attributes(paper, imprint, [tag for tag in paper.tags if tag in offered]),
        id=same(heading_id(paper)),
        title_link=title_link(paper, FOLDER),
        facts=short_line(paper, FOLDER, of_week.listed(paper)),
    )


def _index_page(context: PageContext) -> Page:
    outline = context.catalog.outline
    newest_first = [(Week.named(name), n) for name, n in reversed(list(outline.weeks.items()))]
    most = max(outline.weeks.values(), default=0)
    body = render(
        "weeks",
        facts=facts(
            plural(len(newest_first), "week") if newest_first else "No paper has a day yet",
            plural(outline.papers, "paper"),
            page_link("All days", _to(urls.DAYS)),
            feed_link(context.imprint, urls.WEEKS_FEED, "Feed"),
        ),
        years=[
            {
                "name": year,
                "weeks": [
                    {
                        "link": page_link(f"Week {week.number}", _to(urls.week(week.name))),
                        "span": long_days(week.monday, week.sunday).removesuffix(f" {year}"),
                        "count": f"{count:,}",
                        "width": max(1, round(100 * count / most)) if count else 0,
                    }
                    for week, count in of_year
                ],
            }
            for year, of_year in groupby(newest_first, lambda pair: pair[0].year)
        ],
    )
    return page(
        urls.WEEKS,
        "weeks",
        "Weeks",
        body,
        context.imprint,
        description="The papers of each week on one page, those with the most votes first.",
        head=_feed(context.imprint),
    )


def week_links(days: Iterable[date], folder: str) -> Fragment:
    """Return links to the weeks of days, for a page in `folder`."""
    weeks = dict.fromkeys(map(Week.of, days))
    links = (
        page_link(f"Week {week.number}", urls.relative(urls.week(week.name), folder))
        for week in weeks
    )
    return join(links, ", ")


def _feed(imprint: Imprint) -> tuple[str, ...]:
    return feed(imprint, urls.WEEKS_FEED, "A week is one entry")


def _to(src_uri: str) -> str:
    return urls.relative(src_uri, FOLDER)


def _week_step(form: str, name: str, beside: Week, rel: str) -> Fragment:
    if not name:
        return NOTHING
    week = Week.named(name)
    words = f"Week {week.number}" if week.year == beside.year else week.title
    return step(form.format(words), _to(urls.week(name)), rel)

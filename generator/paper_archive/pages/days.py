"""Calendars of months and years, and the index of all days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Day, Page
from paper_archive.pages.calendar import Calendar
from paper_archive.pages.context import PageContext
from paper_archive.pages.day import FOLDER
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, page_link, same, uri
from paper_archive.pages.head import days_feed, page
from paper_archive.pages.items import feed_link, title_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.quiet_line import votes
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched, beside
from paper_archive.pages.week import week_links
from paper_archive.store import periods
from paper_archive.store.update import Changes
from paper_archive.text.english import full_day, month, plural
from paper_archive.workers import Workers

TITLES_OF_DAY = 3  # shown on the month's page


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    archive, calendar = context.catalog.archive, context.calendar
    months = list(calendar.months)
    for n, key in enumerate(months):
        if urls.month(*key) in touched:
            yield _month_page(key, context, months, n)
    years = list(calendar.years)
    # In some years no paper was listed for the first time.
    cited = {period.name for period in periods.years(archive)}
    for n, year in enumerate(years):
        if urls.year(year) in touched:
            yield _year_page(year, context, years, n, cited=str(year) in cited)
    yield _index_page(context)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    before, after = Calendar.of(changes.before), Calendar.of(changes.after)
    dated = [day for day in changes.days if day]
    months = {(int(day[:4]), int(day[5:7])) for day in dated}
    months.update(beside(before.months, after.months))
    years = {int(day[:4]) for day in dated} | set(beside(before.years, after.years))
    if before.day_levels != after.day_levels:
        months.update(after.months)
        years.update(after.years)
    if before.month_levels != after.month_levels:
        years.update(after.years)
    gone = {urls.month(*key) for key in before.months.keys() - after.months.keys()}
    gone |= {urls.year(year) for year in before.years.keys() - after.years.keys()}
    drawn = {urls.month(*key) for key in months} | {urls.year(year) for year in years}
    return Touched.of({urls.DAYS, *drawn}, gone)


KIND = PageKind(FOLDER, ("month", "year", "days"), _draw, _touched)


def _month_page(
    key: tuple[int, int], context: PageContext, months: Sequence[tuple[int, int]], n: int
) -> Page:
    calendar = context.calendar
    days = [context.catalog.archive.day(day) for day in calendar.days_of(*key)]
    title = month(*key)
    tags = Counter(tag for day in days for paper in day.papers for tag in paper.tags)
    body = render(
        "month",
        title=title,
        facts=facts(
            plural(calendar.months[key], "paper"),
            plural(len(days), "day"),
            week_links(calendar.days_of(*key), FOLDER),
            page_link("Trends", _to(urls.trends(*key))),
        ),
        before=_month_step("← {}", months[n - 1] if n else None, "prev"),
        after=_month_step("{} →", months[n + 1] if n + 1 < len(months) else None, "next"),
        up=page_link(str(key[0]), _to(urls.year(key[0]))),
        calendar=calendar.month(*key, FOLDER),
        tags=join(
            context.imprint.tag_link(tag, FOLDER)
            for tag, _ in sorted(tags.items(), key=lambda item: (-item[1], item[0]))[:8]
        ),
        days=blocks(_day_of_month(day) for day in reversed(days)),
    )
    return page(
        urls.month(*key),
        "month",
        title,
        body,
        context.imprint,
        description=f"{plural(calendar.months[key], 'paper')} listed in {title}",
        date=f"{key[0]:04d}-{key[1]:02d}",
        head=days_feed(context.imprint),
    )


def _day_of_month(day: Day) -> Fragment:
    if day.date is None:
        return EMPTY
    return render(
        "month-day",
        name=full_day(day.date),
        id=day.date.isoformat(),
        count=len(day.papers),
        uri=uri(_to(urls.day(day.date))),
        titles=[
            {
                "link": title_link(paper, FOLDER),
                "votes": plural(count, "vote") if (count := votes(paper)) else "",
            }
            for paper in day.papers[:TITLES_OF_DAY]
        ],
        rest=max(0, len(day.papers) - TITLES_OF_DAY),
    )


def _year_page(
    year: int, context: PageContext, years: Sequence[int], n: int, *, cited: bool
) -> Page:
    calendar = context.calendar
    months = calendar.months_of(year)
    days = sum(len(calendar.days_of(*key)) for key in months)
    body = render(
        "year",
        title=str(year),
        facts=facts(
            plural(calendar.years[year], "paper"),
            plural(days, "day"),
            page_link("Trends", _to(urls.trends(year))),
            _citations(str(year)) if cited else EMPTY,
        ),
        before=_year_step("← {}", years[n - 1] if n else None, "prev"),
        after=_year_step("{} →", years[n + 1] if n + 1 < len(years) else None, "next"),
        strip=calendar.year(year, FOLDER),
        months=blocks(calendar.month_section(*key, FOLDER, 2) for key in months),
    )
    return page(
        urls.year(year),
        "year",
        str(year),
        body,
        context.imprint,
        description=f"{plural(calendar.years[year], 'paper')} listed in {year}",
        date=str(year),
        head=days_feed(context.imprint),
    )


def _index_page(context: PageContext) -> Page:
    calendar = context.calendar
    outline = context.catalog.outline
    body = render(
        "days",
        facts=facts(
            plural(len(outline.days), "day") if outline.days else "",
            plural(outline.papers, "paper"),
            page_link(plural(outline.undated, "undated paper"), _to(urls.UNDATED))
            if outline.undated is not None
            else EMPTY,
            page_link("Weeks", _to(urls.WEEKS)) if outline.days else EMPTY,
            page_link("Trends", _to(urls.TRENDS)),
            _citations(urls.ALL) if outline.papers else EMPTY,
            feed_link(context.imprint, urls.DAYS_FEED, "Feed"),
        ),
        months=blocks(
            calendar.month_section(*key, FOLDER, 2) for key in list(calendar.months)[:-13:-1]
        ),
        years=blocks(
            render(
                "days-year",
                name=str(year),
                uri=uri(_to(urls.year(year))),
                strip=calendar.year(year, FOLDER),
            )
            for year in reversed(calendar.years)
        ),
    )
    return page(
        urls.DAYS,
        "days",
        "Days",
        body,
        context.imprint,
        description=f"Calendars of all days with papers: {plural(len(outline.days), 'day')}, "
        f"{plural(outline.papers, 'paper')}",
        head=days_feed(context.imprint),
    )


def _citations(name: str) -> Fragment:
    """Link to the citations of the papers first listed in a year, or of all papers."""
    # In HTML, because MkDocs would look for a page at the address of a Markdown link.
    links = (
        same(f'<a href="{_to(urls.citations(folder, suffix, name))}">{title}</a>')
        for title, folder, suffix in urls.CITATIONS
    )
    return join((same("cite them:"), *links))


def _to(src_uri: str) -> str:
    return urls.relative(src_uri, FOLDER)


def _month_step(form: str, key: tuple[int, int] | None, rel: str) -> Fragment:
    return step(form.format(month(*key)), _to(urls.month(*key)), rel) if key else NOTHING


def _year_step(form: str, year: int | None, rel: str) -> Fragment:
    return step(form.format(year), _to(urls.year(year)), rel) if year else NOTHING

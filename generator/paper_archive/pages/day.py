"""Pages of days, and calendars of months, years and all days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from paper_archive import urls
from paper_archive.model import Day, Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    blocks,
    join,
    page_link,
    same,
    uri,
)
from paper_archive.pages.head import feed, page
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import feed_link, item, title_link
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import EVERYTHING, Touched
from paper_archive.store import periods
from paper_archive.text.english import full_day, month, plural, weekday

FOLDER = "days"
FILTERS = 14  # tags offered to narrow a day
FEWEST_TO_FILTER = 2  # papers that a tag must have to be offered
TITLES_OF_DAY = 3  # shown on the month's page


def day_pages(context: PageContext, touched: Touched = EVERYTHING) -> Iterator[Page]:
    """Yield the touched pages of days, months and years, and the index of days."""
    archive, calendar = context.catalog.archive, context.calendar
    days = list(calendar.counts)
    for n, day in enumerate(days):
        if touched.day(day.isoformat()):
            before = days[n - 1] if n else None
            after = days[n + 1] if n + 1 < len(days) else None
            yield _day_page(archive.day(day), context, before, after)
    if archive.undated and touched.day(""):
        yield _day_page(archive.undated, context, None, None)
    months = list(calendar.months)
    for n, key in enumerate(months):
        if touched.month(key):
            yield _month_page(key, context, months, n)
    years = list(calendar.years)
    # In some years no paper was listed for the first time.
    cited = {period.name for period in periods.years(archive)}
    for n, year in enumerate(years):
        if touched.year(year):
            yield _year_page(year, context, years, n, cited=str(year) in cited)
    yield _index_page(context)


def _day_page(day: Day, context: PageContext, before: date | None, after: date | None) -> Page:
    title = full_day(day.date) if day.date else "Undated"
    counts = Counter(tag for paper in day.papers for tag in paper.tags)
    filters = [
        (tag, context.catalog.tags[tag].title, count)
        for tag, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= FEWEST_TO_FILTER
    ]
    count = plural(len(day.papers), "paper")
    titles = "; ".join(paper.title[:80] for paper in day.papers[:3])
    body = render(
        "day",
        title=title,
        dated=day.date is not None,
        before=_day_step("← {}", before, "prev"),
        after=_day_step("{} →", after, "next"),
        up=_month_link(day.date),
        facts=facts(
            count,
            f"{len(day.replaced):,} replaced" if day.replaced else "",
            _with_code(day),
            plural(len(day.listings), "listing") if len(day.listings) > 1 else "",
        ),
        filters=filters[:FILTERS],
        items=blocks(
            item(paper, context.imprint, FOLDER, day=day.date, whole=True) for paper in day.papers
        ),
        replaced=blocks(map(_replaced, day.replaced)),
    )
    return page(
        urls.day(day.date),
        "day",
        title,
        body,
        context.imprint,
        description=f"{count}: {titles}" if titles else count,
        head=_feed(context.imprint),
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
        facts=facts(plural(calendar.months[key], "paper"), plural(len(days), "day")),
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
        head=_feed(context.imprint),
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
        titles=[title_link(paper, FOLDER) for paper in day.papers[:TITLES_OF_DAY]],
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
        head=_feed(context.imprint),
    )


def _index_page(context: PageContext) -> Page:
    calendar = context.calendar
    outline = context.catalog.outline
    body = render(
        "days",
        facts=facts(
            plural(len(outline.days), "day"),
            plural(outline.papers, "paper"),
            page_link(plural(outline.undated, "undated paper"), _to(urls.UNDATED))
            if outline.undated is not None
            else EMPTY,
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
    return page(urls.DAYS, "days", "Days", body, context.imprint, head=_feed(context.imprint))


def _feed(imprint: Imprint) -> tuple[str, ...]:
    return feed(imprint, urls.DAYS_FEED, "A day is one entry")


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


def _with_code(day: Day) -> str:
    count = sum(bool(paper.code) for paper in day.papers)
    return f"{count:,} with code" if count else ""


def _day_step(form: str, day: date | None, rel: str) -> Fragment:
    return step(form.format(weekday(day)), _to(urls.day(day)), rel) if day else NOTHING


def _month_step(form: str, key: tuple[int, int] | None, rel: str) -> Fragment:
    return step(form.format(month(*key)), _to(urls.month(*key)), rel) if key else NOTHING


def _year_step(form: str, year: int | None, rel: str) -> Fragment:
    return step(form.format(year), _to(urls.year(year)), rel) if year else NOTHING


def _month_link(day: date | None) -> Fragment:
    if day is None:
        return page_link("All days", _to(urls.DAYS))
    return page_link(month(day.year, day.month), _to(urls.month(day.year, day.month)))

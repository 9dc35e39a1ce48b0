"""Day pages, and months, years and all days as calendars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from generator.model import Day, Page
from generator.pages import addresses
from generator.pages.catalog import Catalog
from generator.pages.items import item, title_link
from generator.pages.markup import Md, front_matter, plural, render
from generator.pages.words import full_day, month, weekday

BASE = "../"
FILTERS = 14  # tags offered to narrow a day
FEWEST_TO_FILTER = 2  # papers that a tag must have to be offered
TITLES_OF_DAY = 3  # shown on the month's page


def day_pages(catalog: Catalog) -> Iterator[Page]:
    """Yield the pages of days, months and years, and the index of days."""
    days = catalog.archive.days
    for n, day in enumerate(days):
        before = days[n - 1] if n else None
        after = days[n + 1] if n + 1 < len(days) else None
        yield _day_page(day, catalog, before, after)
    if catalog.archive.undated:
        yield _day_page(catalog.archive.undated, catalog, None, None)
    months = list(catalog.calendar.months)
    for n, key in enumerate(months):
        yield _month_page(key, catalog, months, n)
    years = list(catalog.calendar.years)
    for n, year in enumerate(years):
        yield _year_page(year, catalog, years, n)
    yield _index_page(catalog)


def _day_page(day: Day, catalog: Catalog, before: Day | None, after: Day | None) -> Page:
    title = full_day(day.date) if day.date else "Undated"
    counts = Counter(tag for paper in day.papers for tag in paper.tags)
    filters = [
        (tag, catalog.tags[tag].title, count)
        for tag, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= FEWEST_TO_FILTER
    ]
    facts = _facts(
        plural(len(day.papers), "paper"),
        _with_code(day),
        plural(len(day.listings), "listing") if len(day.listings) > 1 else "",
    )
    head = front_matter(
        {
            "title": title,
            "kind": "day",
            "description": f"{plural(len(day.papers), 'paper')}: "
            + "; ".join(paper.title[:80] for paper in day.papers[:3]),
            "date": day.date.isoformat() if day.date else "",
            "source": day.listings,
        }
    )
    return Page(
        addresses.day(day.date),
        render(
            "day",
            front_matter=head,
            title=title,
            dated=day.date is not None,
            before=_step("← {}", before, "prev"),
            after=_step("{} →", after, "next"),
            up=_month_link(day.date),
            facts=facts,
            filters=filters[:FILTERS],
            items=Md(
                "\n\n".join(
                    item(paper, catalog, BASE, day=day.date, whole=True) for paper in day.papers
                )
            ),
        ),
    )


def _month_page(
    key: tuple[int, int], catalog: Catalog, months: Sequence[tuple[int, int]], n: int
) -> Page:
    calendar = catalog.calendar
    by_date = {day.date: day for day in catalog.archive.days}
    days = [by_date[d] for d in calendar.days_of(*key)]
    title = month(*key)
    listed = [
        {
            "name": full_day(day.date),
            "id": day.date.isoformat(),
            "count": len(day.papers),
            "uri": BASE + addresses.day(day.date),
            "titles": [title_link(paper, BASE) for paper in day.papers[:TITLES_OF_DAY]],
            "rest": len(day.papers) - TITLES_OF_DAY,
        }
        for day in reversed(days)
        if day.date
    ]
    tags = Counter(tag for day in days for paper in day.papers for tag in paper.tags)
    return Page(
        addresses.month(*key),
        render(
            "month",
            front_matter=front_matter(
                {
                    "title": title,
                    "kind": "month",
                    "description": f"{plural(calendar.months[key], 'paper')} listed in {title}",
                    "date": f"{key[0]:04d}-{key[1]:02d}",
                }
            ),
            title=title,
            facts=_facts(plural(calendar.months[key], "paper"), plural(len(days), "day")),
            before=_month_step("← {}", months[n - 1] if n else None, "prev"),
            after=_month_step("{} →", months[n + 1] if n + 1 < len(months) else None, "next"),
            up=Md(f"[{key[0]}]({BASE}{addresses.year(key[0])})"),
            calendar=calendar.month(*key, BASE),
            tags=Md(
                " ".join(
                    catalog.tag_link(tag, BASE)
                    for tag, _ in sorted(tags.items(), key=lambda item: (-item[1], item[0]))[:8]
                )
            ),
            days=listed,
        ),
    )


def _year_page(year: int, catalog: Catalog, years: Sequence[int], n: int) -> Page:
    calendar = catalog.calendar
    months = [key for key in calendar.months if key[0] == year]
    days = sum(len(calendar.days_of(*key)) for key in months)
    return Page(
        addresses.year(year),
        render(
            "year",
            front_matter=front_matter(
                {
                    "title": str(year),
                    "kind": "year",
                    "description": f"{plural(calendar.years[year], 'paper')} listed in {year}",
                    "date": str(year),
                }
            ),
            title=str(year),
            facts=_facts(plural(calendar.years[year], "paper"), plural(days, "day")),
            before=_year_step("← {}", years[n - 1] if n else None, "prev"),
            after=_year_step("{} →", years[n + 1] if n + 1 < len(years) else None, "next"),
            strip=calendar.year(year, BASE),
            months=[calendar.month_section(*key, BASE, 2) for key in months],
        ),
    )


def _index_page(catalog: Catalog) -> Page:
    calendar = catalog.calendar
    undated = catalog.archive.undated
    return Page(
        addresses.DAYS,
        render(
            "days",
            front_matter=front_matter({"title": "Days", "kind": "days"}),
            facts=_facts(
                plural(len(catalog.archive.days), "day"),
                plural(len(catalog.archive.papers), "paper"),
                f"[{plural(len(undated.papers), 'undated paper')}](undated.md)" if undated else "",
            ),
            months=[
                calendar.month_section(*key, BASE, 2) for key in list(calendar.months)[:-13:-1]
            ],
            years=[
                {"name": str(year), "uri": f"{year:04d}.md", "strip": calendar.year(year, BASE)}
                for year in reversed(calendar.years)
            ],
        ),
    )


def _facts(*facts: str) -> Md:
    return Md("".join(f"<span>{fact}</span>" for fact in facts if fact))


def _with_code(day: Day) -> str:
    count = sum(bool(paper.code) for paper in day.papers)
    return f"{count:,} with code" if count else ""


def _step(form: str, day: Day | None, rel: str) -> Md:
    if day is None or day.date is None:
        return Md("<span></span>")
    return Md(f"[{form.format(weekday(day.date))}]({day.date.isoformat()}.md){{ rel={rel} }}")


def _month_step(form: str, key: tuple[int, int] | None, rel: str) -> Md:
    if key is None:
        return Md("<span></span>")
    return Md(f"[{form.format(month(*key))}]({BASE}{addresses.month(*key)}){{ rel={rel} }}")


def _year_step(form: str, year: int | None, rel: str) -> Md:
    if year is None:
        return Md("<span></span>")
    return Md(f"[{form.format(year)}]({BASE}{addresses.year(year)}){{ rel={rel} }}")


def _month_link(day: date | None) -> Md:
    if day is None:
        return Md(f"[All days]({BASE}{addresses.DAYS})")
    return Md(f"[{month(day.year, day.month)}]({BASE}{addresses.month(day.year, day.month)})")

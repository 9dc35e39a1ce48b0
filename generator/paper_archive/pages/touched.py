"""Decides which pages an update touches: pages that show a change, and their neighbours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.pages.calendar import Calendar
from paper_archive.pages.tag import Since, page_numbers
from paper_archive.store.update import Changes

T = TypeVar("T", str, int, tuple[int, int])
Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Touched:
    """The pages to write: of slugs, days (ISO, "" for undated), months, years, and tags from a day
    on; None for all.

    `gone` are the source paths of pages to remove. The home page and the indexes are always
    written.
    """

    slugs: Collection[str] | None = None
    days: Collection[str] | None = None
    months: Collection[Month] | None = None
    years: Collection[int] | None = None
    tags: Mapping[str, Since] | None = None
    gone: frozenset[str] = frozenset()

    def day(self, day: str) -> bool:
        """Tell whether the page of a day is touched."""
        return self.days is None or day in self.days

    def month(self, month: Month) -> bool:
        """Tell whether the page of a month is touched."""
        return self.months is None or month in self.months

    def year(self, year: int) -> bool:
        """Tell whether the page of a year is touched."""
        return self.years is None or year in self.years


EVERYTHING = Touched()


def touched(changes: Changes, catalog: Catalog) -> Touched:
    """Return the pages that changes touch."""
    if changes.everything:
        return EVERYTHING
    archive = catalog.archive
    before, after = Calendar.of(changes.before), Calendar.of(catalog.outline)
    dated = sorted(filter(None, changes.days))
    slugs = set(changes.slugs)
    for day in changes.days:
        # A paper's page names its neighbours, and the number of papers of the day.
        slugs.update(paper.slug for paper in archive.first_listed_on(day))
    days = {*changes.days, *_beside(changes.before.days, changes.after.days)}
    months = {(int(day[:4]), int(day[5:7])) for day in dated}
    months.update(_beside(before.months, after.months))
    years = {int(day[:4]) for day in dated} | set(_beside(before.years, after.years))
    if before.day_levels != after.day_levels:
        months.update(after.months)
        years.update(after.years)
    if before.month_levels != after.month_levels:
        years.update(after.years)
    gone = {urls.paper(slug) for slug in changes.gone}
    gone |= {
        urls.day(date.fromisoformat(d))
        for d in changes.before.days.keys() - changes.after.days.keys()
    }
    if changes.before.undated is not None and changes.after.undated is None:
        gone.add(urls.UNDATED)
    gone |= {urls.month(*month) for month in before.months.keys() - after.months.keys()}
    gone |= {urls.year(year) for year in before.years.keys() - after.years.keys()}
    tags = {
        tag: Since(day, changes.before.tags.get(tag, (0, 0))[0])
        for tag, day in changes.tags.items()
    }
    for tag, since in tags.items():
        former, now = page_numbers(since.papers), page_numbers(catalog.tagged(tag)[0])
        gone |= {urls.tag(tag, number) for number in {*former}.difference(now)}
    return Touched(slugs, days, months, years, tags, frozenset(gone))


def _beside(before: Iterable[T], after: Iterable[T]) -> Iterator[T]:
    """Yield the keys that were added or removed, and their neighbours, whose pages link to them."""
    keys = sorted(set(before).union(after))
    changed = set(before) ^ set(after)
    for n, key in enumerate(keys):
        if any(other in changed for other in keys[max(0, n - 1) : n + 2]):
            yield key

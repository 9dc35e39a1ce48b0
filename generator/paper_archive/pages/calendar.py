"""Calendars of days and months, as heat maps: ordered lists of links with counts.

Colours have four levels around the archive's median. It is rounded to 1, 2 or 5 times a power of
ten, so a new day changes its cell and rarely the colours of other cells.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median

from paper_archive import urls
from paper_archive.pages.fragment import Fragment, figure
from paper_archive.store.outline import Outline
from paper_archive.text.english import MONTHS, SHORT_MONTHS, month, plural

WEEK = (
    '<p class="pa-week" aria-hidden="true"><i>M</i><i>T</i><i>W</i><i>T</i><i>F</i><i>S</i>'
    "<i>S</i></p>"
)


@dataclass(frozen=True)
class Calendar:
    """The numbers of papers by day, (year, month) and year with a listing, ascending.

    A paper listed on two days counts once in their month. Days whose papers are all withdrawn keep
    their page: they have a count of 0.
    """

    counts: Mapping[date, int]
    months: Mapping[tuple[int, int], int]
    years: Mapping[int, int]

    @classmethod
    def of(cls, outline: Outline) -> Calendar:
        """Return the calendar of an outline."""
        return cls(
            {date.fromisoformat(day): count for day, count in outline.days.items()},
            {(int(name[:4]), int(name[5:])): count for name, count in outline.months.items()},
            {int(name): count for name, count in outline.years.items()},
        )

    def days_of(self, year: int, number: int) -> list[date]:
        """Return the days of a month that have a listing, ascending."""
        return self._days_by_month.get((year, number), [])

    def months_of(self, year: int) -> list[tuple[int, int]]:
        """Return the months of a year that have a listing, ascending."""
        return [(year, number) for number in range(1, 13) if (year, number) in self.months]

    @cached_property
    def _days_by_month(self) -> Mapping[tuple[int, int], list[date]]:
        days: dict[tuple[int, int], list[date]] = defaultdict(list)
        for day in sorted(self.counts):
            days[day.year, day.month].append(day)
        return days

    @cached_property
    def day_levels(self) -> tuple[float, float, float]:
        """The numbers of papers on a day at which colours change."""
        return levels(list(self.counts.values()))

    @cached_property
    def month_levels(self) -> tuple[float, float, float]:
        """The numbers of papers in a month at which colours change."""
        return levels(list(self.months.values()))

    def month(self, year: int, number: int, folder: str) -> Fragment:
        """Return a month as a grid of days, for a page in `folder`."""
        return figure(self._grid(year, number, folder))

    def _grid(self, year: int, number: int, folder: str) -> str:
        first, length = monthrange(year, number)
        name = MONTHS[number - 1]
        cells = []
        for n in range(1, length + 1):
            day = date(year, number, n)
            count = self.counts.get(day)
            if count is None:
                cells.append(f"<li>{n}</li>")
                continue
            level = 1 + bisect_right(self.day_levels, count)
            href = _href(urls.day(day), folder)
            cells.append(
                f'<li><a class="h{level}" href="{href}">{n}<i> {name}: </i><b>{count:,}</b></a>'
                "</li>"
            )
        return f'{WEEK}\n<ol class="pa-cal o{first + 1}">{"".join(cells)}</ol>'

    def year(self, year: int, folder: str) -> Fragment:
        """Return a year as a strip of the months that have a listing."""
        cells = []
        for number in range(1, 13):
            count = self.months.get((year, number))
            if count is not None:
                level = 1 + bisect_right(self.month_levels, count)
                href = _href(urls.month(year, number), folder)
                name = SHORT_MONTHS[number - 1]
                cells.append(
                    f'<li><a class="h{level}" href="{href}">{name} <b>{count:,}</b></a></li>'
                )
        return figure(f'<ol class="pa-year">{"".join(cells)}</ol>')

    def month_section(self, year: int, number: int, folder: str, level: int) -> Fragment:
        """Return a month under a heading (of `level`) that links to its page."""
        href = _href(urls.month(year, number), folder)
        days = len(self.days_of(year, number))
        facts = f"{plural(self.months[year, number], 'paper')}, {plural(days, 'day')}"
        return figure(
            f'<section>\n<h{level}><a href="{href}">{month(year, number)}</a>'
            f"<small>{facts}</small></h{level}>\n"
            f"{self._grid(year, number, folder)}\n</section>"
        )


def _href(src_uri: str, folder: str) -> str:
    return urls.html(urls.relative(src_uri, folder))


def levels(counts: Sequence[int]) -> tuple[float, float, float]:
    """Return the counts at which levels 2, 3 and 4 begin."""
    some = [count for count in counts if count]
    middle = round_down(median(some)) if some else 1
    return middle / 2, middle, 2 * middle


def round_down(value: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is at most `value`, at least 1."""
    step = 1.0
    while 10 * step <= value:
        step *= 10
    return next((m * step for m in (5, 2) if m * step <= value), step)

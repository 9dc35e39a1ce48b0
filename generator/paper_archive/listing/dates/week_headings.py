"""The days of weeks, as headings of weekly lists name them; a week is listed on its last day.

## Top ML Papers of the Week (June 23 - June 29) - 2025
## Top AI Papers of the Week (December 30 - January 5) - 2025
**Top ML Papers of the Week (Jan 1-8):**
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from paper_archive.text.english import MONTH, MONTH_NUMBER

_WEEK = re.compile(
    rf"\(\s{{0,3}}({MONTH})[a-z]{{0,6}}\.?\s{{0,3}}(\d{{1,2}})(?:,?\s{{1,3}}(\d{{4}}))?"
    rf"\s{{0,3}}(?:-{{1,3}}|–|—|to)\s{{0,3}}(?:({MONTH})[a-z]{{0,6}}\.?\s{{0,3}})?(\d{{1,2}})"
    r"(?:,?\s{1,3}(\d{4}))?\s{0,3}\)(?:[\s:,–—-]{1,6}(\d{4})\b)?"
)
_YEAR = re.compile(r"#{1,4}\s{1,3}(\d{4})\s{0,3}$")


@dataclass(frozen=True, slots=True)
class Week:
    """The last day of a week; `year` is 0 if its heading has none."""

    month: int
    day: int
    year: int = 0


def week_of(text: str) -> Week | None:
    """Return the week that a line names, None if it names none."""
    match = _WEEK.search(text)
    if not match:
        return None
    first, _, begun, last, day, ended, year = match.groups()
    begins, month = MONTH_NUMBER[first], MONTH_NUMBER[last or first]
    stated = int(year or ended or 0)
    if begun and not stated:
        stated = int(begun) + (month < begins)
    return Week(month, int(day), stated)


def dated(lines: Iterable[tuple[int, str]]) -> dict[int, Week]:
    """Return the weeks that lines name, by the number of the line, with their years.

    A heading without a year gets that of the contents above it, where weeks stand below the
    heading of their year, else that which continues the weeks before it, newest first.
    """
    weeks: dict[int, Week] = {}
    of_contents: dict[tuple[int, int], set[int]] = {}
    year = 0
    for number, line in lines:
        if match := _YEAR.match(line):
            year = int(match[1])
        elif week := week_of(line):
            weeks[number] = week
            stated = week.year or year
            if stated and "](" in line:
                of_contents.setdefault((week.month, week.day), set()).add(stated)
    before: date | None = None
    for number, week in weeks.items():
        known = of_contents.get((week.month, week.day), set())
        stated = week.year or (next(iter(known)) if len(known) == 1 else 0)
        if not stated and before:
            stated = _year_before(week, before)
        weeks[number] = Week(week.month, week.day, stated)
        before = last_day(weeks[number]) or before
    return weeks


def last_day(week: Week) -> date | None:
    """Return the last day of a week, None without a year or if there is no such day."""
    try:
        return date(week.year, week.month, week.day) if week.year else None
    except ValueError:
        return None


def _year_before(week: Week, before: date) -> int:
    """Return the year in which a week ends that is listed after one that ended on `before`."""
    this = last_day(Week(week.month, week.day, before.year))
    # The next week may be repeated, but is not later.
    return before.year if this and this <= before + timedelta(days=7) else before.year - 1

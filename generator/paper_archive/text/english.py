"""Days, months and counts in English, whatever the machine's locale."""

from __future__ import annotations

from datetime import date
from functools import cache

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
# A pattern for the first three letters of a month.
MONTH = "|".join(SHORT_MONTHS)
MONTH_NUMBER = {name: number for number, name in enumerate(SHORT_MONTHS, 1)}
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def full_day(day: date) -> str:
    """`Friday 14 March 2025`."""
    return f"{WEEKDAYS[day.weekday()]} {long_day(day)}"


def weekday(day: date) -> str:
    """`Fri 14 March`."""
    return f"{WEEKDAYS[day.weekday()][:3]} {short_day(day)}"


@cache  # The page of a paper shows a day or two.
def long_day(day: date) -> str:
    """`14 March 2025`."""
    return f"{short_day(day)} {day.year}"


def medium_day(day: date) -> str:
    """`14 Mar 2025`."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """`14 March`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def long_days(first: date, last: date) -> str:
    """`10 to 16 March 2025`, `29 December 2025 to 4 January 2026`."""
    if first.year != last.year:
        return f"{long_day(first)} to {long_day(last)}"
    return f"{first.day if first.month == last.month else short_day(first)} to {long_day(last)}"


def month(year: int, number: int) -> str:
    """`March 2025`."""
    return f"{MONTHS[number - 1]} {year}"


def short_month(year: int, number: int) -> str:
    """`Mar 2025`."""
    return f"{SHORT_MONTHS[number - 1]} {year}"


def plural(number: int, noun: str, many: str = "") -> str:
    """`1 paper`, `1,204 papers`, `2 entries`."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"

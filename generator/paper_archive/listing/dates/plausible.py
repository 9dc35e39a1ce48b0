"""The days that a listing can be from; any other is a mistake or an attack.

A build refuses only impossible years, because its result must not depend on the day it runs. Where
a person is there to ask, a day that is most likely a slip is doubted too.
"""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2999
WRITE_DAY = f"write a day from {FIRST_YEAR} to {LAST_YEAR}, like 2025-03-14"
# Nobody listed papers daily before arXiv.
FIRST_LIKELY = 1991


def is_possible(day: date) -> bool:
    """Tell whether a listing can be from this day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def doubt_of(day: date | None, latest: date) -> str:
    """Return why a day is unlikely, "" if it is likely or None; `latest` is the last likely one."""
    if day is None or (day.year >= FIRST_LIKELY and day <= latest):
        return ""
    when = "has not come yet" if day > latest else f"is before {FIRST_LIKELY}"
    return f"its day, {day}, {when}"

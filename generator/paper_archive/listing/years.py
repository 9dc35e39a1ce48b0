"""The years that a listing can be from; any other is a mistake or an attack."""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2999
WRITE_DAY = f"write a day from {FIRST_YEAR} to {LAST_YEAR}, like 2025-03-14"


def is_possible(day: date) -> bool:
    """Tell whether a listing can be from this day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR

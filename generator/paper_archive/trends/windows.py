"""The periods that are compared: one of days or months, and the year before it.

Days are counted from the newest listing and not from the clock, so that the same listings always
give the same page.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

QUARTER, MONTH, YEAR = 91, 28, 365
# An archive of fewer days has no trends.
FEWEST_DAYS = 8


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, compared with those from `since` to before `first`."""

    since: date
    first: date
    last: date

    def from_day(self, since: date) -> Window:
        """Return the period compared with the days from `since` on."""
        return replace(self, since=since)

    @property
    def is_comparable(self) -> bool:
        """Whether the period before is nearly as long as this one.

        A year may begin with days that have no listing.
        """
        return 10 * self.days_before >= 9 * self.days

    @property
    def has_year_before(self) -> bool:
        """Whether the period before is a year, of which a few weeks may have no listing."""
        return self.days_before > YEAR - MONTH

    @property
    def days(self) -> int:
        """The number of days from `first` to `last`."""
        return (self.last - self.first).days + 1

    @property
    def until(self) -> date:
        """The last day of the period before."""
        return self.first - timedelta(1)

    @property
    def days_before(self) -> int:
        """The number of days in the period before."""
        return (self.first - self.since).days


def newest(oldest: date, last: date) -> tuple[Window, ...]:
    """Return the last 91 and the last 28 days before the newest listing.

    One is left out if the archive has fewer days before it than in it. A smaller archive has its
    last quarter; one of a few days has none.
    """
    span = (last - oldest).days + 1
    lengths = [length for length in (QUARTER, MONTH) if span >= 2 * length]
    if not lengths and span >= FEWEST_DAYS:
        lengths = [span // 4]
    windows = (_window(last - timedelta(length - 1), last) for length in lengths)
    return tuple(window.from_day(max(oldest, window.since)) for window in windows)


def of_month(year: int, number: int) -> Window:
    """Return a month with the year before it."""
    return _window(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def of_year(year: int) -> Window:
    """Return a year with the year before it."""
    return _window(date(year, 1, 1), date(year, 12, 31))


def of_year_from(first: date, year: int, oldest: date, last: date) -> tuple[Window, ...]:
    """Return a year, its months that begin from `first` on, and the newest periods if they end in
    it, in an archive of the days from `oldest` to `last`."""
    months = (of_month(year, number) for number in range(1, 13))
    found = [of_year(year), *(month for month in months if first <= month.first <= last)]
    return (*found, *(newest(oldest, last) if last.year == year else ()))


def _window(first: date, last: date) -> Window:
    return Window(first - timedelta(YEAR), first, last)

"""ISO weeks: from Monday to Sunday; week 1 of a year has its first Thursday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week of an ISO year, which may begin in the calendar year before."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """Return the week of a day."""
        return _week(day)

    @classmethod
    def named(cls, name: str) -> Week:
        """Return the week of a name like `2025-W11`. Raises ValueError for any other text."""
        week = cls.of(date.fromisoformat(f"{name}-1"))
        if week.name != name:
            raise ValueError(f"{name!r} is no week")
        return week

    @property
    def name(self) -> str:
        """`2025-W11`."""
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def title(self) -> str:
        """`Week 11 of 2025`."""
        return f"Week {self.number} of {self.year}"

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(6)

    def has(self, day: date) -> bool:
        """Tell whether it contains a day."""
        return self.monday <= day <= self.sunday


@cache  # An archive has few days, and many papers ask for the week of each.
def _week(day: date) -> Week:
    return Week(*day.isocalendar()[:2])

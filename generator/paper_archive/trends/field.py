"""The trends of an archive: now, and of each month and year; counted when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from paper_archive.model import Paper
from paper_archive.store.store import Store
from paper_archive.trends import memory, windows
from paper_archive.trends.comparison import Comparison, compare, most_voted, never_before
from paper_archive.trends.corpus import Corpus, Ints
from paper_archive.trends.shares import carriers, together


@dataclass(frozen=True)
class Field:
    """The papers of a store, and its tags."""

    store: Store
    tags: tuple[str, ...]

    @cached_property
    def papers(self) -> Corpus:
        """All papers that were new on a day, without their words."""
        return memory.facts(self.store)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day with papers, None without any."""
        days = self.papers.days
        return (_day(days[0]), _day(days[-1])) if len(days) else None

    @cached_property
    def now(self) -> tuple[Comparison, ...]:
        """The newest periods, the longest first; their new phrases are in no earlier paper."""
        if not self.days:
            return ()
        found = compare(self.store, windows.newest(*self.days), self.tags)
        return tuple(never_before(self.store, each) for each in found)

    def month(self, year: int, number: int) -> Comparison | None:
        """Compare a month with the year before it; None if there are too few days before it."""
        return self._compare(windows.of_month(year, number))

    def year(self, year: int) -> Comparison | None:
        """Compare a year with the one before; None if there are too few days before it."""
        return self._compare(windows.of_year(year))

    def _compare(self, window: windows.Window) -> Comparison | None:
        # By the papers of the period before, not by the archive's oldest: a page must not change
        # with papers that are not compared.
        before = self.papers.between(window.since, window.until)
        if not len(before):
            return None
        window = window.from_day(_day(before.days[0]))
        return compare(self.store, [window], self.tags)[0] if window.is_comparable else None

    def voted(self, first: date, last: date, most: int) -> list[Paper]:
        """Return the papers of a period with the most votes."""
        return list(map(self.store.paper, most_voted(self.papers.between(first, last), most)))

    def carried(self, first: date, last: date) -> Ints:
        """Tell which of the tags (columns) the papers of a period (rows) carry."""
        return carriers(self.papers.between(first, last), self.tags)

    def together(self, first: date, last: date) -> Ints:
        """Return how many papers of a period carry both of two tags."""
        return together(self.carried(first, last))


def _day(ordinal: int) -> date:
    return date.fromordinal(int(ordinal))

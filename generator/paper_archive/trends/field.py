"""The trends of an archive: now, and of each month and year; counted when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from paper_archive.model import Paper
from paper_archive.store.store import Store
from paper_archive.trends import memory, windows
from paper_archive.trends.comparison import (
    Comparison,
    Phrase,
    compare,
    most_voted,
    never_before,
)
from paper_archive.trends.corpus import Corpus, Ints
from paper_archive.trends.likely import phrases_of
from paper_archive.trends.occurrences import PhrasesOf
from paper_archive.trends.shares import carriers, together
from paper_archive.trends.windows import Window


class Field:
    """The papers of a store, and its tags."""

    def __init__(self, store: Store, tags: Sequence[str]) -> None:
        self.store, self.tags = store, tuple(tags)
        # Of the periods that were asked for last, and the years among them.
        self._phrases: PhrasesOf | None = None
        self._periods: set[tuple[date, date]] = set()
        self._years: dict[int, Comparison | None] = {}
        self._new: dict[Window, tuple[Phrase, ...]] = {}

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
        """The newest periods, the longest first."""
        if not self.days:
            return ()
        periods = windows.newest(*self.days)
        if not periods:
            return ()
        return tuple(compare(self.store, self._phrases_of(*periods), periods, self.tags))

    def never_before(self, comparison: Comparison) -> tuple[Phrase, ...]:
        """Return the new phrases of a comparison that no earlier paper of the archive has."""
        if comparison.window not in self._new:
            self._new[comparison.window] = never_before(self.store, comparison)
        return self._new[comparison.window]

    def month(self, year: int, number: int) -> Comparison | None:
        """Compare a month with the year before it; None if there are too few days before it."""
        found = self._compare(windows.of_month(year, number))
        # While its phrases are there: the year is shown wherever a month of it is.
        self.year(year)
        return found

    def year(self, year: int) -> Comparison | None:
        """Compare a year with the one before; None if there are too few days before it."""
        if year not in self._years:
            self._years[year] = self._compare(windows.of_year(year))
        return self._years[year]

    def _compare(self, window: Window) -> Comparison | None:
        # By the papers of the period before, not by the archive's oldest: a page must not change
        # with papers that are not compared.
        before = self.papers.between(window.since, window.until)
        if not len(before):
            return None
        window = window.from_day(_day(before.days[0]))
        if not window.is_comparable:
            return None
        return compare(self.store, self._phrases_of(window), [window], self.tags)[0]

    def _phrases_of(self, *periods: Window) -> PhrasesOf:
        """Return the phrases of these periods, and of others of their year that come next."""
        asked = {(period.first, period.last) for period in periods}
        if self._phrases is None or not asked <= self._periods:
            self._phrases = None  # Years of words take much memory.
            year = max(period.last for period in periods).year
            days = self.days or (date.min, date.min)
            several = (*periods, *windows.of_year_from(periods[0].first, year, *days))
            self._periods = {(period.first, period.last) for period in several}
            self._phrases = phrases_of(self.store, several)
        return self._phrases

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

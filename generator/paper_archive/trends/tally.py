"""Counts the papers of each quarter of a month that have phrases.

Sums of quarters are bounds of what a period has, so that the trends of a new day do without a look
at most phrases of two years. A tally is packed as numbers, little endian: its first and last day
(ordinals) and the number of phrases, 4 bytes each; their keys, 8 bytes each; their words, 4 bytes
each; and for each quarter how many papers have each of them, 2 bytes each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from paper_archive.trends.corpus import Corpus, Ints
from paper_archive.trends.occurrences import MOST_WORDS, Phrases, occurrences
from paper_archive.trends.words import BREAK

# The first three quarters of a month are weeks.
_WEEK, _QUARTERS = 7, 4
_MONTHS = 12
_HEAD, _HEAD_BYTES = 3, 12
# Quarters that are counted together, which take little memory.
_TOGETHER = 8
_MOST = np.iinfo(np.uint16).max
_DAY = timedelta(1)


@dataclass(frozen=True)
class Tally:
    """How many papers of the quarters of months (rows) from `since` to `until` have phrases
    (columns). The first and the last quarter may lack days."""

    since: date
    until: date
    phrases: Phrases
    quarters: Ints

    @classmethod
    def of(cls, phrases: Phrases, papers: Corpus, since: date, until: date) -> Tally:
        """Count the phrases in papers, which are those of the days from `since` to `until`."""
        end = _quarter(until) + 1
        counted = [
            _counted(phrases, papers, quarter, min(quarter + _TOGETHER, end))
            for quarter in range(_quarter(since), end, _TOGETHER)
        ]
        return cls(since, until, phrases, np.concatenate(counted))

    @classmethod
    def unpacked(cls, packed: bytes) -> Tally:
        """Return a tally that was packed."""
        since, until, count = np.frombuffer(packed, "<u4", _HEAD).tolist()
        keys = np.frombuffer(packed, "<u8", count, _HEAD_BYTES)
        at = _HEAD_BYTES + keys.nbytes
        words = np.frombuffer(packed, "<u4", count * MOST_WORDS, at).reshape(count, MOST_WORDS)
        quarters = np.frombuffer(packed, "<u2", offset=at + words.nbytes)
        since, until = date.fromordinal(since), date.fromordinal(until)
        shape = _quarter(until) - _quarter(since) + 1, count
        lengths = np.count_nonzero(words != BREAK, axis=1)
        return cls(since, until, Phrases(keys, lengths, words), quarters.reshape(shape))

    @property
    def packed(self) -> bytes:
        """The tally as bytes."""
        head = self.since.toordinal(), self.until.toordinal(), len(self.phrases)
        parts = (head, "<u4"), (self.phrases.keys, "<u8"), (self.phrases.words, "<u4")
        return b"".join(
            np.asarray(numbers, kind).tobytes()
            for numbers, kind in (*parts, (self.quarters, "<u2"))
        )

    @property
    def is_packable(self) -> bool:
        """Whether its numbers fit into two bytes."""
        return bool(self.quarters.max(initial=0) <= _MOST)

    def quarters_of(self, days: Iterable[date]) -> list[tuple[date, date]]:
        """Return the first and the last day of the quarters of those of some days that are
        counted."""
        quarters = {_quarter(day) for day in days if self.since <= day <= self.until}
        return [
            (max(self.since, _first_day(each)), min(self.until, _first_day(each + 1) - _DAY))
            for each in sorted(quarters)
        ]

    def recounted(self, day: date, papers: Corpus) -> Tally:
        """Return the tally with the quarter of a day as its papers are now."""
        quarter = _quarter(day)
        (counts,) = _counted(self.phrases, papers, quarter, quarter + 1)
        quarters = self.quarters.astype(counts.dtype)
        quarters[quarter - _quarter(self.since)] = counts
        return replace(self, quarters=quarters)

    def until_last(self, papers: Corpus) -> Tally:
        """Return the tally with the papers of later days."""
        last = date.fromordinal(int(papers.days[-1]))
        if last <= self.until:
            return self
        later = papers.between(self.until + _DAY, last)
        more = Tally.of(self.phrases, later, self.until, last).quarters
        more[0] += self.quarters[-1]
        quarters = np.concatenate((self.quarters[:-1], more))
        return replace(self, until=last, quarters=quarters)

    def places(self, phrases: Phrases) -> tuple[Ints, Ints]:
        """Tell which phrases are counted, and where."""
        if not len(self.phrases):
            return np.zeros(len(phrases), bool), np.zeros(len(phrases), np.int64)
        places = np.searchsorted(self.phrases.keys, phrases.keys) % len(self.phrases)
        return self.phrases.keys[places] == phrases.keys, places

    def most(self, first: date, last: date) -> Ints:
        """Return how many papers of days that are counted have each phrase at most."""
        return self._between(_quarter(first), _quarter(last) + 1)

    def least(self, first: date, last: date) -> Ints:
        """Return how many papers of some days have each phrase at least."""
        return self._between(_quarter(first - _DAY) + 1, _quarter(last + _DAY))

    def _between(self, quarter: int, end: int) -> Ints:
        start, stop = (
            min(max(0, each - _quarter(self.since)), len(self.quarters)) for each in (quarter, end)
        )
        found: Ints = self._sums[max(start, stop)] - self._sums[start]
        return found

    @cached_property
    def _sums(self) -> Ints:
        sums = np.zeros((len(self.quarters) + 1, len(self.phrases)), np.int32)
        np.cumsum(self.quarters, axis=0, out=sums[1:])
        return sums


def _quarter(day: date) -> int:
    month = day.year * _MONTHS + day.month - 1
    return month * _QUARTERS + min((day.day - 1) // _WEEK, _QUARTERS - 1)


def _first_day(quarter: int) -> date:
    month, number = divmod(quarter, _QUARTERS)
    return date(month // _MONTHS, month % _MONTHS + 1, 1 + _WEEK * number)


def _counted(phrases: Phrases, papers: Corpus, quarter: int, end: int) -> Ints:
    firsts = [_first_day(each).toordinal() for each in range(quarter, end + 1)]
    part = papers.between(date.fromordinal(firsts[0]), date.fromordinal(firsts[-1] - 1))
    found, _ = occurrences(phrases, part)
    row = np.searchsorted(firsts, part.days[found.papers], "right") - 1
    shape = end - quarter, len(phrases)
    counts = np.bincount(row * shape[1] + found.phrases, minlength=shape[0] * shape[1])
    return counts.astype(np.int32).reshape(shape)

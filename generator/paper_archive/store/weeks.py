"""The papers of a week, and the weeks of an archive."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from paper_archive.model import Paper
from paper_archive.store.outline import Outline
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.week import Week


@dataclass(frozen=True, slots=True)
class PapersOfWeek:
    """The days of a week that have a listing, and the papers that are new on them.

    Papers with the most votes come first; those with as many, or without votes, are in the order of
    the listings. A paper listed on several days is there once.
    """

    week: Week
    days: tuple[date, ...]
    papers: tuple[Paper, ...]

    def listed(self, paper: Paper) -> tuple[date, ...]:
        """Return the days of the week on which a paper was listed."""
        return tuple(day for day in paper.days if self.week.has(day))


def papers_of(archive: StoredArchive, week: Week) -> PapersOfWeek:
    """Return the papers of a week."""
    dates = archive.days.dates
    start = bisect_left(dates, week.monday.isoformat())
    end = bisect_right(dates, week.sunday.isoformat())
    days = tuple(map(date.fromisoformat, dates[start:end]))
    listed = {paper.slug: paper for day in days for paper in archive.day(day).papers}
    by_votes = sorted(listed.values(), key=lambda paper: -(paper.upvotes or 0))
    return PapersOfWeek(week, days, tuple(by_votes))


def full_weeks(outline: Outline, most: int) -> Sequence[Week]:
    """Return at most `most` of the newest weeks that are over and have papers, newest first.

    A week is over once its Sunday or a later day has a listing: the clock does not count.
    """
    if not outline.days:
        return ()
    newest = date.fromisoformat(max(outline.days))
    weeks = (Week.named(name) for name, papers in reversed(list(outline.weeks.items())) if papers)
    return tuple(islice((week for week in weeks if week.sunday <= newest), most))

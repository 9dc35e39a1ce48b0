"""Collects the entries of a text that lists several days, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.limits import Held
from paper_archive.model import Entry, Problem


@dataclass(slots=True)
class _OfDay:
    day: PageDay | None
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lost: int = 0


class ByDay:
    """The readings of a text while it is read: what is added belongs to the day set last.

    `full` says that no more may be read; `count` is the number of entries, read or lost.
    """

    def __init__(self, name: str, form: str) -> None:
        self.name = name
        self.form = form
        self.full = False
        self.count = 0
        self._held = Held()
        self._days: dict[tuple[int, int, int] | None, _OfDay] = {}
        self._now: PageDay | None = None

    def begin(self, day: PageDay | date | None, line: int) -> None:
        """Set the day of what is added from here on."""
        self._now = PageDay.of(day, line) if isinstance(day, date) else day

    def add(self, entry: Entry | None, problems: Iterable[Problem] = ()) -> None:
        """Add an entry, None if it is lost, and its problems; if it is full, it is lost."""
        if self.full:
            self._of_day().lost += 1
            return
        doubts = list(problems)
        of_day = self._of_day()
        self.count += 1
        if entry:
            of_day.entries.append(entry)
        else:
            of_day.lost += 1
        of_day.problems += doubts
        self._held.add(entry, doubts)
        if self._held.full:
            self.full = True
            line = entry.line if entry else doubts[0].line if doubts else 0
            of_day.problems.append(self._held.problem(self.name, line))

    def report(self, line: int, what: str, fix: str) -> None:
        """Add a problem that keeps no entry out."""
        self._of_day().problems.append(Problem(self.name, line, what, fix))

    def readings(self) -> list[Reading]:
        """Return a reading for every day, in the order of the text; at least one."""
        if not self._days:
            fix = "look whether the file is whole; a table of contents alone lists no papers"
            self.report(0, "the listing holds no papers", fix)
        return [
            Reading(self.form, tuple(of.entries), of.day, tuple(of.problems), of.lost)
            for of in self._days.values()
        ]

    def _of_day(self) -> _OfDay:
        now = self._now
        key = (now.year, now.month, now.day) if now else None
        return self._days.setdefault(key, _OfDay(now))

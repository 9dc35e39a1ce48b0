"""Collects the entries and problems of a file, and stops before they take too much memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.limits import Held
from paper_archive.model import Entry, Problem

T = TypeVar("T")
# An entry, None if it is lost, and its problems.
Made = tuple[Entry | None, list[Problem]]


class Collection:
    """The entries, problems and lost papers of the file `name`, which is in the form `form`.

    `problems` and `lost` are those of the file so far.
    """

    def __init__(
        self, name: str, form: str, problems: Sequence[Problem] = (), lost: int = 0
    ) -> None:
        self.name = name
        self.form = form
        self.entries: list[Entry] = []
        self.problems = list(problems)
        self.lost = lost
        self._held = Held()
        self._stopped = False

    @property
    def full(self) -> bool:
        """Whether no more may be read."""
        return self._held.full

    def add(self, line: int, read: Callable[[], Made], what: str = "an entry") -> bool:
        """Add what `read` makes, and tell whether it made an entry.

        An exception costs only this entry; its problem names `what` was read.
        """
        entry, problems = attempt(self.name, line, what, read, lambda problem: (None, [problem]))
        if entry:
            self.entries.append(entry)
        else:
            self.lost += 1
        self.problems += problems
        self._held.add(entry, problems)
        return entry is not None

    def add_all(
        self, items: Sequence[T], line: Callable[[T], int], read: Callable[[T], Made]
    ) -> None:
        """Add what `read` makes of every item; when no more may be read, the rest is lost."""
        for number, item in enumerate(items):
            if self.full:
                self.stop(line(item))
                self.lost += len(items) - number
                return
            self.add(line(item), partial(read, item))

    def report(self, line: int, what: str, fix: str) -> None:
        """Report a problem that costs no paper."""
        problem = Problem(self.name, line, what, fix)
        self.problems.append(problem)
        self._held.add(None, [problem])

    def lose(self, line: int, what: str, fix: str, papers: int = 1) -> None:
        """Report a problem that costs papers."""
        self.lost += papers
        self.report(line, what, fix)

    def stop(self, line: int) -> None:
        """Report, once, that the file is read no further, because it holds too much."""
        if not self._stopped:
            self._stopped = True
            self.problems.append(self._held.problem(self.name, line))

    def reading(self, day: PageDay | None = None) -> Reading:
        """Return what was collected."""
        return Reading(self.form, tuple(self.entries), day, tuple(self.problems), self.lost)

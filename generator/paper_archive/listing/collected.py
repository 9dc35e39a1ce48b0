"""Collects the entries of a file, and stops before they take too much memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from paper_archive.listing.guard import attempt
from paper_archive.listing.limits import Held
from paper_archive.model import Entry, Problem

T = TypeVar("T")
Made = tuple[Entry | None, list[Problem]]


class Collected:
    """The entries, problems and lost papers of the file `name`."""

    def __init__(self, name: str, problems: Sequence[Problem] = (), lost: int = 0) -> None:
        self.name = name
        self.entries: list[Entry] = []
        self.problems = list(problems)
        self.lost = lost
        self._held = Held()

    def read_all(
        self, items: Sequence[T], line: Callable[[T], int], read: Callable[[T], Made]
    ) -> None:
        """Add what `read` makes of every item, None for a lost one; an exception costs its item."""
        for number, item in enumerate(items):
            if self._held.full:
                self.problems.append(self._held.problem(self.name, line(item)))
                self.lost += len(items) - number
                return
            entry, problems = attempt(
                self.name,
                line(item),
                "an entry",
                partial(read, item),
                lambda problem: (None, [problem]),
            )
            self.problems += problems
            if entry:
                self.entries.append(entry)
            else:
                self.lost += 1
            self._held.add(entry, problems)

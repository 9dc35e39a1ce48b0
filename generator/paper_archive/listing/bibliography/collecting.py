"""Collects the entries and problems of a bibliography, and counts what is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from paper_archive.listing.building import Raw, built
from paper_archive.listing.form import Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.limits import Held
from paper_archive.model import Entry, Problem

EXPORT_AGAIN = "export the bibliography again, whole"


class Collection:
    """The entries of the bibliography `name`, in the form `form`."""

    def __init__(self, name: str, form: str) -> None:
        self.name = name
        self.form = form
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.lost = 0
        self._held = Held()

    @property
    def full(self) -> bool:
        """Whether no more may be read."""
        return self._held.full

    def add(self, line: int, read: Callable[[], Raw]) -> bool:
        """Add the paper that `read` returns, and tell whether its entry could be made.

        A bibliography cites papers, so a missing abstract is no problem.
        """

        def entry() -> tuple[Entry | None, list[Problem]]:
            return built(self.name, line, read(), with_abstract=False)

        kept, problems = attempt(
            self.name, line, "a paper", entry, lambda problem: (None, [problem])
        )
        if kept:
            self.entries.append(kept)
        else:
            self.lost += 1
        self.problems += problems
        self._held.add(kept, problems)
        return kept is not None

    def report(self, line: int, what: str, fix: str = EXPORT_AGAIN) -> None:
        """Report a problem that costs no paper."""
        problem = Problem(self.name, line, what, fix)
        self.problems.append(problem)
        self._held.add(None, [problem])

    def lose(self, line: int, what: str, fix: str = EXPORT_AGAIN, papers: int = 1) -> None:
        """Report a problem that costs papers."""
        self.lost += papers
        self.report(line, what, fix)

    def take_over(self, problems: Iterable[Problem], lost: int) -> None:
        """Add the problems of a parser, and the number of papers that it lost."""
        self.problems += problems
        self.lost += lost

    def stop(self, line: int) -> None:
        """Report that the file is read no further, because it holds too much."""
        self.problems.append(self._held.problem(self.name, line))

    def reading(self) -> Reading:
        """Return what was collected. A bibliography has no day of its own."""
        if not self.entries and not self.lost and not self.problems:
            self.report(0, "the bibliography holds no papers")
        return Reading(self.form, tuple(self.entries), None, tuple(self.problems), self.lost)

"""Collects the papers that a bibliography cites. None of them needs an abstract."""

from __future__ import annotations

from collections.abc import Callable

from paper_archive.listing.bibliography.subject_headings import subject
from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.collection import Collection, Made
from paper_archive.listing.form import PageDay, Reading

EXPORT_AGAIN = "export the bibliography again, whole"


class CitedPapers(Collection):
    """The entries of a bibliography."""

    def add_paper(self, line: int, read: Callable[[], Raw]) -> bool:
        """Add the paper that `read` returns, and tell whether its entry could be made."""

        def entry() -> Made:
            raw = read()
            raw.categories = map(subject, raw.categories)
            return built(self.name, line, raw, with_abstract=False)

        return self.add(line, entry, "a paper")

    def report(self, line: int, what: str, fix: str = EXPORT_AGAIN) -> None:
        """Report a problem that costs no paper."""
        super().report(line, what, fix)

    def reading(self, day: PageDay | None = None) -> Reading:
        """Return what was collected; a bibliography without papers is reported."""
        if not self.entries and not self.lost and not self.problems:
            self.report(0, "the bibliography holds no papers")
        return super().reading(day)

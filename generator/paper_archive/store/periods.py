"""Papers by the day they were first listed.

Only the papers of a period are decoded, however large the archive is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import overload

from paper_archive.model import Paper
from paper_archive.store.stored_archive import StoredArchive, StoredPapers

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Period:
    """A month (`2025-03`), a year (`2025`), or the undated papers.

    Papers of an archive are in order of first listing, so those of a period are a range, from
    `start` to before `end`.
    """

    name: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, archive: StoredArchive) -> StoredPapers:
        """Return its papers."""
        return archive.papers[self.start : self.end]

    def covers(self, other: Period) -> bool:
        """Tell whether it contains another period."""
        return other.name.startswith(self.name)

    def has(self, day: str) -> bool:
        """Tell whether it contains a day (ISO, "" for undated)."""
        return day.startswith(self.name) if day else self.name == UNDATED


def months(archive: StoredArchive) -> Sequence[Period]:
    """Return the months in which papers were first listed; undated papers come last."""
    return _periods(archive, len("2025-03"))


def years(archive: StoredArchive) -> Sequence[Period]:
    """Return the years in which papers were first listed; undated papers come last."""
    return _periods(archive, len("2025"))


class FirstDays(Sequence[str]):
    """The day (ISO) of first listing of every paper of an archive, in its order, "" for undated."""

    def __init__(self, archive: StoredArchive) -> None:
        counts = archive.first_listings
        self._days = [*map(date.isoformat, counts), ""]
        self._ends = list(accumulate(counts.values()))
        self._papers = len(archive.papers)

    def __len__(self) -> int:
        return self._papers

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(self._papers))]
        return self._days[bisect_right(self._ends, range(self._papers)[index])]


def newest(archive: StoredArchive, most: int) -> list[Paper]:
    """Return at most `most` papers: newest day first, within a day in the order of the listing.

    Undated papers are left out, because nobody knows whether they are new, and so are papers that
    were listed only because of a new version.
    """
    papers: list[Paper] = []
    for day in reversed(archive.new_papers):
        if len(papers) == most:
            break
        papers += archive.new_on(day)[: most - len(papers)]
    return papers


def newest_tagged(archive: StoredArchive, tag: str, most: int) -> list[Paper]:
    """Return at most `most` papers of a tag, as `newest` does."""
    return newest_of(archive, "tagged", "tag", tag, most)


def newest_of(
    archive: StoredArchive, table: str, column: str, value: str, most: int
) -> list[Paper]:
    """Return at most `most` papers of a table whose `column` has a value, as `newest` does."""
    query = f"SELECT paper FROM {table} WHERE {column} = ? AND day > '' AND NOT revision"
    query += " ORDER BY day DESC, place LIMIT ?"
    return [archive.store.paper(paper_id) for paper_id in archive.store.ids(query, value, most)]


def _periods(archive: StoredArchive, length: int) -> Sequence[Period]:
    counts: dict[str, int] = {}
    for day, count in archive.first_listings.items():
        name = day.isoformat()[:length]
        counts[name] = counts.get(name, 0) + count
    ends = list(accumulate(counts.values()))
    periods = [
        Period(name, end - count, end)
        for (name, count), end in zip(counts.items(), ends, strict=True)
    ]
    dated = ends[-1] if ends else 0
    if dated < len(archive.papers):
        periods.append(Period(UNDATED, dated, len(archive.papers)))
    return periods

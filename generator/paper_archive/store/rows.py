"""The rows of a paper in the tables of the store."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from paper_archive.archive.author_names import credited
from paper_archive.archive.occurrence import Occurrence
from paper_archive.model import Paper, Problem
from paper_archive.store.days import iso
from paper_archive.store.records import occurrences_record, paper_record, problems_record


@dataclass(frozen=True, slots=True)
class Row:
    """A paper to store with its occurrences.

    `names` are hashes of the ids, titles and slugs that could connect another entry with it (see
    `connections`). `problems` are contradictions between its entries.
    """

    paper: Paper
    occurrences: Sequence[Occurrence]
    names: Sequence[int]
    problems: Sequence[Problem] = ()

    def stored(self) -> Sequence[Any]:
        """Return its stored columns, for comparison."""
        return (*record_row((0, self)), *contradiction_rows((0, self)))


def place_key(occurrence: Occurrence) -> bytes:
    """Return bytes that sort like `Occurrence.order` within a day."""
    numbers = f"\0{occurrence.entry.line:012}{occurrence.number:012}"
    return as_bytes(occurrence.listing.source) + numbers.encode()


def as_bytes(name: str) -> bytes:
    """Return the name of a file as it is stored, even if it is not UTF-8."""
    return name.encode("utf-8", "surrogateescape")


def as_text(name: bytes) -> str:
    """Return the name of a file from `as_bytes`."""
    return name.decode("utf-8", "surrogateescape")


Numbered = tuple[int, Row]


def paper_row(numbered: Numbered) -> Sequence[Any]:
    """Return the paper's row of `papers`."""
    paper_id, row = numbered
    paper = row.paper
    day, place = iso(paper.first_day), place_key(row.occurrences[0])
    withdrawn = bool(paper.withdrawn)
    last = max(iso(occurrence.listing.date) for occurrence in row.occurrences)
    return paper_id, paper.slug, day, place, bool(paper.code), withdrawn, paper.is_revision, last


def record_row(numbered: Numbered) -> Sequence[Any]:
    """Return its row of `records`."""
    paper_id, row = numbered
    names = array("q", row.names).tobytes()
    return paper_id, paper_record(row.paper), occurrences_record(row.occurrences, row.paper), names


def name_rows(numbered: Numbered) -> Iterable[Any]:
    """Return its rows of `names`."""
    return ((name, numbered[0]) for name in numbered[1].names)


def origin_rows(numbered: Numbered) -> Iterable[Any]:
    """Return its rows of `origins`."""
    paper_id, row = numbered
    return ((as_bytes(file), paper_id) for file in {p.listing.source for p in row.occurrences})


def listed_rows(numbered: Numbered) -> Iterable[Any]:
    """Return its rows of `listed`: its first occurrence on every day, none if it is withdrawn."""
    paper_id, row = numbered
    if row.paper.withdrawn:
        return ()
    first: dict[str, Occurrence] = {}
    # Replacements come last.
    for occurrence in row.occurrences:
        first.setdefault(iso(occurrence.listing.date), occurrence)
    return [
        (day, place_key(occurrence), paper_id, occurrence.is_replacement)
        for day, occurrence in first.items()
    ]


def tagged_rows(numbered: Numbered) -> Iterable[Any]:
    """Return its rows of `tagged`."""
    paper_id, row = numbered
    day, place = iso(row.paper.first_day), place_key(row.occurrences[0])
    code = bool(row.paper.code)
    revision = row.paper.is_revision
    return [(tag, day, place, code, paper_id, revision) for tag in row.paper.tags]


def authored_rows(numbered: Numbered) -> Iterable[Any]:
    """Return its rows of `authored`."""
    paper_id, row = numbered
    return [(author, paper_id) for author in credited(row.paper)]


def contradiction_rows(numbered: Numbered) -> Iterable[Any]:
    """Return its row of `contradictions`, none without problems."""
    paper_id, row = numbered
    return [(paper_id, problems_record(row.problems))] if row.problems else ()

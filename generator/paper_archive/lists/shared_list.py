"""The values of shared lists: as written in a file, and as resolved in an archive."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from paper_archive.model import Paper, Problem


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A paper as a file names it, on `line`.

    `names` are what the paper may be called, best first: ids, addresses, slugs. `title` and
    `authors` are shown if the archive lacks it. `added` is when it came into the list.
    """

    line: int
    names: tuple[str, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    note: str = ""
    section: str = ""
    by: str = ""
    date: datetime.date | None = None
    added: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class WrittenList:
    """A list as its file has it, its entries in the order in which they are shown.

    `id` is its address; `source` the name of the file. `newest_first` tells whether the first of
    two entries of one day is the newer one. `problems` are mistakes that cost an entry or a part
    of it.
    """

    id: str
    source: str
    title: str
    text: str
    entries: tuple[ListEntry, ...]
    problems: tuple[Problem, ...] = ()
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class AbsentPaper:
    """A paper that the archive lacks, with what the file and its ids say of it.

    `address` is where its id leads, "" if nowhere. `is_titled` tells whether the file states its
    title; otherwise the title is its id.
    """

    paper: Paper
    address: str
    is_titled: bool


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper of a list: the one at `slug`, or else an absent one.

    `day` is when it was added, as far as one can tell; None if nothing tells it.
    """

    slug: str
    absent: AbsentPaper | None
    note: str
    section: str
    by: str
    date: datetime.date | None
    day: datetime.date | None


@dataclass(frozen=True, slots=True)
class SharedList:
    """A list as it is shown. `newest` are the places of the papers of its feed, newest first."""

    id: str
    title: str
    text: str
    papers: tuple[ListedPaper, ...]
    newest: tuple[int, ...]


def in_sections(entries: Iterator[ListEntry]) -> tuple[ListEntry, ...]:
    """Return entries by section: those without one first, then sections as they first appear."""
    places: dict[str, int] = {"": 0}
    listed = list(entries)
    for entry in listed:
        places.setdefault(entry.section, len(places))
    return tuple(sorted(listed, key=lambda entry: places[entry.section]))


def sections(papers: tuple[ListedPaper, ...]) -> Iterator[tuple[str, tuple[ListedPaper, ...]]]:
    """Yield the sections of papers in their order, each with its papers; "" for none."""
    for section, group in groupby(papers, lambda listed: listed.section):
        yield section, tuple(group)

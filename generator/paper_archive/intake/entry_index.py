"""An index of an archive: its files by content, its entries by id and by title.

Entries are compared as merging compares them (`archive.grouping`): by arXiv id if both have one,
else by another id that they share, or by title, similar abstracts and authors. The index merges
nothing, so that a year of days can be added without merging the archive again after every day.

A look-up takes no longer in a large archive, whatever its entries have in common: they are kept by
day, and of those with the same day and the same detail only one.
"""

from __future__ import annotations

import codecs
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from paper_archive.archive.identity import letters_of, title_key
from paper_archive.intake.detail import Detail, detail_of
from paper_archive.intake.listed import ByDay, IndexedEntry, Titled
from paper_archive.listing.decoding.unpack import MAGIC
from paper_archive.model import Entry, Listing, Source
from paper_archive.text.clean import clean

# Stands for the arXiv id of any entry, also of one without.
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Found:
    """What the index has of a paper: whether it has it at all, and its entries on one day."""

    known: bool
    on_day: tuple[IndexedEntry, ...]

    def tells_all_of(self, entry: Entry) -> bool:
        """Tell whether an entry on that day has all the detail that `entry` has."""
        detail = detail_of(entry)
        return any(seen.detail.covers(detail) for seen in self.on_day)


class EntryIndex:
    """An index of entries, to which files are added one by one."""

    def __init__(self) -> None:
        self._files: dict[bytes, str] = {}
        self._by_arxiv_id: dict[str, ByDay] = defaultdict(ByDay)
        # Other ids, with the arXiv id of the entry, because papers with two arXiv ids are two.
        self._by_id: dict[tuple[str, str, str], ByDay] = defaultdict(ByDay)
        # By title; an entry with an arXiv id is only compared with those that have none.
        self._with_arxiv_id: dict[str, Titled] = defaultdict(Titled)
        self._without: dict[str, Titled] = defaultdict(Titled)
        self._days: set[date] = set()
        self._days_of: dict[str, set[date | None]] = defaultdict(set)

    @property
    def days(self) -> frozenset[date]:
        """The days that have papers."""
        return frozenset(self._days)

    def add(self, source: Source, listings: Iterable[Listing]) -> None:
        """Add a file and its listings."""
        self._files.setdefault(_content_hash(source.data), source.name)
        for listing in listings:
            self._days_of[source.name].add(listing.date)
            for entry in listing.entries:
                self.add_entry(source.name, listing.date, entry)

    def add_entry(self, source: str, day: date | None, entry: Entry) -> None:
        """Add one entry."""
        seen = IndexedEntry(source, day, entry, detail_of(entry))
        if entry.arxiv_id:
            self._by_arxiv_id[entry.arxiv_id].add(seen)
        for scheme, value in entry.facts.ids:
            for arxiv_id in (entry.arxiv_id, _ANY):
                self._by_id[scheme, value, arxiv_id].add(seen)
        titled = self._with_arxiv_id if entry.arxiv_id else self._without
        titled[_letters(entry)].add(seen)
        if day:
            self._days.add(day)

    def file_of(self, data: bytes) -> str:
        """Return the name of the file with these bytes, "" if there is none.

        A byte order mark, blank lines, line endings and trailing white space are ignored.
        """
        return self._files.get(_content_hash(data), "")

    def days_of(self, file: str) -> frozenset[date | None]:
        """Return the days of the listings in a file."""
        return frozenset(self._days_of.get(file, ()))

    def find(self, entry: Entry, day: date | None) -> Found:
        """Return what the index has of the paper of an entry, on `day` and at all."""
        known = False
        on_day: dict[Detail, IndexedEntry] = {}
        for group in self._groups(entry):
            known = True
            for seen in group.on(day):
                on_day.setdefault(seen.detail, seen)
        return Found(known, tuple(on_day.values()))

    def entries(self, entry: Entry) -> Iterator[IndexedEntry]:
        """Yield the entries of the paper of an entry on all days, some perhaps twice."""
        for group in self._groups(entry):
            yield from group

    def _groups(self, entry: Entry) -> Iterator[ByDay]:
        """Yield the entries of the same paper, in groups."""
        arxiv_id = entry.arxiv_id
        if arxiv_id in self._by_arxiv_id:
            yield self._by_arxiv_id[arxiv_id]
        for scheme, value in entry.facts.ids:
            for other in (arxiv_id, "") if arxiv_id else (_ANY,):
                if group := self._by_id.get((scheme, value, other)):
                    yield group
        letters = _letters(entry)
        for titled in (self._without,) if arxiv_id else (self._with_arxiv_id, self._without):
            if letters in titled:
                yield from titled[letters].same_paper(entry)


def _letters(entry: Entry) -> str:
    return letters_of(title_key(clean(entry.title)))


def _content_hash(data: bytes) -> bytes:
    if not data.startswith(MAGIC):
        lines = data.removeprefix(codecs.BOM_UTF8).replace(b"\r", b"\n").split(b"\n")
        data = b"\n".join(filter(None, (line.rstrip() for line in lines)))
    return hashlib.sha256(data).digest()

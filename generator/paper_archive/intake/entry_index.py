"""An index of an archive: its files by content, its entries by id and by title.

Entries are compared as merging compares them (`archive.same_title`): by any id that both have, else
by title, similar abstracts and authors. The index merges nothing, so that a year of days can be
added without merging the archive again after every day.
"""

from __future__ import annotations

import codecs
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from paper_archive.archive.identity import alike, letters_of, title_key
from paper_archive.archive.people import people_of
from paper_archive.listing.unpack import MAGIC
from paper_archive.model import NO_FACTS, Entry, Facts, Listing, Source
from paper_archive.text.clean import clean


@dataclass(frozen=True, slots=True)
class IndexedEntry:
    """An entry that the archive has, with its file and day."""

    source: str
    day: date | None
    entry: Entry

    def tells_all_of(self, entry: Entry) -> bool:
        """Tell whether this entry has all parts that `entry` has, and of no older version."""
        return all(
            getattr(self.entry, part) or not getattr(entry, part)
            for part in ("arxiv_id", "abstract", "authors", "kind")
        ) and (entry.facts == NO_FACTS or self._tells_facts_of(entry.facts))

    def _tells_facts_of(self, facts: Facts) -> bool:
        mine = self.entry.facts
        return mine.version >= facts.version and all(
            getattr(mine, part) or not getattr(facts, part)
            for part in ("ids", "categories", "comment", "venue", "summaries")
        )


class EntryIndex:
    """An index of entries, to which files are added one by one."""

    def __init__(self) -> None:
        self._files: dict[bytes, str] = {}
        self._by_id: dict[str, list[IndexedEntry]] = defaultdict(list)
        self._by_title: dict[str, list[IndexedEntry]] = defaultdict(list)
        self._days: set[date] = set()

    @property
    def days(self) -> frozenset[date]:
        """The days that have papers."""
        return frozenset(self._days)

    def add(self, source: Source, listings: Iterable[Listing]) -> None:
        """Add a file and its listings."""
        self._files.setdefault(_content_hash(source.data), source.name)
        for listing in listings:
            for entry in listing.entries:
                self.add_entry(source.name, listing.date, entry)

    def add_entry(self, source: str, day: date | None, entry: Entry) -> None:
        """Add one entry."""
        seen = IndexedEntry(source, day, entry)
        for paper_id in _ids(entry):
            self._by_id[paper_id].append(seen)
        self._by_title[_letters(entry)].append(seen)
        if day:
            self._days.add(day)

    def file_of(self, data: bytes) -> str:
        """Return the name of the file with these bytes, "" if there is none.

        A byte order mark, blank lines, line endings and trailing white space are ignored.
        """
        return self._files.get(_content_hash(data), "")

    def find(self, entry: Entry) -> list[IndexedEntry]:
        """Return the entries of the same paper, in the order in which they were added."""
        same = {id(seen): seen for key in _ids(entry) for seen in self._by_id.get(key, ())}
        for seen in self._by_title.get(_letters(entry), ()):
            if _is_one_paper(entry, seen.entry):
                same.setdefault(id(seen), seen)
        # Whatever else they share, different arXiv ids are different papers.
        arxiv_ids = ("", entry.arxiv_id)
        return [
            seen for seen in same.values() if not entry.arxiv_id or seen.entry.arxiv_id in arxiv_ids
        ]


def _ids(entry: Entry) -> list[str]:
    """Return the ids of an entry; arXiv's needs no scheme."""
    others = [f"{scheme}:{value}" for scheme, value in entry.facts.ids]
    return [entry.arxiv_id, *others] if entry.arxiv_id else others


def _letters(entry: Entry) -> str:
    return letters_of(title_key(clean(entry.title)))


def _is_one_paper(a: Entry, b: Entry) -> bool:
    """Tell whether entries with the same letters in their titles are one paper.

    Equal arXiv ids are known already.
    """
    if a.arxiv_id and b.arxiv_id:
        return False
    if people_of(a.authors).share_none(people_of(b.authors)):
        return False
    one, other = clean(a.abstract), clean(b.abstract)
    if not one or not other:
        return title_key(clean(a.title)) == title_key(clean(b.title))
    return alike(one, other)


def _content_hash(data: bytes) -> bytes:
    if not data.startswith(MAGIC):
        lines = data.removeprefix(codecs.BOM_UTF8).replace(b"\r", b"\n").split(b"\n")
        data = b"\n".join(filter(None, (line.rstrip() for line in lines)))
    return hashlib.sha256(data).digest()

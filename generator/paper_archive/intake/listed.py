"""Groups of entries of one paper, by day, as the index keeps them.

Nearly every group has an entry or two, so a group is small until it grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from paper_archive.archive.identity import MOST, title_key
from paper_archive.archive.people import people_of
from paper_archive.intake.abstracts import Abstracts
from paper_archive.intake.detail import Detail
from paper_archive.model import Entry
from paper_archive.text.clean import clean

_FEW = 8


@dataclass(frozen=True, slots=True)
class IndexedEntry:
    """An entry that the archive has, with its file, its day and its detail."""

    source: str
    day: date | None
    entry: Entry
    detail: Detail


class ByDay:
    """Entries of one paper; of several with the same day and parts the latest version is kept."""

    __slots__ = ("_by_day", "_few")

    def __init__(self) -> None:
        self._few: list[IndexedEntry] = []
        # By the parts that they state.
        self._by_day: dict[date | None, dict[int, IndexedEntry]] | None = None

    def add(self, entry: IndexedEntry) -> None:
        """Add an entry."""
        if self._by_day is None and len(self._few) < _FEW:
            self._few.append(entry)
            return
        if self._by_day is None:
            self._by_day = {}
            for each in self._few:
                _keep(self._by_day.setdefault(each.day, {}), each)
            self._few.clear()
        _keep(self._by_day.setdefault(entry.day, {}), entry)

    def on(self, day: date | None) -> Iterable[IndexedEntry]:
        """Return the entries of a day, at most `MOST`."""
        if self._by_day is None:
            return [entry for entry in self._few if entry.day == day]
        return islice(self._by_day.get(day, {}).values(), MOST)

    def all(self) -> Iterator[IndexedEntry]:
        """Yield the entries of all days."""
        yield from self._few
        for entries in (self._by_day or {}).values():
            yield from entries.values()


def _keep(entries: dict[int, IndexedEntry], entry: IndexedEntry) -> None:
    """Keep an entry, unless one with the same parts is of the same version or a later one."""
    before = entries.get(entry.detail.parts)
    if before is None or before.detail.version < entry.detail.version:
        entries[entry.detail.parts] = entry


# By authors.
_Groups = dict[tuple[str, ...], ByDay]


class Titled:
    """The entries whose titles have the same letters."""

    __slots__ = ("_compared", "_new")

    def __init__(self) -> None:
        # Most titles are never looked up, and cleaning an abstract takes as long as reading it.
        self._new: list[IndexedEntry] = []
        self._compared: _Compared | None = None

    def add(self, entry: IndexedEntry) -> None:
        """Add an entry."""
        self._new.append(entry)

    def same_paper(self, entry: Entry) -> Iterator[ByDay]:
        """Yield the groups that are one paper with an entry, of which one side has no arXiv id."""
        self._compared = self._compared or _Compared()
        for each in self._new:
            self._compared.add(each)
        self._new.clear()
        return self._compared.same_paper(entry)


class _Compared:
    """Entries whose titles have the same letters, in groups of one abstract and authors."""

    def __init__(self) -> None:
        self._abstracts = Abstracts()
        self._by_abstract: dict[str, _Groups] = {}
        # By the key of their title: those without an abstract, and all.
        self._blank: dict[str, _Groups] = {}
        self._by_title: dict[str, _Groups] = {}

    def add(self, entry: IndexedEntry) -> None:
        """Add an entry."""
        text, title = clean(entry.entry.abstract), title_key(clean(entry.entry.title))
        if text:
            self._abstracts.add(text)
        place = (self._by_abstract, text) if text else (self._blank, title)
        for groups, key in (place, (self._by_title, title)):
            groups.setdefault(key, {}).setdefault(entry.entry.authors, ByDay()).add(entry)

    def same_paper(self, entry: Entry) -> Iterator[ByDay]:
        """Yield the groups that are one paper with an entry.

        Where an abstract is missing, all of the title counts. Authors of whom none is shared are
        those of two papers.
        """
        title = title_key(clean(entry.title))
        if not (text := clean(entry.abstract)):
            yield from _sharing_authors(self._by_title.get(title, {}), entry.authors)
            return
        for other in self._abstracts.alike(text):
            yield from _sharing_authors(self._by_abstract[other], entry.authors)
        yield from _sharing_authors(self._blank.get(title, {}), entry.authors)


def _sharing_authors(groups: _Groups, authors: tuple[str, ...]) -> Iterator[ByDay]:
    """Yield the groups that do not name only other authors; first the same, then at most `MOST`."""
    if same := groups.get(authors):
        yield same
    people = people_of(authors)
    for other, group in islice(groups.items(), MOST):
        if other != authors and not people_of(other).share_none(people):
            yield group

"""The archive of a store, with the attributes of `model.Archive`.

A paper is decoded when it is first used, so a build that writes a few pages decodes only their
papers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, overload

from paper_archive.model import Day, Paper, Redirect, SharedAddress
from paper_archive.store.days import iso
from paper_archive.store.rows import as_text
from paper_archive.store.store import Store


class StoredPapers(Sequence[Paper]):
    """The papers of a list of ids."""

    def __init__(self, store: Store, ids: Sequence[int]) -> None:
        self._store = store
        self.ids = ids
        self._places: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def index(self, value: Any, start: int = 0, stop: int = sys.maxsize) -> int:
        """Return the place of a paper, from 0, without decoding the others.

        Raises ValueError if the paper is not in the list.
        """
        paper_id = self._store.id_of(value.slug) if isinstance(value, Paper) else None
        if paper_id is None:
            raise ValueError("not a stored paper")
        # A page of every paper asks for its place; searching would take quadratic time.
        if self._places is None:
            self._places = {paper: n for n, paper in reversed(list(enumerate(self.ids)))}
        place = self._places.get(paper_id, -1)
        if not start <= place < stop:
            return self.ids.index(paper_id, start, stop)
        return place

    def __iter__(self) -> Iterator[Paper]:
        # In a third of the time that the base class takes.
        return map(self._store.paper, self.ids)

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> StoredPapers: ...
    def __getitem__(self, index: int | slice) -> Paper | StoredPapers:
        if isinstance(index, slice):
            return StoredPapers(self._store, self.ids[index])
        return self._store.paper(self.ids[index])


class StoredDays(Sequence[Day]):
    """The dated days, ascending."""

    def __init__(self, archive: StoredArchive, dates: Sequence[str]) -> None:
        self._archive = archive
        self.dates = dates

    def __len__(self) -> int:
        return len(self.dates)

    @overload
    def __getitem__(self, index: int) -> Day: ...
    @overload
    def __getitem__(self, index: slice) -> StoredDays: ...
    def __getitem__(self, index: int | slice) -> Day | StoredDays:
        if isinstance(index, slice):
            return StoredDays(self._archive, self.dates[index])
        return self._archive.day(date.fromisoformat(self.dates[index]))


@dataclass(frozen=True)
class StoredArchive:
    """The archive of a store; see `model.Archive`."""

    store: Store

    @cached_property
    def papers(self) -> StoredPapers:
        """All papers, in order of first listing, undated ones last."""
        # Two queries, each in the order of an index.
        query = "SELECT id FROM papers WHERE day > '' AND NOT withdrawn ORDER BY day, place"
        undated = self.first_listed_on("").ids
        return StoredPapers(self.store, [*self.store.ids(query), *undated])

    @cached_property
    def days(self) -> StoredDays:
        """The dated days, ascending."""
        query = "SELECT DISTINCT day FROM listings WHERE day > '' ORDER BY day"
        dates = [day for (day,) in self.store.db.execute(query)]
        return StoredDays(self, dates)

    @cached_property
    def undated(self) -> Day | None:
        """The papers of undated listings, None without undated listings."""
        query = "SELECT 1 FROM listings WHERE day = '' LIMIT 1"
        return self.day(None) if self.store.ids(query) else None

    def day(self, of: date | None) -> Day:
        """Return the papers of a day, in the order of its listings, and those it replaces."""
        day = iso(of)
        if (known := self._days.get(day)) is None:
            query = "SELECT paper FROM listed WHERE day = ? AND replaced = ? ORDER BY place"
            ids, replaced = (self.store.ids(query, day, only) for only in (False, True))
            query = "SELECT file FROM listings WHERE day = ? ORDER BY file"
            files = (as_text(file) for (file,) in self.store.db.execute(query, (day,)))
            known = self._days[day] = Day(
                of,
                StoredPapers(self.store, ids),
                tuple(files),
                StoredPapers(self.store, replaced),
            )
        return known

    def slugs_of(self, day: str) -> list[str]:
        """Return the slugs of the papers of a day (ISO), replaced ones too, in their order."""
        query = (
            "SELECT slug FROM listed JOIN papers ON papers.id = listed.paper WHERE listed.day = ?"
        )
        return [slug for (slug,) in self.store.db.execute(f"{query} ORDER BY listed.place", (day,))]

    def first_listed_on(self, day: str) -> StoredPapers:
        """Return the papers first listed on a day (ISO, "" for undated)."""
        query = "SELECT id FROM papers WHERE day = ? AND NOT withdrawn ORDER BY place"
        return StoredPapers(self.store, self.store.ids(query, day))

    @cached_property
    def redirects(self) -> Sequence[Redirect]:
        """Addresses that lead to one paper, in order of slug."""
        return self._redirects()

    @cached_property
    def shared(self) -> Sequence[SharedAddress]:
        """Addresses that several papers share, in order of slug."""
        return self._shared()

    def addresses(self) -> set[str]:
        """Return the slugs of all papers, redirects and shared addresses."""
        tables = ("papers", "redirects", "shared")
        query = " UNION ".join(f"SELECT slug FROM {table}" for table in tables)
        return {slug for (slug,) in self.store.db.execute(query)}

    def paper(self, slug: str) -> Paper:
        """Return the paper whose address is a slug. Raises KeyError if there is none."""
        paper_id = self.store.id_of(slug)
        if paper_id is None:
            raise KeyError(slug)
        return self.store.paper(paper_id)

    def at(self, slug: str) -> Paper | Redirect | SharedAddress | None:
        """Return the paper, redirect or shared address at a slug, None for an unknown slug."""
        paper_id = self.store.id_of(slug)
        if paper_id is not None:
            return self.store.paper(paper_id)
        if redirects := self._redirects(slug):
            return redirects[0]
        return next(iter(self._shared(slug)), None)

    def _redirects(self, slug: str = "") -> list[Redirect]:
        query = f"SELECT slug, paper FROM redirects {_at(slug)} ORDER BY slug"
        rows = self.store.db.execute(query, (slug,) if slug else ()).fetchall()
        return [Redirect(slug, self.store.paper(paper_id)) for slug, paper_id in rows]

    def _shared(self, slug: str = "") -> list[SharedAddress]:
        query = f"SELECT slug, title, paper FROM shared {_at(slug)} ORDER BY slug, number"
        rows = self.store.db.execute(query, (slug,) if slug else ()).fetchall()
        papers: dict[tuple[str, str], list[Paper]] = {}
        for address, title, paper_id in rows:
            papers.setdefault((address, title), []).append(self.store.paper(paper_id))
        return [SharedAddress(*key, tuple(several)) for key, several in papers.items()]

    @cached_property
    def withdrawn(self) -> StoredPapers:
        """The withdrawn papers."""
        query = "SELECT id FROM papers WHERE withdrawn ORDER BY day = '', day, place"
        return StoredPapers(self.store, self.store.ids(query))

    def tagged(self, tag: str) -> StoredPapers:
        """Return the papers of a tag, in order of first listing, undated ones last."""
        query = "SELECT paper FROM tagged WHERE tag = ? ORDER BY day = '', day, place"
        return StoredPapers(self.store, self.store.ids(query, tag))

    def newest_tagged(self, tag: str, most: int) -> StoredPapers:
        """Return at most `most` papers of a tag: newest day first and undated last, within a day in
        the order of the listing."""
        return self.newest_of("tagged", "tag", tag, most)

    def newest_of(self, table: str, column: str, value: str, most: int) -> StoredPapers:
        """Return what `newest_tagged` does, of a table whose `column` has a value."""
        query = f"SELECT paper FROM {table} WHERE {column} = ? ORDER BY day DESC, place LIMIT ?"
        return StoredPapers(self.store, self.store.ids(query, value, most))

    def last_days_of_tags(self, newest: Mapping[str, str]) -> dict[str, str]:
        """Return the newest day (ISO) on which papers of a tag were listed, by tag; `newest` are
        those of first listings, "" if all are undated."""
        last = dict(newest)
        again = self._listed_again
        # SQLite would join the two tables in quadratic time.
        query = "SELECT tag, paper FROM tagged WHERE paper IN (SELECT value FROM json_each(?))"
        rows = self.store.db.execute(query, (json.dumps(list(again)),)) if again else ()
        for tag, paper_id in rows:
            if (day := again.get(paper_id, "")) > last[tag]:
                last[tag] = day
        return {tag: day for tag, day in last.items() if day}

    def last_days(self, papers: StoredPapers) -> Iterator[tuple[str, str]]:
        """Yield the slug of each of some papers, and the newest day (ISO) on which it was listed,
        "" if it is undated, without decoding them."""
        query = "SELECT id, slug, day FROM papers WHERE id IN (SELECT value FROM json_each(?))"
        rows = self.store.db.execute(query, (json.dumps(list(papers.ids)),))
        found = {paper_id: (slug, day) for paper_id, slug, day in rows}
        for paper_id in papers.ids:
            slug, day = found[paper_id]
            yield slug, self._listed_again.get(paper_id, day)

    @cached_property
    def _listed_again(self) -> dict[int, str]:
        """The newest days of papers that were listed on later days too, by id."""
        query = "SELECT id, last FROM papers WHERE last > day AND NOT withdrawn"
        return dict(self.store.db.execute(query))

    @cached_property
    def first_listings(self) -> dict[date, int]:
        """The number of papers first listed on a day, by day, ascending."""
        query = "SELECT day, count(*) FROM papers WHERE day > '' AND NOT withdrawn GROUP BY day"
        rows = self.store.db.execute(f"{query} ORDER BY day")
        return {date.fromisoformat(day): count for day, count in rows}

    @cached_property
    def new_papers(self) -> dict[date, int]:
        """The number of papers that were new on a day, by day, ascending; revisions never were."""
        query = "SELECT day, count(*) FROM papers WHERE day > '' AND NOT withdrawn AND NOT revision"
        rows = self.store.db.execute(f"{query} GROUP BY day ORDER BY day")
        return {date.fromisoformat(day): count for day, count in rows}

    def new_on(self, day: date) -> StoredPapers:
        """Return the papers that were new on a day."""
        query = "SELECT id FROM papers WHERE day = ? AND NOT withdrawn AND NOT revision"
        return StoredPapers(self.store, self.store.ids(f"{query} ORDER BY place", iso(day)))

    def tags_since(self, day: date) -> dict[str, dict[date, int]]:
        """Count papers that were new on `day` or later, by tag and then by day."""
        query = "SELECT tag, day, count(*) FROM tagged WHERE day >= ? AND NOT revision"
        query += " GROUP BY tag, day"
        counts: dict[str, dict[date, int]] = {}
        for tag, listed, count in self.store.db.execute(query, (iso(day),)):
            counts.setdefault(tag, {})[date.fromisoformat(listed)] = count
        return counts

    @cached_property
    def _days(self) -> dict[str, Day]:
        return {}


def _at(slug: str) -> str:
    """Return the condition for the row of a slug, for which SQLite uses its index."""
    return "WHERE slug = ?" if slug else ""

"""The archive as tables, so that a build reads and changes only the papers that a listing affects.

Between builds it is in `.cache/<hash of the site's folder>.archive` (SQLite). The file may be
deleted at any time; the next build then reads everything again. A build commits all its changes
together, or none. `schema` has the tables.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from paper_archive.archive.occurrence import Occurrence
from paper_archive.file_status import FileStatus
from paper_archive.model import Listing, Paper, Problem, Redirect, SharedAddress
from paper_archive.store import rows
from paper_archive.store.days import iso
from paper_archive.store.kept_papers import KeptPapers
from paper_archive.store.records import (
    occurrences_of_record,
    paper_of,
    problems_of,
    problems_record,
)
from paper_archive.store.rows import Numbered, Row, as_bytes, as_text
from paper_archive.store.schema import TABLES, VERSION, connect, create_tables

_BATCH = 2_000  # papers written together


@dataclass(frozen=True, slots=True)
class FileRow:
    """The state of a file when read: its status, SHA-256, and day in `curation.yml`."""

    status: FileStatus
    checksum: bytes
    day: str


class Store:
    """The tables. All rows of a paper are added and removed together."""

    def __init__(self, connection: sqlite3.Connection, *, is_new: bool = False) -> None:
        self.db = connection
        self.is_new = is_new
        self._kept = KeptPapers()

    @classmethod
    def open(cls, file: Path | None = None, program: str = "") -> Store:
        """Open the store in a file, or an empty one in memory.

        `program` identifies the program and its version. The store of another program, or a damaged
        one, is discarded.
        """
        if file is None:
            return cls(create_tables(sqlite3.connect(":memory:", isolation_level=None), program))
        try:
            db = connect(file)
            facts = dict(db.execute("SELECT name, value FROM facts"))
            if (facts.get("version"), facts.get("made_by")) == (VERSION, program):
                return cls(db)
            db.close()
        except sqlite3.DatabaseError:
            pass
        return cls.anew(file, program)

    @classmethod
    def copy(cls, file: Path, program: str) -> Store:
        """Open a copy in memory of the store in a file, an empty one where `open` discards it."""
        store = cls.open()
        try:
            with closing(connect(file)) as db:
                facts = dict(db.execute("SELECT name, value FROM facts"))
                if (facts.get("version"), facts.get("made_by")) == (VERSION, program):
                    db.execute("COMMIT")
                    store.db.execute("COMMIT")
                    db.backup(store.db)
                    store.db.execute("BEGIN")
        except sqlite3.DatabaseError:
            return cls.open()
        return store

    @classmethod
    def anew(cls, file: Path, program: str) -> Store:
        """Open an empty store in a file, replacing a former one."""
        file.parent.mkdir(parents=True, exist_ok=True)
        for path in (file, file.with_name(f"{file.name}-journal")):
            path.unlink(missing_ok=True)
        return cls(create_tables(connect(file), program), is_new=True)

    def commit(self, blobs: Mapping[str, bytes] | None = None) -> None:
        """Store blobs, and commit all changes since the store was opened."""
        for name, value in (blobs or {}).items():
            self.set_blob(name, value)
        self.db.execute("COMMIT")
        self.db.execute("BEGIN")

    def undo(self, savepoint: str) -> None:
        """Undo the changes since a savepoint."""
        self.db.execute(f"ROLLBACK TO {savepoint}")
        self._kept.clear()

    def close(self) -> None:
        """Close the file without committing."""
        self.db.close()

    def fact(self, name: str) -> str:
        """Return a value by name, "" if there is none."""
        row = self.db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def set_fact(self, name: str, value: str) -> None:
        """Store a value under a name."""
        self.db.execute("REPLACE INTO facts VALUES (?, ?)", (name, value))

    def blob(self, name: str) -> bytes:
        """Return bytes by name, empty if there are none."""
        row = self.db.execute("SELECT value FROM blobs WHERE name = ?", (name,)).fetchone()
        return row[0] if row else b""

    def set_blob(self, name: str, value: bytes) -> None:
        """Store bytes under a name."""
        self.db.execute("REPLACE INTO blobs VALUES (?, ?)", (name, value))

    def files(self) -> Mapping[str, FileRow]:
        """Return the states of the listings' files by name."""
        rows = self.db.execute("SELECT name, size, time, status_time, checksum, day FROM files")
        return {
            as_text(name): FileRow(FileStatus(*status), checksum, day)
            for name, *status, checksum, day in rows
        }

    def paper(self, paper_id: int) -> Paper:
        """Return the paper of an id; it is decoded, and then kept in memory with many others."""
        known = self._kept.get(paper_id)
        if known is None:
            query = "SELECT paper_record FROM records WHERE paper = ?"
            (record,) = self.db.execute(query, (paper_id,)).fetchone()
            known = paper_of(record)
            self._kept.keep([(paper_id, known)])
        return known

    def occurrences(self, paper_id: int) -> list[Occurrence]:
        """Return the occurrences of a paper, in order; their listings have no entries."""
        query = "SELECT occurrences_record FROM records WHERE paper = ?"
        (record,) = self.db.execute(query, (paper_id,)).fetchone()
        return occurrences_of_record(record, self.paper(paper_id))

    def ids(self, query: str, *values: Any) -> list[int]:
        """Return the first column of a query's result."""
        return [row[0] for row in self.db.execute(query, values)]

    def id_of(self, slug: str) -> int | None:
        """Return the id of the paper whose address is a slug."""
        if (known := self._kept.id_of(slug)) is not None:
            return known
        return next(iter(self.ids("SELECT id FROM papers WHERE slug = ?", slug)), None)

    def all_papers(self) -> Iterator[Paper]:
        """Decode every paper that is not withdrawn, one by one."""
        query = "SELECT paper_record FROM papers NOT INDEXED JOIN records ON paper = id"
        query += " WHERE NOT withdrawn"
        return (paper_of(record) for (record,) in self.db.execute(query))

    def names(self, paper_id: int) -> Sequence[int]:
        """Return the names of a paper (see `Row`)."""
        query = "SELECT names FROM records WHERE paper = ?"
        (packed,) = self.db.execute(query, (paper_id,)).fetchone()
        return array("q", packed)

    def papers_of_name(self, name: int) -> list[int]:
        """Return the ids of papers with a name."""
        return self.ids("SELECT paper FROM names WHERE name = ?", name)

    def papers_of_file(self, name: str) -> list[int]:
        """Return the ids of papers with an entry in a file."""
        return self.ids("SELECT paper FROM origins WHERE file = ?", as_bytes(name))

    def topics_of(self, paper_id: int) -> list[tuple[str, str]]:
        """Return the topics of a paper, each with the day of its first listing."""
        query = "SELECT topic, day FROM topical WHERE paper = ?"
        return self.db.execute(query, (paper_id,)).fetchall()

    def row(self, paper_id: int) -> Row:
        """Return a paper with its occurrences, names and problems."""
        query = "SELECT problems FROM contradictions WHERE paper = ?"
        columns = self.db.execute(query, (paper_id,)).fetchone()
        problems = problems_of(columns[0]) if columns else ()
        return Row(self.paper(paper_id), self.occurrences(paper_id), self.names(paper_id), problems)

    def put(self, papers: Iterable[Row]) -> None:
        """Store papers. Raises sqlite3.IntegrityError if a stored paper has the slug of one."""
        next_id = self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM papers").fetchone()[0]
        numbered = enumerate(papers, next_id)
        while batch := list(islice(numbered, _BATCH)):
            for table, values in (
                ("papers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(rows.paper_row, batch)),
                ("records VALUES (?, ?, ?, ?)", map(rows.record_row, batch)),
                ("names VALUES (?, ?)", _flat(rows.name_rows, batch)),
                ("origins VALUES (?, ?)", _flat(rows.origin_rows, batch)),
                ("listed VALUES (?, ?, ?, ?)", _flat(rows.listed_rows, batch)),
                ("tagged VALUES (?, ?, ?, ?, ?, ?)", _flat(rows.tagged_rows, batch)),
                # Sorted, which takes half the time.
                ("authored VALUES (?, ?)", sorted(_flat(rows.authored_rows, batch))),
                ("contradictions VALUES (?, ?)", _flat(rows.contradiction_rows, batch)),
            ):
                self.db.executemany(f"INSERT INTO {table}", values)
            self._kept.keep((paper_id, row.paper) for paper_id, row in batch)

    def remove(self, paper_id: int) -> None:
        """Remove a paper with all of its rows."""
        numbered = paper_id, self.row(paper_id)
        for query, values in (
            ("papers WHERE id = ?", [(paper_id,)]),
            ("records WHERE paper = ?", [(paper_id,)]),
            ("contradictions WHERE paper = ?", [(paper_id,)]),
            ("topical WHERE paper = ?", [(paper_id,)]),
            ("names WHERE name = ? AND paper = ?", rows.name_rows(numbered)),
            ("authored WHERE author = ? AND paper = ?", rows.authored_rows(numbered)),
            ("origins WHERE file = ? AND paper = ?", rows.origin_rows(numbered)),
            (
                "listed WHERE day = ? AND place = ? AND paper = ? AND replaced = ?",
                rows.listed_rows(numbered),
            ),
            (
                (
                    "tagged WHERE tag = ? AND day = ? AND place = ? AND code = ? AND paper = ?"
                    " AND revision = ?"
                ),
                rows.tagged_rows(numbered),
            ),
        ):
            self.db.executemany(f"DELETE FROM {query}", values)
        self._kept.drop(paper_id, numbered[1].paper.slug)

    def put_file(self, name: str, row: FileRow, problems: Sequence[Problem]) -> None:
        """Store a file with the problems of its listings."""
        values = (as_bytes(name), *row.status, row.checksum, row.day)
        self.db.execute(
            "REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*values, problems_record(problems) if problems else ""),
        )

    def touch_file(self, name: str, status: FileStatus) -> None:
        """Set the status of a file."""
        query = "UPDATE files SET size = ?, time = ?, status_time = ? WHERE name = ?"
        self.db.execute(query, (*status, as_bytes(name)))

    def remove_file(self, name: str) -> None:
        """Remove a file and its listings, but not their papers."""
        for table, column in (("files", "name"), ("listings", "file"), ("moved", "file")):
            self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (as_bytes(name),))

    def put_listings(self, listings: Iterable[Listing]) -> None:
        """Store the days of the entries in files, and those that were corrected."""
        listings = list(listings)
        rows = ((iso(listing.date), as_bytes(listing.source)) for listing in listings)
        self.db.executemany("INSERT OR IGNORE INTO listings VALUES (?, ?)", rows)
        moved = (
            (iso(stated), iso(listing.date), as_bytes(listing.source))
            for listing in listings
            for stated in listing.stated
        )
        self.db.executemany("INSERT OR IGNORE INTO moved VALUES (?, ?, ?)", moved)

    def days_of(self, files: Iterable[str]) -> set[str]:
        """Return the days of the entries in files."""
        days: set[str] = set()
        for file in files:
            rows = self.db.execute("SELECT day FROM listings WHERE file = ?", (as_bytes(file),))
            days.update(day for (day,) in rows)
        return days

    def problems(self) -> list[Problem]:
        """Return all problems of files and of papers, in order."""
        query = "SELECT problems FROM files WHERE problems <> '' UNION ALL "
        query += "SELECT problems FROM contradictions"
        records = self.db.execute(query)
        return sorted(problem for (record,) in records for problem in problems_of(record))

    def put_addresses(self, redirects: Iterable[Redirect], shared: Iterable[SharedAddress]) -> None:
        """Store addresses that lead to stored papers."""
        self.db.executemany(
            "INSERT INTO redirects VALUES (?, ?)",
            ((redirect.slug, self.id_of(redirect.paper.slug)) for redirect in redirects),
        )
        self.db.executemany(
            "INSERT INTO shared VALUES (?, ?, ?, ?)",
            (
                (address.slug, address.title, n, self.id_of(paper.slug))
                for address in shared
                for n, paper in enumerate(address.papers)
            ),
        )

    def remove_addresses(self, papers: Iterable[int]) -> set[str]:
        """Remove the redirects and shared addresses that lead to papers; return their slugs."""
        removed: set[str] = set()
        for table in ("redirects", "shared"):
            for paper_id in papers:
                query = f"SELECT slug FROM {table} WHERE paper = ?"
                removed.update(slug for (slug,) in self.db.execute(query, (paper_id,)))
                self.db.execute(f"DELETE FROM {table} WHERE paper = ?", (paper_id,))
        return removed

    def clear(self) -> None:
        """Remove all papers, files and addresses; facts and blobs stay."""
        for table in TABLES:
            self.db.execute(f"DELETE FROM {table}")
        self._kept.clear()


def _flat(rows_of: Callable[[Numbered], Iterable[Any]], batch: Iterable[Numbered]) -> Iterator[Any]:
    return chain.from_iterable(map(rows_of, batch))

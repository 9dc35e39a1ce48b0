"""The tables of the store, in SQLite.

Days are ISO dates, "" for undated; `place` orders the papers of a day. A `revision` is a paper that
is new on no day; `last` is the last day it was listed on; `replaced` papers are on a day's list of
new versions. `authored` has who signed a paper, by the numbers of `archive.author_names`; `authors`
those who have a page, with corrections applied; `former_authors` other addresses that lead there.
`facts` and `blobs` are named values; all other tables have rows of files or of papers.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

VERSION = "6"
# Without free pages, whose contents SQLite does not restore, the file of a build that failed or was
# killed is that of the build before, byte for byte: its checksum can tell.
SCHEMA = """
PRAGMA auto_vacuum = FULL;
CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE files(name BLOB PRIMARY KEY, size INT, time INT, status_time INT, checksum BLOB,
    day TEXT, problems TEXT) WITHOUT ROWID;
CREATE TABLE listings(day TEXT, file BLOB, PRIMARY KEY(day, file)) WITHOUT ROWID;
CREATE TABLE moved(stated TEXT, day TEXT, file BLOB, PRIMARY KEY(stated, day, file)) WITHOUT ROWID;
CREATE INDEX moved_of ON moved(file);
CREATE TABLE papers(id INTEGER PRIMARY KEY, slug TEXT UNIQUE, day TEXT, place BLOB, code INT,
    withdrawn INT, revision INT, last TEXT);
CREATE INDEX papers_on ON papers(day, place, withdrawn, revision);
CREATE INDEX papers_again ON papers(last) WHERE last > day AND NOT withdrawn;
CREATE TABLE records(paper INTEGER PRIMARY KEY, paper_record TEXT, occurrences_record TEXT,
    names BLOB);
CREATE TABLE names(name INT, paper INT, PRIMARY KEY(name, paper)) WITHOUT ROWID;
CREATE TABLE origins(file BLOB, paper INT, PRIMARY KEY(file, paper)) WITHOUT ROWID;
CREATE TABLE listed(day TEXT, place BLOB, paper INT, replaced INT, PRIMARY KEY(day, place))
    WITHOUT ROWID;
CREATE TABLE tagged(tag TEXT, day TEXT, place BLOB, code INT, paper INT, revision INT,
    PRIMARY KEY(tag, day, place DESC)) WITHOUT ROWID;
CREATE TABLE authored(author INT, paper INT, PRIMARY KEY(author, paper)) WITHOUT ROWID;
CREATE TABLE authors(author INTEGER PRIMARY KEY, folder TEXT, slug TEXT, name TEXT, papers INT,
    letter TEXT, sort TEXT, alike INT);
CREATE INDEX authors_by_letter ON authors(folder, letter, sort);
CREATE INDEX authors_at ON authors(folder, slug);
CREATE TABLE former_authors(folder TEXT, slug TEXT, author INT, PRIMARY KEY(folder, slug))
    WITHOUT ROWID;
CREATE INDEX former_of ON former_authors(author);
CREATE TABLE topical(topic TEXT, day TEXT, place BLOB, paper INT, code INT, revision INT,
    PRIMARY KEY(topic, day, place DESC)) WITHOUT ROWID;
CREATE INDEX topical_of ON topical(paper);
CREATE TABLE redirects(slug TEXT PRIMARY KEY, paper INT) WITHOUT ROWID;
CREATE INDEX redirects_of ON redirects(paper);
CREATE TABLE shared(slug TEXT, title TEXT, number INT, paper INT, PRIMARY KEY(slug, number))
    WITHOUT ROWID;
CREATE INDEX shared_of ON shared(paper);
CREATE INDEX listings_of ON listings(file);
CREATE TABLE contradictions(paper INTEGER PRIMARY KEY, problems TEXT);
CREATE TABLE blobs(name TEXT PRIMARY KEY, value BLOB);
"""
TABLES = [name for name in re.findall(r"TABLE (\w+)", SCHEMA) if name not in ("facts", "blobs")]


def connect(file: Path) -> sqlite3.Connection:
    """Open a file, and begin a transaction."""
    db = sqlite3.connect(file, isolation_level=None)
    # It is faster. Only a crash of the whole machine can damage the file, which is then replaced.
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN")
    return db


def create_tables(db: sqlite3.Connection, program: str) -> sqlite3.Connection:
    """Create the tables in an empty database, and begin a transaction."""
    if db.in_transaction:
        db.execute("COMMIT")
    db.executescript(SCHEMA)
    db.execute("BEGIN")
    facts = (("version", VERSION), ("made_by", program))
    db.executemany("INSERT INTO facts VALUES (?, ?)", facts)
    return db

"""The dialects of JSON in which papers are written, one module per dialect.

A paper that no dialect knows is read as `json.record` says. To add a dialect, write a module here
as `Dialect` says, and add it to `DIALECTS`.
"""

from __future__ import annotations

from typing import Any, Protocol

from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.guard import attempt
from paper_archive.listing.json import record as json_record
from paper_archive.listing.records import (
    ai_enhanced,
    biorxiv,
    crossref,
    csl,
    dblp,
    europe_pmc,
    kaggle,
    openalex,
    openreview,
    openreview_notes,
    papercopilot,
    papers_with_code,
    semantic_scholar,
    with_arxiv_id,
)
from paper_archive.model import Entry, Problem


class Dialect(Protocol):
    """A module that reads the papers of one dialect of JSON.

    `DAY_KEY` is the key under which a paper states the day of its listing, "" if there is none: the
    day of the paper is no such day. `WITH_ABSTRACT` tells whether a missing abstract is reported.
    """

    DAY_KEY: str
    WITH_ABSTRACT: bool

    def matches(self, item: dict[str, Any]) -> bool:
        """Tell whether an object is a paper in this dialect; a few look-ups of keys."""
        ...

    def raw(self, item: dict[str, Any]) -> Raw:
        """Return what a paper states."""
        ...


# The first dialect that matches reads the paper.
DIALECTS: tuple[Dialect, ...] = (
    kaggle,
    ai_enhanced,
    papers_with_code,
    semantic_scholar,
    biorxiv,
    openreview,
    openreview_notes,
    papercopilot,
    with_arxiv_id,
    europe_pmc,
    openalex,
    dblp,
    crossref,
    csl,
)
_DAY_KEY = "date"


def dialect_of(item: object) -> Dialect | None:
    """Return the dialect of a JSON value, None if it is none of them."""
    if not isinstance(item, dict):
        return None
    return next((dialect for dialect in DIALECTS if dialect.matches(item)), None)


def written_day(item: object) -> tuple[str, object]:
    """Return the key under which a JSON value states the day of its listing, and that day."""
    if not isinstance(item, dict):
        return "", None
    dialect = dialect_of(item)
    key = dialect.DAY_KEY if dialect else _DAY_KEY
    return key, item.get(key)


def paper_of(item: Any) -> Any:
    """Return the paper of an item of a list: its `paper`, or the item itself."""
    return item.get("paper", item) if isinstance(item, dict) else item


def entry_of(name: str, line: int, paper: Any) -> tuple[Entry | None, list[Problem]]:
    """Return the entry of a JSON value, None if it is lost, and its problems."""

    def read() -> tuple[Entry | None, list[Problem]]:
        if dialect := dialect_of(paper):
            return built(name, line, dialect.raw(paper), with_abstract=dialect.WITH_ABSTRACT)
        if not (title := json_record.title_of(paper)):
            return None, [json_record.no_paper(name, line, paper)]
        entry = json_record.entry_of(paper, title, line)
        return entry, list(json_record.doubts(name, paper, entry))

    return attempt(name, line, "a paper", read, lambda problem: (None, [problem]))

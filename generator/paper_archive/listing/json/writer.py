r"""Writes entries as JSON lines, which `json.record` reads back without a loss.

    {"date": "2025-03-14", "id": "2503.00001", "title": "…", "abstract": "…", "authors": ["…"],
     "author_count": 12, "organization": "…", "published": "2025-03-12",
     "upvotes": 32, "links": ["https://…"], "ids": {"doi": "10.1101/…"}, "categories": ["cs.CV"],
     "comment": "…", "venue": "…", "kind": "new", "version": 2, "year": 2024,
     "summaries": [{"text": "…", "source": "…", "language": "zh"}]}

One paper a line, in UTF-8; a field that an entry lacks is left out, except `abstract`: `null` says
that the source has none, so that no build reports it again. Names that could be taken for
several are written as `{"literal": "…"}`. `date` is the day of the listing. Line numbers are not
kept: they are those of the new file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from paper_archive.listing.authors.json_field import authors_of
from paper_archive.model import NO_FACTS, Entry, Facts, Summary

_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def line_of(entry: Entry, day: date | None, source: Mapping[str, Any] | None = None) -> bytes:
    """Return an entry of the listing of `day` as one line of JSON, with its line feed.

    `source` is what its source says besides; it is kept in the line, and no entry has it.
    """
    record = record_of(entry, day)
    if source:
        record["source"] = source
    return f"{_encode(record)}\n".encode()


def record_of(entry: Entry, day: date | None) -> dict[str, Any]:
    """Return an entry of the listing of `day` as the object that `json.record` reads."""
    record = {
        "date": day.isoformat() if day else "",
        "id": entry.arxiv_id,
        "title": entry.title,
        "abstract": entry.abstract,
        "authors": _authors(entry.authors),
        "author_count": entry.author_count,
        "organization": entry.organisation,
        "published": entry.published.isoformat() if entry.published else "",
        "links": list(entry.links),
        **({} if entry.facts is NO_FACTS else _facts(entry.facts)),
        "kind": entry.kind,
    }
    kept = {key: value for key, value in record.items() if value}
    if entry.upvotes is not None:  # 0 is a number too.
        kept["upvotes"] = entry.upvotes
    if not entry.abstract:  # Whoever reads the source reports a missing abstract where that is odd.
        kept["abstract"] = None
    return kept


def _authors(names: tuple[str, ...]) -> list[Any]:
    """Return names that are read back as they are; one that could be several is marked."""
    if tuple(authors_of(list(names))) == names:
        return list(names)
    return [{"literal": name} for name in names]


def _facts(facts: Facts) -> dict[str, Any]:
    ids: dict[str, list[str]] = {}
    for scheme, value in facts.ids:
        ids.setdefault(scheme, []).append(value)
    return {
        "ids": {scheme: each[0] if len(each) == 1 else each for scheme, each in ids.items()},
        "categories": list(facts.categories),
        "comment": facts.comment,
        "venue": facts.venue,
        "version": facts.version,
        "year": facts.year,
        "summaries": list(map(_summary, facts.summaries)),
    }


def _summary(summary: Summary) -> dict[str, str]:
    stated = {"text": summary.text, "source": summary.source, "language": summary.language}
    return {key: value for key, value in stated.items() if value}

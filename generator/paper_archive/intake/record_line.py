"""Writes a paper that was fetched as a line of JSON, which `listing/json_record.py` reads.

    {"date": "2025-03-14", "title": "…", "abstract": "…", "id": "2503.01234", "authors": ["…"],
     "published": "2025-03-12", "kind": "new", "categories": ["cs.CL"], "version": 1, …,
     "source": {"name": "arxiv", "lists": ["cs.CL"], "updated": "…", "link": "…"}}

`source` has what the source said and an entry has no place for. The fields of facts are those of
the archive's own data (`exports/papers.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from paper_archive.exports.papers import facts_json
from paper_archive.model import NO_FACTS, Entry
from paper_archive.text.json_text import long_text, text, texts


def line(day: date, entry: Entry, source: Mapping[str, Any]) -> str:
    """Return a line of JSON with its line end."""
    parts = [f'{{"date":"{day}","title":{text(entry.title)}']
    # `null` says that the source has none, so that `check` reports no mistake.
    parts.append(f'"abstract":{long_text(entry.abstract) if entry.abstract else "null"}')
    if entry.arxiv_id:
        parts.append(f'"id":{text(entry.arxiv_id)}')
    if entry.authors:
        parts.append(f'"authors":{texts(entry.authors)}')
    if entry.author_count:
        parts.append(f'"author_count":{entry.author_count}')
    if entry.published:
        parts.append(f'"published":"{entry.published}"')
    if entry.organisation:
        parts.append(f'"organization":{text(entry.organisation)}')
    if entry.upvotes is not None:
        parts.append(f'"upvotes":{entry.upvotes}')
    if entry.links:
        parts.append(f'"links":{texts(entry.links)}')
    if entry.kind:
        parts.append(f'"kind":{text(entry.kind)}')
    if entry.facts != NO_FACTS:
        parts += facts_json(entry.facts)
    parts.append(f'"source":{json.dumps(source, ensure_ascii=False, separators=(",", ":"))}')
    return ",".join(parts) + "}\n"

"""A work of Crossref's REST API: alone in `message`, or in `message.items`.

    {"status": "ok", "message-type": "work-list", "message": {"total-results": 2, "items": [
      {"DOI": "10.1000/182", "title": ["Birds at Sea"], "type": "journal-article",
       "author": [{"given": "Ann B.", "family": "Lee", "sequence": "first"}],
       "container-title": ["Journal of Sea Birds"], "abstract": "<jats:p>We ask …</jats:p>",
       "published": {"date-parts": [[2024, 9, 26]]}, "PMID": "…"}, …]}}

It is CSL-JSON with lists for texts and JATS in abstracts. A preprint has its server in
`institution`. `select` may leave out any field but the title.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.records import csl
from paper_archive.listing.records.values import fields, several, text

DAY_KEY = ""
WITH_ABSTRACT = False


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a work of Crossref."""
    work = _work(item)
    return isinstance(work.get("title"), list) and ("DOI" in work or "author" in work)


def raw(item: dict[str, Any]) -> Raw:
    """Return what a work states."""
    work = _work(item)
    stated = csl.raw(work)
    subtitle = text(next(iter(several(work.get("subtitle"))), ""))
    if subtitle and subtitle not in stated.title:
        stated = replace(stated, title=f"{stated.title}: {subtitle}")
    servers = (text(fields(each).get("name")) for each in several(work.get("institution")))
    if not stated.venue and work.get("type") == "posted-content":
        stated = replace(stated, venue=next(servers, ""))
    return stated


def _work(item: dict[str, Any]) -> dict[str, Any]:
    message = item.get("message")
    return message if isinstance(message, dict) else item

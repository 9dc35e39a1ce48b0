"""A paper of OpenReview Explorer, in a list.

    {"url": "https://openreview.net/forum?id=Sy8gdB9xx", "decision": "Accept (Oral)",
     "ratings": [10, 9, 10], "rating": "9.73", "abstract": "…", "title": "…", "rank": 1,
     "authors": ["…"], "emails": ["…"]}

The decision is kept as the comment; ratings are not.
"""

from __future__ import annotations

from typing import Any

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.records.values import names, text

DAY_KEY = ""
WITH_ABSTRACT = True


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a paper of OpenReview Explorer."""
    return "url" in item and "ratings" in item


def raw(item: dict[str, Any]) -> Raw:
    """Return what a paper of OpenReview Explorer states."""
    return Raw(
        title=text(item.get("title")),
        abstract=text(item.get("abstract")),
        authors=names(item.get("authors")),
        urls=[text(item.get("url"))],
        comment=text(item.get("decision")),
    )

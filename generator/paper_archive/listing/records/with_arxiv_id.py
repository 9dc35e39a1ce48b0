"""A paper of no known program that states its arXiv id under a name of its own.

    {"arxiv_id": "arXiv:2512.24943", "title": "…", "authors": "A. Finch, B. Wren", "abstract": "…",
     "link": "https://arxiv.org/abs/2512.24943", "published": "2025-12-31", "categories": ["cs.IR"]}

Accepted besides: `arxivId` and `entry_id` for `arxiv_id`; `summary` for `abstract`; `date` for
`published`. It is the day of the paper, never of a listing.
"""

from __future__ import annotations

from typing import Any

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.json.record import day_of
from paper_archive.listing.records.values import first_text, names, several, text

DAY_KEY = ""
WITH_ABSTRACT = True
_IDS = ("arxiv_id", "arxivId", "entry_id")
_URLS = ("link", "url", "pdf_url", "pdf", "code_url", "code", "github")


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object has a title and states an arXiv id in this way."""
    return "title" in item and "id" not in item and any(key in item for key in _IDS)


def raw(item: dict[str, Any]) -> Raw:
    """Return what such a paper states."""
    categories = item.get("categories")
    if isinstance(categories, str):
        categories = categories.replace(",", " ").split()
    return Raw(
        title=text(item.get("title")),
        abstract=first_text(item, "abstract", "summary"),
        authors=names(item.get("authors")),
        arxiv_id=first_text(item, *_IDS),
        ids={"doi": text(item.get("doi"))},
        urls=[text(item.get(key)) for key in _URLS],
        published=day_of(item.get("published")) or day_of(item.get("date")),
        categories=filter(None, map(text, several(categories))),
        comment=text(item.get("comment")),
        venue=first_text(item, "journal_ref", "venue", "journal"),
    )

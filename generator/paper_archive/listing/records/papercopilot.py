"""A paper of papercopilot's lists of conferences, in a list.

    {"id": "a7a0e02bf3", "title": "…", "site": "https://proceedings.mlr.press/v256/…",
     "author": "Nilesh Verma; Albert Bifet", "abstract": "…", "github": "", "project": "",
     "bibtex": "@InProceedings{…", "pdf": "…", "track": "main", "status": "Poster",
     "tldr": "…", "keywords": "…", "primary_area": "…", "arxiv": "2405.15738"}

`id` names the paper on OpenReview if its `site` or `pdf` is there, else only in the list. The venue
is that of its BibTeX. `status` (`Poster`, `Reject`) is kept as the comment.
"""

from __future__ import annotations

import re
from typing import Any

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.entries.language import language_of
from paper_archive.listing.records.values import first_text, names, text
from paper_archive.model import Summary

DAY_KEY = ""
WITH_ABSTRACT = True
_VENUE = re.compile(
    r"\b(?:booktitle|journal)\s{0,9}=\s{0,9}[{\"]((?:[^{}\"\n]|\{[^{}\n]{0,80}\}){3,300})[}\"]"
)
_MOST_BIBTEX = 5_000


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a paper of papercopilot's lists."""
    return "author" in item and ("site" in item or "gs_citation" in item or "aff_domain" in item)


def raw(item: dict[str, Any]) -> Raw:
    """Return what a paper of papercopilot's lists states."""
    stated = text(item.get("id"))
    site = first_text(item, "openreview", "site")
    tldr = first_text(item, "tldr", "TL;DR")
    venue = _VENUE.search(text(item.get("bibtex"))[:_MOST_BIBTEX])
    on_openreview = any("openreview.net" in text(item.get(key)) for key in ("site", "pdf"))
    return Raw(
        title=text(item.get("title")),
        abstract=text(item.get("abstract")),
        authors=_names(item),
        arxiv_id=first_text(item, "arxiv", "arxiv_id"),
        ids={
            "doi": text(item.get("doi")),
            "openreview": stated if on_openreview else "",
        },
        urls=[site, *(text(item.get(key)) for key in ("github", "project"))],
        venue=re.sub(r"[{}]", "", venue[1]) if venue else text(item.get("venue")),
        comment=text(item.get("status")),
        summaries=[Summary(tldr, "summary by the authors", language_of(tldr))] if tldr else (),
    )


def _names(item: dict[str, Any]) -> list[str]:
    author = item.get("author")
    # A comma may be part of a name; only semicolons separate them.
    return (
        [name for name in author.split(";") if name.strip()]
        if isinstance(author, str)
        else names(author)
    )

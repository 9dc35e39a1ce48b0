"""A paper of Semantic Scholar's API: alone, in `data` of a search, or in `recommendedPapers`.

    {"paperId": "2d5673…", "externalIds": {"ArXiv": "2405.19561", "DOI": "10.1093/…",
                                           "PubMed": "…", "PubMedCentral": "…", "ACL": "…"},
     "url": "https://www.semanticscholar.org/paper/…", "title": "…", "abstract": "…",
     "venue": "…", "journal": {"name": "…"}, "year": 1950, "publicationDate": "1950-10-01",
     "tldr": {"model": "tldr@v2.0.0", "text": "…"}, "authors": [{"name": "…"}]}

Accepted besides: `{"citedPaper": {…}}` and `{"citingPaper": {…}}` of citations. Fields of study are
no categories, and a year alone is no day.
"""

from __future__ import annotations

from typing import Any

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.entries.language import language_of
from paper_archive.listing.json.record import day_of
from paper_archive.listing.records.values import fields, first_text, names, text
from paper_archive.model import Summary

DAY_KEY = ""
# The API has no abstract of many papers, which is not the file's mistake.
WITH_ABSTRACT = False
_IDS = {"doi": "DOI", "pmid": "PubMed", "acl": "ACL"}


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a paper of Semantic Scholar."""
    return "paperId" in item or "citedPaper" in item or "citingPaper" in item


def raw(item: dict[str, Any]) -> Raw:
    """Return what a paper of Semantic Scholar states."""
    item = fields(item.get("citedPaper") or item.get("citingPaper") or item)
    stated = fields(item.get("externalIds"))
    ids = {scheme: text(stated.get(key)) for scheme, key in _IDS.items()}
    if pmcid := text(stated.get("PubMedCentral")):
        ids["pmcid"] = pmcid if pmcid.upper().startswith("PMC") else f"PMC{pmcid}"
    return Raw(
        title=text(item.get("title")),
        abstract=text(item.get("abstract")),
        authors=names(item.get("authors")),
        arxiv_id=text(stated.get("ArXiv")),
        ids=ids,
        published=day_of(item.get("publicationDate")),
        venue=first_text(item, "venue") or text(fields(item.get("journal")).get("name")),
        summaries=list(_tldr(item)),
    )


def _tldr(item: dict[str, Any]) -> list[Summary]:
    written = text(fields(item.get("tldr")).get("text"))
    if not written:
        return []
    return [Summary(written, "AI summary by Semantic Scholar", language_of(written))]

"""A reference as CSL-JSON, which Zotero, Pandoc and Crossref write.

    {"id": "lee2024birds", "type": "article-journal", "title": "Birds at Sea",
     "author": [{"family": "Lee", "given": "Ann B."}, {"literal": "Kimi Team"}],
     "issued": {"date-parts": [[2024, 9, 26]]}, "container-title": "Journal of Sea Birds",
     "abstract": "We ask …", "DOI": "10.1000/182", "URL": "https://…", "PMID": "38123456",
     "keyword": "birds, sea", "note": "arXiv: 2409.17703"}

Accepted besides: particles of names apart; `title` and `container-title` in lists, as Crossref has
them; JATS in abstracts; numbers as text; `raw` and `literal` dates; an arXiv id in `number`, or in
`archive_location` if the `archive` is arXiv; a preprint's server in `publisher`. A short DOI
(`10/fqd6hj`) is looked up in the address. A day of publication is not the day of a listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from paper_archive.listing.authors.reading_order import joined
from paper_archive.listing.bibliography.stated import (
    ARXIV_VENUE,
    arxiv_in_journal,
    comment_in_note,
    ids_in_note,
    stated_doi,
)
from paper_archive.listing.dates.publication import Published, of_parts, published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.trees.html import plain_text

DAY_KEY = ""
WITH_ABSTRACT = False
_DATE_KEYS = ("issued", "published", "published-online", "published-print", "posted")
_BETWEEN_WORDS = re.compile(r"[;,]")
_HEADING = re.compile(r"(?:abstract|summary)\b[:.]?\s(?=[A-Z])", re.IGNORECASE)
# What only CSL has beside a type and a title.
_KEYS = ("issued", "container-title", "author", "DOI", "URL", "publisher", "citation-key")

# A reference of which little is known.
_TYPES = frozenset("article article-journal book chapter paper-conference report thesis".split())
_BARE = frozenset("id type title abstract keyword language note number source".split())


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a reference in CSL-JSON."""
    kind = item.get("type")
    if not isinstance(kind, str) or "authors" in item or "title" not in item:
        return False
    return any(key in item for key in _KEYS) or (kind in _TYPES and _BARE.issuperset(item))


def raw(item: dict[str, Any]) -> Raw:
    """Return what a reference states."""
    url = _text(item.get("URL"))
    ids = ids_in_note(_text(item.get("note")))
    venue = _text(item.get("container-title"))
    if not venue and item.get("type") == "article":
        venue = _text(item.get("publisher"))  # of a preprint, its server
    on = _published(item)
    return Raw(
        title=_text(item.get("title")),
        abstract=_abstract(_text(item.get("abstract"))),
        authors=list(_names(item.get("author"))),
        arxiv_id=ids.get("arxiv", "")
        or (_text(item.get("archive_location")) if _is_arxiv(item) else "")
        or arxiv_in_journal(_text(item.get("number")), venue),
        ids={
            "doi": stated_doi(_text(item.get("DOI")), [url]) or ids.get("doi", ""),
            "pmid": _text(item.get("PMID")) or ids.get("pmid", ""),
            "pmcid": _text(item.get("PMCID")) or ids.get("pmcid", ""),
        },
        urls=[url],
        published=on.day,
        year=on.year,
        categories=_BETWEEN_WORDS.split(_text(item.get("keyword"))),
        comment=comment_in_note(_text(item.get("note"))),
        venue="" if ARXIV_VENUE.match(venue) else venue,
    )


def _is_arxiv(item: dict[str, Any]) -> bool:
    return _text(item.get("archive")).casefold() == "arxiv"


def _abstract(text: str) -> str:
    """Return an abstract without the tags of JATS and its heading, which Crossref's have."""
    if "<jats:" not in text:
        return text
    return _HEADING.sub("", plain_text(text), count=1)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = next(iter(value), "")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _names(authors: object) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else ():
        if not isinstance(author, dict):
            continue
        family, suffix = _text(author.get("family")), _text(author.get("suffix"))
        particles = ("dropping-particle", "non-dropping-particle")
        parts = [*(_text(author.get(key)) for key in particles), family]
        family = " ".join(filter(None, parts))
        if name := _text(author.get("literal")) or _text(author.get("name")):
            yield name
        elif family or author.get("given"):
            yield joined(family, _text(author.get("given")), suffix)


def _published(item: dict[str, Any]) -> Published:
    """Return the first whole day that is stated, else the first year."""
    stated = Published()
    for key in _DATE_KEYS:
        date = item.get(key)
        on = _date(date) if isinstance(date, dict) else Published()
        if isinstance(date, str):
            on = published([date])
        if on.day:
            return on
        stated = stated if stated.year else on
    return stated


def _date(date: dict[str, Any]) -> Published:
    parts = date.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        year, month, day = [*map(_text, first), "", "", ""][:3]
        return of_parts(year, month, day)
    return published([_text(date.get("raw")), _text(date.get("literal"))])

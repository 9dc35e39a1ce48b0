"""A paper of bioRxiv or medRxiv, from their API (`collection`) or from paperscraper.

    {"doi": "10.1101/456574", "title": "…", "authors": "Naka, A.; Shababo, B.; …",
     "date": "2018-10-30", "version": "1", "type": "new results", "category": "neuroscience",
     "abstract": "…", "published": "10.7554/eLife.43696", "server": "biorxiv"}

    {"title": "…", "doi": "10.1101/001891", "authors": "Carlotta De Filippo;Monica Di Paola;…",
     "abstract": "…", "date": "2014-01-17", "journal": ""}

`date` is the day of the preprint, never of a listing. `published` is the DOI of the article that it
became (`NA` without one), and is kept as the comment: the article is another text. The surname,
which stands first, is turned to the end of a name.
"""

from __future__ import annotations

from typing import Any

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.json.record import day_of
from paper_archive.listing.records.values import names, number, text
from paper_archive.text.identifiers import address_of

DAY_KEY = ""
WITH_ABSTRACT = True
_SERVERS = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a paper of bioRxiv, medRxiv or paperscraper."""
    return (
        "doi" in item
        and "date" in item
        and ("journal" in item or "server" in item or "jatsxml" in item)
    )


def raw(item: dict[str, Any]) -> Raw:
    """Return what a paper of bioRxiv, medRxiv or paperscraper states."""
    category = text(item.get("category"))
    server = text(item.get("server")).strip()
    article = text(item.get("published")).strip()
    return Raw(
        title=text(item.get("title")),
        abstract=text(item.get("abstract")),
        authors=list(map(_name, _names(item.get("authors")))),
        ids={"doi": text(item.get("doi"))},
        published=day_of(item.get("date")),
        categories=[category] if category else (),
        venue=text(item.get("journal")) or _SERVERS.get(server.lower(), server),
        comment=f"published as {address_of('doi', article)}" if article and article != "NA" else "",
        version=number(item.get("version")),
    )


def _names(authors: object) -> list[str]:
    return authors.split(";") if isinstance(authors, str) else names(authors)


def _name(written: str) -> str:
    """Return `A. Naka` for `Naka, A.`; a name without a comma as it is."""
    last, comma, first = written.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else last.strip()

"""A paper of a search at DBLP, in `result.hits.hit`.

    {"result": {"query": "birds", "hits": {"@total": "2", "hit": [
      {"@score": "5", "info": {"title": "Birds at Sea.", "venue": "CoRR", "volume": "abs/2409.17",
       "authors": {"author": [{"@pid": "1/2", "text": "Ann Lee 0001"}]}, "year": "2024",
       "type": "Informal and Other Publications", "doi": "10.48550/ARXIV.2409.17703",
       "ee": "https://doi.org/…", "url": "https://dblp.org/rec/…"}}, …]}}}

One author is no list. Numbers tell people of one name apart, and every title ends with a full stop:
both are left out. There are no abstracts.
"""

from __future__ import annotations

import re
from typing import Any

from paper_archive.listing.bibliography.stated import ARXIV_VENUE, arxiv_in_journal
from paper_archive.listing.dates.publication import published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.records.values import fields, several, text

DAY_KEY = ""
WITH_ABSTRACT = False
_NUMBER = re.compile(r" \d{4}$")


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a hit of DBLP."""
    info = item.get("info")
    return isinstance(info, dict) and "title" in info


def raw(item: dict[str, Any]) -> Raw:
    """Return what a hit states."""
    info = fields(item.get("info"))
    authors = fields(info.get("authors")).get("author")
    named = authors if isinstance(authors, list) else [authors]
    names = [text(each.get("text") if isinstance(each, dict) else each) for each in named]
    return of_parts(
        title=text(info.get("title")),
        authors=names,
        venue=", ".join(_texts(info.get("venue"))),
        volume=text(info.get("volume")),
        doi=text(info.get("doi")),
        year=text(info.get("year")),
        urls=_texts(info.get("ee")),
    )


def of_parts(
    title: str,
    authors: list[str],
    venue: str,
    volume: str,
    doi: str,
    year: str,
    urls: list[str],
) -> Raw:
    """Return a paper of DBLP, whose parts are as it writes them."""
    title = title.strip()
    return Raw(
        title=title[:-1] if title.endswith(".") and not title.endswith("..") else title,
        authors=[_NUMBER.sub("", name.strip()) for name in authors],
        arxiv_id=arxiv_in_journal(venue, volume),
        ids={"doi": doi},
        urls=urls,
        year=published([year]).year,
        venue="" if ARXIV_VENUE.match(venue) else venue,
    )


def _texts(value: object) -> list[str]:
    """Return the texts of a value that is a list if there are several."""
    return list(filter(None, map(text, several(value) or [value])))

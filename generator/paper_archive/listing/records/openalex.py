"""A work of OpenAlex' API, in `results`, or one a line.

    {"id": "https://openalex.org/W1", "doi": "https://doi.org/10.1000/182", "title": "Birds at Sea",
     "publication_year": 2024, "publication_date": "2024-09-26", "ids": {"pmid": "https://…"},
     "authorships": [{"author": {"display_name": "Ann B. Lee"}}],
     "primary_location": {"source": {"display_name": "Journal of Sea Birds"}},
     "locations": [{"landing_page_url": "http://arxiv.org/abs/2409.17703"}],
     "abstract_inverted_index": {"We": [0, 12], "ask": [1]}}

The abstract is an index of its words, by place. Concepts and topics, which a program assigned, are
no categories.
"""

from __future__ import annotations

from typing import Any

from paper_archive.listing.authors.reading_order import in_reading_order
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.json.record import day_of
from paper_archive.listing.records.values import fields, first_text, number, several, text

DAY_KEY = ""
WITH_ABSTRACT = False
# Places of words; no abstract has more.
_MOST_WORDS = 20_000


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a work of OpenAlex."""
    return "authorships" in item or "abstract_inverted_index" in item


def raw(item: dict[str, Any]) -> Raw:
    """Return what a work states."""
    source = fields(fields(item.get("primary_location")).get("source"))
    venue = text(source.get("display_name"))
    places = [item.get("primary_location"), *several(item.get("locations"))]
    urls = [text(fields(place).get("landing_page_url")) for place in places]
    ids = fields(item.get("ids"))
    return Raw(
        title=first_text(item, "title", "display_name"),
        abstract=_abstract(item.get("abstract_inverted_index")),
        authors=[_name(fields(each)) for each in several(item.get("authorships"))],
        urls=[text(item.get("doi")), text(ids.get("pmid")), *filter(_is_arxiv, urls)],
        published=day_of(item.get("publication_date")),
        year=number(item.get("publication_year")),
        venue="" if venue.startswith("arXiv") else venue,
    )


def _name(authorship: dict[str, Any]) -> str:
    named = text(fields(authorship.get("author")).get("display_name"))
    return named or in_reading_order(text(authorship.get("raw_author_name")))


def _is_arxiv(url: str) -> bool:
    return "arxiv.org/" in url


def _abstract(index: object) -> str:
    """Return the words of an index in their order."""
    words = {
        place: word
        for word, places in fields(index).items()
        for place in several(places)
        if type(place) is int and 0 <= place < _MOST_WORDS
    }
    return " ".join(words[place] for place in sorted(words))

"""A paper of Europe PMC's API, in `resultList.result`, of the kinds *lite* and *core*.

    {"hitCount": 2, "resultList": {"result": [
      {"id": "38123456", "source": "MED", "pmid": "38123456", "pmcid": "PMC10987654",
       "doi": "10.1000/182", "title": "Birds at sea.", "authorString": "Lee AB, Ray B.",
       "authorList": {"author": [{"fullName": "Lee AB", "firstName": "Ann B", "lastName": "Lee"}]},
       "journalInfo": {"journal": {"title": "Journal of Sea Birds"}}, "journalTitle": "J Sea Birds",
       "pubYear": "2024", "firstPublicationDate": "2024-09-26", "abstractText": "<h4>Aim</h4>…",
       "keywordList": {"keyword": ["birds"]}}, …]}}

A preprint has its server in `bookOrReportDetails.publisher`. Only *core* has abstracts.
"""

from __future__ import annotations

import re
from typing import Any

from paper_archive.listing.authors.reading_order import joined
from paper_archive.listing.dates.publication import published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.records.values import fields, first_text, several, text
from paper_archive.listing.trees.html import plain_text

DAY_KEY = ""
WITH_ABSTRACT = False
_INITIALS_LAST = re.compile(r"(\S.{0,100}?) ([A-Z]{1,4})")


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a paper of Europe PMC."""
    return "title" in item and ("authorString" in item or "abstractText" in item)


def raw(item: dict[str, Any]) -> Raw:
    """Return what a paper of Europe PMC states."""
    on = published([text(item.get("firstPublicationDate")), text(item.get("pubYear"))])
    journal = fields(fields(item.get("journalInfo")).get("journal"))
    details = fields(item.get("bookOrReportDetails"))
    return Raw(
        title=plain_text(text(item.get("title"))),
        abstract=plain_text(text(item.get("abstractText"))),
        authors=_names(item),
        ids={key: text(item.get(key)) for key in ("doi", "pmid", "pmcid")},
        published=on.day,
        year=on.year,
        categories=map(text, several(fields(item.get("keywordList")).get("keyword"))),
        venue=text(journal.get("title"))
        or first_text(item, "journalTitle")
        or text(details.get("publisher")),
    )


def _names(item: dict[str, Any]) -> list[str]:
    authors = several(fields(item.get("authorList")).get("author"))
    if not authors:
        line = text(item.get("authorString")).strip().rstrip(".")
        return [_turned(name.strip()) for name in line.split(",")]
    return [_name(each) for each in authors if isinstance(each, dict)]


def _name(author: dict[str, Any]) -> str:
    last, first = text(author.get("lastName")), text(author.get("firstName"))
    if last and first:
        return joined(last, first)
    return text(author.get("collectiveName")) or _turned(text(author.get("fullName")))


def _turned(name: str) -> str:
    """Return `AB Lee` for `Lee AB`; any other name as it is."""
    match = _INITIALS_LAST.fullmatch(name)
    return f"{match[2]} {match[1]}" if match else name

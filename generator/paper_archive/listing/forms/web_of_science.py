"""Web of Science, *Plain Text File* (its tab-delimited file is a table, its RIS is RIS).

    FN Clarivate Analytics Web of Science
    VR 1.0
    PT J
    AU Lee, AB
       Ray, B
    AF Lee, Ann B.
       Ray, Bo
    TI Birds at
       Sea
    SO JOURNAL OF SEA BIRDS
    AB We ask …
    PD SEP 26
    PY 2024
    DI 10.1000/182
    ER

    EF

Lines that begin with a blank continue the field before. A record begins with PT and ends with ER;
one without either is read too. Refused and reported: a record without a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from paper_archive.listing.authors.reading_order import in_reading_order
from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.bibliography.in_parts import read_in_parts
from paper_archive.listing.bibliography.stated import ARXIV_VENUE, arxiv_in_journal
from paper_archive.listing.bibliography.tagged import Record, Style, numbered, records
from paper_archive.listing.dates.publication import of_parts
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.form import Reading

FORM = "web-of-science"
_BEGINS = re.compile(r"\s*\ufeff?(?:FN [^\n]{3,80}\n(?:VR |PT )|PT [A-Z]\nA[UF] )")
_RECORD = re.compile(r"^PT [A-Z]$", re.MULTILINE)
_STYLE = Style(
    re.compile(r"\ufeff?([A-Z][A-Z0-9])(?: (.*)|$)"), "PT", "ER", frozenset({"FN", "VR", "EF"})
)


def detect(beginning: str) -> str:
    """Return the reason why a text is of Web of Science, "" if it is not."""
    return "it begins like an export of Web of Science" if _BEGINS.match(beginning) else ""


def read(name: str, text: str) -> Reading:
    """Read records of Web of Science."""
    collection = CitedPapers(name, FORM)
    for record in records(numbered(text), _STYLE):
        if collection.add_paper(record.line_of("TI"), partial(raw, record)) and not record.ended:
            what = "a record without its last line, ER: it may be cut off"
            collection.report(record.line, what)
        if collection.full:
            collection.stop(record.line)
            break
    return collection.reading()


def read_pieces(name: str, pieces: Iterable[bytes]) -> Reading:
    """Read records that are longer than a text may be."""
    return read_in_parts(name, pieces, read, _RECORD)


def raw(record: Record) -> Raw:
    """Return what a record states."""
    month, _, day = record.first("PD").partition(" ")
    on = of_parts(record.first("PY"), month, day)
    names = record.first("AF", "AU").split("\n") + record.first("CA").split("\n")
    words = " ".join(record.first("DE", "ID").split("\n"))
    venue = record.first("SO", "SE")
    return Raw(
        title=record.first("TI"),
        abstract=record.first("AB"),
        authors=[in_reading_order(name) for name in names],
        arxiv_id=record.first("AR")
        if ARXIV_VENUE.match(record.first("AR"))
        else arxiv_in_journal(venue),
        ids={"doi": record.first("DI", "D2"), "pmid": record.first("PM")},
        published=on.day,
        year=on.year,
        categories=words.split(";"),
        venue="" if ARXIV_VENUE.match(venue) else venue,
    )

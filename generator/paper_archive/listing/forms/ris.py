"""RIS, which nearly every reference manager and publisher writes.

    TY  - JOUR
    AU  - Lee, Ann B.
    TI  - Birds and LLMs
    T2  - Journal of Sea Birds
    AB  - We ask …
    PY  - 2024
    DA  - 2024/09/26
    DO  - 10.1000/182
    UR  - https://example.org/birds
    ER  -

Accepted besides: one space after a tag; lines without a tag, which continue the field before; the
tags of older programs (T1, A1, N2, Y1, JO, JF); a preprint's server in PB; a record without its
first or its last line. Refused and reported: a record without a title. Notes (N1) are left out,
because programs write counts and copies of other fields there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from paper_archive.listing.authors.reading_order import in_reading_order
from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.bibliography.in_parts import read_in_parts
from paper_archive.listing.bibliography.stated import ARXIV_VENUE, arxiv_in_journal, stated_doi
from paper_archive.listing.bibliography.tagged import Record, Style, numbered, records
from paper_archive.listing.dates.publication import Published, of_parts, published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.form import Reading
from paper_archive.text.identifiers import doi_of

FORM = "ris"
_BEGINS = re.compile(r"^[ \ufeff]{0,3}TY( {1,2})-(?: |$)", re.MULTILINE)
_STYLES = {
    spaces: Style(
        re.compile(rf"[ \ufeff]{{0,3}}([A-Z][A-Z0-9]){spaces}-(?:[ \t]{{1,3}}(.*)|$)"), "TY", "ER"
    )
    for spaces in (" ", "  ")
}
_TITLES = ("TI", "T1", "CT", "BT", "ST")
_BOOKS = frozenset("BOOK EBOOK CONF PROC SER".split())
_PUBMED = re.compile(r"NLM|PubMed|Medline", re.IGNORECASE)
_MONTH_AND_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})")


def detect(beginning: str) -> str:
    """Return the reason why a text is RIS, "" if it is not."""
    return "its records begin with TY, the type of a reference" if _BEGINS.search(beginning) else ""


def read(name: str, text: str) -> Reading:
    """Read a bibliography in RIS."""
    match = _BEGINS.search(text)
    collection = CitedPapers(name, FORM)
    for record in records(numbered(text), _STYLES[match[1] if match else "  "]):
        line = record.line_of(*_TITLES)
        if collection.add_paper(line, partial(raw, record)) and not record.ended:
            what = "a record without its last line, ER: it may be cut off"
            collection.report(record.line, what)
        if collection.full:
            collection.stop(record.line)
            break
    return collection.reading()


def read_pieces(name: str, pieces: Iterable[bytes]) -> Reading:
    """Read a bibliography that is longer than a text may be."""
    return read_in_parts(name, pieces, read, _BEGINS)


def raw(record: Record) -> Raw:
    """Return what a record states."""
    urls = [line for text in record.all("UR", "L2", "LK") for line in text.split("\n")]
    title = record.first(*_TITLES) or record.first("T2" if _is_book(record) else "")
    venue = next((t for t in record.all("T2", "JF", "JO", "JA", "J2", "BT") if t != title), "")
    if not venue and record.first("TY").strip() == "UNPB":
        venue = record.first("PB")  # of a preprint, its server
    source, number = record.first("DB", "DP"), record.first("AN")
    arxiv_id = arxiv_in_journal(venue, *record.all("VL"))
    if source.casefold() == "arxiv":
        arxiv_id = number or arxiv_id
    doi = record.first("DO") or next(filter(doi_of, record.all("M3", "L3")), "")
    on = _published(record)
    return Raw(
        title=title,
        abstract=record.first("AB", "N2"),
        authors=[in_reading_order(a) for t in record.all("AU", "A1") for a in t.split("\n")],
        arxiv_id=arxiv_id,
        ids={
            "doi": stated_doi(doi, urls),
            "pmid": number if _PUBMED.search(source) and number.isdecimal() else "",
            "pmcid": record.first("C2") if record.first("C2").startswith("PMC") else "",
        },
        urls=urls,
        published=on.day,
        year=on.year,
        categories=[word for text in record.all("KW") for word in text.split("\n")],
        venue="" if ARXIV_VENUE.match(venue) else venue,
    )


def _is_book(record: Record) -> bool:
    return record.first("TY").strip() in _BOOKS


def _published(record: Record) -> Published:
    """Return when a record was published; a day without its year is one of the year in PY."""
    dates = record.all("DA", "Y1", "PY")
    on = published(dates)
    for text in () if on.day else dates:
        if match := _MONTH_AND_DAY.fullmatch(text.strip()):
            return of_parts(record.first("PY", "Y1"), match[1], match[2])
    return on

"""PubMed's own form (`.nbib`, *PubMed* or *MEDLINE* in *Save* and *Send to*).

    PMID- 8692918
    DP  - 1996 Jul 9
    TI  - The structure of bovine F1-ATPase complexed with the antibiotic inhibitor
          aurovertin B.
    AB  - In the structure of …
    FAU - van Raaij, M J
    AU  - van Raaij MJ
    JT  - Proceedings of the National Academy of Sciences of the United States of America
    LID - 10.1073/pnas.93.14.6913 [doi]
    PMC - PMC38908

A tag has four places and a hyphen; a longer text goes on in indented lines. A record begins with
PMID, or after a blank line. Refused and reported: a record without a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from paper_archive.listing.authors.reading_order import in_reading_order
from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.bibliography.in_parts import read_in_parts
from paper_archive.listing.bibliography.tagged import Record, Style, numbered, records
from paper_archive.listing.dates.publication import published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.form import Reading

FORM = "pubmed"
_BEGINS = re.compile(r"^\ufeff?PMID- ?\d{1,9}\s*$", re.MULTILINE)
_STYLE = Style(
    re.compile(r"\ufeff?([A-Z][A-Z0-9][A-Z0-9 ]{2})-(?: (.*)|$)"), "PMID", blank_ends=True
)
_DOI = re.compile(r"\s*(10\.\S{1,220})\s{1,3}\[doi\]")


def detect(beginning: str) -> str:
    """Return the reason why a text is of PubMed, "" if it is not."""
    return "its records begin with PMID, the number in PubMed" if _BEGINS.search(beginning) else ""


def read(name: str, text: str) -> Reading:
    """Read records of PubMed."""
    collection = CitedPapers(name, FORM)
    for record in records(numbered(text), _STYLE):
        collection.add_paper(record.line_of("TI", "BTI"), partial(raw, record))
        if collection.full:
            collection.stop(record.line)
            break
    return collection.reading()


def read_pieces(name: str, pieces: Iterable[bytes]) -> Reading:
    """Read records that are longer than a text may be."""
    return read_in_parts(name, pieces, read, _BEGINS)


def raw(record: Record) -> Raw:
    """Return what a record states."""
    dois = (match[1] for text in record.all("LID", "AID") if (match := _DOI.match(text)))
    on = published([*record.all("DP"), _with_hyphens(record.first("DEP"))])
    return Raw(
        title=record.first("TI", "BTI", "TT"),
        abstract=record.first("AB", "OAB"),
        authors=[in_reading_order(name) for name in record.all("FAU") or record.all("AU")]
        + record.all("CN"),
        ids={
            "doi": next(dois, ""),
            "pmid": record.first("PMID"),
            "pmcid": record.first("PMC").partition(" ")[0],
        },
        published=on.day,
        year=on.year,
        categories=record.all("OT") or record.all("MH"),
        venue=record.first("JT", "TA") or (record.first("BTI") if record.first("TI") else ""),
    )


def _with_hyphens(day: str) -> str:
    """Return 2024-09-26 for 20240926, the day of electronic publication."""
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) == 8 and day.isdecimal() else ""

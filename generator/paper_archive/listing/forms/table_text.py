"""A table of papers as in `table`, in a file that is UTF-16 (Excel's *Unicode Text*)."""

from __future__ import annotations

from paper_archive.listing.bibliography.tagged import numbered
from paper_archive.listing.form import Reading
from paper_archive.listing.tables import csv_header, csv_table

FORM = csv_table.FORM


def detect(beginning: str) -> str:
    """Return the reason why a text is a table of papers, "" if it is not."""
    return csv_header.reason(beginning.lstrip("\n")[:20_000].split("\n")[:3])


def read(name: str, text: str) -> Reading:
    """Read a table."""
    return csv_table.read(name, ((number, f"{line}\n") for number, line in numbered(text)))

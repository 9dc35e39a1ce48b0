"""A table of papers as CSV or TSV, whose first row names the columns.

    Title,Authors,Abstract,Year,DOI
    "Birds at Sea","Lee, Ann B.; Ray, Bo","We ask …",2024,10.1000/182

The names may be those of Zotero, Web of Science, Scopus, PubMed and others, in several languages
(`listing/tables/column_names.py`); only a column of titles is required, beside one other.

Accepted besides: tabs, semicolons and `|` between cells; line breaks in quotes; `sep=;` above the
header; a header that is repeated; cells that are missing at the end of a row. Refused and reported:
a row with more cells than the header, or with a quote too many or too few, which costs that row
alone. A table without a column of titles is refused with the names that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from paper_archive.listing.decoding.charset import SAVE_AS_UTF8, decode_utf8, is_binary
from paper_archive.listing.form import Reading
from paper_archive.listing.limits import MOST_DETECTED, MOST_LINE_BYTES
from paper_archive.listing.tables import csv_header, csv_table
from paper_archive.model import Problem

FORM = csv_table.FORM


def detect(beginning: bytes) -> str:
    """Return the reason why a file is a table of papers, "" if it is not."""
    if beginning.find(b"\n", 0, MOST_DETECTED) < 0 and len(beginning) > MOST_DETECTED:
        return ""  # No header is as long, but JSON on one line is.
    if is_binary(beginning) or beginning[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    return csv_header.reason(decode_utf8(beginning)[0].splitlines())


def read(name: str, lines: Iterable[tuple[int, bytes]], day: date | None) -> list[Reading]:
    """Read a table row by row."""
    problems: list[Problem] = []
    reading = csv_table.read(name, _decoded(name, lines, problems))
    return [replace(reading, problems=(*problems, *reading.problems))]


def _decoded(
    name: str, lines: Iterable[tuple[int, bytes]], problems: list[Problem]
) -> Iterator[tuple[int, str]]:
    for number, line in lines:
        text, bad = decode_utf8(line)
        if bad and not problems:
            problems.append(Problem(name, number, bad.what, SAVE_AS_UTF8))
        if len(line) > MOST_LINE_BYTES:
            what = f"a line of more than {MOST_LINE_BYTES >> 20} MiB; the rest of it is not read"
            problems.append(Problem(name, number, what, "put every row on a line"))
        yield number, text.replace("\r\n", "\n").replace("\r", "\n")

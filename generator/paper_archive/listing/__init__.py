"""Reads files into `Listing`s. The form of a file follows from its content, never its extension."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import BinaryIO

from paper_archive.listing.dates import date_listing
from paper_archive.listing.decode import BLANK, decode
from paper_archive.listing.doubts import too_long
from paper_archive.listing.form import Reading, StreamedForm
from paper_archive.listing.forms import FORMS, STREAMED
from paper_archive.listing.unpack import Unpacked
from paper_archive.model import Listing, Problem, Source

UNKNOWN = "unknown"
# A day of the API has 0.2 MB; a larger file is a mistake or an attack.
MOST_BYTES = 256 << 20
MOST_LINE_BYTES = 64 << 20


def read(source: Source, year: int | None = None, day: date | None = None) -> list[Listing]:
    """Return the listings of a file in memory; see `read_stream`."""
    return read_stream(source.name, io.BytesIO(source.data), year, day)


def read_stream(
    name: str, stream: BinaryIO, year: int | None = None, day: date | None = None
) -> list[Listing]:
    """Return the listings of the file `name`, plain or packed with gzip: one, or one per day.

    The listings report all problems of the file; nothing inside it raises. `year` is for a page
    that names its day without a year and is in no folder named after one. `day` is a person's
    correction, and overrides the day in the file. JSON lines are held in memory one at a time,
    beside their entries. Raises OSError if the stream does.
    """
    unpacked = Unpacked(name, stream)
    first = line = unpacked.line(MOST_LINE_BYTES)
    while line and not line.strip(BLANK):
        first += (line := unpacked.line(MOST_LINE_BYTES))
    second = unpacked.line(MOST_LINE_BYTES)
    for form in STREAMED:
        if reason := form.detect(first + second):
            begin = (*first.splitlines(), *filter(None, (second,)))
            lines = unpacked.lines(begin, MOST_LINE_BYTES)
            listings = _read_lines(form, reason, name, lines, year, day)
            return _with_problems(listings, unpacked.problems)
    data = first + second + unpacked.rest(MOST_BYTES)
    if len(data) > MOST_BYTES:
        what = f"the file is larger than {MOST_BYTES >> 20} MiB; the rest of it is not read"
        fix = "split the file, or write it as JSON lines, which may be of any size"
        unpacked.problems.append(Problem(name, 0, what, fix))
    if not data and unpacked.problems:
        return [Listing(name, UNKNOWN, None, (), tuple(unpacked.problems))]
    return _with_problems([_read_text(name, data, year, day)], unpacked.problems)


def _with_problems(listings: list[Listing], problems: list[Problem]) -> list[Listing]:
    """Add the problems of a file to its first listing."""
    first = listings[0]
    return [replace(first, problems=(*problems, *first.problems)), *listings[1:]]


def _read_lines(
    form: StreamedForm,
    reason: str,
    name: str,
    lines: Iterable[bytes],
    year: int | None,
    corrected: date | None,
) -> list[Listing]:
    """Return one listing per day; a `corrected` day is the day of all of them."""
    named, doubts = date_listing(name, None, year)
    listings = []
    for reading in form.read(name, lines, named):
        page = reading.day
        day = date(page.year, page.month, page.day) if page else None
        problems = [
            *reading.problems,
            *(doubts if day is None else ()),
            *too_long(name, reading.entries),
        ]
        listings.append(_listing(name, corrected or day, reading, problems, reason))
    return listings


def _read_text(name: str, data: bytes, year: int | None, corrected: date | None) -> Listing:
    text, problems = decode(Source(name, data))
    if not text:
        return Listing(name, UNKNOWN, None, (), problems)
    reading, reason = _read_form(name, text)
    day = corrected
    if day is None and (reading.entries or reading.lost):
        day, doubts = date_listing(name, reading.day, year)
        problems += doubts
    problems += tuple(too_long(name, reading.entries))
    return _listing(name, day, reading, (*problems, *reading.problems), reason)


def _listing(
    name: str, day: date | None, reading: Reading, problems: Iterable[Problem], reason: str
) -> Listing:
    in_order = tuple(sorted(problems, key=lambda problem: problem.line))
    return Listing(name, reading.form, day, reading.entries, in_order, reading.lost, reason)


def _read_form(name: str, text: str) -> tuple[Reading, str]:
    for form in FORMS:
        if reason := form.detect(text):
            return form.read(name, text), reason
    what = "not recognised as a listing: no heading of the site, and no titles with abstracts"
    fix = "save the day's page as text, or move the file out of the listings"
    return Reading(UNKNOWN, problems=(Problem(name, 0, what, fix),)), ""

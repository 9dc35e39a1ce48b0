"""Reads files into `Listing`s. The form of a file follows from its content, never its extension."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import BinaryIO

from paper_archive.listing import guard
from paper_archive.listing.dates import date_listing
from paper_archive.listing.decode import decode
from paper_archive.listing.doubts import too_long
from paper_archive.listing.form import Reading, StreamedForm
from paper_archive.listing.forms import FORMS, STREAMED, api
from paper_archive.listing.limits import MOST_LINE_BYTES, MOST_LINES_OF_TEXT, SPLIT
from paper_archive.listing.unpack import Unpacked
from paper_archive.model import Listing, Problem, Source

UNKNOWN = "unknown"


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
    blank, number = unpacked.skip_blank()
    first, second = (unpacked.line(MOST_LINE_BYTES + 1) for _ in range(2))
    unpacked.again(first, second)
    for form in STREAMED:
        if reason := form.detect(first + second):
            listings = _read_lines(form, reason, name, unpacked.lines(number), year, day)
            return _with_problems(listings, unpacked.problems)
    data = unpacked.whole(blank)
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
    lines: Iterable[tuple[int, bytes]],
    year: int | None,
    corrected: date | None,
) -> list[Listing]:
    """Return one listing per day; a `corrected` day is the day of all of them."""
    named, doubts = date_listing(name, None, year)
    listings = []
    for reading in guard.read_lines(form, name, lines, named):
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
    page, cut = _page(name, text)
    for form in FORMS:
        # A list of the API is the only form that is not read line by line.
        of_form = text if form is api else page
        if reason := guard.detect(form, of_form):
            reading = guard.read(form, name, of_form)
            problems = reading.problems if of_form is text else (*cut, *reading.problems)
            return replace(reading, problems=problems), reason
    what = "not recognised as a listing: no heading of the site, and no titles with abstracts"
    fix = "save the day's page as text, or move the file out of the listings"
    return Reading(UNKNOWN, problems=(*cut, Problem(name, 0, what, fix))), ""


def _page(name: str, text: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the lines of a text up to the limit, and the problem if there are more."""
    if text.count("\n") <= MOST_LINES_OF_TEXT:
        return text, ()
    ends = (match.end() for match in re.finditer("\n", text))
    page = text[: next(islice(ends, MOST_LINES_OF_TEXT - 1, None))]
    what = f"the text has more than {MOST_LINES_OF_TEXT:,} lines; the rest of it is not read"
    return page, (Problem(name, MOST_LINES_OF_TEXT, what, SPLIT),)

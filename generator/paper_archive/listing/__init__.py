"""Reads files into `Listing`s. The form of a file follows from its content, never its extension."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain, islice, takewhile
from typing import BinaryIO

from paper_archive.listing import guard
from paper_archive.listing.dates.listing_day import date_listing
from paper_archive.listing.decoding.charset import decode
from paper_archive.listing.decoding.saved_mail import of_mail, opened
from paper_archive.listing.decoding.unpack import Unpacked
from paper_archive.listing.entries.doubts import too_long
from paper_archive.listing.foreign import unknown
from paper_archive.listing.form import Form, PiecedForm, Reading, StreamedForm
from paper_archive.listing.forms import BY_LINE, BY_PIECES, STREAMED, WHOLE
from paper_archive.listing.limits import (
    MOST_DETECTED,
    MOST_LINE_BYTES,
    MOST_LINES_OF_TEXT,
    SPLIT,
)
from paper_archive.listing.second_form import with_second
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
    correction, and overrides the day in the file. JSON lines, and the items of a long JSON list,
    are held in memory one at a time, beside their entries. Raises OSError if the stream does.
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
    if unpacked.is_longer:
        beginning = _beginning(data[:MOST_DETECTED].decode("utf-8-sig", "replace"))
        for pieced in BY_PIECES:
            if (reason := pieced.detect(beginning)) and _is_first(pieced, beginning):
                readings = guard.read_pieces(pieced, name, chain([data], unpacked.pieces()))
                listings = _listings(name, readings, reason, year, day)
                return _with_problems(listings, unpacked.problems)
        unpacked.leave_rest()
    if not data and unpacked.problems:
        return [Listing(name, UNKNOWN, None, (), tuple(unpacked.problems))]
    return _with_problems(_read_text(name, data, year, day), unpacked.problems)


def _is_first(pieced: PiecedForm, beginning: str) -> bool:
    """Tell whether no form that is tried before this one knows a text."""
    forms: tuple[Form | PiecedForm, ...] = (*WHOLE, *BY_LINE)
    before = takewhile(lambda form: form is not pieced, forms)
    return not any(guard.detect(form, beginning) for form in before)


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
    named, _ = date_listing(name, None, year)
    readings = guard.read_lines(form, name, lines, named)
    return _listings(name, readings, reason, year, corrected)


def _read_text(name: str, data: bytes, year: int | None, corrected: date | None) -> list[Listing]:
    text, problems = decode(Source(name, data))
    if not text:
        return [Listing(name, UNKNOWN, None, (), problems)]
    readings, reason = _read_form(name, text)
    return _with_problems(_listings(name, readings, reason, year, corrected), list(problems))


def _listings(
    name: str,
    readings: Iterable[Reading],
    reason: str,
    year: int | None,
    corrected: date | None,
) -> list[Listing]:
    """Return a listing for each reading; a `corrected` day is the day of all of them."""
    listings = []
    for reading in readings:
        day, problems = corrected, list(reading.problems)
        if reading.entries or reading.lost:
            stated, doubts = date_listing(name, reading.day, year)
            if day is None:
                day = stated
                problems += doubts
        problems += too_long(name, reading.entries)
        in_order = tuple(sorted(problems, key=lambda problem: problem.line))
        listings.append(
            Listing(
                name,
                reading.form,
                day,
                reading.entries,
                in_order,
                reading.lost,
                reason,
                reading.refusal,
            )
        )
    return listings


def _read_form(name: str, text: str) -> tuple[list[Reading], str]:
    mail = guard.attempt(name, 0, "", lambda: opened(text), lambda _: None)
    for part in mail.texts if mail else ():
        # The plain form is no help here: it would read any letter.
        if found := _known(name, part, BY_LINE[:-1]):
            readings, reason = found
            return [of_mail(reading, mail.day if mail else None) for reading in readings], reason
    beginning = _beginning(text)
    if found := _known(name, text, BY_LINE):
        return found
    _, cut = _page(name, text)
    return [Reading(UNKNOWN, problems=(*cut, unknown(name, beginning)))], ""


def _known(name: str, text: str, by_line: Iterable[Form]) -> tuple[list[Reading], str] | None:
    """Return the readings of a text in a known form, and how it was recognised."""
    beginning = _beginning(text)
    for form in WHOLE:
        if reason := guard.detect(form, beginning):
            return with_second(name, text, guard.read(form, name, text)), reason
    page, cut = _page(name, text)
    for form in by_line:
        if reason := guard.detect(form, beginning):
            first, *others = with_second(name, page, guard.read(form, name, page))
            return [replace(first, problems=(*cut, *first.problems)), *others], reason
    return None


def _beginning(text: str) -> str:
    """Return the whole lines at the beginning of a text, by which its form is known."""
    if len(text) <= MOST_DETECTED:
        return text
    return text[: text.rfind("\n", 0, MOST_DETECTED) + 1] or text[:MOST_DETECTED]


def _page(name: str, text: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the lines of a text up to the limit, and the problem if there are more."""
    if text.count("\n") <= MOST_LINES_OF_TEXT:
        return text, ()
    ends = (match.end() for match in re.finditer("\n", text))
    page = text[: next(islice(ends, MOST_LINES_OF_TEXT - 1, None))]
    what = f"the text has more than {MOST_LINES_OF_TEXT:,} lines; the rest of it is not read"
    return page, (Problem(name, MOST_LINES_OF_TEXT, what, SPLIT),)

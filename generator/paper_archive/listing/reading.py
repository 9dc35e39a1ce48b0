"""Finds out the form of a file, and reads it into `Listing`s; see `listing`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING, BinaryIO

from paper_archive.listing import guard
from paper_archive.listing.dates.listing_day import date_listing
from paper_archive.listing.decoding.charset import decode
from paper_archive.listing.decoding.unpack import Unpacked
from paper_archive.listing.entries.doubts import too_long
from paper_archive.listing.form import Form, PiecedForm, Reading, StreamedForm
from paper_archive.listing.forms import BY_LINE, BY_PIECES, STREAMED, WHOLE, json_lines
from paper_archive.listing.limits import (
    MOST_DETECTED,
    MOST_LINE_BYTES,
    MOST_LINES_OF_TEXT,
    SPLIT,
)
from paper_archive.listing.other_lines import OtherLines
from paper_archive.listing.rest import LONGEST_SIGN, entries_in
from paper_archive.listing.second_form import Count, before_second, with_second
from paper_archive.model import Listing, Problem, Source

# What reads mails is slow to import, and JSON lines and tables are none.
if TYPE_CHECKING:
    from paper_archive.listing.mailbox import Mailbox, Recognised

UNKNOWN = "unknown"
# Of files in files, as a bibliography below a table below a mail.
_LEVELS = 3


def read_stream(
    name: str, stream: BinaryIO, year: int | None = None, day: date | None = None
) -> list[Listing]:
    """See `listing.read_stream`."""
    return _of_stream(name, stream, year, day, _counting(_LEVELS))


def _counting(levels: int) -> Count:
    """Return what counts the entries, read or lost, of a text as a file of its own.

    Files inside such a file are counted too, down to so many `levels`.
    """

    def count(text: str) -> tuple[int, str]:
        if not levels:
            return 0, UNKNOWN
        stream = io.BytesIO(text.encode("utf-8", "replace"))
        listings = _of_stream("", stream, None, None, _counting(levels - 1))
        if any(part.refusal for part in listings):
            return 0, UNKNOWN
        return sum(len(part.entries) + part.lost for part in listings), listings[0].form

    return count


def _of_stream(
    name: str, stream: BinaryIO, year: int | None, day: date | None, count: Count
) -> list[Listing]:
    unpacked = Unpacked(name, stream)
    blank, number = unpacked.skip_blank()
    first, second = (unpacked.line(MOST_LINE_BYTES + 1) for _ in range(2))
    unpacked.again(first, second)
    for form in STREAMED:
        if reason := form.detect(first + second):
            listings = _read_lines(form, reason, name, unpacked.lines(number), year, day, count)
            return _with_problems(listings, unpacked.problems)
    data = unpacked.whole(blank)
    if unpacked.is_longer:
        from paper_archive.listing.decoding.mails import is_mailbox

        beginning = _beginning(data[:MOST_DETECTED].decode("utf-8-sig", "replace"))
        for pieced in BY_PIECES:
            if (reason := pieced.detect(beginning)) and _is_first(pieced, beginning):
                readings = guard.read_pieces(pieced, name, chain([data], unpacked.pieces()))
                listings = _listings(name, readings, reason, year, day)
                return _with_problems(listings, unpacked.problems)
        if is_mailbox(beginning):
            box = _mailbox(name, count)
            box.add_all(chain([data], unpacked.pieces()))
            if found := box.found():
                return _with_problems(_listings(name, *found, year, day), unpacked.problems)
            return [Listing(name, UNKNOWN, None, (), (_unknown(name, beginning),))]
    if not data and unpacked.problems:
        return [Listing(name, UNKNOWN, None, (), tuple(unpacked.problems))]
    listings = _read_text(name, data, year, day, count)
    if unpacked.is_longer:
        forms = {listing.form for listing in listings}
        lost = entries_in(forms, unpacked.pieces(), data[-LONGEST_SIGN:])
        unpacked.leave_rest(lost)
        listings[0] = replace(listings[0], lost=listings[0].lost + lost)
    return _with_problems(listings, unpacked.problems)


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
    count: Count,
) -> list[Listing]:
    named, _ = date_listing(name, None, year)
    own = OtherLines(name, lines, form is json_lines, count)
    first, *others = guard.read_lines(form, name, own, named)
    if own.lost:
        problems = (*first.problems, *own.problems)
        first = replace(first, problems=problems, lost=first.lost + own.lost)
    return _listings(name, [first, *others], reason, year, corrected)


def _read_text(
    name: str, data: bytes, year: int | None, corrected: date | None, count: Count
) -> list[Listing]:
    text, problems = decode(Source(name, data))
    if not text:
        return [Listing(name, UNKNOWN, None, (), problems)]
    readings, reason = _read_form(name, text, count)
    return _with_problems(_listings(name, readings, reason, year, corrected), list(problems))


def _listings(
    name: str,
    readings: Iterable[Reading],
    reason: str,
    year: int | None,
    corrected: date | None,
) -> list[Listing]:
    """Return a listing for each reading; a `corrected` day is the day of all of them."""
    listings: list[Listing] = []
    for reading in readings:
        day, problems = corrected, list(reading.problems)
        stated: date | None = None
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
                (stated,) if stated and stated != day else (),
            )
        )
    return listings if len({each.date for each in listings}) == len(listings) else _joined(listings)


def _joined(listings: Iterable[Listing]) -> list[Listing]:
    """Join the listings that got the same day, so that the places of their entries differ."""
    of_days: dict[date | None, Listing] = {}
    for each in listings:
        first = of_days.get(each.date)
        of_days[each.date] = (
            each
            if first is None
            else replace(
                first,
                entries=first.entries + each.entries,
                problems=tuple(sorted((*first.problems, *each.problems), key=lambda p: p.line)),
                lost=first.lost + each.lost,
                refusal=first.refusal or each.refusal,
                stated=first.stated + each.stated,
            )
        )
    return list(of_days.values())


def _read_form(name: str, text: str, count: Count) -> tuple[list[Reading], str]:
    box = _mailbox(name, count)
    box.add(text)
    if found := box.found():
        return found
    beginning = _beginning(text)
    if recognised := _known(name, text, BY_LINE, count):
        read, reason = recognised
        return read(), reason
    _, cut = _page(name, text)
    return [Reading(UNKNOWN, problems=(*cut, _unknown(name, beginning)))], ""


def _unknown(name: str, beginning: str) -> Problem:
    from paper_archive.listing.foreign import unknown

    return unknown(name, beginning)


def _mailbox(name: str, count: Count) -> Mailbox:
    from paper_archive.listing.mailbox import Mailbox

    # The plain form is no help here: it would read any letter.
    return Mailbox(name, lambda text: _known(name, text, BY_LINE[:-1], count))


def _known(name: str, text: str, by_line: Iterable[Form], count: Count) -> Recognised | None:
    """Return what reads a text in a known form, and how the form was recognised."""
    beginning = _beginning(text)
    for form in WHOLE:
        if reason := guard.detect(form, beginning):
            return partial(_read_whole, form, name, text, count), reason
    for form in by_line:
        if reason := guard.detect(form, beginning):
            return partial(_read_by_line, form, name, text, count), reason
    return None


def _read_whole(form: Form, name: str, text: str, count: Count) -> list[Reading]:
    return with_second(name, text, guard.read(form, name, text), count)


def _read_by_line(form: Form, name: str, text: str, count: Count) -> list[Reading]:
    page, cut = _page(name, text)
    lost = entries_in({form.FORM}, [text[len(page) :].encode()]) if cut else 0
    if lost:
        said = f"{cut[0].what}: {lost:,} papers are lost with it"
        cut = (replace(cut[0], what=said),)
    if form.FORM == BY_LINE[-1].FORM:  # the plain form
        page, second, of_second = before_second(name, page, count)
        cut, lost = (*cut, *second), lost + of_second
    first, *others = with_second(name, page, guard.read(form, name, page), count)
    return [replace(first, problems=(*cut, *first.problems), lost=first.lost + lost), *others]


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

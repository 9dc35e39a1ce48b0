"""JSON lines: one paper a line, of one day or of many.

    {"date": "2025-03-18", "id": "2503.11731", "title": "…", "abstract": "…",
     "authors": ["…"], "categories": ["cs.CV"], "url": "https://…"}

Only the title must be there; see `record` for the fields. A line may also be a whole day as the
API answers, `{"date": "2024-05-27", "response": [ … ]}`. A paper's day is that of the file's
name, else its `date` (as 2025-03-18, else it is reported and undated): one file makes one
listing a day. Lines are read one by one, and one that is broken costs itself alone.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from paper_archive.listing import json_record as record
from paper_archive.listing.dates import date_listing
from paper_archive.listing.decode import SAVE_AS_UTF8, decode_utf8
from paper_archive.listing.doubts import too_long
from paper_archive.listing.forms.api import paper_of
from paper_archive.model import Entry, Listing, Problem

FORM = "json-lines"
REASON = "each line is a JSON object: a paper, or a day of papers"
SAVE_AGAIN = "get the line again, whole"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
WHITE_SPACE = b" \t\r\n"
_BEGINS = re.compile(rb'\s*\{\s*"[^\n]*"title"')
_DAY_KEYS = ("response", "data")
_DECODER = json.JSONDecoder(strict=False)  # Raw control characters in strings are read.


@dataclass(slots=True)
class _Day:
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lost: int = 0


def detect(first: bytes, more: bytes) -> str:
    """Say why a file is JSON lines, by its `first` line and the beginning of what follows."""
    first = first.strip(BYTE_ORDER_MARK + WHITE_SPACE)
    if not first.startswith(b"{"):
        return ""
    try:
        value = _DECODER.decode(first.decode("utf-8", "replace"))
    except (json.JSONDecodeError, RecursionError):
        # A broken line of a paper; an object that goes on in the next line says `{` alone.
        return REASON if _BEGINS.match(first) and b'"data"' not in first[:200] else ""
    if "title" in value or isinstance(value.get("paper"), dict):
        return REASON
    days = any(isinstance(value.get(key), list) for key in _DAY_KEYS)
    return REASON if days and more.lstrip().startswith(b"{") else ""


def read(name: str, lines: Iterable[bytes], reason: str, year: int | None) -> list[Listing]:
    """Read the papers of each line, and return a listing a day, in order, the undated one last.

    Of the lines no more than one is held. Problems of no day stand in the first listing.
    """
    named, doubts = date_listing(name, None, year)
    days: dict[date | None, _Day] = defaultdict(_Day)
    loose = _Day()
    for number, line in enumerate(lines, 1):
        text, bad = decode_utf8(line)
        if bad:
            loose.problems.append(Problem(name, number, bad.what, SAVE_AS_UTF8))
        if text := text.strip():
            _read_line(name, number, text, named, days, loose)
    if None in days or not days:
        days[None].problems += doubts
    listings = []
    for day in sorted(days, key=lambda day: (day is None, day or date.max)):
        own = days[day]
        if not listings:
            own.problems += loose.problems
            own.lost += loose.lost
        own.problems += too_long(name, own.entries)
        problems = tuple(sorted(own.problems, key=lambda problem: problem.line))
        listings.append(Listing(name, FORM, day, tuple(own.entries), problems, own.lost, reason))
    return listings


def _read_line(
    name: str,
    number: int,
    text: str,
    of_file: date | None,
    days: dict[date | None, _Day],
    loose: _Day,
) -> None:
    try:
        value = _DECODER.decode(text)
    except (json.JSONDecodeError, RecursionError) as error:
        at = f" from character {error.pos + 1:,} on" if isinstance(error, ValueError) else ""
        loose.lost += 1
        what = f"broken JSON{at}: '{text[:60]}'"
        loose.problems.append(Problem(name, number, what, SAVE_AGAIN))
        return
    given = value.get("date") if isinstance(value, dict) else None
    stated = record.day_of(given)
    day = days[of_file or stated]
    if given and not stated:
        what = f"no day: 'date' is {str(given)[:40]!r}"
        day.problems.append(Problem(name, number, what, "write it as 2025-03-14"))
    for item in _papers(value):
        paper = paper_of(item)
        if not (title := record.title_of(paper)):
            day.lost += 1
            day.problems.append(record.no_paper(name, number, paper))
            continue
        entry = record.entry_of(paper, title, number)
        day.entries.append(entry)
        day.problems.extend(record.doubts(name, paper, entry))


def _papers(value: Any) -> Iterator[Any]:
    """Yield what a line holds: the papers of a day, or itself."""
    if isinstance(value, dict) and "title" not in value:
        for key in _DAY_KEYS:
            if isinstance(value.get(key), list):
                yield from value[key]
                return
    yield value

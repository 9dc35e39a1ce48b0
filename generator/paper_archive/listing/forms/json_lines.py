"""JSON lines: one paper a line, of one day or of many.

    {"date": "2025-03-18", "id": "2503.11731", "title": "…", "abstract": "…",
     "authors": ["…"], "categories": ["cs.CV"], "url": "https://…"}

A paper stands on one line; only the title is required (`json.record` lists the fields).
Accepted besides: a line that holds a whole day as the API answers it,
`{"date": "2024-05-27", "response": [ … ]}`, or `data` for `response`; blank lines; the data of
another archive, whose papers state all their `days`, and on which of them they were `cross_listed`
or `replaced`.
A paper belongs to the day in the file's name, else to its own `date`, so one file makes one
listing per day. Refused and reported: a line that is not JSON, or a paper without a title,
which costs that line or paper alone; of a line that holds a day, the papers that are sound are
kept. A `date` that is not like 2025-03-18 is reported, and its
paper is undated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from paper_archive.listing.decoding.charset import BLANK, SAVE_AS_UTF8, decode_utf8
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.forms.api import day_before_list
from paper_archive.listing.json import item_list, record
from paper_archive.listing.json.item_list import Broken
from paper_archive.listing.json.lenient import BadJson, decode, shown
from paper_archive.listing.limits import MOST_BROKEN_BYTES, MOST_LINE_BYTES, Held
from paper_archive.listing.records import dialect_of, entry_of, paper_of, written_day
from paper_archive.listing.records.strangers import Strangers
from paper_archive.model import CROSS_LIST, REPLACED, Entry, Problem

FORM = "json-lines"
REASON = "each line is a JSON object: a paper, or a day of papers"
SAVE_AGAIN = "copy the whole line again"
_BEGINS = re.compile(rb'\s*\{\s*"[^\n]*"title"')
_FEED = re.compile(rb'"(?:items|elements)"\s{0,20}:\s{0,20}\[')
_DAY_KEYS = ("response", "data")


@dataclass(slots=True)
class _DayLines:
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lost: int = 0


@dataclass(slots=True)
class _NoDay(_DayLines):
    """What belongs to no day; of broken lines, `searched` bytes have been searched for papers."""

    searched: int = 0
    strangers: Strangers = field(default_factory=Strangers)


def detect(beginning: bytes) -> str:
    """Return the reason why a file is JSON lines, "" if it is not."""
    beginning = beginning.lstrip(BLANK)
    if not beginning.startswith(b"{"):
        return ""
    first, _, more = beginning.partition(b"\n")
    first = first.rstrip(BLANK)
    text = first.decode("utf-8", "replace").strip()
    try:
        value = decode(text)
    except BadJson:
        if item_list.begins_day(text) and item_list.begins_day(more.decode("utf-8", "replace")):
            return REASON
        # A broken line of a paper; an object that goes on in the next line says `{` alone.
        paper = _BEGINS.match(first) and not _is_list(text)
        return REASON if paper and not _FEED.search(first, 0, 5000) else ""
    if any(isinstance(value.get(key), list) for key in ("items", "elements")):
        return ""  # a feed in JSON
    if "title" in value or isinstance(value.get("paper"), dict) or dialect_of(value):
        return REASON
    days = any(isinstance(value.get(key), list) for key in _DAY_KEYS)
    return REASON if days and more.lstrip().startswith(b"{") else ""


def _is_list(text: str) -> bool:
    """Tell whether a broken line is an object with a list of papers, not a paper."""
    start = item_list.start(text)
    return '"data"' in text[:200] or (start is not None and '"title"' not in text[:start])


def read(name: str, lines: Iterable[tuple[int, bytes]], day: date | None) -> list[Reading]:
    """Read the papers line by line; no more than one line is held in memory.

    Problems that belong to no day are in the first reading.
    """
    days: dict[date | None, _DayLines] = defaultdict(_DayLines)
    loose = _NoDay()
    held = Held()
    for number, line in lines:
        if len(line) > MOST_LINE_BYTES:
            what = f"a line of more than {MOST_LINE_BYTES >> 20} MiB"
            problem = Problem(name, number, what, "write one paper, or one day, on a line")
            loose.lost += 1
            loose.problems.append(problem)
            held.add(None, [problem])
            continue
        text, bad = decode_utf8(line)
        if bad:
            problem = Problem(name, number, bad.what, SAVE_AS_UTF8)
            loose.problems.append(problem)
            held.add(None, [problem])
        if text := text.strip():
            _read_line(name, number, text, day, days, loose, held)
        if held.full:
            loose.problems.append(held.problem(name, number))
            break
    first = min(days, key=_dated_first, default=None)
    days[first].problems += loose.problems
    days[first].lost += loose.lost
    refusal = loose.strangers.refusal(name)
    if refusal:
        days[first].problems.append(refusal)
    in_order = sorted(days, key=_dated_first)
    return [_reading(day, days[day], refusal if day == first else None) for day in in_order]


def _dated_first(day: date | None) -> tuple[bool, date]:
    return day is None, day or date.max


def _reading(day: date | None, of_day: _DayLines, refusal: Problem | None) -> Reading:
    stated = PageDay.of(day, 0) if day else None
    entries, problems = tuple(of_day.entries), tuple(of_day.problems)
    return Reading(FORM, entries, stated, problems, of_day.lost, refusal)


def _read_line(
    name: str,
    number: int,
    text: str,
    of_file: date | None,
    days: dict[date | None, _DayLines],
    loose: _NoDay,
    held: Held,
) -> None:
    broken = None
    try:
        value = decode(text)
        key, written = written_day(value)
        stated = record.day_of(written)
        items = _papers(value)
        several = [] if of_file else list(dict.fromkeys(_listed_on(value)))
    except BadJson as error:
        at = "" if error.deep else f" from character {error.at + 1:,} on"
        broken = Problem(name, number, f"broken JSON{at}: '{text[:60]}'", SAVE_AGAIN)
        is_day = item_list.begins_day(text)
        loose.searched += len(text) if is_day else 0
        if not is_day or loose.searched > MOST_BROKEN_BYTES:
            loose.lost += 1
            loose.problems.append(broken)
            held.add(None, [broken])
            return
        key, written = "date", day_before_list(text)
        stated = written
        items = (item for _, item in item_list.items(text, of="line"))
        several = []
    day = days[several[0][0] if several else of_file or stated]
    if written and not stated:
        what = f"not a day: {key!r} is {shown(written, 40)!r}"
        day.problems.append(Problem(name, number, what, "write it like 2025-03-14"))
    for item in items:
        if isinstance(item, Broken):
            day.lost += item.lost
            entry, problems, broken = None, [Problem(name, number, item.what, SAVE_AGAIN)], None
        else:
            entry, problems = entry_of(name, number, paper_of(item))
            day.lost += entry is None
            if entry:
                loose.strangers.see(paper_of(item), entry)
        if entry and several:
            for on, kind in several:
                days[on].entries.append(replace(entry, kind=kind) if kind else entry)
                held.add(entry, [])
                if held.full:
                    return
        elif entry:
            day.entries.append(entry)
        day.problems += problems
        held.add(entry, problems)
        if held.full:
            return
    if broken:  # Not in a paper, but before or after them.
        day.problems.append(broken)
        held.add(None, [broken])


def _papers(value: Any) -> Iterator[Any]:
    """Yield the papers of a day, or the value of the line itself."""
    if isinstance(value, dict) and "title" not in value:
        for key in _DAY_KEYS:
            if isinstance(value.get(key), list):
                yield from value[key]
                return
    yield value


def _listed_on(value: Any) -> Iterator[tuple[date | None, str]]:
    """Yield all days on which a paper was listed, and how, as the data of an archive says."""
    if not isinstance(value, dict) or value.keys().isdisjoint(("days", "replaced")):
        return
    crossed, days, replaced = (
        list(filter(None, map(record.day_of, stated))) if isinstance(stated, list) else []
        for stated in map(value.get, ("cross_listed", "days", "replaced"))
    )
    yield from ((day, CROSS_LIST if day in crossed else "") for day in days)
    yield from ((day, REPLACED) for day in replaced)
    if value.get("undated") is True:
        yield None, ""

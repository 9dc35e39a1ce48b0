"""A day of the daily papers API: the JSON of its response.

    [{"paper": {"id": "2405.15738", "title": "…", "summary": "…", "authors": [{"name": "…"}],
                "publishedAt": "2024-05-24T17:34:15.000Z", "upvotes": 32,
                "submittedOnDailyAt": "…", "githubRepo": "…", "projectPage": "…",
                "organization": {"fullname": "…"}}, …}, …]

Accepted besides: the same list as `data` of `{"status", "date", "count", "data": […]}`, and
papers that are items of the list themselves. Only the title of a paper is required; older days
have fewer fields. The day is `date`, else the commonest `submittedOnDailyAt` (on the 310 of 465
days that have it, it is the day of the page); a paper's `publishedAt` is never the day.

Refused and reported: an item that is broken or has no title; the others are read, also those
before the place where a file is cut off. A response is often one long line, so problems name the
number of the paper.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from paper_archive.listing import json_record as record
from paper_archive.listing.form import PageDay, Reading
from paper_archive.model import Entry, Problem

FORM = "api"
SAVE_AGAIN = "fetch the day from the API again and save the whole response"
_LIST = re.compile(r"\s*\[")
_WRAPPED = re.compile(r'\s*\{[^\[{]*?"(?:data|response)"\s*:\s*\[')
_DATE = re.compile(r'"date"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_PAPER = re.compile(r'\s*\{[\s\S]{0,100000}?"(?:paper|title)"\s*:')
_ITEM = re.compile(r'\{\s*"paper"\s*:')
_BARE_ITEM = re.compile(r'\{\s*"(?:id|title)"\s*:')
_DECODER = json.JSONDecoder(strict=False)  # Raw control characters in strings are read.


@dataclass(frozen=True, slots=True)
class _Broken:
    """An item that cannot be read; `lost` says whether any part of it is there."""

    what: str
    lost: bool


def detect(text: str) -> str:
    """Return the reason why the text is a day of the API, "" if it is not."""
    start = _start(text)
    if start is None or not (_PAPER.match(text, start) or text[start:].strip() == "]"):
        return ""
    return "it is a JSON list of papers"


def read(name: str, text: str) -> Reading:
    """Read a day of the API."""
    problems: list[Problem] = []
    entries: list[Entry] = []
    days: Counter[date | None] = Counter()
    lost = 0
    for number, (line, item) in enumerate(_items(text), 1):
        paper = paper_of(item)
        title = record.title_of(paper)
        if isinstance(item, _Broken):
            doubts = [Problem(name, line, item.what, SAVE_AGAIN)]
            lost += item.lost
        elif not title:
            doubts = [record.no_paper(name, line, paper)]
            lost += 1
        else:
            days[record.day_of(paper.get("submittedOnDailyAt"))] += 1
            entry = record.entry_of(paper, title, line)
            entries.append(entry)
            doubts = list(record.doubts(name, paper, entry))
        problems += [replace(problem, what=f"paper {number}: {problem.what}") for problem in doubts]
    if not entries and not lost and not problems:
        problems.append(Problem(name, 0, "the list holds no papers", SAVE_AGAIN))
    return Reading(FORM, tuple(entries), _day(text, days), tuple(problems), lost)


def paper_of(item: Any) -> Any:
    """Return the paper of an item of the list: its `paper`, or the item itself."""
    return item.get("paper", item) if isinstance(item, dict) else item


def _start(text: str) -> int | None:
    """Return where the first item of the list may begin, None if there is no list."""
    match = _LIST.match(text) or _WRAPPED.match(text[:100_000])
    return match.end() if match else None


def _items(text: str) -> Iterator[tuple[int, Any]]:
    """Yield (line, value) of the items; the value is `_Broken` if an item cannot be read."""
    at = _start(text) or 0
    line, counted = 1, 0
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        line, counted = line + text.count("\n", counted, at), at
        if text.startswith("]", at):
            return
        try:
            item, at = _DECODER.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            # The next item begins with the next paper, as `{"paper": …` if items have that.
            next_item = (_ITEM if _ITEM.search(text) else _BARE_ITEM).search(text, at + 1)
            what = "broken JSON" if next_item else "the JSON is cut off or broken"
            yield line, _Broken(f"{what} (character {at:,} of the file)", at < len(text))
            if not next_item:
                return
            at = next_item.start()
        else:
            yield line, item


def _day(text: str, days: Counter[date | None]) -> PageDay | None:
    wrapped = _DATE.search(text, 0, _start(text) or 0)
    del days[None]
    commonest = min(filter(None, days), key=lambda stated: (-days[stated], stated), default=None)
    day = (record.day_of(wrapped[1]) if wrapped else None) or commonest
    return PageDay(day.month, day.day, day.year, 1) if day else None

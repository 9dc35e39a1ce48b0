"""A day of the daily papers API: the JSON of its response.

    [{"paper": {"id": "2405.15738", "title": "…", "summary": "…", "authors": [{"name": "…"}],
                "publishedAt": "2024-05-24T17:34:15.000Z", "upvotes": 32,
                "submittedOnDailyAt": "…", "githubRepo": "…", "projectPage": "…",
                "organization": {"fullname": "…"}}, …}, …]

Accepted besides: the same list as `data` of `{"status", "date", "count", "data": […]}`, or under
another key that other APIs use, such as bioRxiv's `collection`; papers that are items of the list
themselves; papers in another dialect (`records`); one paper that is no list; a list of any size.
Only the title of a paper is required; older days have fewer fields. The day is that in the file's
name, `date`, else the commonest `submittedOnDailyAt` (on the 310 of 465 days that have it, it is
the day of the page). Papers without all of these are listed on the day of their own `date`, as in
JSON lines; a paper's `publishedAt` is never the day.

Refused and reported: an item that is broken or has no title; the others are read, also those
before the place where a file is cut off. A response is often one long line, so problems name the
number of the paper.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from paper_archive.listing.dates.listing_day import day_of_name
from paper_archive.listing.decoding.charset import SAVE_AS_UTF8
from paper_archive.listing.decoding.pieces import Pieces
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.json import item_list, record
from paper_archive.listing.json.item_list import Broken
from paper_archive.listing.limits import (
    MOST_DENSE_JSON,
    MOST_JSON_MARKS,
    SPLIT,
    Held,
)
from paper_archive.listing.records import entry_of, paper_of, written_day
from paper_archive.listing.records.strangers import Strangers
from paper_archive.model import Entry, Problem

FORM = "api"
SAVE_AGAIN = "fetch the day from the API again and save the whole response"
_DATE = re.compile(r'"date"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_PAPER = re.compile(r'\s*\{[\s\S]{0,100000}?"(?:paper|title)"\s*:')
_OF_PAPER = ("abstract", "summary", "authors", "author", "doi", "paperId")
_EMPTY = re.compile(r"\s*\]\s*")


def detect(text: str) -> str:
    """Return the reason why the text is a day of the API, "" if it is not."""
    start = item_list.start(text)
    if start is None:
        return "it is the JSON of a paper" if _is_paper(text) else ""
    if not (_PAPER.match(text, start) or _EMPTY.fullmatch(text, start)):
        return ""
    return "it is a JSON list of papers"


def _is_paper(text: str) -> bool:
    """Tell whether a text is an object with a title, and with an abstract or authors."""
    found = {key for key, _ in item_list.keys(text)}
    if "message-type" in found:  # Crossref's answer about one work.
        return "message" in found
    return "title" in found and not found.isdisjoint(_OF_PAPER)


def read(name: str, text: str) -> list[Reading]:
    """Read a day of the API, or the days of a list."""
    problems: list[Problem] = []
    text = _dense(name, text, problems)
    if item_list.start(text) is None:
        text = f"[{text}]"
    return _readings(name, text, None, problems)


def read_pieces(name: str, pieces: Iterable[bytes]) -> list[Reading]:
    """Read a list that is longer than a text may be."""
    rest = Pieces(pieces)
    readings = _readings(name, rest.more("", 0) or "", rest, [])
    if rest.is_foreign:
        problem = Problem(name, 0, "the file is not UTF-8", SAVE_AS_UTF8)
        readings[0] = replace(readings[0], problems=(problem, *readings[0].problems))
    return readings


def _readings(name: str, text: str, rest: Pieces | None, problems: list[Problem]) -> list[Reading]:
    entries: list[Entry] = []
    stated: list[date | None] = []
    days: Counter[date | None] = Counter()
    lost = 0
    held = Held()
    strangers = Strangers()
    for number, (line, item) in enumerate(item_list.items(text, rest=rest), 1):
        doubts: list[Problem]
        entry = None
        if isinstance(item, Broken):
            doubts = [Problem(name, line, item.what, SAVE_AGAIN)]
            lost += item.lost
        else:
            entry, doubts = entry_of(name, line, paper_of(item))
            lost += entry is None
        if entry:
            days[record.day_of(paper_of(item).get("submittedOnDailyAt"))] += 1
            stated.append(record.day_of(written_day(paper_of(item))[1]))
            entries.append(entry)
            strangers.see(paper_of(item), entry)
        problems += [replace(problem, what=f"paper {number}: {problem.what}") for problem in doubts]
        held.add(entry, doubts)
        if held.full:
            problems.append(held.problem(name, line))
            break
    if not entries and not lost and not problems:
        problems.append(Problem(name, 0, "the list holds no papers", SAVE_AGAIN))
    if refusal := strangers.refusal(name):
        problems.append(refusal)
    whole = Reading(FORM, tuple(entries), _day(text, days), tuple(problems), lost, refusal)
    if whole.day or not any(stated) or day_of_name(name):
        return [whole]
    return _by_day(whole, stated)


def _by_day(whole: Reading, days: Sequence[date | None]) -> list[Reading]:
    """Return a reading for every day; the first has what belongs to none of them."""
    of_days: dict[date | None, list[Entry]] = defaultdict(list)
    for day, entry in zip(days, whole.entries, strict=True):
        of_days[day].append(entry)
    first, *others = sorted(of_days, key=lambda day: (day is None, day or date.max))
    return [
        replace(whole, entries=tuple(of_days[first]), day=_page_day(first)),
        *(Reading(FORM, tuple(of_days[day]), _page_day(day)) for day in others),
    ]


def day_before_list(text: str) -> date | None:
    """Return the `date` that stands before the list, None without one."""
    wrapped = _DATE.search(text, 0, item_list.start(text) or 0)
    return record.day_of(wrapped[1]) if wrapped else None


def _dense(name: str, text: str, problems: list[Problem]) -> str:
    """Return the text, cut off if it holds too many values for the memory."""
    if len(text) <= MOST_DENSE_JSON or sum(map(text.count, ",:[{")) <= MOST_JSON_MARKS:
        return text
    what = (
        f"the list has more than {MOST_JSON_MARKS:,} values; "
        f"only its first {MOST_DENSE_JSON >> 20} MiB are read"
    )
    problems.append(Problem(name, 0, what, SPLIT))
    return text[:MOST_DENSE_JSON]


def _day(text: str, days: Counter[date | None]) -> PageDay | None:
    del days[None]
    commonest = min(filter(None, days), key=lambda stated: (-days[stated], stated), default=None)
    day = day_before_list(text) or commonest
    return _page_day(day)


def _page_day(day: date | None) -> PageDay | None:
    return PageDay(day.month, day.day, day.year, 1) if day else None

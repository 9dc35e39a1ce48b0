"""A day of the daily papers API: JSON as it was answered.

    [{"paper": {"id": "2405.15738", "title": "…", "summary": "…", "authors": [{"name": "…"}],
                "publishedAt": "2024-05-24T17:34:15.000Z", "upvotes": 32,
                "submittedOnDailyAt": "…", "githubRepo": "…", "projectPage": "…",
                "organization": {"fullname": "…"}}, …}, …]

Accepted besides: the same list as `data` of `{"status", "date", "count", "data": […]}`, and
papers that stand in the list themselves. Of a paper only the title must be there; older days
have fewer fields. The day is `date`, else the commonest `submittedOnDailyAt` (on all 310 days
of 465 that have it, it is the day of the page); a paper's `publishedAt` is never the day.

Items are read one by one, so that a file that was cut gives the papers before the cut.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.listing.form import PageDay, Reading
from generator.model import Entry, Problem

FORM = "api"
SAVE_AGAIN = "get the day from the API again, and save the whole answer"
_LIST = re.compile(r"\s*\[")
_WRAPPED = re.compile(r'\s*\{[^\[{]*?"data"\s*:\s*\[')
_DATE = re.compile(r'"date"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_PAPER = re.compile(r'\s*\{[\s\S]{0,100000}?"(?:paper|title)"\s*:')
_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_DECODER = json.JSONDecoder(strict=False)  # Raw control characters in strings are read.


def detect(text: str) -> str:
    """Say why the text is a day of the API, "" if it is not."""
    start = _start(text)
    if start is None or not (_PAPER.match(text, start) or text[start:].strip() == "]"):
        return ""
    return "it is a JSON list of papers"


def read(name: str, text: str) -> Reading:
    """Read a day of the API."""
    problems: list[Problem] = []
    entries: list[Entry] = []
    days: Counter[str] = Counter()
    lost = 0
    for line, item in _items(name, text, problems):
        paper = item.get("paper", item) if isinstance(item, dict) else None
        title = _text(paper.get("title")) if isinstance(paper, dict) else ""
        if not isinstance(paper, dict) or not title:
            lost += 1
            what = (
                "a paper without a title"
                if isinstance(paper, dict)
                else "an item of the list is no paper"
            )
            problems.append(Problem(name, line, f"{what}: {str(item)[:60]}", "write its title"))
            continue
        days[_text(paper.get("submittedOnDailyAt"))[:10]] += 1
        entry = _entry(paper, title, line)
        entries.append(entry)
        problems.extend(_doubts(name, paper, entry))
    if not entries and not lost and not problems:
        problems.append(Problem(name, 0, "the list holds no papers", SAVE_AGAIN))
    return Reading(FORM, tuple(entries), _day(text, days), tuple(problems), lost)


def _start(text: str) -> int | None:
    """Where the first item of the list may stand."""
    match = _LIST.match(text) or _WRAPPED.match(text[:100_000])
    return match.end() if match else None


def _items(name: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, Any]]:
    """Yield (line, value) of each item, until the list ends or breaks off."""
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
            what = f"the JSON breaks off or is broken from character {at:,} of the file on"
            problems.append(Problem(name, line, what, SAVE_AGAIN))
            return
        yield line, item


def _entry(paper: dict[str, Any], title: str, line: int) -> Entry:
    organisation = paper.get("organization")
    if isinstance(organisation, dict):
        organisation = organisation.get("fullname") or organisation.get("name")
    upvotes = paper.get("upvotes")
    links = (_text(paper.get("githubRepo")), _text(paper.get("projectPage")))
    match = _ID.fullmatch(_text(paper.get("id")))
    return Entry(
        title,
        _text(paper.get("summary")) or _text(paper.get("abstract")),
        line,
        arxiv_id=match[1] if match else "",
        authors=tuple(_authors(paper.get("authors"))),
        organisation=_text(organisation),
        published=_date(_text(paper.get("publishedAt"))),
        upvotes=upvotes if isinstance(upvotes, int) and not isinstance(upvotes, bool) else None,
        links=tuple(link for link in links if link),
    )


def _doubts(name: str, paper: dict[str, Any], entry: Entry) -> Iterator[Problem]:
    if not entry.abstract:
        what = f"a paper without an abstract: '{entry.title[:60]}'"
        yield Problem(name, entry.line, what, "write it as `summary`; it is listed without one")
    given = paper.get("id")
    if given is not None and not entry.arxiv_id:
        what = f"no arXiv id: {str(given)[:40]!r}"
        yield Problem(name, entry.line, what, "correct it; the paper is known by its title")


def _authors(authors: object) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else ():
        # `hidden` marks a name that the authors list on the site does not show.
        if isinstance(author, dict) and not author.get("hidden") and _text(author.get("name")):
            yield _text(author["name"])
        elif isinstance(author, str) and author.strip():
            yield author.strip()


def _day(text: str, days: Counter[str]) -> PageDay | None:
    wrapped = _DATE.search(text, 0, _start(text) or 0)
    days.pop("", None)
    commonest = min(days, key=lambda day: (-days[day], day), default="")
    found = _date(wrapped[1] if wrapped else commonest)
    return PageDay(found.month, found.day, found.year, 1) if found else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""

"""bioRxiv: the preprints that its API lists by day.

    biorxiv:
      categories: [neuroscience, cell biology]

    GET https://api.biorxiv.org/details/biorxiv/2025-03-14/2025-03-14/0/json
    → {"messages": [{"status": "ok", "cursor": 0, "count": 100, "total": "187"}],
       "collection": [{"doi": "…", "date": "2025-03-14", "version": "1", …}, …]}

A page has 100 preprints or fewer. Every page must have as many as it says, and all pages together
as many as there are in total. The first version of a preprint is new on its day, a later one
replaces it. Without categories, all preprints are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from paper_archive.intake import categories, strict_json
from paper_archive.intake.answers import JSON, FetchError, Get
from paper_archive.intake.source import ADDRESS, TEXTS, Asked, Batch, Options, Said, attempted
from paper_archive.listing.records import entry_of
from paper_archive.model import NEW, REPLACED

KIND = "biorxiv"
OPTIONS: Mapping[str, str] = {"categories": TEXTS, "address": ADDRESS}
MAIN = ""
API = "https://api.biorxiv.org/details/biorxiv"
PAUSE = 1.0
# Of November 2026.
CATEGORIES = """
animal behavior and cognition, biochemistry, bioengineering, bioinformatics, biophysics, cancer
biology, cell biology, clinical trials, developmental biology, ecology, epidemiology,
evolutionary biology, genetics, genomics, immunology, microbiology, molecular biology,
neuroscience, paleontology, pathology, pharmacology and toxicology, physiology, plant biology,
scientific communication and education, synthetic biology, systems biology, zoology
"""
# Twenty times as many as on the busiest day.
MOST = 20_000
# No page but the last one is shorter.
_SHORTEST_PAGE = 30
_NO_POSTS = "no posts found"
_ENTRY_HAS = ("doi", "title", "authors", "date", "version", "category", "abstract", "published")


@dataclass(frozen=True, slots=True)
class _Page:
    items: tuple[Mapping[str, Any], ...]
    total: int


def default_name(options: Options) -> str:
    """Return the name of the kind."""
    return KIND


def mistake(options: Options) -> tuple[str, str, str] | None:
    """Return what is wrong if a category is misspelt."""
    return misspelt(options, "bioRxiv", CATEGORIES)


def misspelt(options: Options, server: str, known: str) -> tuple[str, str, str] | None:
    """Return what is wrong if a category is like one of those known, which commas part."""
    names = (" ".join(name.split()) for name in known.split(","))
    return categories.misspelt(options, server, names, _category)


def batches(options: Options, asked: Asked, get: Get) -> Iterator[Batch]:
    """Yield the preprints of the days that are asked for."""
    return of_server("biorxiv", API, options, asked, get)


def of_server(server: str, api: str, options: Options, asked: Asked, get: Get) -> Iterator[Batch]:
    """Yield the preprints of bioRxiv or medRxiv."""
    address = options.text("address", api).rstrip("/")
    wanted = {_category(each) for each in options.texts("categories")}
    for day in asked.days_to_ask():
        yield attempted(Batch(day=day), partial(_day, get, address, server, wanted, day))


def _day(get: Get, address: str, server: str, wanted: set[str], day: date) -> Batch:
    papers: list[Said] = []
    left_out: list[str] = []
    read, total = 0, 1
    while read < total:
        page = get(f"{address}/{day}/{day}/{read}/json", JSON, partial(_page, day, server, read))
        if read and page.total != total:
            raise FetchError(f"the day has {page.total:,} preprints now, and had {total:,}")
        total = page.total
        read += len(page.items)
        for item in page.items:
            entry, problems = entry_of(f"{server} {day}", 0, dict(item))
            if entry is None:
                left_out += map(str, problems)
            elif not wanted or _category(str(item.get("category"))) in wanted:
                kind = REPLACED if entry.facts.version > 1 else NEW
                papers.append(Said(day, replace(entry, kind=kind), _about(item)))
    note = "" if papers else "no preprints"
    return Batch(day=day, papers=tuple(papers), note=note, left_out=tuple(left_out))


def _page(day: date, server: str, cursor: int, body: bytes) -> _Page:
    """Return a page. Raises FetchError if it is not the one asked for, or not complete."""
    value = strict_json.answer(body)
    messages = value.get("messages") if isinstance(value, dict) else None
    items = value.get("collection") if isinstance(value, dict) else None
    message = messages[0] if isinstance(messages, list) and messages else None
    if not isinstance(message, dict) or not isinstance(items, list):
        raise FetchError("the response is no page of preprints")
    status = str(message.get("status"))
    if status != "ok":
        if status.lower().startswith(_NO_POSTS) and not items and not cursor:
            return _Page((), 0)
        raise FetchError(f"the server says: {status}")
    if message.keys().isdisjoint(("total", "count")) and len(items) < _SHORTEST_PAGE:
        message = {"total": cursor + len(items), "count": len(items)}
    total, count = _number(message, "total"), _number(message, "count")
    if count != len(items) or (not items and cursor < total) or cursor + len(items) > total:
        what = f"{cursor + len(items):,} of {total:,} preprints"
        raise FetchError(f"the page should have {count:,} preprints, up to {what}", again=True)
    if total > MOST:
        raise FetchError(f"the server says that the day has {total:,} preprints")
    for item in items:
        if not isinstance(item, dict) or "doi" not in item:
            raise FetchError("the page has an item that is no preprint")
        if item.get("date") != str(day):
            raise FetchError(f"the response is for another day: {str(item.get('date'))[:20]}")
    return _Page(tuple({"server": server, **item} for item in items), total)


def _number(message: Mapping[str, Any], key: str) -> int:
    """Return a number, which is at times written as a text. Raises FetchError without one."""
    value = str(message.get(key))
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise FetchError(f"the response states no {key}")
    return int(value)


def _about(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry has no place for."""
    return {key: value for key, value in item.items() if key not in _ENTRY_HAS and value}


def _category(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("/", " ").lower().split())

"""Feeds in JSON: JSON Feed (jsonfeed.org), and pages of bioRxiv that a feed maker has saved.

    {"version": "https://jsonfeed.org/version/1.1", "title": "…", "items": [
      {"id": "…", "url": "https://…", "title": "…", "content_text": "…",
       "date_published": "2025-03-14T00:00:00Z", "authors": [{"name": "…"}], "tags": ["…"]}]}

    {"title": "bioRxiv - …", "url": "https://…", "elements": [
      {"title": "…", "contents": "<div class=\\"highwire-article-citation …", "link": "https://…"}]}

A feed in JSON has no day; one that this program wrote has a day for every paper, and the facts of a
paper in `_paper_archive`. An item that is
broken is lost and reported, and the others are read.
"""

from __future__ import annotations

import re
from typing import Any

from paper_archive.listing.feeds.item import MOST_ITEMS, Item, too_many
from paper_archive.listing.feeds.reading import read_items
from paper_archive.listing.form import Reading
from paper_archive.listing.json import item_list
from paper_archive.listing.json.item_list import Broken
from paper_archive.listing.json.record import facts_of
from paper_archive.model import NO_FACTS, Problem

FORM = "json-feed"
_ITEMS = re.compile(r'(?<!\\)"(?:items|elements)"\s{0,20}:\s{0,20}\[')
_VERSION = re.compile(r'"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\b')
_PAGE = re.compile(r'\s{0,99}\{\s{0,99}"(?:title|url|version)"')
_TITLE = re.compile(r'"title"\s{0,20}:\s{0,20}"([^"]{1,300})"')
_AGAIN = "save or fetch the feed again"


def detect(text: str) -> str:
    """Return the reason why the text is a feed in JSON, "" if it is not."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return ""
    items = _ITEMS.search(text, 0, 20_000)
    if not items or not (_VERSION.search(text, 0, 20_000) or _of_page(text, items)):
        return ""
    return "it is a feed in JSON"


def _of_page(text: str, items: re.Match[str]) -> bool:
    return "elements" in items[0] and _PAGE.match(text) is not None


def read(name: str, text: str) -> list[Reading]:
    """Read a feed in JSON."""
    start = _ITEMS.search(text)
    items: list[Item] = []
    problems: list[Problem] = []
    lost = 0
    beyond = last = 0
    for line, value in item_list.items(text, at=start.end() if start else len(text)):
        if len(items) + lost >= MOST_ITEMS:
            beyond, last = beyond + 1, last or line
            continue
        if isinstance(value, Broken):
            problems.append(Problem(name, line, value.what, _AGAIN))
            lost += value.lost
        elif isinstance(value, dict):
            items.append(_item(value, line))
        else:
            problems.append(Problem(name, line, "an item that is no object", _AGAIN))
            lost += 1
    if beyond:
        problems.append(too_many(name, last, beyond))
        lost += beyond
    title = _TITLE.search(text, 0, start.start() if start else 0)
    return read_items(FORM, name, items, problems, lost, title[1] if title else "")


def _item(value: dict[str, Any], line: int) -> Item:
    def of(*keys: str) -> str:
        texts = (value.get(key) for key in keys)
        return next((text for text in texts if isinstance(text, str) and text), "")

    authors = value.get("authors") or [value.get("author")]
    names = map(_name, authors if isinstance(authors, list) else ())
    attached = value.get("attachments")
    code = [
        each["url"]
        for each in (attached if isinstance(attached, list) else ())
        if isinstance(each, dict)
        and each.get("title") == "Code"
        and isinstance(each.get("url"), str)
    ]
    tags = value.get("tags")
    listed = tags if isinstance(tags, list) else ()
    own = value.get("_paper_archive")
    return Item(
        line,
        title=of("title"),
        id=of("id"),
        links=[url for url in (of("url", "link"), of("external_url")) if url] + code,
        abstract=of("content_text", "summary"),
        content=of("content_html", "contents"),
        is_html=bool(value.get("content_html")),
        names=[name for name in names if name],
        categories=[tag for tag in listed if isinstance(tag, str)],
        published=of("date_published"),
        announced=of("date_published"),
        facts=facts_of(own) if isinstance(own, dict) else NO_FACTS,
    )


def _name(author: object) -> str:
    name = author.get("name") if isinstance(author, dict) else author
    return name if isinstance(name, str) else ""

"""Reads the answer of a feed or of arXiv's API so strictly that a broken one is no quiet day.

The papers are read by the form of feeds (`listing.forms`). Here the answer is compared with what
was read of it: it must be a feed, in UTF-8 or the encoding that it names, of unbroken XML or JSON,
and all its items must be there. An item without a title costs only that item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from paper_archive import listing
from paper_archive.intake import strict_json
from paper_archive.intake.answers import FetchError
from paper_archive.listing.limits import MOST_TEXT_BYTES
from paper_archive.listing.trees.xml import Parsed, children, parsed, text_of
from paper_archive.model import Entry, Listing, Source

_XML, _JSON = "feed", "json-feed"
_ITEMS = ("item", "entry")
_LISTS = ("items", "elements")
_ENCODING = re.compile(rb"\s{0,99}<\?xml[^<>]{0,100}?\sencoding\s{0,9}=\s{0,9}[\"']([\w.-]{1,40})")
# What feeds use besides UTF-8; nothing else is decoded.
_ENCODINGS = ("iso-8859-1", "iso-8859-15", "latin-1", "latin1", "windows-1252", "cp1252")
_OURS = "urn:uuid:"
_ABOUT = {
    "title": "title",
    "id": "id",
    "guid": "id",
    "link": "link",
    "published": "published",
    "pubDate": "published",
    "date_published": "published",
    "updated": "updated",
    "rights": "rights",
    "url": "link",
}
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """A feed: its papers by day, what it says about itself, and what could not be read.

    `papers` are pairs of an entry and what else its item says, under `_ABOUT`'s names. `days` are
    those of the papers, which only feeds that this program wrote state; `day` is that of the feed.
    `head` has the texts of the feed's own elements by name.
    """

    papers: tuple[tuple[Entry, Mapping[str, str]], ...]
    days: tuple[date | None, ...]
    day: date | None
    head: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def number(self, key: str) -> int | None:
        """Return a number that the feed states about itself, None if it does not."""
        text = self.head.get(key, "").strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def feed_answer(body: bytes) -> FeedAnswer:
    """Read an answer. Raises FetchError if it is no feed or broken."""
    body = _utf8(body)
    if len(body) > MOST_TEXT_BYTES:
        raise FetchError(f"the feed is larger than {MOST_TEXT_BYTES >> 20} MiB")
    listings = listing.read(Source("the answer", body))
    form = listings[0].form
    if form not in (_XML, _JSON):
        began = " ".join(body[:400].decode("utf-8", "replace").split())[:_SHOWN]
        raise FetchError(f"the response is no feed; it begins with '{began}'", again=True)
    if form == _XML:
        head, items = _of_xml(parsed("the answer", body.decode(), _ITEMS))
    else:
        head, items = _of_json(body)
    return _compared(listings, head, items)


def _compared(
    listings: list[Listing], head: dict[str, str], items: list[dict[str, str]]
) -> FeedAnswer:
    entries = [(entry, each.date) for each in listings for entry in each.entries]
    lost = sum(each.lost for each in listings)
    if len(entries) + lost < len(items):
        raise FetchError(
            f"the feed has {len(items):,} items, but {len(entries):,} can be read", again=True
        )
    abouts = [item for item in items if item.pop("title", "")]
    if len(abouts) != len(entries):
        abouts = [{} for _ in entries]
    problems = [problem for each in listings for problem in each.problems]
    return FeedAnswer(
        papers=tuple((entry, about) for (entry, _), about in zip(entries, abouts, strict=True)),
        days=tuple(
            day if about.get("id", "").startswith(_OURS) else None
            for (_, day), about in zip(entries, abouts, strict=True)
        ),
        day=listings[-1].date,
        head=head,
        left_out=tuple(str(problem) for problem in problems if problem.line and lost)[:lost],
    )


def _utf8(body: bytes) -> bytes:
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        body.decode()
    except UnicodeDecodeError as error:
        named = _ENCODING.match(body)
        encoding = named[1].decode().lower() if named else ""
        if encoding not in _ENCODINGS:
            what = f"not UTF-8 at byte offset {error.start}"
            raise FetchError(f"the response is {what}", again=True) from error
        return body.decode(encoding, "replace").encode()
    return body


def _of_xml(answer: Parsed) -> tuple[dict[str, str], list[dict[str, str]]]:
    if answer.root is None or answer.lost or answer.problems:
        why = answer.problems[0].what if answer.problems else "no XML can be read"
        raise FetchError(f"the response is cut off or broken: {why}", again=True)
    head: dict[str, str] = {}
    for top in answer.root:
        for element in (top, *top.iterfind("{*}channel")):
            for name, child in children(element):
                if name not in _ITEMS:
                    head.setdefault(name, text_of(child))
    items = []
    for entry in answer.entries:
        about: dict[str, str] = {}
        for name, child in children(entry):
            text = " ".join((text_of(child) or child.get("href") or "").split())
            if name in _ABOUT and text:
                about.setdefault(_ABOUT[name], text)
        items.append(about)
    return head, items


def _of_json(body: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    value = strict_json.answer(body)
    stated: list[Any] = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), [])
    items = []
    for item in stated:
        if not isinstance(item, dict):
            raise FetchError("the feed has an item that is no object")
        about = {_ABOUT[key]: text for key, text in item.items() if key in _ABOUT and text}
        items.append({key: text for key, text in about.items() if isinstance(text, str)})
    return {}, items

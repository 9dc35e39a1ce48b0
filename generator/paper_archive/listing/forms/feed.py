"""Feeds in XML: RSS 1.0 and 2.0 and Atom, of arXiv, of its API, of bioRxiv and of any journal.

    <rss version="2.0"><channel><pubDate>Thu, 06 Mar 2025 00:00:00 -0500</pubDate>
      <item><title>…</title><link>https://arxiv.org/abs/2503.01234</link>
        <description>arXiv:2503.01234v1 Announce Type: new Abstract: …</description>
        <guid>oai:arXiv.org:2503.01234v1</guid><category>cs.CL</category>
        <arxiv:announce_type>new</arxiv:announce_type>
        <dc:creator>Ada Lovelace, Alan Turing</dc:creator></item></channel></rss>

Elements are known by their names, in whatever namespace: `dc:creator`, `prism:doi`, `arxiv:doi`,
`content:encoded` and so on. `listing/feeds/paper.py` says how papers are made of them. The day is
that of the feed (`pubDate`, `lastBuildDate`, `updated`, `dc:date` of the channel). The answer of
the API has no day; its number of entries is compared with those that it says it has. A feed that
this program wrote has a day for every paper. Several feeds below each other are read, and dated,
one by one; a long file is read in parts.

The standard library for feeds, feedparser, gives no lines, does not say what it could not read, and
takes 1 ms an item; lxml's parser does all of it (see `listing/trees/xml.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from paper_archive.listing.dates.timestamps import day_of_feed
from paper_archive.listing.entries.collection import Collection
from paper_archive.listing.feeds.item import MOST_ITEMS, Item, too_many
from paper_archive.listing.feeds.item_of_xml import is_open, item_of
from paper_archive.listing.feeds.reading import Feed, add_items, readings
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.trees.xml import (
    AGAIN,
    Parsed,
    children,
    parsed,
    text_of,
)
from paper_archive.listing.trees.xml_parts import parsed_parts
from paper_archive.model import Problem

FORM = "feed"
_BEGINS = re.compile(r"\s{0,99}(?:<\?xml[^<>]{0,200}\?>)?\s{0,99}(?:<[!?])?")
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(feed|rss|RDF)[\s>]")
_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(item|entry)[\s>]")
_PRISM_OR_RSS = re.compile(r"purl\.org/rss/1\.0|my\.netscape\.com/rdf")
_NOT_PAPERS = re.compile(r"https?://arxiv\.org/api/errors", re.IGNORECASE)
_ITEMS = ("item", "entry")
_FEEDS = ("feed", "rss", "RDF")
_OF_ANSWER = ("totalResults", "itemsPerPage", "startIndex")
_DAY_OF_FEED = ("pubDate", "updated", "lastBuildDate", "date", "modified")


def detect(text: str) -> str:
    """Return the reason why the text is a feed, "" if it is not."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return ""
    root = _ROOT.search(text, 0, 20_000)
    if not root or (root[1] == "RDF" and not _PRISM_OR_RSS.search(text, 0, 20_000)):
        return ""
    return f"it is a feed (<{root[1]}>)"


def read(name: str, text: str) -> list[Reading]:
    """Read a feed, or several below each other."""
    return _collected(name, [parsed(name, text, _ITEMS)])


def read_pieces(name: str, pieces: Iterable[bytes]) -> list[Reading]:
    """Read feeds that are longer than a text may be."""
    return _collected(name, parsed_parts(name, pieces, _ITEMS, _FEEDS))


@dataclass(slots=True)
class _Read:
    """A feed, what it says of itself, and how many of its items were read."""

    feed: Feed
    channel: dict[str, str]
    items: int = 0
    has_day: bool = False


def _collected(name: str, parts: Iterable[Parsed]) -> list[Reading]:
    found = Collection(name, FORM)
    read: list[_Read] = []
    items = beyond = line = 0
    for part in parts:
        found.problems += part.problems
        found.lost += part.lost
        entries = part.entries[: max(0, MOST_ITEMS - items)]
        if not beyond and len(part.entries) > len(entries):
            line = part.line_of(part.entries[len(entries)])
        items += len(entries)
        beyond += len(part.entries) - len(entries)
        for number, (root, of_feed) in enumerate(_by_feed(part.root, entries)):
            channel = _channel(part.root, root)
            if number or not part.goes_on or not read:
                read.append(_begun(channel))
            _add(found, read[-1], part, channel, of_feed)
    if beyond:
        found.problems.append(too_many(name, line, beyond))
        found.lost += beyond
    for each in read:
        if _is_answer(each.channel):
            found.problems += _fewer(name, each.channel, each.items)
    return readings(found, [each.feed for each in read])


def _by_feed(
    root: etree._Element | None, entries: Sequence[etree._Element]
) -> list[tuple[etree._Element | None, list[etree._Element]]]:
    """Return the items of every feed of a text, with the element around them."""
    feeds: list[tuple[etree._Element | None, list[etree._Element]]] = []
    before = None
    for entry in entries:
        parent = entry.getparent()
        if parent is not before:
            before = parent
            around = next(entry.iterancestors(*(f"{{*}}{each}" for each in _FEEDS)), root)
            if not feeds or around is not feeds[-1][0]:
                feeds.append((around, []))
        feeds[-1][1].append(entry)
    return feeds or [(root, [])]


def _begun(channel: dict[str, etree._Element]) -> _Read:
    said = [text_of(channel[each]) for each in ("title", "description") if each in channel]
    texts = {each: text_of(channel[each]) for each in _OF_ANSWER if each in channel}
    return _Read(Feed(" ".join(said)), texts)


def _add(
    found: Collection,
    read: _Read,
    part: Parsed,
    channel: dict[str, etree._Element],
    entries: Sequence[etree._Element],
) -> None:
    """Read items of a feed, and add them to it."""
    items = []
    for entry in entries:
        line = part.line_of(entry)
        if is_open(entry):
            found.lose(line, "an item whose fields are not closed", AGAIN)
            continue
        read.items += 1
        item = item_of(entry, line)
        if _NOT_PAPERS.match(item.id):
            what = f"arXiv's API answered with an error: {' '.join(item.abstract.split())[:120]}"
            found.report(line, what, "ask it again")
        else:
            items.append(item)
    if not _is_answer(read.channel) and not read.has_day:
        stated = _stated(part, channel)
        read.has_day = stated is not None
        days = filter(None, (_announced(items), read.feed.day))
        read.feed.day = stated or max(
            days, key=lambda day: (day.year, day.month, day.day), default=None
        )
    add_items(found, read.feed, items)


def _is_answer(channel: dict[str, str]) -> bool:
    return "totalResults" in channel or "itemsPerPage" in channel


def _channel(root: etree._Element | None, feed: etree._Element | None) -> dict[str, etree._Element]:
    """Return the first element of every name about a feed itself."""
    found: dict[str, etree._Element] = {}
    if root is None or feed is None:
        return found
    for top in feed if feed is root else (feed,):
        for element in (top, *top.iterfind("{*}channel")):
            for name, child in children(element):
                if name not in _ITEMS:
                    found.setdefault(name, child)
    return found


def _stated(part: Parsed, channel: dict[str, etree._Element]) -> PageDay | None:
    """Return the day that a feed states."""
    for name in _DAY_OF_FEED:
        if name in channel and (day := day_of_feed(text_of(channel[name]))):
            return PageDay.of(day, part.line_of(channel[name]))
    return None


def _announced(items: list[Item]) -> PageDay | None:
    """Return the last day on which arXiv announced an item."""
    days = [
        (day, item.line)
        for item in items
        if item.kind and (day := day_of_feed(item.announced or item.published))
    ]
    return PageDay.of(*max(days)) if days else None


def _fewer(name: str, channel: dict[str, str], entries: int) -> Iterator[Problem]:
    """Report that an answer has fewer entries than it says."""

    def number(key: str, instead: int) -> int:
        text = channel.get(key, "").strip()[:9]
        return int(text) if text.isascii() and text.isdigit() else instead

    total, start = number("totalResults", 0), number("startIndex", 0)
    said = min(number("itemsPerPage", total), max(0, total - start))
    if entries < said:
        what = f"the feed says that it has {said:,} entries, but only {entries:,} were read"
        yield Problem(name, 0, what, "fetch it again")

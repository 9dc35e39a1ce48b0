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
this program wrote has a day for every paper.

The standard library for feeds, feedparser, gives no lines, does not say what it could not read, and
takes 1 ms an item; lxml's parser does all of it (see `listing/trees/xml.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from paper_archive.listing.authors.arxiv_line import names_of
from paper_archive.listing.dates.timestamps import day_of_feed
from paper_archive.listing.feeds.item import MOST_ITEMS, Item, too_many
from paper_archive.listing.feeds.reading import read_items
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.trees.xml import AGAIN, children, line_of, parsed, swallows, text_of
from paper_archive.model import Problem
from paper_archive.text.identifiers import NAMES

FORM = "feed"
_BEGINS = re.compile(r"\s{0,99}(?:<\?xml[^<>]{0,200}\?>)?\s{0,99}(?:<[!?])?")
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(feed|rss|RDF)[\s>]")
_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(item|entry)[\s>]")
_PRISM_OR_RSS = re.compile(r"purl\.org/rss/1\.0|my\.netscape\.com/rdf")
_NOT_PAPERS = re.compile(r"https?://arxiv\.org/api/errors", re.IGNORECASE)
_ITEMS = ("item", "entry")
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
    """Read a feed."""
    feed = parsed(name, text, _ITEMS)
    problems = list(feed.problems)
    channel = _channel(feed.root)
    items = []
    lost = feed.lost
    if beyond := feed.entries[MOST_ITEMS:]:
        problems.append(too_many(name, line_of(beyond[0]), len(beyond)))
        lost += len(beyond)
    for entry in feed.entries[:MOST_ITEMS]:
        if any(name in _TEXTS and swallows(child, _FIELDS) for name, child in children(entry)):
            what = "an item whose fields are not closed"
            problems.append(Problem(name, line_of(entry), what, AGAIN))
            lost += 1
            continue
        item = _item(entry)
        if _NOT_PAPERS.match(item.id):
            what = f"arXiv's API answered with an error: {' '.join(item.abstract.split())[:120]}"
            problems.append(Problem(name, item.line, what, "ask it again"))
        else:
            items.append(item)
    of_api = "totalResults" in channel or "itemsPerPage" in channel
    if of_api:
        problems += _fewer(name, channel, len(feed.entries) - lost + feed.lost)
    day = None if of_api else _day(channel, items)
    title = " ".join(text_of(channel[each]) for each in ("title", "description") if each in channel)
    return read_items(FORM, name, items, day, problems, lost, title)


def _channel(root: etree._Element | None) -> dict[str, etree._Element]:
    """Return the first element of every name about the feed itself."""
    found: dict[str, etree._Element] = {}
    if root is None:
        return found
    for element in (each for top in root for each in (top, *top.iterfind("{*}channel"))):
        for name, child in children(element):
            if name not in _ITEMS:
                found.setdefault(name, child)
    return found


def _day(channel: dict[str, etree._Element], items: list[Item]) -> PageDay | None:
    """Return the day of a feed; without one, the last day on which arXiv announced an item."""
    for name in _DAY_OF_FEED:
        if name in channel and (day := day_of_feed(text_of(channel[name]))):
            return PageDay.of(day, line_of(channel[name]))
    days = [(day, item.line) for item in items if item.kind and (day := _announced(item))]
    return PageDay.of(*max(days)) if days else None


def _announced(item: Item) -> date | None:
    return day_of_feed(item.announced or item.published)


def _fewer(name: str, channel: dict[str, etree._Element], entries: int) -> Iterator[Problem]:
    """Report that an answer has fewer entries than it says."""

    def number(key: str, instead: int) -> int:
        text = text_of(channel.get(key)).strip()[:9]
        return int(text) if text.isascii() and text.isdigit() else instead

    total, start = number("totalResults", 0), number("startIndex", 0)
    said = min(number("itemsPerPage", total), max(0, total - start))
    if entries < said:
        what = f"the feed says that it has {said:,} entries, but only {entries:,} were read"
        yield Problem(name, 0, what, "fetch it again")


def _item(entry: etree._Element) -> Item:
    """Return the item of an element; of fields that stand twice the first counts."""
    item = Item(line_of(entry), id=entry.get(f"{{{_RDF}}}about") or "")
    for name, element in children(entry):
        if name in _OF_PUBLISHERS or "prismstandard" in element.tag:
            item.of_publisher = True
        if name == "author":
            item.names += _names(element)
        elif name == "enclosure":
            item.files.append(element.get("url") or "")
        elif name == "link":
            _link(item, element)
        elif name in {"category", "subject"}:
            if category := (element.get("term") or text_of(element)).strip():
                item.categories.append(category)
                if name == "subject" or element.get("scheme"):
                    item.subjects.append(category)
        elif name == "primary_category" and (term := element.get("term")):
            item.categories.insert(0, term)
        elif name in _TEXTS:
            _fill(item, _TEXTS[name], _text(element))
            if name == "content":
                item.is_html = element.get("type") == "html"
            elif name == "publicationDate":
                _fill(item, "issued", text_of(element))
        elif name == "creator":
            item.creators.append(text_of(element))
        elif name == "authors":  # of IEEE
            item.creators.append(text_of(element).strip(" ;\n"))
        elif name == "identifier" and "10." in (text := text_of(element)):
            item.doi = item.doi or text
    return item


_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TEXTS = {
    "title": "title",
    "id": "id",
    "guid": "id",
    "summary": "abstract",
    "description": "abstract",
    "encoded": "content",
    "content": "content",
    "published": "published",
    "pubDate": "published",
    "date": "published",
    "publicationDate": "published",
    "updated": "announced",
    "announce_type": "kind",
    "doi": "doi",
    "publicationName": "venue",
    "journal_ref": "venue",
    "comment": "comment",
    "versionIdentifier": "version",
}
_OF_PUBLISHERS = frozenset(
    "doi publicationName volume issn startingPage journal_ref authors announce_type pii".split()
)
_FIELDS = frozenset(_TEXTS) - {"title"} | {"link", "category", "creator", "author"}


def _fill(item: Item, field: str, text: str) -> None:
    if text.strip() and not getattr(item, field):
        setattr(item, field, text)


def _text(element: etree._Element) -> str:
    """Return the text of an element; of XHTML in Atom, with its tags."""
    if len(element) and element.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    return text_of(element)


def _names(element: etree._Element) -> Iterator[str]:
    """Yield the names of an author: of Atom, or of RSS as `mail (name)`."""
    if len(element):
        for name, child in children(element):
            if name == "name":
                yield text_of(child)
        return
    text = text_of(element)
    match = re.fullmatch(r"\s{0,9}\S{1,80}@\S{1,80}\s{1,9}\(([^()]{1,200})\)\s{0,9}", text)
    # Some write all authors into one element.
    yield from [match[1]] if match else names_of(text)[0] or [text]


_RELATED = frozenset(("doi", "arXiv", "Code", *NAMES.values()))


def _link(item: Item, element: etree._Element) -> None:
    """Add the address of a paper's page, its DOI or its code; no other file of it."""
    url = (element.get("href") or text_of(element)).strip()
    relation = element.get("rel", "alternate")
    if url and (relation == "alternate" or element.get("title") in _RELATED):
        item.links.append(url)

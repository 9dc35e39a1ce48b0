"""Makes papers of the items of feeds that this program wrote (`exports/feeds.py`).

Their texts are plain (`<mask>` is no tag), except with summaries: the content is HTML then, with
the abstract in the first paragraph and a summary in each other one, after its source in bold type.
Up to version 0.1 items name no arXiv id, but the address does, and the item's id proves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from paper_archive.listing.dates.timestamps import day_of_feed
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.feeds.item import Item
from paper_archive.listing.trees.html import page_of, words_of
from paper_archive.model import Summary
from paper_archive.text.identifiers import address_of

_OURS = "urn:uuid:"
# What a summary without a source has in its place.
_NO_SOURCE = "Summary"


def is_ours(item: Item) -> bool:
    """Tell whether this program wrote an item."""
    return item.id.startswith(_OURS) and _day_of_ours(item).endswith("T00:00:00Z")


def day_of_ours(item: Item) -> date | None:
    """Return the day under which an item that this program wrote was listed."""
    return day_of_feed(_day_of_ours(item))


def _day_of_ours(item: Item) -> str:
    return item.published or item.announced  # Version 0.1 wrote `updated` alone.


def fill_ours(item: Item, raw: Raw) -> None:
    """Fill in what an item that this program wrote says."""
    # The summary of an item is only a sentence of the abstract.
    raw.abstract = item.content or item.abstract
    if item.is_html:
        paragraphs = list(_paragraphs(item.content))
        raw.abstract = words_of(paragraphs[0]) if paragraphs else ""
        raw.summaries = list(map(_summary, paragraphs[1:]))
    if raw.abstract == raw.title:
        raw.abstract = ""
    slug = item.links[0].rstrip("/").rpartition("/")[2].removesuffix(".html") if item.links else ""
    if item.id == f"{_OURS}{uuid5(NAMESPACE_URL, f'https://arxiv.org/abs/{slug}')}":
        raw.arxiv_id = slug
    # Of arXiv, of code, and of ids; the DOI stands beside its address.
    doi = address_of("doi", item.doi) if item.doi else ""
    raw.urls = [url for url in item.links[1:] if url != doi]
    raw.categories = item.subjects  # The others are tags of that archive.
    raw.version = int(item.version) if _is_number(item.version, 3) else 0
    raw.year = int(item.issued) if _is_number(item.issued, 4) else 0
    raw.published = None


def _is_number(text: str, digits: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= digits


def _paragraphs(html: str) -> Iterator[etree._Element]:
    root = page_of(html)
    if root is not None:
        yield from root.iter("p")


def _summary(paragraph: etree._Element) -> Summary:
    label = paragraph.find("b")
    source = words_of(label) if label is not None else ""
    words = words_of(paragraph)[len(source) :]
    return Summary(words, "" if source == _NO_SOURCE else source, paragraph.get("lang") or "")

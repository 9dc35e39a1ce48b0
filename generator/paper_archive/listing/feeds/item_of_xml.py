"""Reads an element of a feed in XML, an item of RSS or an entry of Atom, into an `Item`.

Elements are known by their names, in whatever namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from paper_archive.listing.authors.arxiv_line import names_of
from paper_archive.listing.feeds.item import Item
from paper_archive.listing.trees.xml import children, swallows, text_of
from paper_archive.text.identifiers import NAMES


def is_open(entry: etree._Element) -> bool:
    """Tell whether a text of an element was not closed, so that it has the fields after it."""
    return any(name in _TEXTS and swallows(child, _FIELDS) for name, child in children(entry))


def item_of(entry: etree._Element, line: int) -> Item:
    """Return the item of an element; of fields that stand twice the first counts."""
    item = Item(line, id=entry.get(f"{{{_RDF}}}about") or "")
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

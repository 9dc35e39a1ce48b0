"""Finds elements and texts in the XML of bibliographies by the local names on their path."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from paper_archive.listing.trees.xml import children, text_of


def at(element: etree._Element, *path: str) -> Iterator[etree._Element]:
    """Yield the elements to which a path leads."""
    if not path:
        yield element
        return
    for name, child in children(element):
        if name == path[0]:
            yield from at(child, *path[1:])


def texts_at(element: etree._Element, *path: str) -> list[str]:
    """Return the texts of all elements at a path, without empty ones."""
    return [text for found in at(element, *path) if (text := text_of(found).strip())]


def text_at(element: etree._Element, *path: str) -> str:
    """Return the first text at a path, "" if there is none."""
    return next(iter(texts_at(element, *path)), "")

"""Parses the XML of bibliographies, which may be broken or hostile.

lxml reads on after a mistake and knows the line of an element. No entity is declared or resolved,
and nothing is loaded: a text that declares entities is not parsed at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from paper_archive.listing.limits import SPLIT
from paper_archive.model import Problem

# Measured: an element takes 300 bytes.
_MOST_TAGS = 600_000


class Parsed(NamedTuple):
    """The root of a document, None if there is none, and its problems."""

    root: Any
    problems: tuple[Problem, ...] = ()


def parse(name: str, text: str) -> Parsed:
    """Parse the XML of the file `name`, as far as it can be read."""
    if "<!ENTITY" in text:
        line = text.count("\n", 0, text.index("<!ENTITY")) + 1
        what = "XML that declares entities; it is not read"
        return Parsed(None, (Problem(name, line, what, "export it again without them"),))
    problems: list[Problem] = []
    if text.count("<") > _MOST_TAGS:
        what = f"the XML has more than {_MOST_TAGS:,} tags; the rest of it is not read"
        problems.append(Problem(name, 0, what, SPLIT))
        text = text[: _after(text, "<", _MOST_TAGS)]
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    for error in list(parser.error_log)[:1]:
        what = f"broken XML: {error.message[:100]}"
        problems.append(Problem(name, error.line, what, "export the bibliography again, whole"))
    return Parsed(root, tuple(problems))


def local(element: Any) -> str:
    """Return the name of an element without its namespace or prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def children(element: Any, *names: str) -> Iterator[Any]:
    """Yield the children of these local names."""
    for child in element:
        if local(child) in names:
            yield child


def inside(element: Any, *path: str) -> Iterator[Any]:
    """Yield the elements to which a path of local names leads."""
    if not path:
        yield element
        return
    for child in children(element, path[0]):
        yield from inside(child, *path[1:])


def text_of(element: Any) -> str:
    """Return all text of an element, "" for None."""
    return "" if element is None else "".join(element.itertext())


def text_at(element: Any, *path: str) -> str:
    """Return the text of the first element at a path that has one."""
    return next((text for found in inside(element, *path) if (text := text_of(found).strip())), "")


def texts_at(element: Any, *path: str) -> list[str]:
    """Return the texts of all elements at a path."""
    return [text for found in inside(element, *path) if (text := text_of(found).strip())]


def _after(text: str, sign: str, count: int) -> int:
    """Return where the sign stands for the last of `count` times."""
    at = -1
    for _ in range(count):
        at = text.index(sign, at + 1)
    return at

"""What both forms of a list's file state in the same way."""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive.strict_yaml import Mistakes, Node
from paper_archive.text.clean import clean, visible

LONGEST = 100_000  # characters of a note, as many as a desk takes


def text(fields: dict[str, Node], key: str, mistakes: Mistakes) -> str:
    """Return a text of one line, "" if there is none; other values are mistakes."""
    return " ".join(lines(fields, key, mistakes).split())


def lines(fields: dict[str, Node], key: str, mistakes: Mistakes) -> str:
    """Return a text with its line breaks, "" if there is none; other values are mistakes."""
    with mistakes.noted():
        if key in fields:
            node, written = fields[key], visible(fields[key].lines(f"'{key}'"))
            if len(written) <= LONGEST:
                return written
            what = f"'{key}' has {len(written):,} characters"
            node.refuse(what, f"shorten it to {LONGEST:,} or write a page of your own")
    return ""


def title(fields: dict[str, Node], mistakes: Mistakes) -> str:
    """Return the title of a paper, as a listing's is cleaned; "" if none is stated."""
    return clean(text(fields, "title", mistakes))


def texts(node: Node, what: str) -> Iterator[str]:
    """Yield the texts of a list, or the only one. Raises InputError for other values."""
    for each in node.items(what) if node.is_list else [node]:
        if stated := " ".join(visible(each.lines(what)).split()):
            yield stated

"""Templates of links to other sites, as `links` under the plugin in `mkdocs.yml` has them.

    links:
      Europe PMC: https://europepmc.org/search?query={title}
      Semantic Scholar:                   # the first whose ids a paper has
        - https://www.semanticscholar.org/arxiv/{arxiv}
        - https://www.semanticscholar.org/search?q={title}

The names in braces are those of `PLACEHOLDERS`. Values are percent-encoded; before a `?` slashes
stay, because ids in paths have some. Refused, all at once, with the line and the nearest match:
what is no mapping of names to addresses, addresses that do not begin with https:// and a host,
unknown placeholders, none, or one in the host, and characters that an address must encode.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from paper_archive.model import InputError, Problem
from paper_archive.strict_yaml import nearest
from paper_archive.text.identifiers import SCHEMES

TITLE = "title"
# An arXiv id, of any paper, and of one that Hugging Face has listed.
ARXIV, HUGGING_FACE = "arxiv", "huggingface"
PLACEHOLDERS = (ARXIV, *SCHEMES, HUGGING_FACE, TITLE)
_LONGEST_NAME = 40
_PLACEHOLDER = re.compile(r"\{([^{}]{0,40})\}")
_HOST = re.compile(r"https://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,9}(?::\d{1,5})?(?=[/?#])", re.I)
# What does not stand in an address as it is, or means something in Markdown.
_ODD = re.compile(r"[^\w.~:/?#@!$&'*+,;=%-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """An address with holes: before each literal but the first a value, named and encoded.

    `safe` are the characters of the values that stay as they are.
    """

    literals: tuple[str, ...]
    names: tuple[str, ...]
    safe: tuple[str, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the address with the values, "" if one is missing."""
        parts = [self.literals[0]]
        for name, safe, literal in zip(self.names, self.safe, self.literals[1:], strict=True):
            value = values.get(name)
            if not value:
                return ""
            parts += (encoded(value, safe), literal)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class LinkTemplate:
    """A link by its name; the first of its addresses that can be filled counts."""

    name: str
    addresses: tuple[Address, ...]


def encoded(value: str, safe: str = "") -> str:
    """Return a text as part of an address.

    Escaping is slow, and most words do not need it.
    """
    return "%20".join(
        word if word.isascii() and word.isalnum() else quote(word, safe=safe)
        for word in value.split(" ")
    )


def address(template: str) -> Address:
    """Return the address of a sound template."""
    pieces = _PLACEHOLDER.split(template)
    literals, names = pieces[::2], pieces[1::2]
    in_path = ["?" not in "".join(pieces[: 2 * n + 1 : 2]) for n in range(len(names))]
    return Address(tuple(literals), tuple(names), tuple("/" if path else "" for path in in_path))


# Where readers look for any paper, by title at least.
DEFAULT_LINKS = tuple(
    LinkTemplate(name, tuple(map(address, templates)))
    for name, templates in {
        "Semantic Scholar": (
            "https://www.semanticscholar.org/arxiv/{arxiv}",
            "https://www.semanticscholar.org/search?q={title}",
        ),
        "Google Scholar": (
            "https://scholar.google.com/scholar_lookup?arxiv_id={arxiv}",
            "https://scholar.google.com/scholar?q={title}",
        ),
        "Hugging Face": ("https://huggingface.co/papers/{huggingface}",),
    }.items()
)


def read_links(value: Any, file: str, line_of: Callable[[str], int]) -> tuple[LinkTemplate, ...]:
    """Return the links that the setting `links` describes.

    `line_of` returns the line of a name below the setting, or that of the setting. Raises
    InputError for all mistakes together.
    """
    if not isinstance(value, dict):
        fix = "write `Name: https://…{title}`, one a line, or `links: {}` for none"
        raise InputError(Problem(file, line_of(""), "links is not a mapping", fix))
    problems, links = [], []
    for name, stated in value.items():
        templates = stated if isinstance(stated, list) else [stated]
        mistakes = list(_mistakes(name, templates))
        problems += [Problem(file, line_of(str(name)), what, fix) for what, fix in mistakes]
        if not mistakes:
            links.append(LinkTemplate(name.strip(), tuple(map(address, templates))))
    if problems:
        raise InputError(*problems)
    return tuple(links)


def _mistakes(name: object, templates: list[object]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a link, and how to mend it."""
    if not isinstance(name, str) or not 0 < len(name.strip()) <= _LONGEST_NAME:
        yield f"'{name}' is not the name of a link", f"use 1 to {_LONGEST_NAME} characters"
    if not templates:
        yield f"the link '{name}' has no address", "write one, or delete the line"
    for template in templates:
        if isinstance(template, str):
            yield from _mistakes_in(f"the address of '{name}'", template)
        else:
            yield f"the address of '{name}' is not text", "begin it with https://"


def _mistakes_in(label: str, template: str) -> Iterator[tuple[str, str]]:
    pieces = _PLACEHOLDER.split(template)
    literals, names = pieces[::2], pieces[1::2]
    for name in names:
        if name not in PLACEHOLDERS:
            yield f"{label} has the unknown placeholder '{{{name}}}'", nearest(name, PLACEHOLDERS)
    if not names:
        fix = f"write one of {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)} in it"
        yield f"{label} is the same for every paper", fix
    if not _HOST.match(template):
        fix = "begin it with https:// and a whole host, as in https://example.org/{title}"
        yield f"{label} leads to no web site: {template}", fix
    for literal in literals:
        if odd := _ODD.search(literal):
            yield f"{label} has the character '{odd[0]}'", f"write {quote(odd[0], safe='')} instead"

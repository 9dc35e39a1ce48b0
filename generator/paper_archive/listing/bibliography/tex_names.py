"""The names in a field of BibTeX: separated by *and*, each in one of BibTeX's orders.

    Lee, Ann B. and Johannes van der Berg and {Kimi Team} and Davis, Jr., Sammy and others

A name in braces is one word. *others* is no author; the number by which DBLP tells people of one
name apart (`Ann Lee 0001`) is no part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtexparser.middlewares.names import (
    NameParts,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from paper_archive.listing.authors.reading_order import joined
from paper_archive.listing.bibliography.tex_values import plain

_NUMBER = re.compile(r"(?<=\w) 0\d{3}\Z")
# A name is a few words; the parser of names takes a text of any length apart letter by letter.
_LONGEST = 300


def names(text: str) -> Iterator[str]:
    """Yield the names in a field, in reading order."""
    for name in split_multiple_persons_names(text):
        if (read := _NUMBER.sub("", _name(name))) and read.lower() not in (
            "others",
            "et al.",
            "et al",
        ):
            yield read


def _name(name: str) -> str:
    if len(name) > _LONGEST or not any(sign in name for sign in ",{\\"):
        return " ".join(plain(name).split())
    if "=" in name and "," in name:
        return _extended(name)
    parts = parse_single_name_into_parts(name, strict=False)
    if not (parts.first or parts.jr or parts.von):
        return _text(parts.last)
    return joined(_family(parts), _text(parts.first), _text(parts.jr))


def _family(parts: NameParts) -> str:
    return _text([*parts.von, *parts.last])


def _extended(name: str) -> str:
    """Return a name of BibLaTeX: `family=Lee, given=Ann, prefix=van der`."""
    pairs = (part.partition("=") for part in name.split(","))
    stated = {key.strip().lower(): plain(value).strip() for key, _, value in pairs}
    family = " ".join(filter(None, (stated.get("prefix", ""), stated.get("family", ""))))
    if not family:
        return " ".join(plain(name).split())
    return joined(family, stated.get("given", ""), stated.get("suffix", ""))


def _text(words: list[str]) -> str:
    return " ".join(plain(" ".join(words)).split())

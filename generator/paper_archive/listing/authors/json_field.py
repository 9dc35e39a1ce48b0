"""The authors of a paper, from the field of a JSON object that names them.

    ["Ann Lee", {"name": "Bo Ray"}]                      names, or objects with a name
    [{"given": "Ann", "family": "Lee"}]                  the parts of a name, as in CSL-JSON
    [{"literal": "Lee and Ray Ltd."}]                    one name, which is taken as it is
    [["Lee", "Ann", "Jr."]]                              the same in a list: Lee, Ann, Jr.
    "Ann Lee, Bo Ray and Cy Twombly"                     one string, which `delimited` splits

A value that is none of these is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from paper_archive.listing.authors.delimited import (
    COMMA,
    TELLING,
    names_in_element,
    names_in_string,
)
from paper_archive.listing.decoding.surrogates import whole

_PARTS = (
    ("family", "given"),
    ("last", "first"),
    ("lastName", "firstName"),
    ("last_name", "first_name"),
    ("surname", "forename"),
    ("surname", "given_names"),
)
_NAMES = ("name", "literal", "fullname", "full_name", "display_name")


def authors_of(value: object) -> Iterator[str]:
    """Yield the names in an `authors` field."""
    if isinstance(value, str):
        yield from names_in_string(_lines(value))
        return
    values = value if isinstance(value, list) else [value]
    names = [(name, _is_literal(each)) for each in values if (name := _name(each))]
    for name, literal in names:
        if literal:
            yield name
            continue
        alone = len(names) == 1 and "," in name
        if alone or TELLING.search(name):
            yield from names_in_element(name, alone=alone)
        else:
            yield name


def not_understood(value: object) -> Iterator[object]:
    """Yield the parts of an `authors` field that are no names, or names that may be wrong."""
    if isinstance(value, str):
        parts = COMMA.split(_text(value))
        odd = len(parts) > 2 and len(parts) % 2 and all(" " not in part for part in parts)
        if odd or value.count("(") != value.count(")"):
            yield value
    elif isinstance(value, list):
        for each in value:
            hidden = isinstance(each, dict) and each.get("hidden")
            if not hidden and not isinstance(each, str) and not _name(each):
                yield each
    elif value is not None and not _name(value):
        yield value


def _text(value: object) -> str:
    if not isinstance(value, str):
        return ""
    # The semicolon of a character reference separates no names.
    text = unescape(value) if "&" in value and ";" in value else value
    return " ".join(whole(text).split())


def _lines(value: str) -> str:
    """Return a string in one line; the lines of one without other separators are names."""
    if "\n" in value and not re.search(r"[,;，；、&]|\band\b", value):
        return "; ".join(filter(None, map(_text, value.split("\n"))))
    return _text(value)


def _name(value: object) -> str:
    """Return the name that an element of a list says, "" if it is none or hidden."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        # `hidden` marks a name that the site does not show among the authors.
        return "" if value.get("hidden") else _of_object(value)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value[:3])))
    return ""


def _is_literal(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"literal"}


def _of_object(value: dict[str, Any]) -> str:
    for key in _NAMES:
        if name := _text(value.get(key)):
            return name
    for family, given in _PARTS:
        if name := _text(value.get(family)):
            particles = (value.get("non-dropping-particle"), value.get("dropping-particle"))
            name = " ".join(filter(None, (*map(_text, particles), name)))
            parts = (name, _given_names(value, given), _text(value.get("suffix")))
            return ", ".join(filter(None, parts))
    return ""


def _given_names(value: dict[str, Any], key: str) -> str:
    middle = value.get("middle")
    others = middle if isinstance(middle, list) else [middle]
    return " ".join(filter(None, map(_text, (value.get(key), *others))))

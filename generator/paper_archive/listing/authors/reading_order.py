"""Puts the names of bibliographies, whose family name comes first, into reading order.

Lee, Ann B.                    Ann B. Lee
van der Berg, Johannes         Johannes van der Berg
Davis, Jr., Sammy              Sammy Davis Jr.; also Davis, Sammy, Jr. and Davis, Sammy Jr
李, 明                         李 明: it comes first in these scripts
Boats, Inc.                    stays as it is, as every name with a comma that is no person's
"""

from __future__ import annotations

import re

from paper_archive.text.name_words import (
    FAMILY_FIRST,
    LEGAL_FORMS,
    SUFFIXES,
    SUFFIXES_AFTER_COMMA,
    is_group,
)

# A name with a comma may be a place: `Department of Boats, Harbour`.
_PLACES = frozenset("agency college council ministry universität université universidad".split())
_COMMA = re.compile(r"\s?[,，]\s?")


def in_reading_order(name: str) -> str:
    """Return a name, which may have its family name first, as people read it."""
    name = " ".join(name.split()).strip(" ,")
    if "," not in name and "，" not in name:
        return name
    family, *others = _COMMA.split(name)
    if _is_no_person(name) or not LEGAL_FORMS.isdisjoint(others):
        return name
    suffixes = [part for part in others if part in SUFFIXES_AFTER_COMMA]
    given = [part for part in others if part and part not in SUFFIXES_AFTER_COMMA]
    if len(given) > 1 or len(suffixes) > 1:
        return name
    return joined(family, given[0] if given else "", suffixes[0] if suffixes else "")


def joined(family: str, given: str = "", suffix: str = "") -> str:
    """Return a name, whose parts are known, in reading order."""
    family, given, suffix = (" ".join(part.split()) for part in (family, given, suffix))
    if FAMILY_FIRST.match(family) and (not given or FAMILY_FIRST.match(given)):
        return f"{family} {given}".strip()
    first, _, last = given.rpartition(" ")
    if first and not suffix and last in SUFFIXES:
        given, suffix = first, last
    return " ".join(filter(None, (given, family, suffix)))


def _is_no_person(name: str) -> bool:
    words = name.replace(",", " ").split()
    return is_group(" ".join(words)) or not _PLACES.isdisjoint(map(str.lower, words))

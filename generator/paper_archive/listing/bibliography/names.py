"""Puts the names of bibliographies, whose family name comes first, into reading order.

Lee, Ann B.                    Ann B. Lee
van der Berg, Johannes         Johannes van der Berg
Davis, Jr., Sammy              Sammy Davis Jr.; also Davis, Sammy, Jr. and Davis, Sammy Jr
李, 明                         李 明: it comes first in these scripts
Boats, Inc.                    stays as it is, as every name with a comma that is no person's
"""

from __future__ import annotations

import re

_SUFFIX = re.compile(r"(?:Jr|Sr|Jnr|Snr|2nd|3rd|4th|5th)\.?|I{2,3}|I?V|VI{0,2}", re.IGNORECASE)
# At the end of the given names, `V` is an initial.
_SUFFIX_OF_GIVEN = re.compile(r"(?:Jr|Sr|2nd|3rd|4th)\.?|II|III|IV")
_OF_GROUP = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|corp|plc|university|universität|université|universidad|institute"
    r"|department|college|laboratory|team|group|consortium|collaboration|committee|association"
    r"|society|network|center|centre|agency|ministry|council|organization|organisation)\b",
    re.IGNORECASE,
)
# Kana, Han and Hangul.
_FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_COMMA = re.compile(r"\s?[,，]\s?")


def in_reading_order(name: str) -> str:
    """Return a name, which may have its family name first, as people read it."""
    name = " ".join(name.split()).strip(" ,")
    if ("," not in name and "，" not in name) or _OF_GROUP.search(name):
        return name
    family, *others = _COMMA.split(name)
    suffixes = [part for part in others if _SUFFIX.fullmatch(part)]
    given = [part for part in others if part and not _SUFFIX.fullmatch(part)]
    if len(given) > 1 or len(suffixes) > 1:
        return name
    return joined(family, given[0] if given else "", suffixes[0] if suffixes else "")


def joined(family: str, given: str = "", suffix: str = "") -> str:
    """Return a name, whose parts are known, in reading order."""
    family, given, suffix = (" ".join(part.split()) for part in (family, given, suffix))
    if _FAMILY_FIRST.match(family) and (not given or _FAMILY_FIRST.match(given)):
        return f"{family} {given}".strip()
    first, _, last = given.rpartition(" ")
    if first and not suffix and _SUFFIX_OF_GIVEN.fullmatch(last):
        given, suffix = first, last
    return " ".join(filter(None, (given, family, suffix)))

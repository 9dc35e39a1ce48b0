"""The names in one string, whatever separates them.

    Ann Lee, Bo Ray and Cy Twombly                       also with & and 、
    Lee, Ann; Ray, Bo        Lee, Ann and Ray, Bo        a comma inside a name
    Hal Daumé III, Sammy Davis, Jr.                      a comma before a suffix
    Ann Lee (1), Bo Ray (2) ((1) MIT, (2) Oxford)        affiliations are left out, and degrees

*et al.* and *and 3 others* are no authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paper_archive.text.name_words import (
    DEGREES,
    FAMILY_FIRST,
    LEGAL_FORMS,
    PARTICLES,
    SUFFIXES_AFTER_COMMA,
    is_group,
    without_marks,
)

_OTHERS = re.compile(
    r"(?:[ ,]|\A)(?:(?:and|&|\+|…|\.\.\.),? ?)?"
    r"(?:et\.? al(?:ii)?|others"
    r"|\d{1,4} (?:more|others?|additional|co-?)[ -]?(?:co-?)?(?:authors?)?)"
    r"[ .,]*\Z|等人?\Z|외 \d{1,4}[명인]\Z",
    re.IGNORECASE,
)
# These never stand inside a name.
_BETWEEN_NAMES = re.compile(r" ?[;；，、] ?| [|·•/] ")
_COLLABORATION = re.compile(r"(?<=ollaboration): ")
_AND = re.compile(r",? (?:and|(?<!vo[mn] )(?-i:und)|(?-i:et)|&) (?!al\b)", re.IGNORECASE)
_BY = re.compile(r"\Aby:? (?=[^\W\d_])", re.IGNORECASE)
# The end of a citation: Lee AB, Ray CD.
_LAST_STOP = re.compile(r"(?<=[^\W\d_]{2})\.\Z")
_ENDS_WITH_STOP = re.compile(
    r"\b(?:Jn?r|Sn?r|Inc|Ltd|Corp|PhD|D|Phil|MSc|BSc|Sc|Eng|Esq|nat|[MB]\.[AS]|St)\.\Z",
    re.IGNORECASE,
)
_STRAY_AND = re.compile(r"\A(?:and|&) |,? (?:and|&)\Z", re.IGNORECASE)
COMMA = re.compile(r" ?, ?")
# What a name in a list may need to lose, or to be split at.
TELLING = re.compile(r"[;；，、|·•等…&]|\b(?:al|and|others?|more)\b", re.IGNORECASE)
_INITIALS = re.compile(r"[^\W\d_](?:[. -]{0,2}[^\W\d_]){0,3}\.?")
_OPENING = {"(": ")", "[": "]", "（": "）", "【": "】"}
_CLOSING = frozenset(_OPENING.values())
_AFTER_AFFILIATION = re.compile(r" ?(?:[,;，；、(\[（【]|\Z|(?:and|&) )", re.IGNORECASE)


def names_in_element(name: str, *, alone: bool) -> Iterator[str]:
    """Yield the names that an element of a list has: nearly always one, if it is not `alone`."""
    name = _STRAY_AND.sub("", _OTHERS.sub("", name))
    if _BETWEEN_NAMES.search(name):
        yield from names_in_string(name)
        return
    if (alone or _AND.search(name)) and not is_group(_AND.sub(" ", name)):
        several = list(names_in_string(name))
        if len(several) > 1 and all(" " in each for each in several):
            yield from several
            return
    if name:
        yield name


def names_in_string(text: str) -> Iterator[str]:
    """Yield the names in a string of one line."""
    text = _BY.sub("", _OTHERS.sub("", without_affiliations(text)))
    text = _COLLABORATION.sub(", ", text)
    if text.endswith(".") and "," in text and not _ENDS_WITH_STOP.search(text[-8:]):
        text = _LAST_STOP.sub("", text)
    for part in _BETWEEN_NAMES.split(text):
        chunks = [chunk for chunk in _AND.split(_STRAY_AND.sub("", part)) if chunk]
        if part != text and (len(chunks) < 2 or "," in chunks[-1]):
            # Something else separates the names, so a comma is inside one.
            names = [", ".join(_name_parts(chunk)) for chunk in chunks]
        else:
            names = _separated(chunks)
        for name in names:
            if any(map(str.isalnum, name := without_marks(name))) and not name.isdecimal():
                yield name


def _separated(chunks: Sequence[str]) -> list[str]:
    """Return the names in the chunks between *and*, which commas may separate too."""
    parts = [_name_parts(chunk) for chunk in chunks]
    # The last name decides: it has a comma only if the family names come first.
    family_first = bool(parts) and len(parts[-1]) > 1 and _are_pairs(parts[-1])
    if len(parts) > 1 and all(len(each) == 2 for each in parts):
        # BibTeX's form: no list has a comma in every part between *and*.
        return [f"{family}, {given}" for family, given in parts]
    names = []
    for several in parts:
        if len(several) > 1 and (_are_pairs(several) or (family_first and len(several) == 2)):
            pairs = zip(several[::2], several[1::2], strict=True)
            names += [f"{family}, {given}" for family, given in pairs]
        else:
            names += several
    return names


def _name_parts(chunk: str) -> list[str]:
    """Return the parts between commas; a suffix stays with its name, and degrees go."""
    parts: list[str] = []
    for part in COMMA.split(chunk):
        if parts and DEGREES.fullmatch(part):
            continue
        suffix = part in LEGAL_FORMS or (part in SUFFIXES_AFTER_COMMA and len(part) > 1)
        if suffix and parts and "," not in parts[-1]:
            parts[-1] += f", {part}"
        elif part:
            parts.append(part)
    return parts


def _are_pairs(parts: Sequence[str]) -> bool:
    """Tell whether the parts are family and given names in turn."""
    if len(parts) % 2:
        return False
    families, given = parts[::2], parts[1::2]
    if all(map(_are_initials, given)):
        return True
    if not all(map(_is_family_name, families)):
        return False
    return len(parts) == 2 or all(map(_are_given_names, given))


def _is_family_name(text: str) -> bool:
    """Tell whether a text is one word, or particles and one word, and not the name of a group."""
    *before, last = text.partition(",")[0].split(" ")
    inner = last[1:]
    plain = inner == inner.lower() or "-" in last or "'" in last or last.startswith(("Mc", "Mac"))
    return (
        all(word.lower() in PARTICLES for word in before)
        and (plain or last.isupper())
        and not (FAMILY_FIRST.match(text) and len(text) > 1)
        and not is_group(text)
        and not any(map(str.isdigit, text))
    )


def _are_given_names(text: str) -> bool:
    """Tell whether a text is one word, perhaps with initials."""
    first, _, rest = text.partition(" ")
    return bool(first) and (not rest or _are_initials(rest))


def _are_initials(text: str) -> bool:
    return text.isupper() and bool(_INITIALS.fullmatch(text))


def without_affiliations(text: str) -> str:
    """Return a text without brackets after names; with an unbalanced bracket, the text itself."""
    if _OPENING.keys().isdisjoint(text):
        return text
    kept: list[str] = []
    closing: list[str] = []
    start = copied = 0
    for at, sign in enumerate(text):
        if sign in _OPENING:
            if not closing:
                start = at
            closing.append(_OPENING[sign])
        elif sign in _CLOSING:
            if not closing or closing.pop() != sign:
                return text
            if not closing and _AFTER_AFFILIATION.match(text, at + 1):
                kept.append(text[copied:start].rstrip(" "))
                copied = at + 1
    return "".join([*kept, text[copied:]]) if not closing else text

"""The names in a cell of a table: in many orders, with many signs between them.

    Lee, Ann B.; van der Berg, Johannes        Ann B. Lee (MIT)*; Bo Ray (Kiel)
    Ann B. Lee, Bo Ray and Cy Twombly          Ann Lee und Bo Ray        李明，王芳、张三
    Lee, Ann B. (57200000000); Ray, Bo (1)     Lee AB, van der Berg J, ATLAS Consortium

The last is how PubMed and Scopus shorten names: the initials stand behind the family name. What is
in brackets behind a name is an affiliation or a number; *et al.* and *others* are no authors.
"""

from __future__ import annotations

import re

from paper_archive.listing.authors.delimited import without_affiliations
from paper_archive.listing.authors.reading_order import in_reading_order
from paper_archive.text.name_words import SUFFIXES, is_group

_SIGNS = re.compile(r"[;；|\n、，]")
_AND = re.compile(r"\s(?:and|und|et)\s(?!al\b)")
_OTHERS = re.compile(
    r"[\s,;]{0,3}\b(?:(?:and|und|et)\s)?(?:et\.?\sal\.?|others\.?|等)\s{0,3}$", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?){1,4}")
_SHORTENED = re.compile(
    r"([^\W\d_][^,]{0,60}?) ((?:[A-Z]\.?-?){1,4})(?: (Jr|Sr|2nd|3rd|II|III|IV))?\.?"
)


def authors(cell: str) -> list[str]:
    """Return the names in a cell, in reading order."""
    if "(" in cell or "（" in cell:
        cell = without_affiliations(cell.replace(")*", ")"))
    if cell.rstrip(" .").endswith(("al", "others", "等")):
        cell = _OTHERS.sub("", cell)
    names = [name for name in (part.strip(" *†‡") for part in _parts(cell)) if name]
    if shortened := _in_order(names):
        return shortened
    return list(filter(None, map(in_reading_order, names)))


def _parts(cell: str) -> list[str]:
    for between in (_SIGNS, _AND):
        if between.search(cell):
            parts = between.split(cell)
            if between is _AND and "," in parts[0] and "," not in parts[-1]:
                return [*parts[0].split(","), *parts[1:]]
            return parts
    parts = [part.strip() for part in cell.rstrip(" .").split(",")]
    if len(parts) == 2 and not all(" " in part for part in parts):
        return [cell]
    return parts


def _in_order(names: list[str]) -> list[str]:
    """Return names whose initials are behind in reading order, none if they are not so."""
    found = {name: match for name in names if (match := _SHORTENED.fullmatch(name))}
    if not found or not all(name in found or is_group(name) for name in names):
        return []
    if any(map(is_group, found)):
        return []
    if any(match[2] in SUFFIXES or _INITIALS.fullmatch(match[1]) for match in found.values()):
        return []
    if len(names) == 1 and "." not in names[0]:
        return []  # It may be the name of a company: `Kimi AI`.
    return [_turned(found[name]) if name in found else name for name in names]


def _turned(match: re.Match[str]) -> str:
    return " ".join(filter(None, (match[2], match[1], match[3])))

"""Splits a line of authors as arXiv and feeds write it.

    Ada Lovelace (1 and 2), Alan Turing (2), and Emmy Noether ((1) Analytical Society, (2) NPL)
    A. First, B. Second, Jr., et al. (72 additional authors not shown)
    The Example Collaboration: A. First, B. Second
    Lovelace, A., Turing, A. M.

Affiliations, which stand in brackets, are left out.
"""

from __future__ import annotations

import re

_BETWEEN = re.compile(r" ?(?:[,;:](?: ?(?:and|&)(?= ))?| (?:and|&)(?= )) ?")  # Blanks are single.
_MORE = re.compile(r"\((\d{1,5})\s+additional\s+authors?\s+not\s+shown\)")
_ET_AL = re.compile(r"et\s+al\.?", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?){1,5}")
_BRACKET = re.compile(r"[()]")


def names_of(line: str) -> tuple[list[str], int]:
    """Return the names on a line, and the number of all authors, 0 if all are named."""
    line = " ".join(line.split())
    more = _MORE.search(line)
    line = " ".join(_without_brackets(line).split())
    if pairs := _pairs(line):
        return pairs, 0
    names: list[str] = []
    for name in _BETWEEN.split(line):
        name = name.strip()
        if names and _SUFFIX.fullmatch(name):
            names[-1] += f" {name}"
        elif name and not _ET_AL.fullmatch(name):
            names.append(name.removesuffix(" et al.").strip())
    return names, len(names) + int(more[1]) if more else 0


def _pairs(line: str) -> list[str]:
    """Return the names on a line like `Lovelace, A., Turing, A. M.`, none for any other."""
    parts = [part.strip() for part in line.strip(" ,").split(",")]
    initials = parts[1::2]
    if len(parts) % 2 or not all(_INITIALS.fullmatch(part) and part.isupper() for part in initials):
        return []
    return [f"{first} {last}" for last, first in zip(parts[::2], initials, strict=True)]


def _without_brackets(line: str) -> str:
    """Return the text outside all brackets; an open bracket goes on to the end."""
    kept: list[str] = []
    depth = at = 0
    for bracket in _BRACKET.finditer(line):
        if depth == 0:
            kept.append(line[at : bracket.start()])
        depth = depth + 1 if bracket[0] == "(" else max(0, depth - 1)
        at = bracket.end()
    if depth == 0:
        kept.append(line[at:])
    return " ".join(kept)

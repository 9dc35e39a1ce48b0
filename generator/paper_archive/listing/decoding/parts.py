"""Cuts a long text, of which only a window is held in memory, into parts of whole records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paper_archive.listing.decoding.pieces import Pieces

# In characters: a record is looked for at the end of a part first, then further before.
_NEAR = 1 << 16


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, and the number of lines before it."""

    text: str
    lines_before: int
    is_last: bool


def parts(rest: Pieces, begins: re.Pattern[str]) -> Iterator[Part]:
    """Yield the parts of a text, which end where a record begins.

    A record begins where `begins` matches, or its group, if it has one.
    """
    text = rest.more("", 0) or ""
    line = 0
    while text:
        end = len(text) if rest.ended else _last(begins, text) or len(text)
        yield Part(text[:end], line, rest.ended)
        line += text.count("\n", 0, end)
        text = text[end:]
        text = rest.more(text, 0) or text


def _last(begins: re.Pattern[str], text: str) -> int:
    """Return where the last record of a text begins, 0 if none is after its beginning."""
    near = _NEAR
    while True:
        start = max(1, len(text) - near)
        found = 0
        for match in begins.finditer(text, start):
            found = match.start(begins.groups)
        if found or start == 1:
            return found
        near *= 8

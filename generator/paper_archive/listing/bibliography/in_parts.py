"""Reads a bibliography that is longer than a text may be, as parts that end where a record ends.

    \\n@article{…   TY  - JOUR …   <record>…        each begins a record of its form

Each part is read as a text of its own. What the records of a later part need from the beginning of
the file stands before it: a tag that opens, or abbreviations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from paper_archive.listing.decoding.charset import SAVE_AS_UTF8
from paper_archive.listing.decoding.pieces import Pieces
from paper_archive.listing.form import Reading
from paper_archive.listing.limits import Held
from paper_archive.model import Entry, Problem

# In characters: a record is looked for at the end of a part first, then further before.
_NEAR = 1 << 16


def read_in_parts(
    name: str,
    pieces: Iterable[bytes],
    read: Callable[[str, str], Reading],
    begins: re.Pattern[str],
    around: Callable[[str], tuple[str, str]] = lambda part: ("", ""),
) -> Reading:
    """Return the reading of all parts of the file `name`.

    `begins` matches where a record begins. `around` is called with every part, in order; it returns
    what to put before later parts, and after a part that is not the last.
    """
    rest = Pieces(pieces)
    text = rest.more("", 0) or ""
    form, before, line = "", "", 0
    entries: list[Entry] = []
    problems: list[Problem] = []
    lost = 0
    held = Held()
    while text:
        end = len(text) if rest.ended else _last(begins, text) or len(text)
        part = text[:end]
        later, after = around(part)
        reading = read(name, before + part + ("" if rest.ended else after))
        shift = line - before.count("\n")
        form = reading.form
        lost += reading.lost
        for entry in reading.entries:
            entries.append(replace(entry, line=entry.line + shift))
            held.add(entry, [])
        for problem in reading.problems:
            at = max(1, problem.line + shift) if problem.line else 0
            problems.append(replace(problem, line=at))
            held.add(None, [problem])
        if held.full:
            problems.append(held.problem(name, line))
            break
        line += part.count("\n")
        before = later
        text = text[end:]
        text = rest.more(text, 0) or text
    if rest.is_foreign:
        problems.insert(0, Problem(name, 0, "the file is not UTF-8", SAVE_AS_UTF8))
    return Reading(form, tuple(entries), None, tuple(problems), lost)


def _last(begins: re.Pattern[str], text: str) -> int:
    """Return where the last record of a text begins, 0 if none is after its beginning."""
    near = _NEAR
    while True:
        start = max(1, len(text) - near)
        found = 0
        for match in begins.finditer(text, start):
            found = match.start()
        if found or start == 1:
            return found
        near *= 8

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
from paper_archive.listing.decoding.parts import parts
from paper_archive.listing.decoding.pieces import Pieces
from paper_archive.listing.form import Reading
from paper_archive.listing.limits import Held
from paper_archive.model import Entry, Problem


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
    form, before = "", ""
    entries: list[Entry] = []
    problems: list[Problem] = []
    lost = 0
    held = Held()
    for part in parts(rest, begins):
        later, after = around(part.text)
        reading = read(name, before + part.text + ("" if part.is_last else after))
        shift = part.lines_before - before.count("\n")
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
            problems.append(held.problem(name, part.lines_before))
            break
        before = later
    if rest.is_foreign:
        problems.insert(0, Problem(name, 0, "the file is not UTF-8", SAVE_AS_UTF8))
    return Reading(form, tuple(entries), None, tuple(problems), lost)

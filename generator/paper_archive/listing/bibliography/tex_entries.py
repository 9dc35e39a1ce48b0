"""The entries of a bibliography in BibTeX, with their fields as plain values.

The library bibtexparser splits the file into entries, and goes on after a broken one; here
abbreviations are put in, and what an entry takes from another (`crossref`, `xdata`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from bibtexparser.model import Block, Entry, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from paper_archive.listing.bibliography.tex_values import MONTHS, value_of
from paper_archive.text.english import plural

# These hold fields for others, or no reference at all.
_NO_PAPERS = frozenset("xdata set control string preamble comment".split())
_FROM_PARENT = "year date month journal journaltitle booktitle".split()
_PARENTS = 3
# Of one entry, so that the work is linear in the length of the file. BibLaTeX knows 80 fields.
_MOST_XDATA, _MOST_FIELDS = 10, 100
# About one field: a text without braces around it has as many as it has words.
_MOST_DOUBTS = 10


@dataclass(slots=True)
class TexEntry:
    """An entry that begins in `line`; `lines` are those of its fields.

    Names of fields are in lower case. `doubts` are (line, what is wrong, what to do). `broken` says
    why it cannot be read, "" if it can.
    """

    line: int
    kind: str = ""
    key: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    doubts: list[tuple[int, str, str]] = field(default_factory=list)
    broken: str = ""


def entries(text: str) -> Iterator[TexEntry]:
    """Yield the entries of papers, in order."""
    # The library writes what it cannot read to the terminal, unless somebody else listens.
    logging.getLogger("bibtexparser").addHandler(_SILENT)
    blocks = Splitter(text).split().blocks
    abbreviations = dict(MONTHS)
    for block in blocks:
        if isinstance(block, String):
            value = value_of(block.value, abbreviations).text
            abbreviations[block.key.lower()] = value
    read = [each for block in blocks if (each := _entry(block, abbreviations))]
    by_key = {each.key.lower(): each for each in reversed(read) if each.key}
    for each in read:
        _inherit(each, by_key)
        if each.kind not in _NO_PAPERS:
            yield each


_SILENT = logging.NullHandler()


def _entry(block: Block, abbreviations: Mapping[str, str]) -> TexEntry | None:
    """Return the entry of a block, None if it is a comment or an abbreviation."""
    if isinstance(block, ParsingFailedBlock):
        # Two entries of one key, or two fields of one name, are no mistake for a reader.
        inner = block.ignore_error_block
        if isinstance(inner, Entry):
            return _fields(inner, abbreviations)
        kind = (block.raw or "").lstrip("@")[:20].lower()
        if kind.startswith(("comment", "string", "preamble")) or not kind[:1].isalpha():
            return None
        return TexEntry((block.start_line or 0) + 1, broken=_why(block.error))
    return _fields(block, abbreviations) if isinstance(block, Entry) else None


def _fields(block: Entry, abbreviations: Mapping[str, str]) -> TexEntry:
    line = (block.start_line or 0) + 1
    entry = TexEntry(line, block.entry_type.lower(), block.key)
    for each in block.fields:
        written = str(each.value)
        rest: tuple[str, int] | None = (each.key, 0)
        at = (each.start_line or 0) + 1
        doubts: dict[str, str] = {}
        while rest:
            name = rest[0].lower()
            value = value_of(written, abbreviations, rest[1])
            rest = value.rest
            if value.text and name not in entry.fields:
                entry.fields[name] = value.text
                entry.lines[name] = at
            if rest:
                doubts[f"no comma before the field {rest[0]!r}"] = "write one"
            for word in value.unknown:
                what = f"the abbreviation {word[:40]!r} is not defined"
                doubts[what] = "define it with @string, or write it in braces"
        few = list(islice(doubts.items(), _MOST_DOUBTS))
        entry.doubts += ((at, what, fix) for what, fix in few)
        if more := len(doubts) - len(few):
            what = f"the field {each.key[:40]!r} has {plural(more, 'more problem')} like these"
            entry.doubts.append((at, what, "write its text in braces, and a comma after it"))
    return entry


def _inherit(entry: TexEntry, by_key: Mapping[str, TexEntry]) -> None:
    """Add the fields that an entry takes from those it names."""
    for name in entry.fields.get("xdata", "").split(",")[:_MOST_XDATA]:
        if parent := by_key.get(name.strip().lower()):
            for key, value in islice(parent.fields.items(), _MOST_FIELDS):
                entry.fields.setdefault(key, value)
    parent, seen = entry, 0
    while (
        found := by_key.get(parent.fields.get("crossref", "").strip().lower())
    ) and seen < _PARENTS:
        parent, seen = found, seen + 1
        for key in _FROM_PARENT:
            if key in parent.fields:
                entry.fields.setdefault(key, parent.fields[key])
        if title := parent.fields.get("booktitle") or parent.fields.get("title"):
            entry.fields.setdefault("booktitle", title)


def _why(error: Exception) -> str:
    reason = str(getattr(error, "abort_reason", "") or error)
    return " ".join(reason.split())[:160].rstrip(".")

"""Parses XML that is longer than a text may be, as parts that end where an entry ends.

    <feed>…head…<entry>…</entry><entry>…</entry>          the first part, and `</feed>`
    <feed>…head…           <entry>…</entry></feed>        the next one, after the head

Each part is parsed as a text of its own: before it stands the head of the document that goes on in
it, up to the first entry, and after it the tags that close that head. A file of several documents
is read as one after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from paper_archive.listing.decoding.charset import SAVE_AS_UTF8
from paper_archive.listing.decoding.parts import parts
from paper_archive.listing.decoding.pieces import Pieces
from paper_archive.listing.trees.xml import Parsed, parsed
from paper_archive.model import Problem

# In characters; of a longer head only the first tag is put before a part.
_LONGEST_HEAD = 1 << 16
_PREFIX = r"(?:[\w.-]{1,40}:)?"
_OPENED = re.compile(rf"<{_PREFIX}\Z")
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]{0,80})([^<>]{0,4000})>")
_HIDDEN = ("<![CDATA[", "]]>"), ("<!--", "-->")


def parsed_parts(
    name: str, pieces: Iterable[bytes], tags: tuple[str, ...], roots: tuple[str, ...]
) -> Iterator[Parsed]:
    """Yield the parsed parts of the XML file `name`, whose entries are elements with the `tags`.

    `roots` are the elements around a document, the outermost first.
    """
    entry = f"<{_PREFIX}(?:{'|'.join(tags)})[\\s>]"
    begins = re.compile(rf"</{_PREFIX}(?:{'|'.join(tags)})>\s{{0,200}}({entry})")
    first = re.compile(entry)
    begin = [re.compile(rf"{root}(?:\s[^<>]{{0,4000}})?>") for root in roots]
    rest = Pieces(pieces)
    head = ""
    for part in parts(rest, begins):
        later = _head(part.text, begin, first) or head
        text = head + part.text + ("" if part.is_last else _closing(later))
        shift = part.lines_before - head.count("\n")
        found = parsed(name, text, tags)
        problems = (
            replace(problem, line=max(1, problem.line + shift) if problem.line else 0)
            for problem in found.problems
        )
        yield replace(
            found, problems=tuple(problems), lines_before=shift, goes_on=bool(part.lines_before)
        )
        head = later
    if rest.is_foreign:
        problem = Problem(name, 0, "the file is not UTF-8", SAVE_AS_UTF8)
        yield Parsed(None, (), (problem,), 0)


def _head(part: str, roots: list[re.Pattern[str]], first: re.Pattern[str]) -> str:
    """Return the head of the last document that begins in a part, "" if none does."""
    for root in roots:
        # Searching for the name alone is many times faster than for a tag with any prefix.
        begun = [
            (opened.start(), name.end())
            for name in root.finditer(part)
            if (opened := _OPENED.search(part, max(0, name.start() - 42), name.start()))
        ]
        if begun:
            start, end = begun[-1]
            stop = _first(first, part, end)
            return part[start:stop] if stop - start <= _LONGEST_HEAD else part[start:end]
    return ""


def _first(first: re.Pattern[str], part: str, at: int) -> int:
    """Return where the first entry after a place begins, which is not hidden in a comment."""
    most = at + _LONGEST_HEAD
    while at <= most:
        entry = first.search(part, at)
        stop = entry.start() if entry else len(part)
        places = ((part.find(begin, at, stop), end) for begin, end in _HIDDEN)
        hidden = min(((place, end) for place, end in places if place >= 0), default=None)
        if hidden is None:
            return stop
        after = part.find(hidden[1], hidden[0])
        at = after + len(hidden[1]) if after >= 0 else len(part) + 1
    return len(part)


def _closing(head: str) -> str:
    """Return the tags that close what a head leaves open."""
    for begin, end in _HIDDEN:
        shown, *others = head.split(begin)
        head = shown + "".join(each.partition(end)[2] for each in others)
    opened: list[str] = []
    for tag in _TAG.finditer(head):
        if not tag[1]:
            opened += [] if tag[3].endswith("/") else [tag[2]]
        elif tag[2] in opened:
            while opened.pop() != tag[2]:
                pass
    return "".join(f"</{each}>" for each in reversed(opened))

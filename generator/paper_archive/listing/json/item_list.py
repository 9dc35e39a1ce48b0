"""Reads the items of a JSON list one by one, and goes on after a broken one.

The list is the text itself, or stands in an object: `{"status": "ok", "data": [ … ]}`, which may
stand in another: `{"message": {"items": [ … ]}}`. A list of
any size can be read, piece by piece. Lists may follow one another.

The next item after a broken one begins like `{"paper": …`, or like `{"id": …` or `{"title": …` in
a list without papers in papers, or with the key of the first item if that is another. It may begin
inside what was looked at: a bracket that is missing makes the following items part of its item.
Looking at these again is bounded by `_AGAIN`, so that the work is linear in the length of the list,
whatever its items hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from paper_archive.listing.json.lenient import BadJson, decode_at

_LIST = re.compile(r"\s*\[")
# A second list, or papers one a line.
_ANOTHER = re.compile(r"\]\s*(?:\[|(?=\{))")
_WRAPPED = re.compile(r'\s*\{[^\[{]*?"(?:data|response)"\s*:\s*\[')
# Keys of lists of papers, after other keys with values of any kind.
_LISTS = frozenset(
    ("articles", "collection", "dailyPapers", "data", "hit", "items", "notes", "papers",
     "recommendedPapers", "response", "result", "results", "works")
)  # fmt: skip
# Keys of objects that hold such a list: of Crossref, Europe PMC and DBLP.
_HOLDERS = frozenset(("hits", "message", "result", "resultList"))
_MOST_HOLDERS = 3
_MOST_BEFORE = 100_000
_KEY = re.compile(r'\s*[{,]\s*"([^"\\]{1,100})"\s*:\s*')
_ITEM = re.compile(r'\{\s*"paper"\s*:')
_BARE_ITEM = re.compile(r'\{\s*"(?:id|title)"\s*:')
_FIRST_KEY = re.compile(r'[\s,]*\{\s*"([^"\\]{1,100})"\s*:')
# Of a list that is read piece by piece: where an item may begin that a piece cuts off.
_MARGIN = 200
# A string without an end goes on to the end of the text.
_MARK = re.compile(r'"(?>[^"\\]++|\\[\s\S])*+(?:"|\\?\Z)|[\[{]|[\]}]')
# In lengths of the text: so much of it may be looked at again.
_AGAIN = 4
# Python's decoder gives up at 1,000 levels or at some thousand, by its version.
_DEEP = 900


@dataclass(frozen=True, slots=True)
class Broken:
    """Items that cannot be read; `lost` is their number, 0 if nothing of one is there."""

    what: str
    lost: int


def start(text: str) -> int | None:
    """Return where the first item of the list may begin, None if there is no list."""
    if match := _LIST.match(text) or _WRAPPED.match(text[:_MOST_BEFORE]):
        return match.end()
    return _held(text[:_MOST_BEFORE], _MOST_HOLDERS)


def _held(text: str, levels: int) -> int | None:
    """Return where the first item of the list in an object may begin; `levels` may hold it."""
    for key, at in keys(text):
        if key in _LISTS and text.startswith("[", at):
            return at + 1
        if levels and key in _HOLDERS and text.startswith("{", at):
            inside = _held(text[at:], levels - 1)
            return None if inside is None else at + inside
    return None


def is_other(text: str, at: int) -> bool:
    """Tell whether the object that begins at `at` is a list of papers or the like, and no paper."""
    if not text.startswith("{", at):
        return False
    try:
        value, _ = decode_at(text, at)
    except BadJson:
        return False
    if value.keys().isdisjoint(("title", "paper", "message", "info")):
        return True
    lists = (each for key, each in value.items() if key in _LISTS and isinstance(each, list))
    return any(isinstance(each, dict) for items in lists for each in items[:1])


def keys(text: str) -> Iterator[tuple[str, int]]:
    """Yield the keys of the object with which a text begins, and where their values begin.

    Ends where the text is no JSON, or is cut off.
    """
    at = 0
    if not text.lstrip().startswith("{"):
        return
    while match := _KEY.match(text, at):
        yield match[1], match.end()
        try:
            _, at = decode_at(text, match.end())
        except BadJson:
            return


class Rest(Protocol):
    """What follows the beginning of a list that is read piece by piece."""

    ended: bool

    def more(self, text: str, at: int) -> str | None:
        """Return the text from `at` on with more after it, None if there is enough or no more."""
        ...


class _Nothing:
    ended = True

    def more(self, text: str, at: int) -> str | None:
        return None


def begins_day(text: str) -> bool:
    """Tell whether a text begins as an object that holds a list of papers."""
    return _WRAPPED.match(text[:_MOST_BEFORE]) is not None


def items(
    text: str, rest: Rest | None = None, at: int | None = None, of: str = "file"
) -> Iterator[tuple[int, Any]]:
    """Yield (line, value) of the items; the value is `Broken` if an item cannot be read.

    `rest` is what follows the text, if that is only the beginning of the list. The first item may
    begin `at` this place, or where `start` says. `of` says in messages what the text is.
    """
    rest = rest or _Nothing()
    bare = at is None and _LIST.match(text) is not None
    at = start(text) or 0 if at is None else at
    first_key = _FIRST_KEY.match(text, at)
    line, counted = 1, 0
    again = _AGAIN * len(text)
    gone = 0  # Characters before the text, in a list that is read piece by piece.
    begins: re.Pattern[str] | None = None
    ends = False  # Whether the text may end without a bracket, after papers one a line.
    seeking = False  # Whether the next item is still to be found.
    while True:
        if (longer := rest.more(text, at)) is not None:
            line, counted = line + text.count("\n", counted, at), 0
            again += _AGAIN * (len(longer) - len(text) + at)
            text, gone, at = longer, gone + at, 0
        if seeking and begins:
            if found := begins.search(text, at):
                at, seeking = found.start(), False
            elif rest.ended:
                return
            else:
                at = max(at, len(text) - _MARGIN)
                continue
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        line, counted = line + text.count("\n", counted, at), at
        if text.startswith("]", at) or (ends and at == len(text)):
            if not (another := bare and _ANOTHER.match(text, at)) or is_other(text, another.end()):
                return
            at, ends = another.end(), not another[0].endswith("[")
            continue
        try:
            item, at = decode_at(text, at)
        except BadJson as error:
            begins = begins or _begins(text, first_key)
            lost = int(at < len(text))
            what = "JSON of too many levels" if error.deep else ""
            broken = at
            if error.deep:
                at, looked_at = _after_deep(text, at, again)
                again -= looked_at
                if text[at - 1] in "[{":  # Its end was not looked for so far.
                    lost += sum(1 for _ in begins.finditer(text, broken + 1, at))
                next_item = begins.search(text, at)
            else:
                next_item = begins.search(text, at + 1)
                if next_item and next_item.start() < error.read:
                    again -= error.read - next_item.start()
                    if again < 0:
                        lost += sum(1 for _ in begins.finditer(text, at + 1, error.read))
                        next_item = begins.search(text, error.read)
            what = what or ("broken JSON" if next_item else "the JSON is cut off or broken")
            many = f"; {lost:,} papers are lost with it" if lost > 1 else ""
            where = f"character {gone + broken:,} of the {of}"
            yield line, Broken(f"{what} ({where}){many}", lost)
            if not next_item and rest.ended:
                return
            seeking = next_item is None
            at = next_item.start() if next_item else max(at, len(text) - _MARGIN)
        else:
            yield line, item


def _begins(text: str, first_key: re.Match[str] | None) -> re.Pattern[str]:
    """Return how an item begins."""
    if _ITEM.search(text):
        return _ITEM
    if not first_key or first_key[1] in ("id", "title"):
        return _BARE_ITEM
    return re.compile(rf'\{{\s*"{re.escape(first_key[1])}"\s*:')


def _after_deep(text: str, at: int, most: int) -> tuple[int, int]:
    """Return where to go on after a value of too many levels, and how much was looked at.

    That is its end, if `most` characters reach so far, else the place where it is too deep.
    """
    depth = 0
    deep = len(text)
    end = at
    for mark in _MARK.finditer(text, at):
        end = mark.end()
        first = text[mark.start()]
        if first == '"':
            continue
        depth += 1 if first in "[{" else -1
        if depth == _DEEP:
            deep = min(deep, end)
        if depth == 0:
            return end, end - at
        if end - at > most and deep < end:
            break
    return deep, end - at

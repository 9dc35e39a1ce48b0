"""Reads the items of a JSON list one by one, and goes on after a broken one.

The next item after a broken one begins like `{"paper": …`, or like `{"id": …` or `{"title": …` in
a list without papers in papers. It may begin inside what was looked at: a bracket that is missing
makes the following items part of its item. Looking at these again is bounded by `_AGAIN`, so that
the work is linear in the length of the list, whatever its items hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from paper_archive.listing.json_text import BadJson, decode_at

_LIST = re.compile(r"\s*\[")
_WRAPPED = re.compile(r'\s*\{[^\[{]*?"(?:data|response)"\s*:\s*\[')
_ITEM = re.compile(r'\{\s*"paper"\s*:')
_BARE_ITEM = re.compile(r'\{\s*"(?:id|title)"\s*:')
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
    match = _LIST.match(text) or _WRAPPED.match(text[:100_000])
    return match.end() if match else None


def items(text: str, at: int | None = None) -> Iterator[tuple[int, Any]]:
    """Yield (line, value) of the items; the value is `Broken` if an item cannot be read.

    The first item may begin `at` this place, or where `start` says.
    """
    at = start(text) or 0 if at is None else at
    line, counted = 1, 0
    again = _AGAIN * len(text)
    begins: re.Pattern[str] | None = None
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        line, counted = line + text.count("\n", counted, at), at
        if text.startswith("]", at):
            return
        try:
            item, at = decode_at(text, at)
        except BadJson as error:
            begins = begins or (_ITEM if _ITEM.search(text) else _BARE_ITEM)
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
            yield line, Broken(f"{what} (character {broken:,} of the file){many}", lost)
            if not next_item:
                return
            at = next_item.start()
        else:
            yield line, item


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

"""Decodes JSON that a stranger wrote.

Accepted besides: raw control characters in strings, `NaN` and `Infinity`, numbers of any length. A
number beyond 64 bits becomes a float, which no field accepts.
"""

from __future__ import annotations

import json
from typing import Any

# Reading a longer number costs the square of its length, and Python refuses more than 4,300 digits.
_MOST_DIGITS = 18


class BadJson(Exception):
    """Text that is not JSON, or too deeply nested.

    `at` is the place of the mistake, and `read` the end of what was looked at; `deep` says that the
    nesting is the mistake, whose place is unknown.
    """

    def __init__(self, at: int, read: int, deep: bool) -> None:
        super().__init__(at)
        self.at = at
        self.read = read
        self.deep = deep


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


_DECODER = json.JSONDecoder(strict=False, parse_int=_integer)


def decode(text: str) -> Any:
    """Return the value of a text without white space around it. Raises BadJson."""
    value, end = decode_at(text, 0)
    if end < len(text):
        raise BadJson(end, end, deep=False)
    return value


def decode_at(text: str, at: int) -> tuple[Any, int]:
    """Return the value that begins at `at`, and where it ends. Raises BadJson."""
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        # The place of a string without an end is its beginning.
        unended = error.msg.startswith("Unterminated")
        raise BadJson(error.pos, len(text) if unended else error.pos, deep=False) from None
    except (RecursionError, MemoryError):
        raise BadJson(at, at, deep=True) from None


def shown(value: object, most: int) -> str:
    """Return the beginning of a value as Python writes it, for a message."""
    try:
        return str(value)[:most]
    except (RecursionError, MemoryError):
        return f"a {type(value).__name__} of many levels"[:most]

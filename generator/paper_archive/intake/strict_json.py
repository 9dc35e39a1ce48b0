"""Reads the JSON of a server strictly, because its bytes are kept as they are.

A listing that a person saved is read as far as possible (`listing`); what a server sends can be
asked for again. Refused are bodies that are not UTF-8 without a byte order mark, and what JSON
cannot say or no program can keep: `NaN`, numbers beyond 64 bits, a key twice in an object, halves
of surrogate pairs, days that no calendar has or that `listing.dates.plausible` rules out, less than
no votes. An item without a title costs only that item, which `check` reports.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date
from typing import Any, NoReturn

from paper_archive.intake.answers import FetchError
from paper_archive.listing.dates.plausible import is_possible

_MOST = 2**63 - 1
_MOST_DIGITS = len(str(_MOST))
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_DAY = re.compile(r"\d{4,}-\d\d-\d\d", re.ASCII)
_DAYS = frozenset(("date", "published", "publishedAt", "submittedOnDailyAt"))


class BrokenJson(Exception):
    """A body that is not JSON in UTF-8; it may have been damaged on its way."""


class ImpossibleValue(Exception):
    """JSON with a value that cannot be; another attempt would bring it again."""


def loads(body: bytes) -> Any:
    """Return the value of a body. Raises BrokenJson or ImpossibleValue, and nothing else."""
    try:
        text = body.decode()
        value = json.loads(
            text,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_number,
            object_pairs_hook=_object,
        )
        if _HALF.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ImpossibleValue("half of a surrogate pair") from error
    except UnicodeDecodeError as error:
        raise BrokenJson(f"not UTF-8 at byte offset {error.start}") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise BrokenJson(str(error) or type(error).__name__) from error
    return value


def _constant(name: str) -> NoReturn:
    raise ImpossibleValue(name)


def _integer(digits: str) -> int:
    # Python refuses to convert more than 4,300 digits.
    if len(digits) > _MOST_DIGITS + 1 or abs(int(digits)) > _MOST:
        raise ImpossibleValue(f"a number beyond 64 bits, {digits[:20]}…")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ImpossibleValue(f"a number beyond 64 bits, {digits[:20]}")
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ImpossibleValue("an object that has a key twice")
    for key in _DAYS & value.keys():
        if isinstance(stated := value[key], str) and (match := _DAY.match(stated)):
            _check_day(match[0])
    votes = value.get("upvotes")
    if isinstance(votes, int | float) and votes < 0:
        raise ImpossibleValue(f"{votes} upvotes")
    return value


def _check_day(stated: str) -> None:
    try:
        possible = is_possible(date.fromisoformat(stated))
    except ValueError:
        possible = False
    if not possible:
        raise ImpossibleValue(f"the day {stated[:20]}")


def answer(body: bytes) -> Any:
    """Return the value of a response. Raises FetchError."""
    try:
        return loads(body)
    except BrokenJson as error:
        raise FetchError(f"the response is cut off or broken JSON: {error}", again=True) from error
    except ImpossibleValue as error:
        raise FetchError(f"the response has an impossible value: {error}") from error

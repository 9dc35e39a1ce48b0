"""When a paper was published, as bibliographies write it.

    2000-09-01    2024/09/26    September 1, 2000    1 Sep 2000    1996 Jul 9    a whole day
    2024/09//     1996 Jul      2018                                             its year alone

A year is no day: without month and day, the day stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from paper_archive.text.english import MONTH, MONTH_NUMBER

_MONTH = rf"({MONTH})[a-z]{{0,6}}\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?\.?(?![\d–-])"
_YEAR = r"((?:1[4-9]|20)\d\d)(?!\d)"
_NUMBERS = re.compile(rf"{_YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d)")
_YEAR_FIRST = re.compile(rf"{_YEAR},?\s{_MONTH}\s{_DAY}", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"{_DAY}\s{_MONTH},?\s{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}\s{_DAY},?\s{_YEAR}", re.IGNORECASE)
_A_YEAR = re.compile(rf"(?<!\d){_YEAR}")
_A_MONTH = re.compile(_MONTH, re.IGNORECASE)


class Published(NamedTuple):
    """The day of publication, None if it is not stated, and its year, 0 if that is not."""

    day: date | None = None
    year: int = 0


def published(texts: Iterable[str]) -> Published:
    """Return what the first text that states a day says, else the first year."""
    year = 0
    for text in texts:
        text = " ".join(text.split())[:100]
        if day := _day(text):
            return Published(day, day.year)
        if not year and (match := _A_YEAR.search(text)):
            year = int(match[1])
    return Published(None, year)


def of_parts(year: str, month: str = "", day: str = "") -> Published:
    """Return what year, month and day say; the month may be a name or a number."""
    match = _A_YEAR.search(year)
    if not match:
        return Published()
    named = _A_MONTH.match(month.strip())
    month = str(MONTH_NUMBER[named[1].title()]) if named else month.strip()
    if month.isdecimal() and day.strip().isdecimal():
        return Published(_date(match[1], month, day.strip()), int(match[1]))
    return Published(None, int(match[1]))


def _day(text: str) -> date | None:
    if match := _NUMBERS.match(text):
        return _date(*match.groups())
    if match := _YEAR_FIRST.match(text):
        return _date(match[1], str(MONTH_NUMBER[match[2].title()]), match[3])
    if match := _DAY_FIRST.match(text):
        return _date(match[3], str(MONTH_NUMBER[match[2].title()]), match[1])
    if match := _MONTH_FIRST.match(text):
        return _date(match[3], str(MONTH_NUMBER[match[1].title()]), match[2])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

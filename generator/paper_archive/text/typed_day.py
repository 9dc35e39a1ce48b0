"""Reads a day as a person types it.

    2025-03-14    2025/3/14    20250314    14.3.2025    14 March 2025    March 14, 2025
    today         yesterday    14/3/2025   3/14/2025
    friday        last friday

A day of the week is its latest one that is over, because a listing is of the past. On a Friday,
`friday` is refused, and `last friday` was a week ago.
With strokes or hyphens some write the day first, others the month: `3/4/2025` is refused, because
it can be read in two ways. A full stop follows the day. A year has four digits.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from paper_archive.text.english import SHORT_MONTHS, WEEKDAYS

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d\d)(\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII)
_EITHER = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTH = rf"({'|'.join(SHORT_MONTHS)})[a-z]{{0,6}}\.?"
_WORDS = re.compile(rf"(\d{{1,2}})\.? {_MONTH},? (\d{{4}})", re.ASCII | re.IGNORECASE)
_AMERICAN = re.compile(rf"{_MONTH} (\d{{1,2}}),? (\d{{4}})", re.ASCII | re.IGNORECASE)
_MONTHS = {month.casefold(): number for number, month in enumerate(SHORT_MONTHS, 1)}
_AGO = {"today": 0, "yesterday": 1}
_WEEKDAYS = {day.casefold(): number for number, day in enumerate(WEEKDAYS)}
LIKE = (
    "write it like 2025-03-14, 14.3.2025, 14 March 2025 or Mar 14, 2025; or today, yesterday or "
    "last Friday"
)


def typed_day(text: str, today: date | None = None) -> date:
    """Return the day that a text means; `today` is needed for words such as `yesterday`.

    Raises ValueError, which says what is wrong and what to write.
    """
    text = " ".join(text.split())
    if today and (found := _counted(text.casefold(), today)):
        return found
    if match := _ISO.fullmatch(text):
        year, month, day = match.group(1, 3, 4) if match[1] else match.group(5, 6, 7)
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := _WORDS.fullmatch(text):
        day, month, year = match[1], str(_MONTHS[match[2].casefold()]), match[3]
    elif match := _AMERICAN.fullmatch(text):
        day, month, year = match[2], str(_MONTHS[match[1].casefold()]), match[3]
    elif match := _EITHER.fullmatch(text):
        return _either(text, int(match[1]), int(match[3]), int(match[4]))
    else:
        raise ValueError(f"{text[:40]!r} is not a day: {LIKE}")
    if found := _day(int(year), int(month), int(day)):
        return found
    raise ValueError(f"{text!r} is not a day of the calendar: {LIKE}")


def _counted(word: str, today: date) -> date | None:
    """Return the day that is counted from today, None if the word is none."""
    if word in _AGO:
        return today - timedelta(days=_AGO[word])
    weekday = _WEEKDAYS.get(word.removeprefix("last "))
    if weekday is None:
        return None
    before = (today.weekday() - weekday) % 7
    if not before and word in _WEEKDAYS:
        week_ago = today - timedelta(days=7)
        raise ValueError(f"{word!r} can be read in two ways: write {today} or {week_ago}")
    return today - timedelta(days=before or 7)


def _either(text: str, first: int, second: int, year: int) -> date:
    """Return the day of two numbers of which either may be the month."""
    days = [d for d in (_day(year, second, first), _day(year, first, second)) if d]
    if not days:
        raise ValueError(f"{text!r} is not a day of the calendar: {LIKE}")
    if len(set(days)) > 1:
        raise ValueError(f"{text!r} can be read in two ways: write {days[0]} or {days[1]}")
    return days[0]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

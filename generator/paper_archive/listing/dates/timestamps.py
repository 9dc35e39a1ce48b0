"""Days as mails and feeds write them.

Mon, 2 Apr 2007 19:18:42 GMT     Thu, 07 Nov 2024 00:45:57 -0500     Fri,  3 Mar 23 01:36:02 GMT
2025-08-20T04:00:19.866337+00:00
"""

from __future__ import annotations

import re
from datetime import date

from paper_archive.text.english import MONTH, MONTH_NUMBER

_MAIL = re.compile(
    rf"\s{{0,9}}(?:[A-Z][a-z]{{2,8}},?\s{{1,5}})?(\d{{1,2}})\s{{1,5}}({MONTH})[a-z]{{0,6}},?\s{{1,5}}(\d{{4}}|\d{{2}})\b"
)
_ISO = re.compile(r"\s{0,9}(\d{4})-(\d{2})-(\d{2})(?!\d)")
# arXiv began in 1991; RFC 2822 has years of two digits from 1950 on.
_CENTURY = 50


def day_of_mail(text: str) -> date | None:
    """Return the day that a date of a mail or of RSS states in its own time zone, None if none."""
    if not (match := _MAIL.match(text)):
        return None
    year = int(match[3])
    if len(match[3]) == 2:
        year += 1900 if year >= _CENTURY else 2000
    return _day(year, MONTH_NUMBER[match[2]], int(match[1]))


def day_of_feed(text: str) -> date | None:
    """Return the day of an ISO 8601 time, or of a date like that of a mail; None if it is none."""
    if match := _ISO.match(text):
        return _day(*map(int, match.groups()))
    return day_of_mail(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

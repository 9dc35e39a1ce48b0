"""The day on which arXiv announced the papers of a mail or listing file.

    Date: Fri,  3 Mar 23 01:36:02 GMT
    received from  Wed  1 Mar 23 19:00:00 GMT  to  Thu  2 Mar 23 19:00:00 GMT

It is the `Date:` above the first rule. A mail pasted without it says when its papers were received:
those of a day are announced on the next day that is no weekend; of a longer time, the last day
counts.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from paper_archive.listing.dates.timestamps import day_of_mail
from paper_archive.listing.form import PageDay

_RECEIVED = re.compile(r" {0,3}received from {1,5}(.{10,40}?) {1,5}to {1,5}(.{10,40})$")
# From Friday to Monday, with a holiday beside it.
_LONGEST_BATCH = timedelta(days=5)
_DATE = re.compile(r"^Date:(.*)$", re.MULTILINE)


def announced_day(lines: list[str]) -> PageDay | None:
    """Return the day of a mail or listing file in lines; None if it states none."""
    for number, line in enumerate(lines, 1):
        if line.startswith(("----", "\\\\")):
            break
        if (match := _DATE.match(line)) and (day := day_of_mail(match[1])):
            return PageDay.of(day, number)
    for number, line in enumerate(lines[:200], 1):
        if (match := _RECEIVED.match(line)) and (last := day_of_mail(match[2])):
            first = day_of_mail(match[1])
            daily = first is not None and last - first <= _LONGEST_BATCH
            return PageDay.of(_announced(last) if daily else last, number)
    return None


def _announced(received: date) -> date:
    """Return the day that arXiv gives the papers that it has received until the evening before."""
    day = received + timedelta(days=1)
    while day.weekday() >= 5:  # It announces nothing at a weekend.
        day += timedelta(days=1)
    return day

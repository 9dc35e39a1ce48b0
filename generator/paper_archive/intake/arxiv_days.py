"""When arXiv announces papers: five evenings a week, in the order in which they came in.

    submitted (Eastern time)        announced           its feeds list it on
    Monday    14:00 to Tuesday      Tuesday   20:00     Wednesday
    Tuesday   14:00 to Wednesday    Wednesday 20:00     Thursday
    Wednesday 14:00 to Thursday     Thursday  20:00     Friday
    Thursday  14:00 to Friday       Sunday    20:00     Monday
    Friday    14:00 to Monday       Monday    20:00     Tuesday

The table is that of info.arxiv.org/help/availability.html. On holidays nothing is announced, and
the next announcement has both. The feeds change at midnight, Eastern time, and are empty on
Saturday and Sunday.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

_CLOSES = time(14)
_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
_ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Tell whether arXiv's feeds list papers on this day of the week."""
    return day.weekday() < _SATURDAY


def last_announced(now: datetime) -> date:
    """Return the day of the feed that should be the newest."""
    day = _eastern(now).date()
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def is_weekend(now: datetime) -> bool:
    """Tell whether the feeds are empty because of the day of the week."""
    return not is_working_day(_eastern(now).date())


def day_of(submitted: datetime) -> date:
    """Return the day on which arXiv's feeds list a paper, if no holiday comes between."""
    eastern = _eastern(submitted)
    # The working day whose deadline it met.
    closing = eastern.date() + (_ONE_DAY if eastern.time() >= _CLOSES else timedelta())
    while not is_working_day(closing):
        closing += _ONE_DAY
    listed = closing + _ONE_DAY
    while not is_working_day(listed):
        listed += _ONE_DAY
    return listed


def submitted_between(first: date, last: date) -> tuple[datetime, datetime]:
    """Return times, in UTC, between which all papers of the days `first` to `last` came in.

    They are an hour wider where summer time makes it so.
    """
    begins = _working_day_before(_working_day_before(first))
    ends = _working_day_before(last)
    return datetime.combine(begins, time(18), UTC), datetime.combine(ends, time(19), UTC)


def _working_day_before(day: date) -> date:
    day -= _ONE_DAY
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def _eastern(moment: datetime) -> datetime:
    """Return a moment in the time of New York.

    The rule is that of the United States since 2007: summer time begins at 2 o'clock on the second
    Sunday in March and ends on the first in November. Not every system has a table of time zones.
    """
    moment = moment.astimezone(UTC).replace(tzinfo=None)
    begins = datetime.combine(_sunday(moment.year, 3, 8), time(7))
    ends = datetime.combine(_sunday(moment.year, 11, 1), time(6))
    return moment - timedelta(hours=4 if begins <= moment < ends else 5)


def _sunday(year: int, month: int, day: int) -> date:
    """Return the first Sunday from a day on."""
    start = date(year, month, day)
    return start + (_SUNDAY - start.weekday()) * _ONE_DAY

"""arXiv's days, against the table on its page of availability."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from paper_archive.intake.arxiv_days import day_of, last_announced, submitted_between

# In March after the 9th, New York is four hours behind UTC, in January five.
TABLE = [
    ("2025-03-10T17:59:59", "2025-03-11"),  # Monday before the deadline: Tuesday's feed
    ("2025-03-10T18:00:00", "2025-03-12"),
    ("2025-03-11T18:00:00", "2025-03-13"),
    ("2025-03-12T18:00:00", "2025-03-14"),
    ("2025-03-13T18:00:00", "2025-03-17"),  # Thursday after the deadline: Monday's feed
    ("2025-03-14T17:59:59", "2025-03-17"),
    ("2025-03-14T18:00:00", "2025-03-18"),
    ("2025-03-15T12:00:00", "2025-03-18"),
    ("2025-03-16T23:00:00", "2025-03-18"),
    ("2025-01-15T18:59:59", "2025-01-16"),
    ("2025-01-15T19:00:00", "2025-01-17"),
    ("2025-03-07T18:59:59", "2025-03-10"),
    ("2025-11-03T18:59:59", "2025-11-04"),
]


@pytest.mark.parametrize(("submitted", "day"), TABLE)
def test_papers_are_listed_as_arxiv_says(submitted: str, day: str) -> None:
    assert str(day_of(datetime.fromisoformat(submitted).replace(tzinfo=UTC))) == day


@given(some.integers(0, 100 * 366 * 24 * 60))
def test_a_days_papers_came_in_between_its_times(minute: int) -> None:
    moment = datetime(2007, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    day = day_of(moment)
    assert day.weekday() < 5
    begin, end = submitted_between(day, day)
    assert begin <= moment <= end


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2025-03-14T03:59:00", date(2025, 3, 13)),  # still Thursday in New York
        ("2025-03-14T04:00:00", date(2025, 3, 14)),
        ("2025-03-15T12:00:00", date(2025, 3, 14)),
        ("2025-03-17T03:00:00", date(2025, 3, 14)),
        ("2025-03-17T04:00:00", date(2025, 3, 17)),
    ],
)
def test_the_newest_feed(now: str, day: date) -> None:
    assert last_announced(datetime.fromisoformat(now).replace(tzinfo=UTC)) == day

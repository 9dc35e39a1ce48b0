"""The day or year of publication, as bibliographies write it."""

from __future__ import annotations

import pytest
from paper_archive.listing.dates.publication import of_parts, published


@pytest.mark.parametrize(
    ("text", "day", "year"),
    [
        ("2000-09-01", "2000-09-01", 2000),
        ("2024/09/26/", "2024-09-26", 2024),
        ("2024/09//", None, 2024),
        ("September 1, 2000", "2000-09-01", 2000),
        ("1 Sep. 2000", "2000-09-01", 2000),
        ("1996 Jul 9", "1996-07-09", 1996),
        ("1996 Jul 9-12", None, 1996),
        ("Spring 1996", None, 1996),
        ("2021-02-30", None, 2021),
        ("n.d.", None, 0),
    ],
)
def test_a_year_is_no_day(text: str, day: str | None, year: int) -> None:
    found = published([text])
    assert (found.day and str(found.day), found.year) == (day, year)
    assert of_parts("2018").day is None

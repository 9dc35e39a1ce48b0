"""Names whose family name comes first are put into reading order."""

from __future__ import annotations

import pytest
from paper_archive.listing.authors.reading_order import in_reading_order


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Lee, Ann B.", "Ann B. Lee"),
        ("Lee, Jr., Ann", "Ann Lee Jr."),
        ("Lee, Ann, III", "Ann Lee III"),
        ("van der Berg, Johannes", "Johannes van der Berg"),
        ("Boats, Inc.", "Boats, Inc."),
        ("Department of Boats, Harbour", "Department of Boats, Harbour"),
        ("李, 明", "李 明"),
        ("Plato", "Plato"),
        ("Lee, ", "Lee"),
        ("Ann Lee", "Ann Lee"),
    ],
)
def test_names_are_in_reading_order(written: str, read: str) -> None:
    assert in_reading_order(written) == read

"""The day of a listing in its path."""

from __future__ import annotations

from datetime import date

import pytest
from paper_archive.intake.path_days import day_of_path

DAY = date(2025, 3, 14)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("data/20250314.json", DAY),
        ("daily/arxiv_2025_03_14.md", DAY),
        ("2025-03-14/cs.CV.md", DAY),
        ("docs/2025/03/14.md", DAY),
        ("2025.03.14.md", DAY),
        ("2024-01-01/2025-03-14.md", DAY),
        ("data/20251399.json", None),
        ("v1.2025.03.14/x.md", None),
        ("2503.12345.json", None),
        ("120250314.md", None),
        ("README.md", None),
    ],
)
def test_the_last_possible_day_of_a_path(path: str, day: date | None) -> None:
    assert day_of_path(path) == day

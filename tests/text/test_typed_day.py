"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from paper_archive.text.typed_day import typed_day

TODAY = date(2025, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-14", " 2025/3/14 ", "20250314", "14.3.2025", "14. 03. 2025", "14/3/2025",
        "3/14/2025", "14-03-2025", "14 March 2025", "14. Mar. 2025", "March 14, 2025",
        "mar 14 2025",
    ],
)  # fmt: skip
def test_a_day_is_read(text: str) -> None:
    assert typed_day(text) == date(2025, 3, 14)


def test_days_are_counted_from_today() -> None:
    assert typed_day("today", TODAY) == TODAY
    assert typed_day("Yesterday", TODAY) == date(2025, 2, 28)
    assert typed_day("3/3/2025") == date(2025, 3, 3)
    # That day was a Saturday.
    assert typed_day("Friday", TODAY) == typed_day("last friday", TODAY) == date(2025, 2, 28)
    assert typed_day("Sunday", TODAY) == date(2025, 2, 23)
    assert typed_day("last Saturday", TODAY) == date(2025, 2, 22)
    with pytest.raises(ValueError, match="two ways: write 2025-03-01 or 2025-02-22"):
        typed_day("saturday", TODAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3/4/2025", "can be read in two ways: write 2025-04-03 or 2025-03-04"),
        ("2025-13-01", "is not a day of the calendar"),
        ("14/13/2025", "is not a day of the calendar"),
        ("1.6.25", "is not a day: write it like 2025-03-14"),
        ("2025-03/14", "is not a day"),
        ("٢٠٢٥-03-14", "is not a day"),
        ("yesterday", "is not a day"),
        ("friday", "or Mar 14, 2025; or today, yesterday or last Friday"),
        ("", "is not a day"),
    ],
)
def test_anything_else_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"is not a day|two ways") as refused:
        typed_day(text)
    assert words in str(refused.value)

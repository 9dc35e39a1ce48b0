from __future__ import annotations

import re
from datetime import date

import pytest
from paper_archive.pages.calendar import Calendar, levels, round_down

from tests.pages.papers import catalog, paper


@pytest.mark.parametrize(
    ("value", "rounded"), [(0.4, 1), (1, 1), (4.9, 2), (5, 5), (19, 10), (102, 100), (999, 500)]
)
def test_levels_begin_at_round_numbers(value: float, rounded: int) -> None:
    assert round_down(value) == rounded


def test_a_new_day_next_to_never_changes_the_colours_of_others() -> None:
    assert levels([68, 102, 161]) == levels([68, 102, 161, 130, 120])


def test_a_month_links_its_days_and_starts_on_the_right_weekday() -> None:
    papers = [paper("birds", "2025-03-14"), paper("whales", "2025-03-13")]
    month = Calendar.of(catalog(papers).outline).month(2025, 3, "").html
    assert 'class="pa-cal o6"' in month  # 1 March 2025 was a Saturday
    assert re.findall(r'href="([^"]+)"', month) == [
        "days/2025-03-13.html",
        "days/2025-03-14.html",
    ]
    assert month.count("<li>") == 31


def test_a_paper_counts_once_in_a_month_and_a_year() -> None:
    days = (date(2025, 3, 13), date(2025, 3, 14), date(2025, 4, 1))
    papers = [paper("birds", days=days), paper("whales", "2024-01-02"), paper("stars", None)]
    calendar = Calendar.of(catalog(papers).outline)
    assert list(calendar.counts) == [date(2024, 1, 2), *days]
    assert calendar.months == {(2024, 1): 1, (2025, 3): 1, (2025, 4): 1}
    assert calendar.years == {2024: 1, 2025: 1}

from __future__ import annotations

from datetime import date, timedelta

from paper_archive.trends.windows import newest, of_month, of_year

LAST = date(2026, 8, 20)


def spans(days: int) -> list[tuple[int, int]]:
    found = newest(LAST - timedelta(days - 1), LAST)
    assert all(window.last == LAST for window in found)
    return [(window.days, window.days_before) for window in found]


def test_days_are_counted_back_from_the_newest_listing() -> None:
    quarter, month = newest(date(2020, 1, 1), LAST)
    assert (quarter.since, quarter.first) == (date(2025, 5, 22), date(2026, 5, 22))
    assert (month.since, month.first) == (date(2025, 7, 24), date(2026, 7, 24))


def test_a_young_archive_has_what_it_can_compare() -> None:
    assert spans(182) == [(91, 91), (28, 154)]
    assert spans(181) == [(28, 153)]
    assert spans(55) == [(13, 42)]
    assert spans(8) == [(2, 6)]
    assert spans(7) == spans(1) == []


def test_a_month_is_compared_with_the_year_before_it() -> None:
    window = of_month(2026, 2)
    assert (window.first, window.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert (window.since, window.until) == (date(2025, 2, 1), date(2026, 1, 31))
    assert window.from_day(date(2026, 1, 6)).is_comparable
    assert not window.from_day(date(2026, 1, 7)).is_comparable
    assert of_year(2026).since == date(2025, 1, 1)
    assert of_year(2026).from_day(date(2025, 1, 2)).is_comparable

"""The pages of days that corrections of dates leave without papers."""

from __future__ import annotations

from paper_archive.archive.moved_days import moved_pages


def test_pages_without_a_listing_lead_on() -> None:
    days = ["2025-05-02", "2025-07-01"]
    assert moved_pages(days, {"2025-05-11": "2025-07-01"}) == {"2025-05-11": "2025-07-01"}
    assert moved_pages(days, {"2025-07-01": "2025-05-02"}) == {}
    assert moved_pages(days, {"2024-12-31": "2025-07-01"}) == {
        "2024": "2025", "2024-12": "2025-07", "2024-12-31": "2025-07-01",
    }  # fmt: skip

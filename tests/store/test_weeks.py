"""Weeks: which days they have, which papers, and when they are over."""

from __future__ import annotations

from datetime import date

import pytest
from paper_archive.store.week import Week
from paper_archive.store.weeks import full_weeks, papers_of

from tests.pages.papers import catalog, paper


def test_weeks_are_those_of_iso_8601() -> None:
    for day, name in (("2024-12-30", "2025-W01"), ("2027-01-03", "2026-W53")):
        week = Week.of(date.fromisoformat(day))
        assert week.name == name and Week.named(name) == week
        assert week.has(date.fromisoformat(day)) and (week.sunday - week.monday).days == 6
    for wrong in ("2025-W53", "2025-W1", "2025-W00", "2025-11", "2025-W11-1", "newest"):
        with pytest.raises(ValueError, match=r"week|date|Invalid|form"):
            Week.named(wrong)


def test_a_paper_is_in_the_week_of_each_of_its_days_once_and_votes_come_first() -> None:
    twice = tuple(map(date.fromisoformat, ("2025-03-12", "2025-03-14", "2025-03-17")))
    birds = [
        paper("monday", "2025-03-10"),
        paper("some-votes", "2025-03-11", upvotes=4),
        paper("twice", days=twice, upvotes=9),
        paper("friday", "2025-03-14"),
        paper("undated", None),
    ]
    made = catalog(birds)
    assert made.outline.weeks == {"2025-W11": 4, "2025-W12": 1}
    first, second = (papers_of(made.archive, Week.named(name)) for name in made.outline.weeks)
    assert [p.slug for p in first.papers] == ["twice", "some-votes", "monday", "friday"]
    assert [p.slug for p in second.papers] == ["twice"]
    assert first.listed(first.papers[0]) == twice[:2] and second.days == twice[2:]


def test_a_week_is_over_with_its_sunday_or_a_later_listing() -> None:
    def over(*days: str) -> list[str]:
        outline = catalog([paper(f"p{n}", day) for n, day in enumerate(days)]).outline
        return [week.name for week in full_weeks(outline, 2)]

    assert over("2025-03-14") == [] == [week.name for week in full_weeks(catalog([]).outline, 2)]
    assert over("2025-03-16") == over("2025-03-14", "2025-03-17") == ["2025-W11"]
    assert over("2025-01-01", "2025-02-01", "2025-03-01", "2025-03-10") == ["2025-W09", "2025-W05"]

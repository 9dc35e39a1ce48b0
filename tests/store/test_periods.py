"""Papers by the day they were first listed."""

from __future__ import annotations

from paper_archive.store.periods import FirstDays, newest, newest_tagged

from tests.pages.papers import catalog, paper


def test_the_newest_are_those_of_the_newest_days() -> None:
    ordered = [
        paper(f"b{d}-{n}", f"2025-01-0{d}", tags=("physics",))
        for d in range(1, 5)
        for n in range(3)
    ]
    archive = catalog([*ordered, paper("undated", None, tags=("physics",))]).archive
    expected = ["b4-0", "b4-1", "b4-2", "b3-0", "b3-1"]
    assert [p.slug for p in newest(archive, 5)] == expected
    assert [p.slug for p in newest_tagged(archive, "physics", 5)] == expected
    assert newest(archive, 99) == newest_tagged(archive, "physics", 99)
    assert len(newest(archive, 99)) == len(ordered)
    assert newest(catalog([]).archive, 5) == newest_tagged(archive, "robotics", 5) == []


def test_every_paper_has_its_first_day_in_the_order_of_the_archive() -> None:
    days = ("2025-01-01", "2025-01-01", "2025-02-03", None, "2025-02-04", None)
    archive = catalog([paper(f"p{n}", day) for n, day in enumerate(days)]).archive
    first = FirstDays(archive)
    expected = [p.first_day.isoformat() if p.first_day else "" for p in archive.papers]
    assert list(first) == expected and first[1:4] == expected[1:4] and first[-1] == ""
    assert len(first) == len(days) and list(FirstDays(catalog([]).archive)) == []

from __future__ import annotations

from generator.pages.trends import bars, rising
from tests.pages.papers import day, paper


def test_a_tag_rises_against_its_own_past() -> None:
    days = [day(f"2025-01-{n:02d}", paper("a", tags=("old",)), paper("b", tags=("both",)))
            for n in range(1, 29)]  # fmt: skip
    days += [day(f"2025-03-{n:02d}", paper("c", tags=("new", "both"))) for n in range(1, 29)]
    found = rising(days)
    assert [rise.tag for rise in found.rises] == ["new", "both"]
    assert found.rises[0].ratio > found.rises[1].ratio > 1
    assert (found.window, found.base) == (21, 66)


def test_nothing_rises_in_an_archive_of_one_day_or_none() -> None:
    assert rising([]).rises == ()
    assert rising([day("2025-03-14", paper("a", tags=("x",)))]).rises == ()


def test_bars_say_in_a_sentence_what_they_show() -> None:
    figure = bars({(2024, 11): 14, (2025, 1): 58, (2025, 2): 44}).html
    assert (
        'aria-label="Papers by month, from 14 in November 2024 to 44 in February 2025; most, 58, '
        'in January 2025"' in figure
    )
    assert figure.count("<rect") == 3
    # A year is drawn: November is its ninth month, December, without papers, stays empty.
    assert "<span>Mar 2024</span>" in figure
    assert 'x="192"' in figure and 'x="216"' not in figure

from __future__ import annotations

from paper_archive.pages.trends import bars, rising, sparkline

from tests.pages.papers import catalog, paper


def test_a_tag_rises_against_its_own_past() -> None:
    papers = [
        paper(f"{slug}-{n}", f"2025-{month:02d}-{n:02d}", tags=tags)
        for month, slug, tags in (
            (1, "a", ("old",)), (1, "b", ("both",)), (3, "c", ("new", "both")),
        )
        for n in range(1, 29)
    ]  # fmt: skip
    found = rising(catalog(papers).archive)
    assert [rise.tag for rise in found.rises] == ["new", "both"]
    assert found.rises[0].ratio > found.rises[1].ratio > 1
    assert (found.window, found.base) == (21, 66)


def test_a_line_of_two_points_is_not_drawn() -> None:
    assert sparkline((0.1, 0.2)).html == ""
    assert 'points="0,8.0 32,1.0 64,15.0"' in sparkline((0.1, 0.2, 0)).html


def test_a_tag_that_no_paper_had_before_is_new() -> None:
    papers = [paper(f"a-{n}", f"2025-01-{n:02d}", tags=("old",)) for n in range(1, 20)]
    papers += [paper(f"b-{n}", f"2025-01-{n:02d}", tags=("fresh",)) for n in range(18, 20)]
    assert [(rise.tag, rise.new) for rise in rising(catalog(papers).archive).rises] == [
        ("fresh", True)
    ]


def test_nothing_rises_in_an_archive_of_one_day_or_none() -> None:
    assert rising(catalog([]).archive).rises == ()
    assert rising(catalog([paper("a", tags=("x",))]).archive).rises == ()


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

from __future__ import annotations

from paper_archive.pages.figures import bars, percent, scale, share_line


def test_bars_say_in_a_sentence_what_they_show() -> None:
    figure = bars({(2024, 11): 14, (2025, 1): 58, (2025, 2): 44}).html
    assert (
        'aria-label="Papers by month, from 14 in November 2024 to 44 in February 2025; most, 58, '
        'in January 2025"' in figure
    )
    assert figure.count("<rect") == 3
    # November is the first, December, without papers, stays empty, and four bars are in the middle.
    assert "<span>Nov 2024</span>" in figure
    assert [x in figure for x in ('x="24"', 'x="48"', 'x="72"')] == [True, False, True]


def test_a_line_of_shares_says_in_a_sentence_where_it_begins_and_ends() -> None:
    months = [(2025, 11), (2025, 12), (2026, 1)]
    line = share_line("Birds & bees", months, (0.1, 0.2, 0.034), 20, rises=False)
    spoken = "Birds &amp; bees: 10\u00a0% of papers in November 2025, 3.4\u00a0% in January 2026"
    assert f'aria-label="{spoken}"' in line
    assert 'points="24.0,52.5 120.0,17.0 216.0,75.9"' in line
    assert "<polyline points" in line and ">3.4\u00a0%</text>" in line
    assert '<polyline class="up" points' in share_line("x", months, (0.1, 0.2, 0.3), 30, rises=True)


def test_a_scale_ends_at_the_next_five_percent() -> None:
    assert [scale(shares) for shares in ((), (0.001,), (0.05, 0.02), (0.412,))] == [5, 5, 5, 45]
    assert [percent(share) for share in (0, 0.0994, 0.0995, 0.321)] == [
        "0.0\u00a0%", "9.9\u00a0%", "10\u00a0%", "32\u00a0%",
    ]  # fmt: skip

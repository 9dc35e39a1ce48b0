"""The pages of trends say what their numbers say, and nothing where there is nothing to say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from paper_archive.model import Page, Paper
from paper_archive.pages import home, trends, trends_periods
from paper_archive.pages.context import PageContext
from paper_archive.pages.touched import EVERYTHING
from paper_archive.store.update import Changes
from paper_archive.workers import ALONE

from tests.pages.papers import catalog, paper

GOLDEN = Path(__file__).with_name("trends.golden.md")
NEWEST = date(2026, 3, 31)


def drawn(papers: Iterable[Paper]) -> dict[str, Page]:
    context = PageContext(catalog(papers))
    return {
        page.src_uri: page
        for kind in (trends.KIND, trends_periods.KIND, home.KIND)
        for page in kind.draw(context, EVERYTHING, ALONE)
    }


def growing() -> list[Paper]:
    """Six papers on every other day of 230: about agents with a harness, lately more of them."""
    papers = []
    for n in range(690):
        day = NEWEST - timedelta(n // 6 * 2)
        about = n % (2 if n < 270 else 7) == 0
        papers.append(
            paper(
                f"p-{n}", day.isoformat(),
                title=f"An agent harness {n}" if about else f"Paper {n}",
                abstract="We test the agent harness." if about else "Birds fly by the stars.",
                tags=("agents-and-tools",) if about else ("reasoning",),
                upvotes=n % 50, authors=("Ann Lee", "Bo Xu", "Cy Day", "Di Fox"),
            )
        )  # fmt: skip
    return papers


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return drawn(growing())


def test_the_page_is_as_expected(pages: dict[str, Page], request: pytest.FixtureRequest) -> None:
    found = pages["trends.md"].markdown
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8")


def test_its_sentence_is_that_of_its_numbers(pages: dict[str, Page]) -> None:
    text = pages["trends.md"].markdown
    assert "276 papers, against 414 in the 138 days before" in text
    # 135 papers and one more are about agents, and 59 before.
    assert "Agents and tool use rose from 14\u00a0% to 49\u00a0% of papers" in text
    assert "Reasoning and planning fell from 86\u00a0% to 51\u00a0%." in text
    assert 'q=%22agent+harness%22">agent harness</a>' in text


def test_home_has_five_lines_and_a_link(pages: dict[str, Page]) -> None:
    part = pages["index.md"].html.partition('id="trends"')[2].partition("</section>")[0]
    assert "Last 13 weeks against the 138 days before" in part
    lines = re.findall(r"<li><span>(.*?)</span><b>(.*?)</b></li>", part)
    assert [re.sub("<.*?>", "", words) for words, _ in lines] == [
        "Agents and tool use, rising", "Reasoning and planning, falling",
        "agent harness, a phrase that rises", "Paper 49, most votes in 4 weeks",
    ]  # fmt: skip
    assert [figure for _, figure in lines][2:] == ["3.5×", "▲\u00a049"]
    assert '<a href="trends.html">All trends</a>' in part


def test_a_month_and_a_year_have_their_pages(pages: dict[str, Page]) -> None:
    march, first = pages["trends/2026-03.md"].html, pages["trends/2025-08.md"].html
    assert "The field in March 2026" in march and 'rel="prev"' in march
    assert "Agents and tool use</a></span><b>25 → 50 %" in march.replace("\u00a0", " ")
    # Nothing is before the first month.
    assert "too few days before" in first and "Tags that rose" not in first
    assert "trends/2026.md" in pages


def test_a_small_archive_says_so() -> None:
    few = drawn([paper("a", "2025-03-14", upvotes=5), paper("b", "2025-03-16")])["trends.md"].html
    assert "2 papers within 3 days: too few days to tell what rises from chance." in few
    assert re.findall("<h[23].*?>(.*?)</h", few) == [
        "Most votes", "In a week", "Months and years", '<a href="trends/2025.html">2025</a>',
    ]  # fmt: skip
    for nothing in ([], [paper("a", None)]):
        page = drawn(nothing)
        assert "nothing to compare" in page["trends.md"].html
        assert "<h2" not in page["trends.md"].html
        assert 'id="trends"' not in page["index.md"].html


def test_a_term_is_new_after_a_year_and_if_no_earlier_paper_has_it() -> None:
    def terms(days: int, *others: Paper) -> tuple[list[str], list[str]]:
        papers = [
            paper(
                f"n-{n}",
                (NEWEST - timedelta(n * days // 300)).isoformat(),
                title=title,
                abstract="x",
            )
            for n in range(300)
            for title in [f"A harness optimizer {n}" if n < 5 else f"Paper {n}"]
        ]
        context = PageContext(catalog([*papers, *others]))
        month = context.field.month(2026, 3)
        field = context.field
        now = [phrase.text for each in field.now for phrase in field.never_before(each)]
        return now, [phrase.text for phrase in month.new] if month else []

    assert terms(250) == ([], [])
    new = ["harness optimizer"]
    assert terms(500) == (new * 2, new)
    # Two years before, of which the page of the month does not depend.
    old = paper("old", "2023-03-05", title="The harness-optimizer", abstract="harness optimizer")
    assert terms(500, old) == ([], new)


def test_where_nothing_is_compared_it_says_so() -> None:
    years = [paper(f"y-{year}", f"{year}-03-01") for year in range(1995, 2030, 5)]
    pages = drawn([*years, paper("z", "2030-03-05")])
    assert "changed by more than chance" not in pages["trends.md"].html
    assert "Nothing is compared: the archive has no paper in the year before." in (
        pages["trends.md"].html
    )


def test_a_paper_touches_the_months_that_are_compared_with_it() -> None:
    months = [f"2024-{n:02d}" for n in range(1, 13)] + [f"2025-{n:02d}" for n in range(1, 5)]
    whole = catalog([paper(f"p-{month}", f"{month}-05") for month in months])
    fresh = paper("p-2024-02", "2024-02-05")
    changes = Changes(False, 0, 1, whole.outline, whole.outline, fresh=(fresh,))
    touched = trends_periods.KIND.touched(changes, whole)
    assert touched.names_in("trends") == sorted([*months[1:14], "2024", "2025"])
    assert touched.gone == frozenset()

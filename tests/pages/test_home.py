"""Home, days and months say nothing of what is not there."""

from __future__ import annotations

import re

import pytest
from paper_archive.model import Paper
from paper_archive.pages import pages as drawn

from tests.pages.papers import catalog, paper

INDEXES = ("index.md", "days/index.md", "weeks/index.md")


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", "", html).split())


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        ([], "0 papers. All of it works offline."),
        ([paper("a", None)], "1 paper from undated listings. All of it works offline."),
        ([paper("a")], "1 paper from 1 day. All of it works offline."),
        (
            [paper("a", tags=("physics",), code="https://a.org"), paper("b", None)],
            "2 papers from 1 day and undated listings, 1 of them with code, under 1 tag.",
        ),
    ],
)
def test_home_counts_what_there_is(papers: list[Paper], said: str) -> None:
    pages = {page.src_uri: page.html for page in drawn(catalog(papers))}
    assert said in words(pages["index.md"])
    assert ("Biggest tags" in pages["index.md"]) == ("tag." in said)
    assert not re.search(r"\b0 (?!papers)", " ".join(map(words, map(pages.get, INDEXES))))
    # One paper cannot be sorted, narrowed or shown as a title.
    assert not [path for path, html in pages.items() if "days/" in path and "pa-seg" in html]


def test_months_say_the_votes_of_papers() -> None:
    listed = [paper("a", upvotes=2), paper("b", upvotes=1204)]
    pages = {page.src_uri: page.html for page in drawn(catalog(listed))}
    assert re.findall("<small>([^<]* vote[^<]*)", pages["days/2025-03.md"]) == ["1,204 votes"]


def test_home_shows_no_month_twice() -> None:
    days = [*(f"2025-0{month}-14" for month in (1, 2, 3, 4, 5)), "2024-12-01"]
    papers = [paper(f"a{n}", day) for n, day in enumerate(days)]
    few = {page.src_uri: page.html for page in drawn(catalog(papers[1:5]))}
    many = {page.src_uri: page.html for page in drawn(catalog(papers))}
    assert 'href="days/2025.html"' not in few["index.md"]
    assert few["index.md"].count("days/2025-05.html") < many["index.md"].count("days/2025-05.html")
    assert 'href="days/2024.html"' in many["index.md"]
    assert 'href="2025.html"' in few["days/index.md"]

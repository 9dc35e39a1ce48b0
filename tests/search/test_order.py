"""Order, counts and what to ask instead, compared with a slow reading of the papers themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from paper_archive.model import Paper
from paper_archive.search.answer import Answer
from paper_archive.search.engine import SiteSearch
from paper_archive.search.index_files import document

from tests.search.one_paper import levels
from tests.search.sites import papers, titled, write

SORTS: dict[str, Callable[[Paper], object]] = {
    "newest": lambda paper: (paper.first_day is None, -_day(paper)),
    "oldest": lambda paper: (paper.first_day is None, _day(paper)),
    "votes": lambda paper: (-(paper.upvotes or 0), -_day(paper)),
}


def _day(paper: Paper) -> int:
    return paper.first_day.toordinal() if paper.first_day else 0


@pytest.fixture(scope="module")
def archive() -> list[Paper]:
    return papers(1300, undated=20)


@pytest.fixture(scope="module")
def site(archive: list[Paper], tmp_path_factory: pytest.TempPathFactory) -> SiteSearch:
    return SiteSearch(write(archive, tmp_path_factory.mktemp("order")))


def having(archive: list[Paper], *stems: str) -> list[tuple[int, Paper]]:
    """The papers with any of these terms, and how many of them they have."""
    counted = ((len(set(stems) & levels(document(each)).keys()), each) for each in archive)
    return [(count, paper) for count, paper in counted if count]


def shown(answer: Answer, archive: list[Paper]) -> list[Paper]:
    by_url = {f"papers/{paper.slug}.html": paper for paper in archive}
    return [by_url[found["url"]] for found in answer["results"]]


@pytest.mark.parametrize("sort", SORTS)
def test_papers_with_all_words_come_first_in_every_order(
    archive: list[Paper], site: SiteSearch, sort: str
) -> None:
    wanted = having(archive, "quantum", "kernel")
    answer = site.search("quantum kernel ", limit=len(archive), sort=sort)
    assert answer["total"] == len(wanted)
    assert answer["all"] == sum(count == 2 for count, _ in wanted)
    assert 0 < answer["all"] < answer["total"]
    key = SORTS[sort]
    counts = {paper.slug: count for count, paper in wanted}
    keys = [(-counts[paper.slug], key(paper)) for paper in shown(answer, archive)]
    assert keys == sorted(keys)
    # The same for those of a page as for all.
    some = site.search("quantum kernel ", limit=5, offset=3, sort=sort)
    assert some["results"] == answer["results"][3:8]


def test_date_is_an_earlier_name_of_newest(site: SiteSearch) -> None:
    assert site.search("quantum ", sort="date") == site.search("quantum ", sort="newest")


def test_what_has_all_words_is_counted(archive: list[Paper], site: SiteSearch) -> None:
    found = having(archive, "quantum", "kernel")
    matching = [paper for count, paper in found if count == 2]
    answer = site.search("quantum kernel ", limit=1, counts=True)
    tags = Counter(tag for paper in matching for tag in paper.tags)
    assert answer["counts"] == {
        "tags": [
            {"tag": tag, "papers": count}
            for tag, count in sorted(tags.items(), key=lambda item: (-item[1], item[0]))
        ],
        "code": sum(bool(paper.code) for paper in matching),
    }
    # Each count is what narrowing leaves.
    assert site.search("quantum kernel ", code=True)["all"] == answer["counts"]["code"]
    assert site.search("quantum kernel ", tags=["vision"])["all"] == tags["vision"]
    assert site.search("quantum kernel -has:code ")["total"] == sum(
        not paper.code for _, paper in found
    )
    assert site.search("quantum kernel ")["counts"] is None


def test_where_no_paper_has_all_words_those_with_some_are_counted(tmp_path: Path) -> None:
    made = [
        replace(paper, tags=("vision",)) for paper in titled([("one", ""), ("two", ""), ("x", "")])
    ]
    counts = SiteSearch(write(made, tmp_path)).search("one two ", counts=True)["counts"]
    assert counts == {"tags": [{"tag": "vision", "papers": 2}], "code": 0}


def test_votes_are_known_where_they_decide(archive: list[Paper], site: SiteSearch) -> None:
    answer = site.search("quantum kernel ", limit=20, sort="votes")
    assert [match["votes"] for match in answer["results"]] == [
        paper.upvotes for paper in shown(answer, archive)
    ]
    assert {match["votes"] for match in site.search("quantum ")["results"]} == {None}


def test_columns_are_loaded_only_when_they_are_needed(archive: list[Paper], tmp_path: Path) -> None:
    folder = write(archive, tmp_path)
    site = SiteSearch(folder)
    site.search("quantum kernel ", sort="oldest", code=True)
    plain = set(site.sizes)
    site.search("quantum kernel ", sort="oldest", code=True, counts=True)
    counted = set(site.sizes)
    site.search("quantum kernel ", sort="votes")
    # A file of each of the two segments.
    assert len(counted - plain) == 2
    of_votes = {path for path in set(site.sizes) - counted if path.count("/") == 1}
    assert len(of_votes) == 2


def test_votes_that_no_listing_states(tmp_path: Path) -> None:
    folder = write([replace(paper, upvotes=None) for paper in papers(30)], tmp_path)
    answer = SiteSearch(folder).search("graph ", sort="votes")
    assert answer["code"] == "no-votes"
    assert answer["results"] == SiteSearch(folder).search("graph ", sort="newest")["results"]


@pytest.mark.parametrize(
    ("query", "options", "instead"),
    [
        ('"quantum kernel zork"', {}, [("quantum kernel zork", True, "")]),
        ("tag:vision zork", {}, [("tag:vision", True, "")]),
        ("quantum tag:nothing", {}, [("quantum", True, "")]),
        ("quantum -quantum", {}, [("quantum", True, "")]),
        ("vision", {"after": "2099"}, [("vision", False, ""), ("tag:vision", False, "vision")]),
        ("zork", {}, []),
    ],
)
def test_what_finds_something_instead(
    site: SiteSearch, query: str, options: dict, instead: list
) -> None:
    answer = site.search(query, **options)
    assert answer["total"] == 0
    found = answer["instead"]
    assert [(each["query"], each["filtered"], each["tag"]) for each in found] == instead
    for each in found:
        kept = options if each["filtered"] else {}
        assert site.search(f"{each['query']} ", **kept)["total"] == each["papers"] > 0

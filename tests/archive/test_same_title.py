"""One title in other signs, and papers of one title by others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from paper_archive.archive.identity import letters_of, title_key
from paper_archive.archive.merge import merge
from paper_archive.archive.people import people_of
from paper_archive.archive.slug import with_hash
from paper_archive.in_memory import read
from paper_archive.inputs import Inputs
from paper_archive.model import Archive, Listing

from tests.archive.build import ONE, OTHER, listing
from tests.realdata import shared

ANN, BO = ("Ann Lee",), ("Bo Ray",)


def letters(title: str) -> str:
    return letters_of(title_key(title))


def archive_of(*papers: tuple) -> Archive:
    return merge(
        [listing(f"{n}.txt", "2025-03-14", paper) for n, paper in enumerate(papers)]
    ).archive


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("“Curly” Quotes’ End", '"Curly" Quotes\' End'),
        ("A – B — C", "A - B--C"),
        ("A Title.", "A Title"),
        ("A Title!?", "a title"),
        ("Hyphen-ated", "Hyphenated"),
        ("{BERT} and {GPT}", "BERT and GPT"),
        ("Q&amp;A Systems", "Q&A Systems"),
        ("Q&#38;A", "Q&A"),
        ("Search & Rescue", "Search and Rescue"),
        ("Title: Subtitle", "Title - Subtitle"),
        ("Café Naïve", "Cafe Naive"),
        ("α-Divergence", "alpha divergence"),
        ("10,000 Hours", "10000 hours"),
        ("Pages 10–20", "Pages 10-20"),
        ("10^3 Steps", "10³ steps"),
        ("ﬁne", "fine"),
        ("«Le Mot»", "Le Mot"),
    ],
)
def test_titles_in_other_signs_have_the_same_letters(title: str, other: str) -> None:
    assert letters(title) == letters(other)
    (paper,) = archive_of((title, ONE), (other, ONE)).papers
    assert len(paper.sources) == 2


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Learning Things, I", "Learning Things, II"),
        ("Version 1.2", "Version 12"),
        ("か", "が"),
        ("कि", "की"),
        ("?!", "!?"),
        ("And", "Or"),
    ],
)
def test_titles_of_other_letters_differ(title: str, other: str) -> None:
    assert letters(title) != letters(other)


def test_signs_count_where_a_side_has_no_abstract() -> None:
    assert len(archive_of(("A Title", ONE), ("A Title!", "")).papers) == 2
    assert len(archive_of(("A Title", ONE), ("A title", "")).papers) == 1
    assert len(archive_of(("A Title", ONE), ("A Title!", OTHER)).papers) == 2
    assert (
        len(archive_of(("A Title", ONE, "2501.00001"), ("A Title!", ONE, "2501.00002")).papers) == 2
    )
    (paper,) = archive_of(("A Title", ONE, "2501.00001"), ("A Title!", ONE)).papers
    assert paper.arxiv_id == "2501.00001"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (["Ann Lee"], ["Lee, Ann"]),
        (["Ann B. Lee"], ["A. Lee"]),
        (["Ann Lee"], ["LEE AB"]),
        (["Ann Lee"], ["Lee"]),
        (["Zoë Müller"], ["Zoe Mueller"]),
        (["Søren Ågård"], ["Soren Agard"]),
        ([r"G. Erd\H{o}s"], ["Gábor Erdős"]),
        (["Rob van der Goot"], ["van der Goot, R."]),
        (["Sammy Davis Jr."], ["Davis, Sammy"]),
        (["Ann Lee", "Bo Ray"], ["Cy Fox", "B. Ray", "et al."]),
        (["Ann Lee (MIT)"], ["Ann Lee"]),
        (["王伟"], ["王伟"]),
        (["The ATLAS Collaboration"], ["Ann Lee"]),
        (["OpenAI"], ["Josh Achiam", "Steven Adler"]),
        ([], ["Ann Lee"]),
    ],
)
def test_the_same_authors(a: list[str], b: list[str]) -> None:
    assert not people_of(tuple(a)).share_none(people_of(tuple(b)))
    assert len(archive_of(("Preface", "", "", tuple(a)), ("Preface", "", "", tuple(b))).papers) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (["Ann Lee"], ["Bo Ray"]),
        (["Ann Lee"], ["Bo Lee"]),
        (["Lee"], ["Ray"]),
        (["王伟"], ["李明"]),
        (["Ann Lee", "et al."], ["Bo Ray", "et al."]),
    ],
)
@pytest.mark.parametrize("abstract", ["", ONE])
def test_papers_of_one_title_by_others_are_two(a: list[str], b: list[str], abstract: str) -> None:
    archive = archive_of(("Preface", abstract, "", tuple(a)), ("Preface", abstract, "", tuple(b)))
    assert len(archive.papers) == 2 == len({paper.slug for paper in archive.papers})
    assert "preface" in {address.slug for address in archive.shared}
    assert [paper.authors for paper in archive.papers] == [tuple(a), tuple(b)]


def test_an_entry_that_names_nobody_belongs_to_the_most_similar_paper() -> None:
    longer = ONE + " and more of it is said here in other words at last"
    archive = archive_of(
        ("Birds", ONE, "", ANN), ("Birds", longer, "", BO), ("Birds", longer), ("Birds", "")
    )
    assert [paper.sources for paper in archive.papers] == [
        ("0.txt:1", "3.txt:1"),
        ("1.txt:1", "2.txt:1"),
    ]
    # Both may be meant by its address.
    assert any(len(address.papers) == 2 for address in archive.shared)


def test_a_paper_with_an_id_is_not_joined_by_others() -> None:
    known = ("Birds", ONE, "2501.00001", ANN)
    assert len(archive_of(known, ("Birds", ONE, "", BO)).papers) == 2
    assert len(archive_of(known, ("Birds", ONE, "", ("A. Lee",))).papers) == 1


def test_addresses_of_papers_that_are_one_now_lead_to_it() -> None:
    # Version 0.1 had two papers, with these addresses.
    archive = archive_of(("A Title.", ONE), ("A Title", ONE))
    (paper,) = archive.papers
    former = {with_hash("a-title", f"{key}\n{ONE}") for key in ("atitle.", "atitle")}
    assert paper.slug == "a-title"
    assert {redirect.slug for redirect in archive.redirects} == former


def test_an_old_id_keeps_the_address_of_its_text() -> None:
    # Version 0.1 did not read ids from before April 2007.
    archive = archive_of(("Birds", ONE, "math/0309136"), ("Birds", OTHER, "math/0309136"))
    (paper,) = archive.papers
    former = {with_hash("birds", f"birds\n{text}") for text in (ONE, OTHER)}
    assert paper.slug == "birds"
    assert {redirect.slug for redirect in archive.redirects} >= former


def read_case(name: str) -> tuple[list[Listing], Archive]:
    folder = shared(f"cases/{name}")
    listings = read(Inputs((folder / "2025",), folder))
    return listings, merge(listings).archive


@pytest.mark.parametrize("name", ["merge-punctuation", "merge-front-matter"])
def test_the_cases_of_merging(name: str) -> None:
    _, archive = read_case(name)
    twice = {paper.title for paper in archive.papers if len(paper.sources) == 1}
    assert twice == {
        *("Preface", "Introduction to the Special Issue", "Shared Title"),
        *("Learning Things, I", "Learning Things, II"),
    }
    assert "math/0309136" in {paper.arxiv_id for paper in archive.papers}


def test_the_case_of_ids(tmp_path: Path) -> None:
    rows = shared("cases/arxiv-ids.jsonl").read_text("utf-8").splitlines()[1:]
    for row in map(json.loads, rows):
        file = tmp_path / "2025-03-14.jsonl"
        file.write_text(json.dumps({"title": "Birds", "abstract": ONE, "id": row["in"]}), "utf-8")
        (paper,) = merge(read(Inputs((file,), tmp_path))).archive.papers
        assert paper.arxiv_id == row["want"], row

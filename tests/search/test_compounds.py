"""What is written as one word and as two, in Britain and in America: the paper is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from paper_archive.search import spelling
from paper_archive.search.answer import search
from paper_archive.search.site import Site

from tests.search.sites import titled, write

SPELLINGS = json.loads((Path(__file__).parent / "spellings.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("spellings")
    return Site(write(titled(SPELLINGS["papers"]), folder))


@pytest.mark.parametrize(("query", "title"), SPELLINGS["asked"], ids=lambda text: text[:30])
def test_the_paper_is_found_first(site: Site, query: str, title: str) -> None:
    answer = search(site, query)
    assert [found.document.title for found in answer.results][:1] == [title]
    assert not answer.message


def test_what_was_looked_for_is_said(site: Site) -> None:
    answer = search(site, "reinforcementlearning")
    assert answer.corrected == {"reinforcementlearning": ["reinforcement learning"]}
    assert not search(site, "gpt4").corrected
    assert not search(site, "colour constancy").corrected


def test_near_misses_are_whole_words(site: Site) -> None:
    # Two letters wrong: too much to be taken, near enough to be asked.
    assert search(site, "mahcien").suggestion == "machine"
    assert search(site, "large mahcien").suggestion == "large machine"
    # Only the word itself is replaced, not one that has its letters.
    assert search(site, "xmahcien mahcien").suggestion.endswith(" machine")
    assert search(site, "yyy").suggestion == ""


def test_a_query_too_long_for_anything_says_both(site: Site) -> None:
    message = search(site, "x" * 3000).message
    assert "very long" in message
    assert "No paper was found" in message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("behaviour", "behavior"),
        ("coloring", "colouring"),
        ("optimisation", "optimization"),
        ("analyse", "analyze"),
        ("centres", "centers"),
        ("dialogue", "dialog"),
        ("defense", "defence"),
    ],
)
def test_spellings_are_those_of_both_countries(one: str, other: str) -> None:
    assert spelling.other_spelling(one) == other
    assert spelling.other_spelling(other) == one


@pytest.mark.parametrize("word", ["graph", "raise", "analysis", "four", "for", "meter1", "цвет"])
def test_other_words_have_one_spelling(word: str) -> None:
    assert spelling.other_spelling(word) == ""

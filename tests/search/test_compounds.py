"""What is written as one word and as two, in Britain and in America: the paper is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from paper_archive.search.engine import SiteSearch

from tests.search.sites import titled, write

SPELLINGS = json.loads((Path(__file__).parent / "spellings.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteSearch:
    folder = tmp_path_factory.mktemp("spellings")
    return SiteSearch(write(titled(SPELLINGS["papers"]), folder))


def other_spelling(site: SiteSearch, word: str) -> object:
    site.call("prepare")
    return site.call("engine.spelling.otherSpelling", word)


@pytest.mark.parametrize(("query", "title"), SPELLINGS["asked"], ids=lambda text: text[:30])
def test_the_paper_is_found_first(site: SiteSearch, query: str, title: str) -> None:
    answer = site.search(query)
    assert [found["title"] for found in answer["results"]][:1] == [title]
    assert not answer["message"]


def test_what_was_looked_for_is_said(site: SiteSearch) -> None:
    answer = site.search("reinforcementlearning")
    assert answer["corrected"] == {"reinforcementlearning": ["reinforcement learning"]}
    assert not site.search("gpt4")["corrected"]
    assert not site.search("colour constancy")["corrected"]


def test_a_paper_called_so_comes_first(tmp_path: Path) -> None:
    others = [(f"Medical Sam 2 Sam 2 {n}", "Sam 2, sam 2, sam 2.") for n in range(3)]
    papers = [*others, ("SAM 2: Segment Anything", "In videos."), ("Sam", "It is 2.")]
    site = SiteSearch(write(titled(papers), tmp_path))
    for query in ("sam 2", "SAM2 ", "sam 2: segment anything"):
        assert site.search(query)["results"][0]["title"] == "SAM 2: Segment Anything", query
    whole = [found["title"] for found in site.search("sam 2")["results"]]
    first, rest = site.search("sam 2", limit=2), site.search("sam 2", offset=2)
    assert [found["title"] for found in (*first["results"], *rest["results"])] == whole


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("llama7", ["llama"]), ("finetunig", ["finetuning"]), ("paramaters", ["parameters"])],
)
def test_corrections_are_words_of_papers(site: SiteSearch, typed: str, taken: list[str]) -> None:
    assert site.search(typed)["corrected"] == {typed: taken}


def test_a_word_that_hardly_any_paper_has_is_found_but_not_named(tmp_path: Path) -> None:
    titles = [(f"Diffusion {n}", "A model.") for n in range(25)] + [("Diusion", "A model.")]
    found = SiteSearch(write(titled(titles), tmp_path)).search("difusion")
    assert found["corrected"] == {"difusion": ["diffusion"]}
    assert found["total"] == 26


def test_near_misses_are_whole_words(site: SiteSearch) -> None:
    # Two letters wrong: too much to be taken, near enough to be asked.
    assert site.search("mahcien")["suggestion"] == "machine"
    assert site.search("large mahcien")["suggestion"] == "large machine"
    # Only the word itself is replaced, not one that has its letters.
    assert site.search("xmahcien mahcien")["suggestion"].endswith(" machine")
    assert site.search("yyy")["suggestion"] == ""
    # Who slips twice still begins with the right letter.
    assert site.search("sachien")["suggestion"] == ""


def test_a_query_too_long_for_anything_says_both(site: SiteSearch) -> None:
    message = site.search("x" * 3000)["message"]
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
def test_spellings_are_those_of_both_countries(site: SiteSearch, one: str, other: str) -> None:
    assert other_spelling(site, one) == other
    assert other_spelling(site, other) == one


@pytest.mark.parametrize("word", ["graph", "raise", "analysis", "four", "for", "meter1", "цвет"])
def test_other_words_have_one_spelling(site: SiteSearch, word: str) -> None:
    assert other_spelling(site, word) == ""


@pytest.mark.parametrize(
    ("stem", "typed", "word"),
    [
        ("machin", "mahcien", "machine"),
        ("comput", "conputr", "compute"),
        ("generat", "genrato", "generat"),
        # Two are as near and as long: the first in the alphabet.
        ("learn", "learnxx", "learned"),
        ("robust", "robustq", "robuste"),
    ],
)
def test_a_stem_is_completed_to_the_word_most_like_the_typed_one(
    site: SiteSearch, stem: str, typed: str, word: str
) -> None:
    site.call("prepare")
    assert site.call("engine.spelling.completed", stem, typed) == word


def test_a_coined_name_typed_apart_is_found_as_one_word(tmp_path: Path) -> None:
    others = [(f"Big Code on the Bench {n}", "Big code, bench.") for n in range(3)]
    coined = [("BigCodeBench: Tasks", "Of many kinds."), ("SageAttention", "In eight bits.")]
    papers = [*coined, *others]
    site = SiteSearch(write(titled(papers), tmp_path))
    for query in ("big code bench", "big code bench ", "big code ben"):
        titles = [found["title"] for found in site.search(query)["results"]]
        assert "BigCodeBench: Tasks" in titles, query
    assert site.search("sage attention ")["results"][0]["title"] == "SageAttention"


def test_a_word_that_one_paper_misspells_suggests_the_common_one(tmp_path: Path) -> None:
    texts = [(f"Models {n}", "A transformer.") for n in range(60)]
    texts += [("Slips", "A tranformer and a hypergraf."), ("Tranformerlike", "An encodr.")]
    site = SiteSearch(write(titled([*texts, ("Transformar", "A name.")]), tmp_path))
    answer = site.search("tranformer models ")
    assert answer["suggestion"] == "transformer models "
    assert "Slips" in [found["title"] for found in answer["results"]]
    # No word is near, and a word of a title is meant.
    for query in ("hypergraf ", "transformar ", "encodr "):
        assert not site.search(query)["suggestion"], query

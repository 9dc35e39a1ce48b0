"""What queries find, compared with a slow reading of the papers themselves."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from paper_archive.model import Paper
from paper_archive.search.answer import Answer, Match
from paper_archive.search.engine import SiteSearch
from paper_archive.search.index_files import document
from paper_archive.search.postings import IMPACTS
from paper_archive.search.tokens import stem
from paper_archive.text.gist import find_gist

from tests.search.one_paper import levels
from tests.search.sites import papers, titled, write

ASKED = json.loads((Path(__file__).parent / "asked.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def archive() -> list[Paper]:
    return papers(1300, undated=20)


@pytest.fixture(scope="module")
def folder(archive: list[Paper], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(archive, tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def site(folder: Path) -> SiteSearch:
    return SiteSearch(folder)


def slug_of(found: Match) -> str:
    return found["url"].removeprefix("papers/").removesuffix(".html")


def slugs(answer: Answer) -> list[str]:
    return [slug_of(found) for found in answer["results"]]


@pytest.mark.parametrize("words", ["graph", "graph neural model", "schrodinger survey lovelace"])
def test_scores_are_those_of_the_formula(
    archive: list[Paper], site: SiteSearch, words: str
) -> None:
    having: dict[str, dict[str, int]] = {word: {} for word in words.split()}
    days = {paper.slug: str(paper.first_day or "") for paper in archive}
    for paper in archive:
        of_paper = levels(document(paper))
        for word, own in having.items():
            level = max(of_paper.get(stem(word), 0), of_paper.get(f"{stem(word)}!", 0))
            if level:
                own[paper.slug] = IMPACTS[level]
    weight = {
        word: math.sqrt(math.log(1 + (len(archive) - len(own) + 0.5) / (len(own) + 0.5)))
        for word, own in having.items()
    }
    scores = {}
    for slug in {slug for own in having.values() for slug in own}:
        found = [word for word in having if slug in having[word]]
        total = sum(weight[word] * having[word][slug] / 256 for word in found)
        scores[slug] = total * sum(weight[word] for word in found) / sum(weight.values())
    wanted = sorted(scores, key=lambda slug: slug)
    wanted.sort(key=lambda slug: days[slug], reverse=True)
    wanted.sort(key=lambda slug: round(scores[slug], 3), reverse=True)
    answer = site.search(f"{words} ", limit=len(archive))
    assert answer["total"] == len(scores)
    assert all(
        found["score"] == pytest.approx(scores[slug_of(found)], abs=5e-3)
        for found in answer["results"]
    )
    found = sorted(answer["results"], key=lambda found: round(found["score"], 3), reverse=True)
    assert {slug_of(f) for f in found[:20]} == set(slugs(answer)[:20])


def test_ties_are_newest_first_then_by_slug(site: SiteSearch) -> None:
    answer = site.search("graph ", limit=2000)
    order = [(-f["score"], f["date"], slug_of(f)) for f in answer["results"]]
    for (score, day, slug), (other, other_day, other_slug) in pairwise(order):
        assert score <= other
        if score == other:
            assert day > other_day or (day == other_day and slug < other_slug)


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case[0][:40] if case else "")
def test_every_query_has_an_answer(site: SiteSearch, case: list) -> None:
    text, options = case[0], case[1] if len(case) > 1 else {}
    answer = site.search(text, **options)
    assert (
        answer["results"] or answer["message"] or options.get("limit") == 0 or "offset" in options
    )
    assert len(answer["results"]) <= options.get("limit", 10)
    if "".join(text.split()) == "":
        assert options or answer["code"] == "empty"


def test_filters(archive: list[Paper], site: SiteSearch) -> None:
    def found(query: str) -> set[str]:
        return set(slugs(site.search(query, limit=5000)))

    def has(test) -> set[str]:
        return {paper.slug for paper in archive if test(paper)}

    assert found("tag:vision") == has(lambda p: "vision" in p.tags)
    assert found("author:wang -author:li") == has(
        lambda p: "Wei Wang" in p.authors and "Li Wang" not in p.authors
    )
    assert found("after:2024-03 before:2024-04") == has(
        lambda p: str(p.first_day).startswith("2024-03")
    )
    assert found("-tag:vision after:2024") == has(
        lambda p: p.first_day is not None and "vision" not in p.tags
    )


def test_phrases_are_in_their_order(archive: list[Paper], site: SiteSearch) -> None:
    having = {
        paper.slug
        for paper in archive
        if "neural network" in paper.abstract.lower() or "neural network" in paper.title.lower()
    }
    some = site.search('"neural network"', limit=5)
    assert len(some["results"]) == 5
    assert some["atMost"]
    assert set(slugs(some)) <= having
    one = site.search('"number 12"')
    assert not one["atMost"]
    assert one["total"] == len(one["results"]) == 1
    # Many have the words, few in this order: it gives up, and says so.
    rare = site.search('"network graph neural"')
    assert rare["code"] == "unverified"
    assert rare["atMost"]


def test_pages_of_results_follow_each_other(site: SiteSearch) -> None:
    for query in ("graph", '"graph neural"', "tag:vision"):
        whole = slugs(site.search(query, limit=40))
        parts = [slug for at in range(0, 40, 8) for slug in slugs(site.search(query, 8, at))]
        assert parts == whole


def test_misspelt_words_are_read_as_the_nearest(site: SiteSearch) -> None:
    answer = site.search("atention dffusion ")
    assert answer["corrected"]["atention"][0] == "attention"
    assert answer["corrected"]["dffusion"][0] == "diffusion"
    assert answer["total"]
    # The last word, too, unless what it has beyond a known stem begins an ending.
    assert site.search("quantum attenton")["corrected"] == {"attenton": ["attention"]}
    assert not site.search("generati")["corrected"]
    nothing = site.search("grxxh")
    assert (nothing["total"], nothing["code"], nothing["suggestion"]) == (0, "nothing", "graphs")
    assert site.search("tag:visoin")["suggestion"] == "tag:vision"


def test_tags_are_known_by_their_titles(site: SiteSearch) -> None:
    of_tag = slugs(site.search("tag:graph-learning"))
    assert slugs(site.search('tag:"Networks of nodes"')) == of_tag
    assert slugs(site.search("", tags=["Networks of Nodes"])) == of_tag
    without = set(slugs(site.search('-tag:"networks of nodes" graph', limit=2000)))
    assert without
    assert without.isdisjoint(slugs(site.search("tag:graph-learning", limit=2000)))
    assert site.search("tag:networks-of")["suggestion"] == "tag:graph-learning"
    assert site.search("tag:graph learning model")["suggestion"] == "tag:graph-learning model"
    assert site.search("-x tag:Networks of nodes")["suggestion"] == "-x tag:graph-learning"
    # A tag that came with the address is not looked for in the query's words.
    assert site.search("graph", tags=["grap"])["suggestion"] == ""


def test_words_of_no_paper_are_named(site: SiteSearch) -> None:
    answer = site.search("graph zzzzzz")
    assert (answer["total"], answer["code"]) == (site.search("graph ")["total"], "unmatched")
    assert site.search("attention qunatmu")["suggestion"] == "attention quantum"
    assert "zzzzzz" in answer["message"]
    # A word of which one letter was typed is not sought yet.
    assert not site.search("graph z")["message"]


def test_a_snippet_is_the_gist_unless_another_part_has_more_of_the_words(tmp_path: Path) -> None:
    filler = "Birds of the far north fly on and on over the sea by day and by night. " * 3
    texts = [
        (
            "Gulls",
            f"𝔊ulls are many 🐦. To this end, we propose a count of gulls. {filler}A puffin dives.",
        ),
        ("Terns", "It is said that terns sleep."),
        ("Auks", "Auks dive. We propose " + "a list of auks " * 30 + "at sea."),
    ]
    made = [replace(paper, gist=find_gist(paper.title, paper.abstract)) for paper in titled(texts)]
    site = SiteSearch(write(made, tmp_path))

    def snippet(query: str) -> str:
        return site.search(query)["results"][0]["snippet"]

    # Nothing is marked for filters alone, and counted in UTF-16 the gist begins later.
    assert snippet("after:2024 before:2024-01-02") == "We propose a count of gulls."
    assert snippet("gulls") == "We propose a count of gulls."
    assert "puffin dives" in snippet("puffin dives") and snippet("puffin dives")[0] == "…"
    assert snippet("terns") == "It is said that terns sleep."
    assert snippet("auks").endswith(" …") and len(snippet("auks")) <= 260

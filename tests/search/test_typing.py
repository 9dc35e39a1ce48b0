"""What is shown while the last word of a query is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper_archive.search.engine import SiteSearch

from tests.search.sites import titled, write

TITLES = (
    *(f"Language Models of Kind {n}" for n in range(12)),
    *(f"Attention to Detail {n}" for n in range(6)),
    "Diffusion Language Models", "Flash Attention", "Diffusion by Stars", "Flashing Lights",
    "Generative Optimization", "The Optimizer", "Theory of Graphs", "Graph Colours",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteSearch:
    made = titled([(title, "Here is what it says.") for title in TITLES])
    stars = TITLES.index("Diffusion by Stars")
    made[stars] = replace(made[stars], authors=("Li Lang", "Bo At"))
    return SiteSearch(write(made, tmp_path_factory.mktemp("typing")))


def first(site: SiteSearch, query: str) -> str:
    return next((match["title"] for match in site.search(query)["results"]), "")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("diffusion la", "Diffusion Language Models"),
        ("diffusion lang", "Diffusion Language Models"),
        ("diffusion lang ", "Diffusion by Stars"),  # A name, typed to its end.
        ("flash at", "Flash Attention"),
        ("diffusion at", "Diffusion by Stars"),
        ("generative optimizat", "Generative Optimization"),
        ("generative optimizatio", "Generative Optimization"),
        ("graph th", "Theory of Graphs"),
    ],
)
def test_the_likeliest_completion_counts(site: SiteSearch, query: str, title: str) -> None:
    answer = site.search(query)
    assert (answer["results"][0]["title"], answer["corrected"]) == (title, {})


def test_a_stop_word_alone_is_none_to_look_for(site: SiteSearch) -> None:
    assert [site.search(query)["code"] for query in ("at", "at ", "the")] == ["common"] * 3


@pytest.mark.parametrize("query", ["diffusion language", "flash attention", "theory of graphs"])
def test_the_first_result_stays_while_it_matches(site: SiteSearch, query: str) -> None:
    """From the second letter of the last word on, and a letter alone changes nothing."""
    word = query.rindex(" ") + 1
    shown = [first(site, query[:end]) for end in range(word, len(query) + 1)]
    assert shown[1] == shown[0]
    assert len(set(shown[2:])) == 1

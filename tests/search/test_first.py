"""Which papers come first among those that have the words of a query."""

from __future__ import annotations

import pytest
from paper_archive.search.engine import SiteSearch
from paper_archive.search.postings import IMPACTS, of_title

from tests.search.sites import titled, write

PAPERS = [
    ("A Study of Plain Trees", "We tried learned mappings with trees."),
    ("Another Study of Trees", "We tried a learner that is mapping trees."),
    ("Quantum Gates", "On gates."),
    *((f"Notes on Wires and Quantum Gates in Place {n}", "On wires.") for n in range(6)),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteSearch:
    return SiteSearch(write(titled(PAPERS), tmp_path_factory.mktemp("first")))


def first(site: SiteSearch, query: str, **options: int) -> str:
    return site.search(query, **options)["results"][0]["title"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        # Of two papers with the same stems, the older is meant.
        ("learned mappings trees ", "A Study of Plain Trees"),
        ("learned mappi", "A Study of Plain Trees"),
        ("learner mapping ", "Another Study of Trees"),
        # A short title that begins with the word, before newer papers.
        ("quantum ", "Quantum Gates"),
        ("quant", "Quantum Gates"),
    ],
)
def test_words_as_typed_and_short_titles_come_first(
    site: SiteSearch, query: str, title: str
) -> None:
    assert first(site, query) == first(site, query, limit=1) == title


@pytest.mark.parametrize("query", ["trees ", "quantum gates "])
def test_pages_of_results_have_every_paper_once(site: SiteSearch, query: str) -> None:
    whole = [found["url"] for found in site.search(query)["results"]]
    alone = [site.search(query, limit=1, offset=n)["results"][0]["url"] for n in range(len(whole))]
    assert alone == whole
    assert len(set(whole)) == len(whole)


def test_early_words_of_short_titles_weigh_most() -> None:
    impacts = [IMPACTS[of_title(place, 9)] for place in range(9)]
    assert impacts == sorted(impacts, reverse=True)
    assert impacts[0] > impacts[-1] > max(IMPACTS[:13])
    assert of_title(0, 2) > of_title(0, 9)
    assert of_title(499, 500) == of_title(8, 9)

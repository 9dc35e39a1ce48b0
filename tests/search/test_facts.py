"""`doi:`, `category:` and `venue:`, compared with the papers themselves."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from paper_archive.model import Facts, Paper
from paper_archive.search.engine import SiteSearch
from paper_archive.search.fact_terms import fact_terms
from paper_archive.search.index_files import document
from paper_archive.search.postings import postings
from playwright.sync_api import Browser

from tests.search.sites import files, papers, write

CATEGORIES = ("cs.CL", "cs.LG", "stat.ML", "cond-mat.str-el", "Cell Biology", "quant-ph")
VENUES = ("Nature", "Nature Communications", "NeurIPS 2018", "Annals of Boats", "")
QUERIES = (
    "category:cs.CL", "category:cs", "-category:cs.LG graph", "venue:nature", "venue:natrue",
    'venue:"nature communications"', 'venue:nature -venue:"nature physics"', "category:cs.CX",
    "doi:10.1101/2024.03.01.000012", "doi:10.1101", "10.1101/2024.03.01.000012", "2409.00005",
    "https://arxiv.org/abs/2409.00005v2", "10.9999/nothing graph", "2409.99999", "doi:10.9999/x",
    "-doi:10.1101", "category:cond-mat graph neural", "doi:10.48550/arXiv.2409.99999",
)  # fmt: skip


def known(n: int, paper: Paper, chance: random.Random) -> Paper:
    """A paper with facts, or every fourth without."""
    if n % 4 == 3:
        return replace(paper, arxiv_id=f"2409.{n:05}")
    facts = Facts(
        ids=(("doi", f"10.1101/2024.03.01.{n:06}"),) if n % 3 == 0 else (),
        categories=tuple(chance.sample(CATEGORIES, chance.randint(0, 2))),
        venue=chance.choice(VENUES),
        version=1,
    )
    return replace(paper, facts=facts, arxiv_id="" if n % 3 == 0 else f"2409.{n:05}")


@pytest.fixture(scope="module")
def archive() -> list[Paper]:
    chance = random.Random(1)
    return [known(n, paper, chance) for n, paper in enumerate(papers(1100, undated=9))]


@pytest.fixture(scope="module")
def folder(archive: list[Paper], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(archive, tmp_path_factory.mktemp("facts"))


@pytest.fixture(scope="module")
def site(folder: Path) -> SiteSearch:
    return SiteSearch(folder)


def found(site: SiteSearch, query: str) -> set[str]:
    answer = site.search(query, limit=5000)
    return {
        match["url"].removeprefix("papers/").removesuffix(".html") for match in answer["results"]
    }


def of_venue(*words: str) -> Callable[[Paper], bool]:
    return lambda paper: set(words) <= set(paper.facts.venue.lower().split())


def category(*names: str) -> Callable[[Paper], bool]:
    return lambda paper: bool(set(names) & set(paper.facts.categories))


def doi(value: str) -> Callable[[Paper], bool]:
    return lambda paper: paper.facts.id("doi") == value


def boats_without_learning(paper: Paper) -> bool:
    return of_venue("annals")(paper) and not category("cs.LG")(paper)


def registered(paper: Paper) -> bool:
    return paper.facts.id("doi").startswith("10.1101/")


@pytest.mark.parametrize(
    ("query", "has"),
    [
        ("category:cs.CL", category("cs.CL")),
        ("category:CS.cl", category("cs.CL")),
        ("category:cs", category("cs.CL", "cs.LG")),
        ("category:cs.CL category:cs.LG", lambda p: {"cs.CL", "cs.LG"} <= {*p.facts.categories}),
        ("category:cond-mat.str-el", category("cond-mat.str-el")),
        ("category:cond-mat", category("cond-mat.str-el")),
        ("category:quant-ph", category("quant-ph")),
        ('category:"cell biology"', category("Cell Biology")),
        ("category:cell-biology", category("Cell Biology")),
        ("venue:nature", of_venue("nature")),
        ("venue:communication", of_venue("communications")),
        ('venue:"Nature Communications"', of_venue("nature", "communications")),
        ('venue:"NeurIPS 2018"', of_venue("neurips")),
        ('venue:"annals of boats"', of_venue("annals")),
        ("doi:10.1101/2024.03.01.000012", doi("10.1101/2024.03.01.000012")),
        ("doi:https://doi.org/10.1101/2024.03.01.000012", doi("10.1101/2024.03.01.000012")),
        ("doi:10.1101", registered),
        ("doi:10.1101/", registered),
        ("-doi:10.1101 after:2000", lambda p: bool(p.days) and not registered(p)),
        ("venue:nature -venue:\"nature communications\"", lambda p: p.facts.venue == "Nature"),
        ("venue:annals -category:cs.LG", boats_without_learning),
        ("doi:10.48550/arXiv.2409.00005", lambda p: p.arxiv_id == "2409.00005"),
    ],
)  # fmt: skip
def test_filters(
    archive: list[Paper], site: SiteSearch, query: str, has: Callable[[Paper], bool]
) -> None:
    wanted = {paper.slug for paper in archive if has(paper)}
    assert wanted and found(site, query) == wanted


@pytest.mark.parametrize(
    "query",
    [
        "10.1101/2024.03.01.000012", "https://doi.org/10.1101/2024.03.01.000012 ",
        "doi: 10.1101/2024.03.01.000012", "10.1101/2024.03.01.000012.",
    ],
)  # fmt: skip
def test_a_bare_doi_finds_its_paper(archive: list[Paper], site: SiteSearch, query: str) -> None:
    assert found(site, query) == {archive[12].slug}


@pytest.mark.parametrize("query", ["2409.00005", "arXiv:2409.00005v2", "arxiv.org/abs/2409.00005"])
def test_a_bare_arxiv_id_finds_its_paper(
    archive: list[Paper], site: SiteSearch, query: str
) -> None:
    assert found(site, query.replace("arxiv.org", "https://arxiv.org")) == {archive[5].slug}


def test_an_id_that_no_paper_has_is_looked_for_as_words(site: SiteSearch) -> None:
    """Abstracts may have it, too. The paper 2409.00007 has no facts, so its id is no term."""
    for query in ("2409.00007", "10.9999/graph"):
        answer = site.search(query)
        assert [word["word"] for word in answer["words"]]
    assert found(site, "10.9999/graph") == found(site, "10.9999 graph")


def test_what_no_paper_has_is_said_and_the_nearest_suggested(site: SiteSearch) -> None:
    for query, code, suggestion in (
        ("category:cs.CX", "unknown-category", "category:cs.cl"),
        ("category:quantph graph", "unknown-category", "category:quant-ph graph"),
        ("venue:natrue", "unknown-venue", "venue:nature"),
        ('venue:"annals of baots"', "unknown-venue", ""),
        ("doi:10.9999/nothing", "unknown-doi", ""),
        ("doi:10.48550/arXiv.2409.99999", "unknown-doi", ""),
        ("category:zzzzzzzz", "unknown-category", ""),
    ):
        answer = site.search(query)
        assert (answer["total"], answer["code"]) == (0, code), query
        assert answer["suggestion"] == suggestion
    assert site.search("-category:cs")["code"] == "negative"


def test_papers_without_facts_have_no_more_terms_than_before(archive: list[Paper]) -> None:
    for paper in archive:
        terms = [term for term in postings(document(paper)).terms if term.startswith(":")]
        assert bool(terms) == (paper.facts != Facts() and fact_terms(paper) != ())
        assert not terms or paper.facts != Facts()
    plain = [replace(paper, arxiv_id="", facts=Facts()) for paper in archive]
    named = [replace(paper, facts=Facts()) for paper in archive]
    assert dict(files(plain)) == dict(files(named))


def test_no_word_of_a_query_is_completed_or_corrected_to_a_fact(site: SiteSearch) -> None:
    assert not site.search("categ")["results"]
    assert not site.search("neurip")["results"]
    assert not site.search("neurisp ")["corrected"]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_browser_finds_the_same(browser: Browser, folder: Path, site: SiteSearch) -> None:
    page = browser.new_page()
    page.goto((folder / "page.html").as_uri())
    for query in QUERIES:
        answer = page.evaluate(
            """async query => {
              const answer = await paperArchive.search(query)
              delete answer.tags
              return JSON.stringify(answer)
            }""",
            query,
        )
        assert json.loads(answer) == site.search(query), query
    page.close()

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
from paper_archive.text.arxiv import stated_id
from paper_archive.text.identifiers import ids_of_address
from playwright.sync_api import Browser

from tests.search.one_paper import levels
from tests.search.sites import papers, titled, write

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
        "10.1101/2024.03.01.000012v2",
    ],
)  # fmt: skip
def test_a_bare_doi_finds_its_paper(archive: list[Paper], site: SiteSearch, query: str) -> None:
    assert found(site, query) == {archive[12].slug}


@pytest.mark.parametrize("query", ["2409.00005", "arXiv:2409.00005v2", "arxiv.org/abs/2409.00007"])
def test_a_bare_arxiv_id_finds_its_paper(
    archive: list[Paper], site: SiteSearch, query: str
) -> None:
    """The paper 2409.00007 has no other facts."""
    number = int(query.partition("2409.")[2][:5])
    assert found(site, query) == {archive[number].slug}


def test_an_id_among_words_finds_its_paper(archive: list[Paper], site: SiteSearch) -> None:
    for query in ("[2409.00005] Birds and Elsewhere", "2409.00005, 2409.00007", "zebra 2409.00005"):
        answer = site.search(query)
        assert answer["results"][0]["url"] in {f"papers/{archive[n].slug}.html" for n in (5, 7)}, (
            query
        )
        assert "2409" not in answer["message"]


@pytest.mark.parametrize(
    ("query", "name", "address"),
    [
        ("2410.99999", "arXiv:2410.99999", "https://arxiv.org/abs/2410.99999"),
        ("https://huggingface.co/papers/2410.99999#x", "arXiv:2410.99999", "https://arxiv.org/abs/2410.99999"),
        ("doi:10.48550/arXiv.2410.99999", "arXiv:2410.99999", "https://arxiv.org/abs/2410.99999"),
        ("hep-th/9901001v2", "arXiv:hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("10.9999/Graph?x=<b>", "DOI 10.9999/graph?x=<b>", "https://doi.org/10.9999/graph%3Fx%3D%3Cb%3E"),
        ("doi:10.9999/graph", "DOI 10.9999/graph", "https://doi.org/10.9999/graph"),
        ("PMID 99", "PubMed 99", "https://pubmed.ncbi.nlm.nih.gov/99"),
        ("https://openreview.net/forum?id=AbCdEf12", "OpenReview AbCdEf12", "https://openreview.net/forum?id=AbCdEf12"),
    ],
)  # fmt: skip
def test_an_id_that_no_paper_has_is_named_with_its_address(
    site: SiteSearch, query: str, name: str, address: str
) -> None:
    answer = site.search(query)
    assert (answer["total"], answer["code"], answer["elsewhere"]) == (0, "unknown-id", address)
    assert f"“{name}”" in answer["message"] and not answer["suggestion"]


def test_papers_that_mention_an_unknown_id_are_found(tmp_path: Path) -> None:
    made = titled([("Comment on arXiv:hep-th/9901001", "It is wrong."), ("Hep", "The th sign.")])
    answer = SiteSearch(write(made, tmp_path)).search("https://arxiv.org/pdf/hep-th/9901001v1")
    assert (answer["total"], answer["code"]) == (1, "unknown-id")
    assert answer["message"].endswith("These papers mention it.")


IDS = json.loads((Path(__file__).parent / "ids.json").read_text("utf-8"))


def test_scripts_read_ids_as_listings_do(site: SiteSearch) -> None:
    """The forms of `ids.json`, by the same patterns as Python's functions."""
    for text, scheme, value in IDS:
        parts = site.call("parse", text)
        stated = parts["id"] or next(iter(parts["facts"]), None)
        assert stated == ([scheme, value] if scheme else None), text
        if scheme == "arxiv":
            assert stated_id(text.strip('()<>"., ')) == value, text
        elif scheme and text.startswith("http"):
            listed = {name: found.lower() for name, found in ids_of_address(text)}
            assert listed in ({scheme: value.lower()}, {}), text


def test_what_no_paper_has_is_said_and_the_nearest_suggested(site: SiteSearch) -> None:
    for query, code, suggestion in (
        ("category:cs.CX", "unknown-category", "category:cs.cl"),
        ("category:quantph graph", "unknown-category", "category:quant-ph graph"),
        ("venue:natrue", "unknown-venue", "venue:nature"),
        ('venue:"annals of baots"', "unknown-venue", ""),
        ("doi:10.9999", "unknown-doi", ""),
        ("category:zzzzzzzz", "unknown-category", ""),
    ):
        answer = site.search(query)
        assert (answer["total"], answer["code"]) == (0, code), query
        assert answer["suggestion"] == suggestion
    assert site.search("-category:cs")["code"] == "negative"
    # An address is no misspelt text.
    assert site.search("https://example.org/graphx")["suggestion"] == ""


def test_papers_without_ids_and_facts_have_no_such_terms(archive: list[Paper]) -> None:
    for paper in archive:
        terms = [term for term in levels(document(paper)) if term.startswith(":")]
        assert bool(terms) == bool(paper.arxiv_id or fact_terms(paper))


def test_merged_papers_answer_to_all_their_ids(archive: list[Paper], tmp_path: Path) -> None:
    ids = (("acl", "2024.acl-long.1"), ("doi", "10.1/a"), ("doi", "10.2000/b"), ("pmid", "77"))
    merged = replace(
        archive[0],
        arxiv_id="2409.00001",
        merged_ids=("arxiv:hep-th/9901001", "doi:10.5555/Other"),
        facts=Facts(ids=ids),
    )
    site = SiteSearch(write([merged, *archive[10:20]], tmp_path))
    for query in (
        "2409.00001", "hep-th/9901001", "10.2000/B", "10.5555/other", "pmid:77",
        "2024.acl-long.1",
        "https://aclanthology.org/2024.acl-long.1.pdf",
    ):  # fmt: skip
        assert found(site, query) == {merged.slug}, query


def test_no_word_of_a_query_is_completed_or_corrected_to_a_fact(site: SiteSearch) -> None:
    assert not site.search("categ")["results"]
    assert not site.search("neurip")["results"]
    assert not site.search("neurisp ")["corrected"]


@pytest.mark.browser
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

"""`paper-archive curate` finds papers by their names, and says what is wrong with a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.curating import PAPER, curate


def test_papers_with_all_words_in_the_title_come_first() -> None:
    found = json.loads(curate("ATTENTION", "--json"))
    titles = ["attention" in paper["title"].lower() for paper in found["papers"]]
    assert titles == sorted(titles, reverse=True) and 1 < sum(titles) < len(titles)
    only = json.loads(curate("attention is", "ALL", "--json"))["papers"][0]
    assert only == {
        "key": PAPER,
        "title": "Attention Is All You Need",
        "days": ["2025-06-02"],
        "undated": False,
        "address": f"papers/{PAPER}.html",
        "tags": only["tags"],
        "sources": ["site_src/listings/2025/2025-06-02.txt:11"],
        "withdrawn": "",
    }
    assert json.loads(curate(PAPER, "--json"))["papers"] == [only]


@pytest.mark.parametrize(
    "name",
    [
        "10.1101/2024.03.01.583012",
        "doi:10.1101/2024.03.01.583012",
        "DOI: 10.1101/2024.03.01.583012",
        "https://doi.org/10.1101/2024.03.01.583012",
        "doi.org/10.1101/2024.03.01.583012",
        "https://www.biorxiv.org/content/10.1101/2024.03.01.583012v2.full",
        "38123456",
        "PMID 38123456",
        "https://pubmed.ncbi.nlm.nih.gov/38123456/",
        "pubmed 38123456",
        "PubMed ID: 38123456",
        "10.1101/2024.03.01.583012v2",
        "https://www.biorxiv.org/content/biorxiv/early/2024/03/04/2024.03.01.583012.full.pdf",
        "biorxiv 2024.03.01.583012",
        "pmc10987654",
        "optimising-the-colours-of-reef-fishes",
        "papers/optimising-the-colours-of-reef-fishes.html",
        "/papers/optimising-the-colours-of-reef-fishes.html#abstract",
        "https://papers.example/archive/papers/optimising-the-colours-of-reef-fishes.html?q=reef",
        "optimization color",
        "Optimized reef-fish",
        "behavior modeling analyzed",
    ],
)
def test_a_paper_has_many_names(name: str, reefs: Path) -> None:
    found = json.loads(curate(*name.split(), "--listings", reefs, "--json"))["papers"]
    assert [paper["title"] for paper in found] == ["Optimising the Colours of Reef Fishes"]


@pytest.mark.parametrize(
    "name",
    ["2403.01234", "https://arxiv.org/abs/2403.01234v2", "10.48550/arXiv.2403.01234"],
)
def test_an_arxiv_id_has_many_forms(name: str, reefs: Path) -> None:
    found = json.loads(curate(name, "--listings", reefs, "--json"))["papers"]
    assert [paper["title"] for paper in found] == ["Two Kinds of Corals"]


def test_every_id_of_a_merged_paper_names_it(reefs: Path, tmp_path: Path) -> None:
    (tmp_path / "curation.yml").touch()
    where = ("--listings", reefs, "--curation", tmp_path / "curation.yml")
    names = ("2403.01234", "10.1101/2024.03.01.583012")
    curate("--merge", *names, "--write", *where)
    for name in (*names, "10.1101/2024.03.01.583013", "38123456", "pmc10987654"):
        found = json.loads(curate(name, "--json", *where))["papers"]
        assert [paper["title"] for paper in found] == ["Two Kinds of Corals"], name


def test_words_of_several_papers_name_none_and_a_whole_title_does(tmp_path: Path) -> None:
    title = "Neutron Stars, and What They Weigh"
    said = "We weigh them in pairs, and find that each is heavier than the sun, by a half at most"
    rows = (
        {"title": title, "abstract": said},
        {"title": f"{title} in Pairs", "abstract": f"{said} of it."},
        {"title": "Pulsars Weighed", "abstract": f"{said}, as a neutron star is."},
    )
    listing = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "2025-03-14.jsonl").write_text(listing)
    for words in ("neutron star", "neutron"):
        refused = curate(*words.split(), "--title", "X", "--listings", tmp_path, code=1)
        assert "3 papers may be meant" in refused and "Pulsars Weighed" in refused
    for words in (title.lower(), "neutron stars and what they weigh", "pulsars"):
        assert 'title: "X"' in curate(*words.split(), "--title", "X", "--listings", tmp_path)


def test_a_paper_that_was_only_replaced_has_the_day_of_that(tmp_path: Path) -> None:
    row = {"title": "Nests Revised", "arxiv_id": "2502.00007", "abstract": "Nests are high."}
    row |= {"days": [], "replaced": ["2025-03-14"]}  # type: ignore[dict-item]
    (tmp_path / "papers.jsonl").write_text(json.dumps(row) + "\n")
    assert "  2025-03-14 (replaced); papers/" in curate("2502.00007", "--listings", tmp_path)


@pytest.mark.parametrize("name", ["10.1101/2024.03.01.58301", "3812345", "papers/corals.html"])
def test_a_part_of_a_name_is_none(name: str, reefs: Path) -> None:
    curate(name, "--listings", reefs, code=1)


def test_it_prints_what_is_needed_to_correct_a_paper() -> None:
    lines = curate(PAPER).splitlines()
    assert lines[:3] == [
        PAPER,
        "  Attention Is All You Need",
        f"  2025-06-02; papers/{PAPER}.html",
    ]
    assert lines[-1] == "  from: site_src/listings/2025/2025-06-02.txt:11"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("attention", "--withdraw", "why"), 1, "name one by its id, its slug or its whole title"),
        (("zebrafish", "--withdraw", "why"), 1, "no paper has all of these words"),
        (("2303.99999",), 1, "no paper has the arXiv id 2303.99999"),
        (("doi:10.1000/Birds",), 1, "no paper has the DOI 10.1000/birds"),
        (("PMID", "123"), 1, "no paper has the PubMed id 123"),
        ((PAPER, "PhysRevB.1", "--merge"), 1, "'PhysRevB.1': no paper has all of these words"),
        ((PAPER, "attention", "--merge"), 1, "'attention': 5 papers may be meant"),
        (("zebrafish",), 1, "by its id (arXiv, DOI, PMID and others)"),
        ((PAPER, "--add-tag", "visoin"), 1, "unknown tag 'visoin'"),
        ((PAPER, "--id", "arXiv:1706.03762"), 1, "is not an arXiv id"),
        (("2031.txt", "--date", "2025-06-01"), 1, "unknown listing '2031.txt'"),
        (("2025-06-02.txt", "--date", "3/4/2025"), 2, "can be read in two ways"),
        ((PAPER, "--merge"), 2, "--merge needs two papers"),
        ((PAPER, "--write"), 2, "--write needs an option"),
        ((PAPER, "--merge", "--redirect", "x"), 2, "one kind of correction at a time"),
        ((), 2, "Missing argument"),
        ((PAPER, "--curation", "nowhere.yml"), 2, "does not exist"),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, words: str) -> None:
    assert words in curate(*arguments, code=code)

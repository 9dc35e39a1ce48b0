"""The publication that the facts of a paper tell.

Cases are lines of `venues.tsv`: the kind, and a venue without a DOI.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_archive.citation.citation import Citation
from paper_archive.citation.publication import NO_PUBLICATION, Publication, publication
from paper_archive.model import Facts

from tests.growth import MOST, exponent, steps
from tests.pages.papers import paper

VENUES = [
    line.split("\t")
    for line in Path(__file__).with_name("venues.tsv").read_text("utf-8").splitlines()
]
ARXIV, POSTED, PUBLISHED = "2409.17703", "10.1101/2024.03.01.583012", "10.1038/s41586-024-00001-1"


def of(*dois: str, venue: str = "", arxiv_id: str = "") -> Publication:
    return publication(Facts(ids=tuple(("doi", doi) for doi in dois), venue=venue), arxiv_id)


@pytest.mark.parametrize(("kind", "venue"), VENUES, ids=[venue for _, venue in VENUES])
def test_a_venue(kind: str, venue: str) -> None:
    assert of(venue=venue) == Publication(kind.strip("-"), venue)


def test_a_venue_that_does_not_tell_is_a_journal_if_there_is_a_publishers_doi() -> None:
    assert of(venue="Neuron").kind == ""
    assert of(PUBLISHED, venue="Neuron") == Publication("article", "Neuron", PUBLISHED)
    assert of(POSTED, venue="Neuron") == Publication("", "Neuron", POSTED)
    assert of("10.1145/3292500.3330701", venue="Boats").kind == "inproceedings"
    assert of("10.1145/3386252", venue="Boats").kind == "article"
    assert of("10.1109/cvpr52688.2022.00123", venue="Boats").kind == "inproceedings"
    assert of("10.1109/tpami.2021.3059968", venue="Boats").kind == "article"
    assert publication(Facts((("acl", "2024.acl-long.1"),), venue="Boats"), "").kind == (
        "inproceedings"
    )


def test_the_doi_of_a_journal_comes_before_that_of_a_preprint_if_there_is_a_venue() -> None:
    assert of(PUBLISHED, POSTED, venue="Nature", arxiv_id=ARXIV).doi == PUBLISHED
    assert of(POSTED, PUBLISHED, venue="Nature").doi == PUBLISHED
    assert of(POSTED, venue="Nature").doi == POSTED
    # Without a venue, or with the server as its venue, a paper is cited as the preprint.
    assert of(PUBLISHED, arxiv_id=ARXIV) == NO_PUBLICATION
    assert of(PUBLISHED, venue="CoRR", arxiv_id=ARXIV) == NO_PUBLICATION
    assert of(PUBLISHED, POSTED) == Publication("posted", "bioRxiv", POSTED)
    assert of(PUBLISHED) == Publication("", "", PUBLISHED)
    assert of(POSTED, venue="Nature", arxiv_id=ARXIV).doi == ""


@pytest.mark.parametrize(
    ("doi", "server"),
    [
        ("10.1101/001891", "bioRxiv"),
        ("10.1101/2024.03.01.583012", "bioRxiv"),
        ("10.64898/2025.12.03.123456", "bioRxiv"),
        ("10.1101/2020.03.09.20033217", "medRxiv"),
        ("10.26434/chemrxiv-2024-abc", "ChemRxiv"),
        ("10.21203/rs.3.rs-1/v1", "Research Square"),
        ("10.1101/gr.123456.111", ""),  # Genome Research has the same publisher.
    ],
)
def test_a_doi_tells_the_preprint_server(doi: str, server: str) -> None:
    assert of(doi) == Publication("posted" if server else "", server, doi)


def test_no_brace_of_a_doi_gets_into_bibtex() -> None:
    assert of("10.1000/a}b{c").doi == "10.1000/a%7Db%7Bc"


def test_the_first_category_is_the_primary_one_if_it_is_one_of_arxiv() -> None:
    def category(arxiv_id: str, *categories: str) -> str:
        facts = Facts(categories=categories)
        return Citation.of(paper("birds", arxiv_id=arxiv_id, facts=facts), "").category

    assert category(ARXIV, "cs.CL", "cs.LG") == "cs.CL"
    assert category(ARXIV, "cond-mat.str-el") == "cond-mat.str-el"
    assert category(ARXIV, "quant-ph", "cs.LG") == "quant-ph"
    assert category("hep-th/9901001", "math.MP") == "hep-th"
    assert category(ARXIV, "Cell Biology", "cs.CL") == ""
    assert category(ARXIV, "cs") == ""
    assert category("", "cs.CL") == ""


def test_a_paper_without_a_page_of_its_own_is_cited_at_its_doi() -> None:
    known = paper("birds", facts=Facts(ids=(("doi", "10.1000/a<b>"),)))
    citation = Citation.of(known, "https://example.org/")
    assert citation.url == "https://doi.org/10.1000/a%3Cb%3E"
    assert citation.doi == "10.1000/a<b>"


def test_facts_change_no_key() -> None:
    facts = Facts(ids=(("doi", PUBLISHED),), categories=("cs.CL",), venue="Nature")
    for arxiv_id in ("", ARXIV):
        keys = {
            Citation.of(paper("birds", arxiv_id=arxiv_id, facts=of), "").key
            for of in (Facts(), facts)
        }
        assert len(keys) == 1


@pytest.mark.parametrize("piece", ["proc. ", "1, ", "amer. ", "the ", "A", " ", "acm ", "j."])
def test_telling_a_kind_takes_steps_in_proportion_to_the_length(piece: str) -> None:
    def size(n: int) -> int:
        return 100 + steps(lambda: of(venue=piece * n))

    assert exponent(size, 200) < MOST

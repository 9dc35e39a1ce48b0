"""Ids of papers are known in every way in which listings write them."""

from __future__ import annotations

import pytest
from paper_archive.text.identifiers import (
    SCHEMES,
    address_of,
    arxiv_of_doi,
    doi_of,
    id_of,
    ids_of_address,
)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1101/2024.03.01.583012", "10.1101/2024.03.01.583012"),
        ("doi:10.1234/ABC.5", "10.1234/abc.5"),
        ("DOI: 10.1234/abc.5.", "10.1234/abc.5"),
        ("https://doi.org/10.1234/abc(5)6", "10.1234/abc(5)6"),
        ("https://dx.doi.org/10.1234%2Fabc", "10.1234/abc"),
        (
            "https://www.biorxiv.org/content/10.1101/2024.06.28.601212v1.full",
            "10.1101/2024.06.28.601212",
        ),
        ("10.1002/(SICI)1099-1573<a:3>3.0;2-x", "10.1002/(sici)1099-1573<a:3>3.0;2-x"),
        ("(10.1234/abc)", ""),
        ("10.1234/abc)", "10.1234/abc"),
        ("10/fqd6hj", ""),
        ("", ""),
    ],
)
def test_doi(text: str, doi: str) -> None:
    assert doi_of(text) == doi


def test_a_doi_of_arxiv_is_an_arxiv_id() -> None:
    assert arxiv_of_doi("10.48550/arxiv.2503.01234") == "2503.01234"
    assert arxiv_of_doi("10.1234/arxiv.2503.01234") == ""


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("pmid", "PMID: 38123456", "38123456"),
        ("pmid", "38123456789", ""),
        ("pmcid", "pmc10987654", "PMC10987654"),
        ("openreview", "Sy8gdB9xx", "Sy8gdB9xx"),
        ("openreview", "../x", ""),
        ("acl", "2024.acl-long.1", "2024.acl-long.1"),
        ("acl", "P19-1001", "P19-1001"),
    ],
)
def test_ids(scheme: str, text: str, value: str) -> None:
    assert id_of(scheme, text) == value


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_address_of_an_id_names_that_id(scheme: str) -> None:
    value = {
        "acl": "2024.acl-long.1",
        "doi": "10.1234/abc",
        "openreview": "Sy8gdB9xx",
        "pmcid": "PMC10987654",
        "pmid": "38123456",
    }[scheme]
    assert ids_of_address(address_of(scheme, value)) == ((scheme, value),)


def test_an_address_of_something_else_names_no_id() -> None:
    assert ids_of_address("https://openreview.net/group?id=ICLR.cc") == ()
    assert ids_of_address("https://example.org/10.1234/abc") == ()

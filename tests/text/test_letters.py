"""Letters in slugs, in keys of citations and in search terms stay as they are."""

from __future__ import annotations

import pytest
from paper_archive.archive.slug import slugify
from paper_archive.citation.citation import Citation
from paper_archive.search.tokens import words
from paper_archive.text.arxiv import year_of

NAME = "Łøđðßæœı þ"


def test_letters_with_strokes_and_ligatures() -> None:
    assert slugify(NAME) == "loddssaeoei-th"
    assert Citation("Birds", ("Łøđðßæœıþ",)).key.startswith("loddssaeoeithbirds-")
    assert list(words(NAME)) == ["loddssaeoei", "þ"]  # Search keeps the thorn.


def test_greek_is_spelt_in_slugs() -> None:
    halves = ("αβγδεζηθικλμν", "ξοπρσςτυφχψωϵϕϑϱ")
    assert [slugify(half) for half in halves] == [
        "alpha-beta-gamma-delta-epsilon-zeta-eta-theta-iota-kappa-lambda-mu-nu",
        "xi-omicron-pi-rho-sigma-sigma-tau-upsilon-phi-chi-psi-omega-epsilon-phi-08db11d3",
    ]
    assert slugify("Fast π-calculus of ε") == "fast-pi-calculus-of-epsilon"


@pytest.mark.parametrize(
    ("arxiv_id", "year"),
    [
        ("2405.15738", 2024),
        ("0704.0001", 2007),
        ("2413.00001", 0),
        ("hep-th/9901001", 1999),
        ("", 0),
    ],
)
def test_year_of_an_arxiv_id(arxiv_id: str, year: int) -> None:
    assert year_of(arxiv_id) == year

"""What a citation says of a paper; its formats are tested in `tests/citation/`."""

from __future__ import annotations

from datetime import date

import pytest
from paper_archive.citation.bibtex import bibtex, title
from paper_archive.citation.citation import Citation

from tests.pages.papers import paper


def test_bibtex_says_what_is_known_and_no_more() -> None:
    citation = Citation.of(paper("birds", title="Birds & LLMs: 100% of RNN's_way"), "")
    assert bibtex(citation) == (
        f"@misc{{{citation.key},\n"
        r"  title = {Birds \& {LLMs}: 100\% of {RNN}'s\_way}"
        "\n}"
    )


def test_a_paper_is_cited_at_arxiv_or_else_at_its_page() -> None:
    site = "https://example.org/"
    known = Citation.of(paper("birds", arxiv_id="2409.17703"), site)
    assert known.url == "https://arxiv.org/abs/2409.17703"
    assert known.doi == "10.48550/arXiv.2409.17703"
    dated = Citation.of(paper("birds", published=date(2023, 1, 2)), site)
    assert (dated.url, dated.published) == ("https://example.org/papers/birds.html", "2023-01-02")
    assert Citation.of(paper("birds"), "").url == ""


@pytest.mark.parametrize(
    ("arxiv_id", "published", "category"),
    [
        ("2503.01234", "2025-03", ""),
        ("0704.0001", "2007-04", ""),
        ("cs/0112017", "2001-12", ""),
        ("hep-th/9108001", "1991-08", "hep-th"),
        ("math/0309136", "2003-09", ""),
        ("cond-mat/9912001", "1999-12", ""),
        ("2513.00001", "", ""),
    ],
)
def test_an_arxiv_id_tells_the_month_and_perhaps_the_category(
    arxiv_id: str, published: str, category: str
) -> None:
    citation = Citation.of(paper("birds", arxiv_id=arxiv_id), "")
    assert (citation.published, citation.category) == (published, category)


def test_the_day_of_a_listing_is_nowhere_in_a_citation() -> None:
    listed = [paper("birds", day, arxiv_id="2409.17703") for day in ("2025-03-14", "2026-01-01")]
    assert Citation.of(listed[0], "") == Citation.of(listed[1], "")


def test_a_key_has_author_year_word_and_id() -> None:
    known = paper("x", title="The Attention", authors=("Bo Song",), arxiv_id="2503.01234")
    assert Citation.of(known, "").key == "song2025attention-2503.01234"
    unnamed = paper("x", title="The Attention", arxiv_id="2503.01234")
    assert Citation.of(unnamed, "").key == "attention2025-2503.01234"


def test_keys_without_an_id_tell_papers_of_one_title_apart() -> None:
    """The abstract tells them apart; spelling and the address do not count."""
    one = Citation.of(paper("x", title="Preface", abstract="Birds sing. " * 9), "")
    same = Citation.of(paper("y-1", title="Preface", abstract="Birds  sing! " * 9), "")
    other = Citation.of(paper("x", title="Preface", abstract="Fish do not."), "")
    assert one.key == same.key != other.key
    assert one.key.startswith("preface-")


def test_braces_of_a_title_are_balanced_whatever_bibtex_takes_for_an_escape() -> None:
    text = bibtex(Citation(r"\}{", (r"}\{ {",)))
    assert text.count("{") == text.count("}")
    assert "\\{" not in text and "\\}" not in text


def test_tex_joins_no_two_signs_of_a_title() -> None:
    assert title("A -- b ''c'' ?`") == "A -{}- b '{}'c'{}' ?{}`"


@pytest.mark.parametrize(
    "words",
    [
        "Deep Q-Learning with U-Net", "A Survey of C++ and R", "Plan B: A Study", "O'Brien's X's",
        "An X-Ray of Type I Errors", "T5, GPT-4o, Llama3, V2 and v2.0", "'A' or 'B'? A Test",
        "McDonald's iPhone 3D A/B-Test of U.S. Data", "Vitamin A and B2a",
    ],
)  # fmt: skip
def test_a_title_is_braced_the_same_beside_other_letters(words: str) -> None:
    """Titles of ASCII take another way than those with signs or other letters."""
    assert title(words + " é") == title(words) + " é"

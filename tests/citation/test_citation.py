"""What a citation says of a paper; its formats are tested in `tests/citation/`."""

from __future__ import annotations

from datetime import date

from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation

from tests.pages.papers import paper


def test_bibtex_says_what_is_known_and_no_more() -> None:
    citation = Citation.of(paper("birds", title="Birds & LLMs: 100% of RNN's_way"), "")
    assert bibtex(citation, citation.key) == (
        "@misc{birds,\n"
        r"  title = {Birds \& {LLMs}: 100\% of {RNN}'s\_way},"
        "\n"
        "  note  = {Listed 14 March 2025}\n"
        "}"
    )


def test_a_paper_is_cited_at_arxiv_or_else_at_its_page() -> None:
    site = "https://example.org/"
    known = Citation.of(paper("birds", arxiv_id="2409.17703"), site)
    assert (known.url, known.published) == ("https://arxiv.org/abs/2409.17703", "2024")
    dated = Citation.of(paper("birds", published=date(2023, 1, 2)), site)
    assert (dated.url, dated.published) == ("https://example.org/papers/birds.html", "2023-01-02")
    assert Citation.of(paper("birds"), "").url == ""


def test_braces_of_a_title_are_balanced_whatever_bibtex_takes_for_an_escape() -> None:
    text = bibtex(Citation("x", r"\}{", (r"}\{ {",)), "x")
    assert text.count("{") == text.count("}")
    assert "\\{" not in text and "\\}" not in text

from __future__ import annotations

from generator.pages.citation import bibtex
from tests.pages.papers import paper


def test_bibtex_says_what_is_known_and_no_more() -> None:
    assert bibtex(paper("birds", title="Birds & LLMs: 100% of RNN's_way")) == (
        "@misc{birds,\n"
        r"  title = {Birds \& {LLMs}: 100\% of {RNN}'s\_way},"
        "\n"
        "  note  = {Listed 14 March 2025}\n"
        "}"
    )


def test_bibtex_of_a_paper_with_id_and_authors() -> None:
    known = paper("birds-at-sea", authors=("Ann B. Lee", "Plato"), arxiv_id="2409.17703")
    assert bibtex(known).splitlines() == [
        "@misc{lee2024birds,",
        "  title         = {Birds At Sea},",
        "  author        = {Lee, Ann B. and Plato},",
        "  year          = {2024},",
        "  eprint        = {2409.17703},",
        "  archivePrefix = {arXiv},",
        "  url           = {https://arxiv.org/abs/2409.17703},",
        "  note          = {Listed 14 March 2025}",
        "}",
    ]


def test_a_backslash_and_braces_cannot_end_a_field() -> None:
    assert r"\textbackslash{}\}\{" in bibtex(paper("x", title=r"\}{"))

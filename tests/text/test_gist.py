"""The sentence of an abstract that says what the paper does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.text.clean import clean
from paper_archive.text.gist import LONGEST, find_gist, gist_text

from tests.bench.gist import rated
from tests.realdata import shared

BLOCKS = (Path(__file__).parent / "gists.txt").read_text(encoding="utf-8").split("\n\n")[1:]
CASES = [tuple([*block.strip("\n").split("\n"), ""][:3]) for block in BLOCKS if block.strip()]


def gist_of(title: str, abstract: str) -> str:
    return gist_text(abstract, find_gist(title, abstract))


@pytest.mark.parametrize(("title", "abstract", "gist"), CASES, ids=[case[0] for case in CASES])
def test_the_gist_says_what_the_paper_does(title: str, abstract: str, gist: str) -> None:
    assert gist_of(title, abstract) == gist


def test_a_whole_sentence_is_shown_and_a_longer_one_is_cut_after_a_clause() -> None:
    start = "We propose a count of gulls " + "and of terns " * 10
    whole = start + "x" * (LONGEST - len(start) - 1) + "."
    assert gist_of("Gulls", f"Birds fly. {whole} They do.") == whole
    long = start + "that live at sea, " + "which is wide and deep " * 10 + "everywhere."
    shown = gist_of("Gulls", f"Birds fly. {long} They do.")
    assert shown == start + "that live at sea\u00a0…"


@given(st.text(max_size=60), st.text(max_size=400))
def test_a_gist_is_part_of_the_abstract(title: str, abstract: str) -> None:
    abstract = clean(abstract)
    start, end = find_gist(clean(title), abstract)
    assert 0 <= start <= end <= len(abstract)
    assert len(gist_text(abstract, (start, end))) <= LONGEST


@pytest.mark.parametrize(
    "piece", ["we ", "x", "we propose ", "this paper ", "A. ", "(", "。", "To this, "]
)
def test_hostile_abstracts_are_read_to_a_bound(piece: str) -> None:
    long = piece * (1_000_000 // len(piece))
    assert find_gist("A title", long) == find_gist("A title", long[:7_000])


def test_gists_are_nearer_to_summaries_than_first_sentences_are() -> None:
    """On days that the weights were not fitted on; their origin is in `gist_weights.py`."""
    papers = rated(shared("corpora/hf-daily-api.jsonl.gz"), fitted=False, most=1_000)
    assert len(papers) > 900
    first, gist = (sum(scores) / len(papers) for scores in zip(*papers, strict=True))
    assert gist >= 0.4
    assert first < gist - 0.1

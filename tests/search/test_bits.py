"""The scripts read postings and lists as Python packed them."""

from __future__ import annotations

import random
from base64 import b64encode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_archive.search import lists
from paper_archive.search.bits import LENGTHS, Packer, codes
from paper_archive.search.engine import SiteSearch
from paper_archive.search.postings import IMPACTS

from tests.search import sites

# Sixteen terms in order, that postings are of.
TERMS = [f"t{n:02}" for n in range(16)]


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> SiteSearch:
    made = SiteSearch(sites.write(sites.papers(3), tmp_path_factory.mktemp("bits")))
    made.call("prepare")
    return made


@settings(deadline=None)
@given(numbers=st.lists(st.integers(0, 2**40)))
def test_numbers(scripts: SiteSearch, numbers: list[int]) -> None:
    assert scripts.call("engine.files.numbers", lists.varints(numbers)) == numbers


@settings(deadline=None)
@given(
    words=st.lists(st.text(st.characters(min_codepoint=33, exclude_categories=["Cs"]), min_size=1))
)
def test_words(scripts: SiteSearch, words: list[str]) -> None:
    assert scripts.call("engine.files.wordList", lists.word_list(words)) == words


def test_order_is_that_of_utf16() -> None:
    words = ["z", "\uffee", "\U00020000", "a", "é"]
    assert lists.in_order(words) == ["a", "z", "é", "\U00020000", "\uffee"]


def test_codes_have_no_code_before_them() -> None:
    spelt = [f"{code:0{length}b}" for code, length in zip(codes(), LENGTHS, strict=True)]
    assert sum(2.0**-length for length in LENGTHS) == 1
    assert not any(a != b and b.startswith(a) for a in spelt for b in spelt)


@pytest.mark.parametrize("size", [1, 7, 500, 300_000])
def test_postings(scripts: SiteSearch, size: int) -> None:
    chance = random.Random(size)
    lengths = [min(size, n) for n in (1, 1, 2, 5, size // 3, size, 1, size // 50, 1) if n]
    papers = [sorted(chance.sample(range(size), length)) for length in lengths]
    # Far apart, and at the very end: the gap that has no Rice code.
    papers.append([0, size - 1] if size > 1 else [0])
    papers.append([*range(size // 100), size - 1] if size > 200 else [0])
    levels = [bytes(chance.randint(1, len(LENGTHS)) for _ in own) for own in papers]
    firsts = np.cumsum([0, *map(len, papers)])
    flat = np.array([paper for own in papers for paper in own], np.uint32)
    packer = Packer(size, firsts, flat, np.frombuffer(b"".join(levels), np.uint8))
    borders = [0, 3, 4, len(papers)]
    shards = list(packer.packed(firsts[borders].tolist()))
    found = []
    for shard, start, end in zip(shards, borders, borders[1:], strict=False):
        counts = lists.varints(len(own) for own in papers[start:end])
        value = [lists.word_list(TERMS[start:end]), counts, b64encode(shard).decode().rstrip("=")]
        found += scripts.call("engine.files.postings", value, size)
    # JSON has typed arrays as objects, whose keys are the places.
    read = [[list(each["papers"].values()), list(each["levels"].values())] for each in found]
    impacts = [[IMPACTS[level] for level in own] for own in levels]
    assert read == [list(pair) for pair in zip(papers, impacts, strict=True)]

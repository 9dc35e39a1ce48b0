"""Postings and lists come back as they were packed."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.search import lists
from paper_archive.search.bits import LENGTHS, Packer, Reader, codes


@given(st.lists(st.integers(0, 2**40)))
def test_numbers(numbers: list[int]) -> None:
    assert lists.of_varints(lists.varints(numbers)) == numbers


@given(st.lists(st.text(st.characters(min_codepoint=33), min_size=1)))
def test_words(words: list[str]) -> None:
    assert lists.of_word_list(lists.word_list(words)) == words


def test_order_is_that_of_utf16() -> None:
    words = ["z", "\uffee", "\U00020000", "a", "é"]
    assert lists.in_order(words) == ["a", "z", "é", "\U00020000", "\uffee"]


def test_codes_have_no_code_before_them() -> None:
    spelt = [f"{code:0{length}b}" for code, length in zip(codes(), LENGTHS, strict=True)]
    assert sum(2.0**-length for length in LENGTHS) == 1
    assert not any(a != b and b.startswith(a) for a in spelt for b in spelt)


@pytest.mark.parametrize("size", [1, 7, 500, 300_000])
def test_postings(size: int) -> None:
    chance = random.Random(size)
    lengths = [min(size, n) for n in (1, 1, 2, 5, size // 3, size, 1, size // 50, 1) if n]
    papers = [sorted(chance.sample(range(size), length)) for length in lengths]
    # Far apart, and at the very end: the gap that has no Rice code.
    papers.append([0, size - 1] if size > 1 else [0])
    papers.append([*range(size // 100), size - 1] if size > 200 else [0])
    levels = [bytes(chance.randint(1, 15) for _ in own) for own in papers]
    firsts = np.cumsum([0, *map(len, papers)])
    flat = np.array([paper for own in papers for paper in own], np.uint32)
    packer = Packer(size, firsts, flat, np.frombuffer(b"".join(levels), np.uint8))
    borders = [0, 3, 4, len(papers)]
    shards = list(packer.packed(firsts[borders].tolist()))
    found = []
    for shard, start, end in zip(shards, borders, borders[1:], strict=False):
        reader = Reader(shard)
        found += [reader.term(size, len(papers[n])) for n in range(start, end)]
    assert found == list(zip(papers, levels, strict=True))

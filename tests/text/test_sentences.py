"""Sentences of a text, and that splitting takes no longer than the text is long."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.text.clean import clean
from paper_archive.text.sentences import sentences

LINES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
CASES = [line for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize("case", CASES)
def test_a_text_is_split_into_its_sentences(case: str) -> None:
    text = case.replace("|", "")
    assert [text[start:end] for start, end in sentences(text)] == [
        part.rstrip() for part in case.split("|")
    ]


@given(st.text(alphabet='ab AB.?!…。"”)(1,é', max_size=80).map(clean))
def test_sentences_have_the_whole_text(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(
        " ", ""
    )
    assert all(start < end for start, end in spans)
    # Those up to a place are the first of all.
    for place in range(0, len(text), 9):
        some = sentences(text, 0, place)
        assert some == spans[: len(some)] and some[-1][1] >= min(place, len(text.rstrip()) - 1)

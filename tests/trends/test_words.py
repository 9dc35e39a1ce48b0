from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.trends.words import BREAK, COMMON, FLAGS, NAME, numbers_of, words_of


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("On-policy distillation of LLM agents.", "on-policy distillation | llm agent"),
        ("an agent's memories: GPT-5.6 (v2), 3.5 of 12", "agent | memory | gpt-5.6 | v2"),
        (
            "pixel\u2011space, 3D-models and https://a.b/c harnesses",
            "pixel-space | 3d-model | harness",
        ),
    ],
)
def test_phrases_end_at_stop_words_signs_and_numbers(text: str, phrases: str) -> None:
    runs = " ".join(word.folded or "|" for word in words_of(text)).split("|")
    assert " | ".join(run.strip() for run in runs if run.strip()) == phrases


def test_numbers_say_which_words_are_common_or_names() -> None:
    def flags(word: str) -> int:
        return numbers_of(word)[0] & FLAGS

    assert flags("harness") == 0
    assert flags("method") == flags("v2") == COMMON
    assert flags("GPT-5.6") == flags("qwen3") == NAME


@given(st.text(alphabet="aA zZ-.,;1’éß‑(:/\u0301_\nİ", max_size=30))
def test_both_ways_to_read_a_text_number_its_words_alike(text: str) -> None:
    def runs(numbers: Iterable[int]) -> list[list[int]]:
        """The numbers of words between breaks; how many breaks stand together says nothing."""
        return [list(run) for is_run, run in groupby(numbers, bool) if is_run]

    numbers = list(numbers_of(text))
    assert runs(numbers) == runs(word.number for word in words_of(text.lower()))
    assert all(number == BREAK or number > FLAGS for number in numbers)

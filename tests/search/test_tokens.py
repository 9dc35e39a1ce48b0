"""Words, stems and queries by the vectors that the browser's scripts pass too."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from lunr.stop_word_filter import WORDS
from paper_archive.search import tokens
from paper_archive.search.query import MOST_WORDS, parse

HERE = Path(__file__).parent


def vectors(name: str) -> list[dict[str, Any]]:
    """The cases of a file beside this one."""
    return json.loads((HERE / name).read_text("utf-8"))


@pytest.mark.parametrize("case", vectors("tokens.json"), ids=lambda case: case["text"][:30])
def test_words_and_stems(case: dict[str, Any]) -> None:
    assert list(tokens.words(case["text"])) == case["words"]
    assert [s for raw in tokens.raw_words(case["text"]) for s in tokens.stems(raw)] == case["stems"]


@pytest.mark.parametrize("case", vectors("queries.json"), ids=lambda case: case["query"][:30])
def test_queries(case: dict[str, Any]) -> None:
    parts = json.loads(json.dumps(asdict(parse(case["query"]))))
    assert {key: value for key, value in parts.items() if value} == case["parts"]


def test_stop_words_are_those_of_the_browser() -> None:
    script = Path(__file__).parents[2] / "site_src/theme/assets/search/tokens.js"
    listed = script.read_text("utf-8").partition("STOP_WORDS = new Set((")[2].partition(").trim")[0]
    assert set(listed.replace('"', " ").replace("+", " ").split()) == WORDS


def test_long_queries_are_cut() -> None:
    query = parse(" ".join(f"word{n}" for n in range(5000)))
    assert len(query.words) == MOST_WORDS
    assert query.problems == [("long", "")]
    assert len(parse("x" * 10_000).words[0]) == tokens.LONGEST

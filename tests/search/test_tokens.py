"""Words, stems and queries: Python and the browser's scripts pass the same vectors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lunr.stop_word_filter import WORDS
from paper_archive.search import tokens
from paper_archive.search.constants import constants_script
from paper_archive.search.engine import SiteSearch

from tests.search.sites import ASSETS, papers, write

HERE = Path(__file__).parent
MOST_WORDS = 32


def vectors(name: str) -> list[dict[str, Any]]:
    """The cases of a file beside this one."""
    return json.loads((HERE / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> SiteSearch:
    made = SiteSearch(write(papers(3), tmp_path_factory.mktemp("tokens")))
    made.call("prepare")
    return made


@pytest.mark.parametrize("case", vectors("tokens.json"), ids=lambda case: case["text"][:30])
def test_words_and_stems(scripts: SiteSearch, case: dict[str, Any]) -> None:
    text = case["text"]
    assert list(tokens.words(text)) == case["words"]
    assert [s for raw in tokens.raw_words(text) for s in tokens.stems(raw)] == case["stems"]
    assert scripts.call("engine.tokens.words", text) == case["words"]
    assert scripts.call("engine.tokens.stems", text) == case["stems"]
    assert scripts.call("engine.query.tagOf", text) == tokens.tag_of(text)


def test_stems_of_python_and_of_the_scripts(scripts: SiteSearch) -> None:
    text = (HERE.parents[1] / "README.md").read_text("utf-8")
    words = sorted({*tokens.words(text), "eed", "ies", "sses", "eeds", "y", "by", "yyy", "sayings"})
    for word in words:
        assert scripts.call("engine.tokens.stem", word) == tokens.stem(word), word


@pytest.mark.parametrize("case", vectors("queries.json"), ids=lambda case: case["query"][:30])
def test_queries(scripts: SiteSearch, case: dict[str, Any]) -> None:
    parts = scripts.call("parse", case["query"])
    assert {key: value for key, value in parts.items() if value} == case["parts"]


def test_long_queries_are_cut(scripts: SiteSearch) -> None:
    query = scripts.call("parse", " ".join(f"word{n}" for n in range(5000)))
    assert len(query["words"]) == MOST_WORDS
    assert query["problems"] == [["long", ""]]
    assert len(scripts.call("parse", "x" * 10_000)["words"][0]) == tokens.LONGEST


def test_the_scripts_use_every_constant_and_no_other(scripts: SiteSearch) -> None:
    script = constants_script()
    values = json.loads(script.partition(" = ")[2])
    assert set(values["STOP_WORDS"]) == WORDS
    code = "".join(file.read_text("utf-8") for file in (ASSETS / "search").glob("*.js"))
    assert set(re.findall(r"constants\.([A-Z_]+)", code)) == values.keys()

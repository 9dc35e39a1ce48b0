"""Questions and requests: words that only ask do not decide which papers come first."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_archive.resources import resource
from paper_archive.search.engine import SiteSearch
from paper_archive.search.query_parser import QueryParser

from tests.search.sites import titled, write


@pytest.fixture(scope="module")
def parser() -> QueryParser:
    return QueryParser((resource("theme"),))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("what is the best method for long context inference?", "long context inference"),
        ("papers about robots that learn from video", "robots learn video"),
        ("show me recent work on kv cache", "kv cache"),
        ("how do I make diffusion faster", "diffusion faster"),
        ("I am looking for methods to compress images", "compress images"),
        ("what does mixture of experts mean?", "mixture experts"),
        ("which benchmark is used to evaluate agents", "benchmark evaluate agents"),
        ("state of the art in video generation", "video generation"),
        # No questions, and questions that ask for nothing else.
        ("best arm identification", "best arm identification"),
        ("work stealing scheduler", "work stealing scheduler"),
        ("papers with code", "papers code"),
        ("paper", "paper"),
        ("search engines", "search engines"),
        ("show and tell", "show tell"),
        ("find papers", "find papers"),
        ("research", "research"),
    ],
)
def test_words_that_only_ask_are_set_apart(parser: QueryParser, query: str, words: str) -> None:
    parsed = parser.parse(query)
    assert parsed["words"] == words.split()
    assert set(parsed["words"]).isdisjoint(parsed["asking"])


def test_they_decide_between_papers_that_match_alike(tmp_path: Path) -> None:
    texts = [
        ("What Makes a Good Prompt", "We study prompts."),
        ("What a Prompt Says", "A good paper makes good papers."),
        ("Good Papers", "The method makes good papers: methods, works and ways."),
    ]
    search = SiteSearch(write(titled(texts), tmp_path))
    answer = search.search("what makes a good prompt ")
    assert [match["title"] for match in answer["results"]] == [texts[0][0], texts[1][0]]
    assert answer["total"] == answer["all"] == 2

from __future__ import annotations

from paper_archive.trends.wording import wording
from paper_archive.trends.words import numbers_of

from tests.pages.papers import paper


def spelt(phrase: str, *abstracts: str, title: str = "x") -> str:
    papers = [paper(f"p-{n}", title=title, abstract=text) for n, text in enumerate(abstracts)]
    return wording(tuple(numbers_of(phrase)), papers)


def test_a_phrase_is_written_as_papers_write_it() -> None:
    assert spelt("agent harness", "Agent harnesses are", "of an agent harness.") == "agent harness"
    assert spelt("llm agent", "LLM Agents", "LLM agents and LLM agents") == "LLM agents"
    assert spelt("llm agent", "LLM agents and LLM agents", "an LLM agent") == "LLM agent"
    assert spelt("gpt-5.6", "(GPT-5.6)") == "GPT-5.6"


def test_titles_are_looked_at_last() -> None:
    assert spelt("agent harness", "birds", title="An Agent Harness") == "Agent Harness"
    assert spelt("agent harness", "birds") == ""

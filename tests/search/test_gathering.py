"""The postings of many papers are those of each."""

from __future__ import annotations

from dataclasses import replace

from paper_archive.search.gathering import gathered
from paper_archive.search.index_files import document
from paper_archive.search.postings import Document

from tests.search.one_paper import levels
from tests.search.sites import papers


def assert_as_of_each(documents: list[Document]) -> None:
    made = gathered(documents)
    assert len(set(made.terms)) == len(made.terms)
    at = 0
    for paper, size in zip(documents, made.sizes.tolist(), strict=True):
        numbers, own = made.numbers[at : at + size], made.levels[at : at + size].tolist()
        terms = [made.terms[number] for number in numbers]
        assert len(set(terms)) == len(terms)
        assert dict(zip(terms, own, strict=True)) == levels(paper), paper
        at += size
    assert at == len(made.numbers) == len(made.levels)


def test_postings_of_many_papers_are_those_of_each() -> None:
    chosen = [document(paper) for paper in papers(400, undated=5)]
    # A tag whose words the text lacks, an empty paper, and a word in every place.
    chosen += [
        Document("a", "", "", (), (), ""),
        Document("b", "Graph graph", "", ("graph-learning",), ("Graph Graph",), "Graphs. " * 90),
        Document("c", "", "", ("vision",), ("", "Ö", "X Æ A-12"), "", (":has:code", ":has:code")),
        replace(document(papers(1)[0]), title="word " * 3000, abstract="C++ x^2 10,000 " * 999),
    ]
    assert_as_of_each(chosen)
    assert_as_of_each(chosen[-4:-3])
    assert_as_of_each([])

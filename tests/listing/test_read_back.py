"""What an archive writes is read back as it was: citations and data."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.citation.author_names import split_names
from paper_archive.citation.citation import Citation
from paper_archive.exports.citation_files import FORMATS, Format
from paper_archive.exports.papers import line
from paper_archive.listing import read
from paper_archive.model import REPLACED, Entry, Facts, Paper, Source, Summary
from paper_archive.text.clean import clean, clean_name

WORDS = st.text(st.sampled_from("abcXYZ é中ß{}\\$%&#_^~<>|\"'`-–@=,.:;()[]/*0129 "), max_size=40)
TITLES = WORDS.map(lambda text: clean(f"A {text} Boat")).filter(lambda text: clean(text) == text)
NAMES = st.sampled_from(
    "Ann B. Lee;Johannes van der Berg;Hal Daumé III;Sammy Davis Jr.;Kimi Team;Plato;李 明;Bo Ray;"
    "Ludwig von Beethoven;O'Neil Conor;Jean-Luc Ménière;Others Ann;Boats & Co;Max de la Cruz"
    "".split(";")
)
IDS = st.sampled_from(["", "2409.17703", "0704.0001", "math.AG/0601001", "hep-th/9901001"])
DAYS = st.none() | st.dates(date(1991, 1, 1), date(2029, 12, 31))


@st.composite
def papers(draw: Callable[..., object]) -> Paper:
    """A paper, with every field that the data of an archive has."""
    days = draw(st.lists(st.dates(date(2020, 1, 1), date(2029, 1, 1)), max_size=3, unique=True))
    replaced = draw(st.lists(st.dates(date(2030, 1, 1), date(2031, 1, 1)), max_size=2, unique=True))
    title = draw(TITLES)
    links = draw(st.lists(st.sampled_from(["https://github.com/a/b", "https://b.org/x_y"]),
                          unique=True))  # fmt: skip
    authors = tuple(draw(st.lists(NAMES, max_size=4)))
    return Paper(
        slug="a",
        title=title,
        abstract=draw(TITLES),
        raw_title=title,
        raw_abstract="",
        days=tuple(sorted(days)),
        undated=not days or draw(st.booleans()),
        sources=(),
        authors=authors,
        author_count=len(authors),
        arxiv_id=draw(IDS),
        published=draw(DAYS),
        organisation=draw(st.sampled_from(["", "A Lab"])),
        upvotes=draw(st.none() | st.integers(0, 999)),
        links=tuple(links),
        replaced=tuple(sorted(replaced)),
        facts=Facts(
            ids=draw(st.sampled_from([(), (("doi", "10.1000/b"), ("pmid", "123"))])),
            categories=tuple(draw(st.lists(st.sampled_from(["cs.CV", "cs.LG"]), unique=True))),
            comment=draw(st.sampled_from(["", "12 pages"])),
            venue=draw(st.sampled_from(["", "A Journal"])),
            version=draw(st.integers(0, 9)),
            summaries=tuple(draw(st.lists(st.just(Summary("Short.", "AI", "en")), max_size=1))),
            year=draw(st.sampled_from([0, 1999])),
        ),
    )  # fmt: skip


def entries_of(text: str) -> list[Entry]:
    listings = read(Source("2025-03-14.txt", text.encode()))
    assert not any(listing.problems or listing.lost for listing in listings)
    return [entry for listing in listings for entry in listing.entries]


def written(form: Format, several: list[Paper]) -> tuple[list[Citation], str]:
    citations = [Citation.of(paper, "https://boats.org/") for paper in several]
    text = form.between.join(form.entries([(f"k{n}", each) for n, each in enumerate(citations)]))
    return citations, form.before + text + form.after


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.folder)
@given(several=st.lists(papers(), min_size=1, max_size=4))
def test_citations_are_read_back(form: Format, several: list[Paper]) -> None:
    citations, text = written(form, several)
    read_back = entries_of(text)
    assert len(read_back) == len(several)
    for paper, citation, entry in zip(several, citations, read_back, strict=True):
        assert clean(entry.title) == citation.title
        assert split_names(tuple(map(clean_name, entry.authors))) == citation.names
        assert entry.arxiv_id == (citation.arxiv_id or paper.arxiv_id)
        whole = len(citation.published) == 10 and form.folder != "bibtex"
        assert (str(entry.published) == citation.published) == whole
        year = entry.published.year if entry.published else entry.facts.year
        assert str(year or "") == citation.published[:4]


@given(paper=papers())
def test_data_is_read_back(paper: Paper) -> None:
    text = line(paper)
    listings = read(Source("papers.jsonl", text.encode()))
    days = [listing.date for listing in listings for e in listing.entries if e.kind != REPLACED]
    replaced = [listing.date for listing in listings for e in listing.entries if e.kind == REPLACED]
    assert sorted(filter(None, days)) == list(paper.days)
    assert sorted(filter(None, replaced)) == list(paper.replaced)
    assert (None in days) == (paper.undated or not (paper.days or paper.replaced))
    stated = json.loads(text)
    for listing in listings:
        for entry in listing.entries:
            assert (entry.title, entry.abstract) == (paper.title, paper.abstract)
            assert (entry.arxiv_id, entry.authors) == (paper.arxiv_id, paper.authors)
            assert (entry.published, entry.upvotes) == (paper.published, paper.upvotes)
            assert (entry.links, entry.organisation) == (paper.links, paper.organisation)
            assert entry.facts == paper.facts, stated

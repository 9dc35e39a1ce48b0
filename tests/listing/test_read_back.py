"""What an archive writes is read back: citations, data, feeds and the digest."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.headerregistry import Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_archive.catalog import Catalog
from paper_archive.citation.author_names import split_names
from paper_archive.citation.citation import Citation
from paper_archive.citation.publication import POSTED
from paper_archive.exports.papers import line
from paper_archive.listing import read
from paper_archive.mail.day_digest import day_digest
from paper_archive.model import CROSS_LIST, REPLACED, Entry, Facts, Paper, Source, Summary
from paper_archive.text.clean import clean, clean_name
from paper_archive.text.gist import find_gist, gist_text

from tests.exports.archives import catalog, published

WORDS = st.text(st.sampled_from("abcXYZ é中ßש{}\\$%&#_^~<>|\"'`-–@=,.:;()[]/*0129 "), max_size=40)
TITLES = WORDS.map(lambda text: clean(f"A {text} Boat")).filter(lambda text: clean(text) == text)
ABSTRACTS = WORDS.map(lambda text: clean(f"We see {text} here.")).filter(
    lambda text: clean(text) == text
)
NAMES = st.sampled_from(
    "Ann B. Lee;Johannes van der Berg;Hal Daumé III;Sammy Davis Jr.;Kimi Team;Plato;李 明;Bo Ray;"
    "Ludwig von Beethoven;O'Neil Conor;Jean-Luc Ménière;Others Ann;Boats & Co;Max de la Cruz"
    "".split(";")
)
IDS = st.sampled_from(["", "2409.17703", "0704.0001", "math/0601001", "hep-th/9901001"])
FACT_IDS: list[tuple[tuple[str, str], ...]] = [
    (),
    (("doi", "10.1000/b"), ("pmid", "123")),
    (("acl", "2024.acl-long.1"), ("openreview", "aB-c_1234")),
    (("doi", "10.1002/(sici)1097<1661::aid-1>3.0.co;2-2"), ("doi", "10.1101/2024.03.01.583012"),
     ("pmcid", "PMC123"), ("pmid", "123")),
]  # fmt: skip
VENUES = ["", "A Journal", "NeurIPS 2018", "The B & {C} Report", "bioRxiv"]
CATEGORIES = ["cs.CV", "cs.LG", "hep-th", "Genomics & <Cells>"]
SUMMARIES = st.builds(
    Summary,
    WORDS.map(lambda text: f"Short: {' '.join(text.split())}."),
    st.sampled_from(["", "AI summary by X", "A & <B>"]),
    st.sampled_from(["", "en", "zh-CN"]),
)
DAYS = st.none() | st.dates(date(1991, 1, 1), date(2029, 12, 31))


@st.composite
def papers(draw: Callable[..., object]) -> Paper:
    """A paper, with every field that the data of an archive has."""
    days = draw(st.lists(st.dates(date(2020, 1, 1), date(2029, 1, 1)), max_size=3, unique=True))
    replaced = draw(st.lists(st.dates(date(2030, 1, 1), date(2031, 1, 1)), max_size=2, unique=True))
    title = draw(TITLES)
    links = draw(st.lists(st.sampled_from(["https://github.com/a/b", "https://b.org/x_y"]),
                          unique=True))  # fmt: skip
    abstract = draw(ABSTRACTS)
    authors = tuple(draw(st.lists(NAMES, max_size=4)))
    return Paper(
        slug="a",
        title=title,
        abstract=abstract,
        gist=find_gist(title, abstract),
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
        cross_listed=tuple(sorted(day for day in days if draw(st.booleans()))),
        facts=Facts(
            ids=draw(st.sampled_from(FACT_IDS)),
            categories=tuple(draw(st.lists(st.sampled_from(CATEGORIES), unique=True))),
            comment=draw(st.sampled_from(["", "12 pages"])),
            venue=draw(st.sampled_from(VENUES)),
            version=draw(st.integers(0, 9)),
            summaries=tuple(draw(st.lists(SUMMARIES, max_size=2))),
            year=draw(st.sampled_from([0, 1999])),
        ),
    )  # fmt: skip


Known = tuple[str, object, str, str, str]


def archive_of(several: list[Paper]) -> Catalog:
    return catalog(*(replace(paper, slug=f"a-{n}") for n, paper in enumerate(several)))


def entries_of(name: str, data: bytes) -> list[tuple[date | None, Entry]]:
    listings = read(Source(name, data))
    assert not any(listing.lost for listing in listings)
    assert not any("no date" not in p.what for listing in listings for p in listing.problems)
    return [(listing.date, entry) for listing in listings for entry in listing.entries]


def known(title: str, authors: tuple[str, ...], arxiv_id: str, published: str, venue: str) -> Known:
    names = split_names(tuple(map(clean_name, authors)))
    return clean(title), names, arxiv_id, published, clean(venue)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(several=st.lists(papers(), min_size=1, max_size=4))
@pytest.mark.parametrize("form", ["bibtex/all.bib", "ris/all.ris", "csl/all.json"])
def test_citations_are_read_back(form: str, several: list[Paper]) -> None:
    archive = archive_of(several)
    data = published(archive)[f"api/{form}.gz"]
    citations = [Citation.of(paper, archive.site_url) for paper in archive.archive.papers]
    # BibTeX has the year alone, and no format has a day without its month.
    shortest = 4 if form.startswith("bibtex") else 10
    dates = [c.published if len(c.published) == shortest else c.published[:4] for c in citations]
    if shortest == 4:
        dates = [c.published[:4] for c in citations]
    expected = [
        (known(p.title, p.authors, p.arxiv_id, on, venue(p, c)), cited(c, form))
        for p, c, on in zip(archive.archive.papers, citations, dates, strict=True)
    ]
    found = [
        (known(e.title, e.authors, e.arxiv_id, on, e.facts.venue), e.facts.ids)
        for _, e in entries_of("all.gz", data)
        for on in (str(e.published or e.facts.year or ""),)
    ]
    assert sorted(map(str, found)) == sorted(map(str, expected))


def venue(paper: Paper, citation: Citation) -> str:
    """The venue in a citation: a preprint server only if it is not arXiv, also if its DOI tells."""
    if citation.kind == POSTED or paper.facts.venue == "bioRxiv":
        return "" if paper.arxiv_id else "bioRxiv"
    return paper.facts.venue


def cited(citation: Citation, form: str) -> tuple[tuple[str, str], ...]:
    """The ids in a citation, a DOI of arXiv excepted; only RIS has places for several pages."""
    ids = {("doi", citation.other_doi)} if citation.other_doi else set()
    pages = [scheme for scheme in ("acl", "openreview") if citation.id(scheme)]
    left_out = pages[1:] if not form.startswith("ris") else []
    return tuple(sorted(ids.union(pair for pair in citation.ids if pair[0] not in left_out)))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(several=st.lists(papers(), min_size=1, max_size=4))
@pytest.mark.parametrize("name", ["feed.xml", "feed.json", "days/feed.xml", "days/feed.json"])
def test_feeds_are_read_back(name: str, several: list[Paper]) -> None:
    archive = archive_of(several)
    listed = [paper for paper in archive.archive.papers if paper.days]
    found = entries_of(name, published(archive)[name]) if listed else []
    if name.startswith("days"):
        expected = [(day.date, p.title) for day in archive.archive.days for p in day.papers]
        texts = [(day, clean(entry.title)) for day, entry in found]
    else:  # A paper that is new on no day is in no feed of new papers.
        expected = [
            (p.days[0], p.title, p.abstract, p.authors, p.arxiv_id, p.facts) for p in listed
        ]
        texts = [
            (day, clean(e.title), clean(e.abstract), e.authors, e.arxiv_id, e.facts)
            for day, e in found
        ]
    assert sorted(map(str, texts)) == sorted(map(str, expected))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(several=st.lists(papers(), min_size=1, max_size=4))
def test_the_digest_is_read_back(several: list[Paper]) -> None:
    archive = archive_of(several)
    reader = Address("A Reader", "reader", "example.org")
    for day in archive.archive.days:
        if digest := day_digest(archive, day):
            mail = digest.message(reader, reader).as_bytes()
            found = [
                (on, clean(e.title), e.abstract, e.facts.venue, e.facts.ids)
                for on, e in entries_of("mail.eml", mail)
            ]
            assert found == [
                (day.date, p.title, gist_text(p.abstract, p.gist), p.facts.venue, p.facts.ids)
                for p in day.papers
            ]


@given(paper=papers())
def test_data_is_read_back(paper: Paper) -> None:
    text = line(paper)
    listings = read(Source("papers.jsonl", text.encode()))
    days = [listing.date for listing in listings for e in listing.entries if e.kind != REPLACED]
    replaced = [listing.date for listing in listings for e in listing.entries if e.kind == REPLACED]
    assert sorted(filter(None, days)) == list(paper.days)
    assert sorted(filter(None, replaced)) == list(paper.replaced)
    crossed = [p.date for p in listings for e in p.entries if e.kind == CROSS_LIST and p.date]
    assert sorted(crossed) == list(paper.cross_listed)
    assert (None in days) == (paper.undated or not (paper.days or paper.replaced))
    stated = json.loads(text)
    for listing in listings:
        for entry in listing.entries:
            assert (entry.title, entry.abstract) == (paper.title, paper.abstract)
            assert (entry.arxiv_id, entry.authors) == (paper.arxiv_id, paper.authors)
            assert (entry.published, entry.upvotes) == (paper.published, paper.upvotes)
            assert (entry.links, entry.organisation) == (paper.links, paper.organisation)
            assert entry.facts == paper.facts, stated

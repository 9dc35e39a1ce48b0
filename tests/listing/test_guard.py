"""One bad value of a listing costs that value, and the sums stay exact."""

from __future__ import annotations

import json
from dataclasses import astuple

import pytest
from paper_archive.archive.merge import merge
from paper_archive.listing import read
from paper_archive.listing.form import Reading
from paper_archive.listing.guard import sound
from paper_archive.listing.limits import MOST_LINKS, MOST_NAMES
from paper_archive.model import Entry, Facts, Listing, Source, Summary
from paper_archive.text.links import MOST, links

GOOD = '{"title": "Good", "abstract": "We show."}'


def lines(*papers: str) -> list[Listing]:
    return read(Source("2025-03-14.jsonl", "\n".join((GOOD, *papers, GOOD)).encode()))


@pytest.mark.parametrize("field", ["id", "url", "githubRepo", "projectPage", "date"])
@pytest.mark.parametrize("value", [r'"https://a.org/\ud800"', "1" * 5_000, "NaN", "[" * 5_000])
def test_a_bad_value_costs_its_paper_at_most(field: str, value: str) -> None:
    listings = lines(f'{{"title": "Bad", "abstract": "x", "{field}": {value}}}')
    assert sum(len(listing.entries) + listing.lost for listing in listings) == 3
    for listing in listings:
        repr(listing).encode()
        for entry in listing.entries:
            json.dumps(astuple(entry), ensure_ascii=False, default=str).encode()
        for problem in listing.problems:
            str(problem).encode()


def test_half_a_character_is_left_out_of_text_and_costs_a_link() -> None:
    (listing,) = lines(
        r'{"title": "B\ud800ad", "abstract": "x", "authors": ["A\udfff B"], '
        r'"githubRepo": "https://a.org/\ud800", "organization": {"name": "L\ud800ab"}}'
    )
    bad = listing.entries[1]
    assert (bad.title, bad.authors, bad.organisation, bad.links) == ("Bad", ("A B",), "Lab", ())
    assert [(p.line, p.what.split(":")[0]) for p in listing.problems] == [
        (2, "a link with half a character"),
        (2, "half a character in 'title'"),
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://a.org/b", "see the paper"])
def test_a_link_that_leads_to_no_web_page_is_reported(link: str) -> None:
    (listing,) = lines(f'{{"title": "Bad", "abstract": "x", "projectPage": "{link}"}}')
    assert not any(paper.links for paper in merge([listing]).archive.papers)
    assert [(p.line, p.what.split(":")[0]) for p in listing.problems] == [
        (2, "not the address of a web page")
    ]


@pytest.mark.parametrize(
    "votes",
    ["-1", "1e400", "NaN", "10000000", "9" * 5_000, "[]", "{}", "true", '"x"', '"1,23"', '"1.5"'],
)
def test_upvotes_that_are_no_number_of_people_are_reported(votes: str) -> None:
    (listing,) = lines(f'{{"title": "Bad", "abstract": "x", "upvotes": {votes}}}')
    assert [entry.upvotes for entry in listing.entries] == [None] * 3
    assert [(p.line, p.what.split(":")[0]) for p in listing.problems] == [
        (2, "not a number of upvotes")
    ]


@pytest.mark.parametrize(("votes", "count"), [('"12"', 12), ('" 1,234 "', 1_234), ('""', None)])
def test_upvotes_may_be_a_text(votes: str, count: int | None) -> None:
    (listing,) = lines(f'{{"title": "Good", "abstract": "x", "upvotes": {votes}}}')
    assert count in [entry.upvotes for entry in listing.entries] and not listing.problems


def test_lines_keep_their_numbers_beside_strange_separators() -> None:
    data = "\r\r\n\n" + '{"title": "A\u2028\x0b\x1c B", "abstract": "x"}\r\n{"title": "", "a": 1}'
    (listing,) = read(Source("2025-03-14.jsonl", data.encode()))
    assert [entry.line for entry in listing.entries] == [3]
    assert [problem.line for problem in listing.problems] == [4]


def test_facts_of_a_paper_are_sound() -> None:
    facts = Facts(
        ids=(("doi", "10.1234/abc"), ("doi", "x"), ("made-up", "1"), ("pmid", "\ud800")),
        categories=("cs.CL", "\ud800"),
        comment="a\ud800b",
        version=-1,
        summaries=(Summary("t", "s", 'zh" onclick="x'), Summary("t", "s", "zh-Hant")),
    )
    (entry,) = sound("x", Reading("any", (Entry("A", "b", 1, kind="odd", facts=facts),))).entries
    assert entry.kind == ""
    assert entry.facts == Facts(
        ids=(("doi", "10.1234/abc"),),
        categories=("cs.CL",),
        comment="ab",
        summaries=(Summary("t", "s", ""), Summary("t", "s", "zh-Hant")),
    )


def test_no_paper_has_tens_of_thousands_of_authors_or_links() -> None:
    names = tuple(f"A{n} B" for n in range(MOST_NAMES + 1))
    reading = sound("x", Reading("any", (Entry("A", "b", 2, authors=names),)))
    assert reading.entries[0].authors == names[:MOST_NAMES]
    assert [problem.line for problem in reading.problems] == [2]
    assert len(links("https://a.org/b " * (MOST + 1))) == MOST


def test_every_form_returns_sound_entries() -> None:
    many = tuple(f"https://a.org/{n}" for n in range(MOST_LINKS + 1))
    entries = (
        Entry("\ud800", "", 1),
        Entry("A", "b\udfff", 2, upvotes=-1, author_count=10**9, links=many),
    )
    reading = sound("x", Reading("any", entries, lost=1))
    (kept,) = reading.entries
    assert (kept.abstract, kept.upvotes, kept.author_count) == ("b", None, 0)
    assert kept.links == many[:MOST_LINKS]
    assert reading.lost == 2
    assert [problem.line for problem in reading.problems] == [1, 2, 2, 2]

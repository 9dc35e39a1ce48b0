"""What is written as JSON lines is read back without a loss."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.listing import read
from paper_archive.listing.json.writer import line_of
from paper_archive.listing.limits import MOST_AUTHORS, MOST_UPVOTES, MOST_VERSIONS, YEARS
from paper_archive.listing.records import dialect_of
from paper_archive.listing.sources import load
from paper_archive.model import KINDS, NO_FACTS, Entry, Facts, Source, Summary

from tests.realdata import shared

_LETTERS = st.characters(exclude_categories=["Cs"])
# As every form leaves a text: lines joined, white space single.
_texts = st.text(_LETTERS, max_size=30).map(lambda text: " ".join(text.split()))
_titles = _texts.filter(bool)
_links = _titles.map(lambda text: "https://example.org/" + text.replace(" ", ""))
_dates = st.dates(date(1900, 1, 1))
_stated = st.sampled_from(
    [
        ("doi", "10.1101/2024.03.01.583012"),
        ("doi", "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2"),
        ("pmid", "38123456"),
        ("pmcid", "PMC10987654"),
        ("openreview", "aBc_-123"),
        ("acl", "2024.acl-long.1"),
        ("acl", "P19-1001"),
    ]
)
_names = st.sampled_from(["Ada Lovelace", "Lovelace, Ada", "Lee and Ray Ltd.", "Ann; Bo", "et al."])
_facts = st.builds(
    Facts,
    ids=st.lists(_stated, unique=True, max_size=4).map(lambda ids: tuple(sorted(ids))),
    categories=st.lists(_titles, max_size=3).map(tuple),
    comment=_texts,
    venue=_texts,
    version=st.integers(0, MOST_VERSIONS),
    year=st.just(0) | st.sampled_from(YEARS),
    summaries=st.lists(
        st.builds(Summary, _titles, _texts, st.sampled_from(["", "en", "zh-Hant"])), max_size=2
    ).map(tuple),
).map(lambda facts: NO_FACTS if facts == NO_FACTS else facts)
_entries = st.builds(
    Entry,
    title=_titles,
    abstract=_texts,
    line=st.just(1),
    arxiv_id=st.sampled_from(["", "2503.00001", "math/0601001", "hep-th/9901001"]),
    authors=st.lists(_titles | _names, max_size=3).map(tuple),
    author_count=st.integers(0, MOST_AUTHORS),
    organisation=_texts,
    published=st.none() | _dates,
    upvotes=st.none() | st.integers(0, MOST_UPVOTES),
    links=st.lists(_links, max_size=3).map(tuple),
    kind=st.sampled_from(KINDS),
    facts=_facts,
)


@given(_entries, st.none() | _dates)
def test_an_entry_is_read_back_as_it_was(entry: Entry, day: date | None) -> None:
    (listing,) = read(Source("import.jsonl", line_of(entry, day)))
    assert (listing.form, listing.date) == ("json-lines", day)
    assert listing.entries == (entry,)


@given(_entries, _dates)
def test_a_line_belongs_to_no_dialect(entry: Entry, day: date) -> None:
    assert dialect_of(json.loads(line_of(entry, day))) is None


def test_a_line_holds_what_an_entry_has_and_nothing_else() -> None:
    line = line_of(Entry("Birds", "They fly.", 7, upvotes=0), date(2025, 3, 14))
    assert line == (
        b'{"date": "2025-03-14", "title": "Birds", "abstract": "They fly.", "upvotes": 0}\n'
    )


def test_an_abstract_that_a_source_does_not_have_is_reported_by_no_build() -> None:
    (listing,) = read(Source("2025-03-14.jsonl", line_of(Entry("Birds", "", 1), None)))
    assert listing.entries == (Entry("Birds", "", 1),) and not listing.problems
    (listing,) = read(Source("2025-03-14.jsonl", b'{"title": "Birds"}'))
    assert [problem.what for problem in listing.problems] == [
        "a paper without an abstract: 'Birds'"
    ]


def test_what_a_source_says_besides_stays_in_its_line() -> None:
    line = line_of(Entry("Birds", "They fly.", 1), None, {"name": "arxiv", "lists": ["cs.CL"]})
    assert json.loads(line)["source"] == {"name": "arxiv", "lists": ["cs.CL"]}
    (listing,) = read(Source("2025-03-14.jsonl", line))
    assert listing.entries == (Entry("Birds", "They fly.", 1),) and not listing.problems


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("author_count", "12"),
        ("author_count", True),
        ("author_count", -1),
        ("author_count", MOST_AUTHORS + 1),
        ("links", [7, {}, "https://example.org/\ud800"]),
    ],
)
def test_a_field_of_a_wrong_type_is_left_out(field: str, value: object) -> None:
    line = json.dumps({"title": "Birds", "summary": "They fly.", field: value})
    (listing,) = read(Source("import.jsonl", line.encode()))
    assert listing.entries == (Entry("Birds", "They fly.", 1),)


def test_real_listings_of_every_form_are_read_back() -> None:
    read_back = 0
    for file in sorted(shared("forms").iterdir()):
        for listing in load(file, file.name, None) if file.name != "README.md" else ():
            if not listing.entries:
                continue
            lines = b"".join(line_of(entry, listing.date) for entry in listing.entries)
            (again,) = read(Source("import.jsonl", lines))
            assert again.date == listing.date
            assert [replace(entry, line=0) for entry in again.entries] == [
                replace(entry, line=0) for entry in listing.entries
            ]
            read_back += len(again.entries)
    assert read_back > 400

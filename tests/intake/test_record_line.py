"""What is written of a paper is read back without a loss."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as some
from paper_archive import listing
from paper_archive.intake.record_line import line
from paper_archive.model import KINDS, Entry, Facts, Source, Summary

DAY = date(2025, 3, 14)
# Lines are joined by a space, so white space is single and inside.
WORD = some.text(
    some.characters(exclude_categories=("Cs", "Cc", "Z"), exclude_characters="\ufeff"), min_size=1
).filter(lambda word: word.split() == [word])
TEXT = some.lists(WORD, min_size=1, max_size=5).map(" ".join)
MAYBE = some.just("") | TEXT
# Names that the reader has made of an answer: without commas, and without words such as "and".
NAME = some.from_regex(
    r"[A-ZÀ-Ö][a-zà-ö]{1,9}( [A-Z]\.)?( [A-Z][a-z]{2,9}(-[A-Z][a-z]{2,5})?)", fullmatch=True
)
NAMES = some.lists(NAME, max_size=4).map(tuple)
FACTS = some.builds(
    Facts,
    ids=some.sampled_from([(), (("doi", "10.1000/a"), ("pmid", "123"))]),
    categories=some.lists(WORD, max_size=3).map(tuple),
    comment=MAYBE,
    venue=MAYBE,
    version=some.integers(0, 999),
    summaries=some.lists(some.builds(Summary, TEXT, TEXT, some.just("zh")), max_size=2).map(tuple),
)
ENTRIES = some.builds(
    Entry,
    title=TEXT,
    abstract=MAYBE,
    line=some.just(1),
    arxiv_id=some.sampled_from(["", "2503.00001", "hep-th/9901001"]),
    authors=NAMES,
    organisation=MAYBE,
    published=some.none() | some.dates(date(1990, 1, 1), date(2100, 1, 1)),
    upvotes=some.none() | some.integers(0, 9_999_999),
    links=some.sampled_from([(), ("https://github.com/a/b", "https://a.example/")]),
    kind=some.sampled_from(KINDS),
    facts=FACTS,
)


@given(some.lists(ENTRIES, min_size=1, max_size=4))
def test_what_is_written_is_read_back(entries: list[Entry]) -> None:
    written = "".join(line(DAY, entry, {"name": "x", "lists": ["a"]}) for entry in entries)
    (read,) = listing.read(Source("2025/2025-03-14.x.jsonl", written.encode()))
    assert (read.form, read.date, read.lost) == ("json-lines", DAY, 0)
    numbered = [replace(entry, line=n) for n, entry in enumerate(entries, 1)]
    assert list(read.entries) == numbered
    assert not [problem for problem in read.problems if "abstract" in problem.what]


def test_an_author_count_is_kept() -> None:
    entry = Entry("Birds at Sea", "", 1, author_count=7)
    (read,) = listing.read(Source("2025-03-14.x.jsonl", line(DAY, entry, {}).encode()))
    assert read.entries == (entry,) and read.problems == ()

"""The index finds what comparing every pair would find, in steps that grow with the entries."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.archive.identity import alike, letters_of, title_key
from paper_archive.archive.people import people_of
from paper_archive.intake.abstracts import Abstracts
from paper_archive.intake.detail import detail_of
from paper_archive.intake.entry_index import EntryIndex
from paper_archive.model import REPLACED, Entry, Facts, Summary
from paper_archive.text.clean import clean

from tests.growth import MOST, exponent, steps

DAY = date(2025, 3, 14)
_TEXTS = (
    "",
    "We follow swallows over the open sea by radar and by the stars.",
    "We follow swallows over the open sea by radar and by the stars, for a year.",
    "Whales sing.",
)
_entries = st.builds(
    Entry,
    title=st.sampled_from(["Birds at Sea", "Birds at sea", "Birds & Sea", "Whales"]),
    abstract=st.sampled_from(_TEXTS),
    line=st.just(1),
    arxiv_id=st.sampled_from(["", "2503.00001", "2503.00002"]),
    authors=st.sampled_from([(), ("Ann Lee",), ("Ann Lee", "Bo Ray"), ("Cy Fox",)]),
    facts=st.sampled_from([(), (("doi", "10.1101/a"),), (("doi", "10.1101/b"),)]).map(Facts),
)


def one_paper(a: Entry, b: Entry) -> bool:
    """Tell whether two entries are one paper, by all rules, one after the other."""
    if a.arxiv_id and b.arxiv_id:
        return a.arxiv_id == b.arxiv_id
    if set(a.facts.ids) & set(b.facts.ids):
        return True
    key, other = title_key(clean(a.title)), title_key(clean(b.title))
    if letters_of(key) != letters_of(other):
        return False
    if people_of(a.authors).share_none(people_of(b.authors)):
        return False
    if a.abstract and b.abstract:
        return alike(clean(a.abstract), clean(b.abstract))
    return key == other


@given(st.lists(_entries, max_size=12), _entries)
def test_the_same_papers_are_found_as_by_comparing_all_pairs(
    entries: Sequence[Entry], asked: Entry
) -> None:
    index = EntryIndex()
    for n, entry in enumerate(entries):
        index.add_entry(f"file{n % 3}", DAY + timedelta(n % 2), entry)
    same = [n for n, entry in enumerate(entries) if one_paper(entry, asked)]
    for day in (0, 1):
        found = index.find(asked, DAY + timedelta(day))
        on_day = [entries[n] for n in same if n % 2 == day]
        assert found.known == bool(same)
        assert {seen.detail for seen in found.on_day} == set(map(detail_of, on_day))
        assert found.tells_all_of(asked) == any(
            detail_of(entry).covers(detail_of(asked)) for entry in on_day
        )


BARE = Entry("Birds", "", 1)
MORE = {
    "abstract": Entry("Birds", "They fly.", 1),
    "id": Entry("Birds", "", 1, arxiv_id="2503.00001"),
    "authors": Entry("Birds", "", 1, authors=("Ann Lee",)),
    "link": Entry("Birds", "", 1, links=("https://github.com/a/b",)),
    "organisation": Entry("Birds", "", 1, organisation="Lab"),
    "published": Entry("Birds", "", 1, published=DAY),
    "other id": Entry("Birds", "", 1, facts=Facts((("doi", "10.1101/a"),))),
    "category": Entry("Birds", "", 1, facts=Facts(categories=("cs.CV",))),
    "comment": Entry("Birds", "", 1, facts=Facts(comment="8 pages")),
    "year": Entry("Birds", "", 1, facts=Facts(year=2024)),
    "venue": Entry("Birds", "", 1, facts=Facts(venue="A Journal")),
    "version": Entry("Birds", "", 1, facts=Facts(version=2)),
    "summary": Entry("Birds", "", 1, facts=Facts(summaries=(Summary("Birds fly.", "AI"),))),
}


@pytest.mark.parametrize("part", MORE)
def test_a_part_that_is_missing_is_detail(part: str) -> None:
    bare, more = detail_of(BARE), detail_of(MORE[part])
    assert more.covers(bare) and not bare.covers(more) and more.covers(more)


def test_a_paper_that_is_new_says_more_than_one_that_is_replaced() -> None:
    new, replaced = detail_of(BARE), detail_of(Entry("Birds", "", 1, kind=REPLACED))
    assert new.covers(replaced) and not replaced.covers(new)


def test_counts_are_no_detail() -> None:
    assert detail_of(BARE).covers(detail_of(Entry("Birds", "", 1, author_count=9, upvotes=5)))


def test_of_many_abstracts_those_that_are_alike_are_found() -> None:
    choose = random.Random(0)
    words = [f"word{n}" for n in range(2_000)]
    texts = [" ".join(choose.choices(words, k=80)) for _ in range(100)]
    versions = [f"{text} and a sentence more" for text in texts]
    abstracts = Abstracts()
    for text in (*texts, *versions):
        abstracts.add(text)
    for text, version in zip(texts, versions, strict=True):
        shortened = text.rsplit(" ", 5)[0]
        assert set(abstracts.alike(shortened)) == {text, version}
        assert next(iter(abstracts.alike(version))) == version


def _entry(n: int, abstract: str = "", day: int = 0, **parts: object) -> tuple[date, Entry]:
    return DAY + timedelta(day), Entry("Untitled", abstract, n, **parts)  # type: ignore[arg-type]


HOSTILE: dict[str, Callable[[int], tuple[date, Entry]]] = {
    "one title, no abstract": _entry,
    "one title, one abstract": lambda n: _entry(n, "They fly."),
    "one title, all abstracts different": lambda n: _entry(n, f"bird {n} flew {n + 1} miles"),
    "abstracts share words": lambda n: _entry(n, f"we study birds and whales at sea {n}"),
    "all authors different": lambda n: _entry(n, authors=(f"Ann {chr(97 + n % 26)}{n}",)),
    "one id, all days": lambda n: _entry(n, day=n, arxiv_id="2503.00001"),
    "one DOI, all arXiv ids": lambda n: _entry(
        n, arxiv_id=f"2503.{n:05}", facts=Facts((("doi", "10.1101/a"),))
    ),
    "blank among others": lambda n: _entry(n, f"bird {n} flew {n} miles" if n % 2 else ""),
    "details differ": lambda n: _entry(n, facts=Facts(version=n)),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_work_grows_with_the_entries(case: str) -> None:
    def size(n: int) -> int:
        def work() -> None:
            index = EntryIndex()
            for day, entry in map(HOSTILE[case], range(n)):
                index.find(entry, day)
                index.add_entry("file", day, entry)

        return steps(work)

    assert exponent(size, 300) < MOST

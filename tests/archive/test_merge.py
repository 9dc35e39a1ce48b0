"""Which entries are one paper, what it keeps, and that order does not matter."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.archive.identity import alike, same_paper, similarity, title_key
from paper_archive.archive.merge import Merged, merge
from paper_archive.archive.occurrence import Occurrence
from paper_archive.archive.report import contradictions, credit
from paper_archive.in_memory import read
from paper_archive.inputs import Inputs
from paper_archive.model import Entry, Listing

from tests.archive.build import ONE, OTHER, listing
from tests.realdata import shared


def test_a_paper_in_two_listings_is_one_paper_with_both_days() -> None:
    later = listing("b.txt", "2025-03-14", ("Birds", ONE + " and more of it"))
    earlier = listing("a.txt", "2025-03-13", ("Birds", ONE))
    (paper,) = merge([later, earlier]).archive.papers
    assert paper.days == (date(2025, 3, 13), date(2025, 3, 14))
    assert paper.abstract == ONE + " and more of it"
    assert paper.sources == ("a.txt:1", "b.txt:1")


def test_what_a_form_tells_of_a_paper_is_kept() -> None:
    told = Entry("Birds", ONE, 1, "2503.00001", author_count=7, organisation="Aviary", upvotes=3)
    again = Entry("Birds", ONE, 1, "2503.00001", ("Ada Finch", "Bo Wren"), upvotes=5)
    days = (date(2025, 3, 13), date(2025, 3, 14))
    listings = [
        Listing(f"{day}.txt", "plain-links", day, (entry,))
        for day, entry in zip(days, (told, again), strict=True)
    ]
    (paper,) = merge(listings).archive.papers
    assert (paper.authors, paper.author_count) == (("Ada Finch", "Bo Wren"), 7)
    assert (paper.organisation, paper.upvotes) == ("Aviary", 5)


def test_listings_that_contradict_each_other_are_named() -> None:
    listings = [
        Listing(f"{day}.txt", "api", day, (Entry(title, text, 4, "2503.00001"),))
        for day, title, text in (
            (date(2025, 3, 13), "Birds", ONE),
            (date(2025, 3, 14), "Birds at sea", ONE + " and more"),
            (date(2025, 3, 15), "Primes", OTHER),
        )
    ]
    first, second, third = credit(listings, merge(listings))
    assert first.problems == second.problems == ()
    (problem,) = third.problems
    assert str(problem).startswith(
        "2025-03-15.txt:4: 'Primes' has the id 2503.00001, which 2025-03-13.txt:4 gives to 'Birds'"
    )


def test_two_ids_of_a_paper_that_was_merged_by_hand_are_no_contradiction() -> None:
    texts = (("2503.00001", "Birds", ONE), ("2503.00002", "Primes", OTHER))
    entries = tuple(
        Entry(title, text, n, arxiv_id) for n, (arxiv_id, title, text) in enumerate(texts, 1)
    )
    of = Listing("2025-03-13.txt", "api", date(2025, 3, 13), entries)
    assert not [*contradictions([Occurrence.of(of, entry, n) for n, entry in enumerate(entries)])]


@pytest.mark.parametrize("other", ["BIRDS  AT SEA", "Birdsat sea", "birds at Sea"])
def test_titles_are_compared_without_white_space_and_case(other: str) -> None:
    assert title_key("Birds at sea") == title_key(other)


def test_papers_of_one_title_stay_apart_and_share_the_address() -> None:
    a = listing("a.txt", "2025-03-13", ("Birds", ONE))
    b = listing("b.txt", "2025-03-14", ("Birds", OTHER))
    archive = merge([a, b]).archive
    assert len(archive.papers) == 2
    (shared_address,) = archive.shared
    assert shared_address.slug == "birds"
    assert {p.slug for p in archive.papers} == {p.slug for p in shared_address.papers}
    assert all(p.slug.startswith("birds-") for p in archive.papers)


def test_an_entry_without_abstract_joins_the_paper_of_its_title() -> None:
    a = listing("a.txt", "2025-03-13", ("Birds", ""))
    b = listing("b.txt", "2025-03-14", ("Birds", ONE))
    (paper,) = merge([a, b]).archive.papers
    assert paper.abstract == ONE


def test_different_titles_of_one_slug_share_the_address() -> None:
    a = listing("a.txt", "2025-03-13", ("Birds: at sea", ONE), ("Birds, at sea", OTHER))
    archive = merge([a]).archive
    assert [s.slug for s in archive.shared] == ["birds-at-sea"]
    assert len({p.slug for p in archive.papers} | {"birds-at-sea"}) == 3


def test_a_damaged_spelling_keeps_its_address_as_a_redirect() -> None:
    a = listing("a.txt", "2025-03-13", ("Birdsat sea", ONE))
    b = listing("b.txt", "2025-03-14", ("Birds at sea", ONE))
    c = listing("c.txt", "2025-03-15", ("Birds at sea", ONE))
    archive = merge([a, b, c]).archive
    assert [p.slug for p in archive.papers] == ["birds-at-sea"]
    assert [(r.slug, r.paper.slug) for r in archive.redirects] == [("birdsat-sea", "birds-at-sea")]


def test_undated_papers_have_no_day_and_come_last() -> None:
    a = listing("a.txt", None, ("Birds", ONE), ("Primes", OTHER))
    b = listing("b.txt", "2025-03-14", ("Primes", OTHER))
    archive = merge([a, b]).archive
    assert [p.title for p in archive.papers] == ["Primes", "Birds"]
    assert [p.undated for p in archive.papers] == [True, True]
    assert archive.undated is not None
    assert [p.title for p in archive.undated.papers] == ["Birds", "Primes"]


def test_papers_of_a_day_that_is_one_line_stay_in_its_order() -> None:
    a = listing("a.json", "2025-03-13", ("Primes", OTHER, "2501.00002"))
    b = listing("b.json", "2025-03-14", ("Birds", ONE), ("Primes", OTHER, "2501.00002"))
    one_line = replace(b, entries=tuple(replace(entry, line=1) for entry in b.entries))
    archive = merge([a, one_line]).archive
    assert [p.title for p in archive.days[1].papers] == ["Birds", "Primes"]


def test_a_paper_is_credited_to_the_first_listing_by_day_undated_last() -> None:
    listings = [
        listing("a.txt", None, ("Birds", ONE)),
        listing("b.txt", "2025-03-14", ("Birds", ONE), ("Birds", ONE)),
        listing("c.txt", "2025-03-13", ("Primes", OTHER)),
    ]
    sums = [(c.source, c.papers, c.duplicates) for c in credit(listings, merge(listings))]
    assert sums == [("a.txt", 0, 1), ("b.txt", 1, 1), ("c.txt", 1, 0)]


def test_same_paper_carries_likeness_on() -> None:
    words = [f"w{n}" for n in range(60)]
    a, b, c = " ".join(words[:40]), " ".join(words[:60]), " ".join(words[20:60])
    assert alike(a, b) and alike(b, c) and not alike(a, c)
    assert same_paper([a, c]) == [0, 1]
    assert same_paper([a, c, b]) == [0, 0, 0]
    assert similarity(a, a) == 1


def test_an_id_makes_one_paper_of_two_titles_and_parts_one_title() -> None:
    a = listing("a.txt", "2025-03-13", ("Birds", ONE, "2501.00001"), ("Birds", ONE, "2501.00002"))
    b = listing("b.txt", "2025-03-14", ("On Birds", ONE, "2501.00001"))
    archive = merge([a, b]).archive
    assert [(p.arxiv_id, len(p.days)) for p in archive.papers] == [
        ("2501.00001", 2),
        ("2501.00002", 1),
    ]


def test_a_paper_known_by_title_that_comes_with_an_id_is_the_same() -> None:
    a = listing("a.txt", "2025-03-13", ("Birds", ONE))
    b = listing("b.txt", "2025-03-14", ("Birds", ONE + " again", "2501.00001"))
    c = listing("c.txt", "2025-03-15", ("Birds", OTHER, "2501.00002"))
    first, second = merge([a, b, c]).archive.papers
    assert (first.arxiv_id, first.sources) == ("2501.00001", ("a.txt:1", "b.txt:1"))
    assert second.arxiv_id == "2501.00002"


TITLES = [
    *("Birds", "birds", "Bir ds", "Primes", "Primes!", "On Birds: a study", "On birds a study"),
    "On bird-s: a study",
]
WORDS = ONE.split()
VARIANTS = ["", ONE, " ".join(WORDS[:14]), " ".join(WORDS[4:]), OTHER]
IDS = ["2501.00001", "2501.00002", "math/0309136"]
NAMED = [("Ann Lee",), ("Bo Ray",), ("Lee, A.", "Cy Fox"), ("Fox",)]
AUTHORS = st.sampled_from([(), *NAMED])
# An id always comes with an abstract and authors here: what joined a paper that had none may leave
# it when some come, and its own address goes with it.
ENTRIES = st.one_of(
    st.tuples(st.sampled_from(TITLES), st.sampled_from(VARIANTS), st.just(""), AUTHORS),
    st.tuples(
        st.sampled_from(TITLES),
        st.sampled_from(VARIANTS[1:]),
        st.sampled_from(IDS),
        st.sampled_from(NAMED),
    ),
)
DAYS = st.sampled_from([None, "2025-03-13", "2025-03-14", "2025-03-15"])
LISTINGS = st.lists(st.tuples(DAYS, st.lists(ENTRIES, min_size=1, max_size=4)), max_size=5)


@dataclass(frozen=True)
class Found:
    """What is at an address: the paper's ids, its occurrences, those that tell most of it, and the
    hashed slugs of all of them."""

    ids: frozenset[str]
    occurrences: frozenset[str]
    telling: frozenset[str]
    slugs: frozenset[str]


def addresses(merged: Merged) -> dict[str, list[Found]]:
    """What every address leads to: its paper, or each that it lists."""
    of_paper = {}
    papers = (*merged.archive.papers, *merged.archive.withdrawn)
    for paper, occurrences in zip(papers, (*merged.occurrences, *merged.withdrawn), strict=True):
        telling = [p for p in occurrences if p.abstract] or occurrences
        telling = [p for p in telling if p.entry.authors] or telling
        named = [
            frozenset(f"{p.listing.source}:{p.entry.line}" for p in some)
            for some in (occurrences, telling)
        ]
        ids = frozenset(p.entry.arxiv_id for p in occurrences if p.entry.arxiv_id)
        slugs = frozenset(slug for p in occurrences for slug in p.claim.hashed_slugs)
        of_paper[paper.slug] = Found(ids, *named, slugs)
    found = {slug: [own] for slug, own in of_paper.items()}
    found |= {r.slug: [of_paper[r.paper.slug]] for r in merged.archive.redirects}
    return found | {s.slug: [of_paper[p.slug] for p in s.papers] for s in merged.archive.shared}


def lost(before: dict[str, list[Found]], after: dict[str, list[Found]]) -> list[str]:
    """The addresses under which a reader no longer finds what was there.

    An occurrence without an abstract or authors may go over to another paper of its title: nobody
    can tell. The hashed slug of an entry may go with it, when others show that it is another paper.
    """
    gone = []
    for slug, papers in before.items():
        now = after.get(slug, [])
        if any(slug in paper.slugs for paper in now):
            continue
        ids = {arxiv_id for paper in now for arxiv_id in paper.ids}
        occurrences = {occurrence for paper in now for occurrence in paper.occurrences}
        gone += [
            slug
            for paper in papers
            if not (paper.ids <= ids if paper.ids else paper.telling <= occurrences)
        ]
    return gone


@given(LISTINGS, st.randoms(use_true_random=False))
def test_the_archive_does_not_depend_on_the_order_of_listings(given, rng: random.Random) -> None:
    listings = [listing(f"{n}.txt", day, *papers) for n, (day, papers) in enumerate(given)]
    shuffled = rng.sample(listings, len(listings))
    assert merge(listings).archive == merge(shuffled).archive


@given(LISTINGS, st.randoms(use_true_random=False))
def test_no_published_address_is_ever_lost(given, rng: random.Random) -> None:
    listings = [listing(f"{n}.txt", day, *papers) for n, (day, papers) in enumerate(given)]
    order = rng.sample(listings, len(listings))
    for n in range(len(order)):
        assert lost(addresses(merge(order[:n])), addresses(merge(order[: n + 1]))) == []


@pytest.mark.slow
def test_real_listings_have_444_papers_and_every_subset_keeps_its_addresses() -> None:
    inputs = Inputs((shared("listings"),), shared("."), 2025)
    listings = read(inputs)
    whole = merge(listings)
    assert sum(len(each.entries) for each in listings) == 468
    assert len(whole.archive.papers) == 444
    assert (
        sum(len({p.listing.source for p in occurrences}) > 1 for occurrences in whole.occurrences)
        == 23
    )
    assert [(d.date.isoformat() if d.date else "", len(d.papers)) for d in whole.archive.days] == [
        ("2025-03-13", 102),
        ("2025-03-14", 161),
        ("2025-04-28", 68),
    ]
    assert whole.archive.undated is not None and len(whole.archive.undated.papers) == 134
    published = addresses(whole)
    for n in range(len(listings)):
        assert lost(addresses(merge(listings[:n] + listings[n + 1 :])), published) == []

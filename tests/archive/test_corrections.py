"""What corrections do to papers, and that no address is lost by them."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.archive.merge import Merged, merge
from paper_archive.archive.report import credit
from paper_archive.listing import read
from paper_archive.model import Facts, InputError, Paper, Source
from paper_archive.store.records import paper_of, paper_record

from tests.archive.build import ONE, OTHER, listing
from tests.archive.papers_to_correct import WHALES, correct_all, corrected, listings
from tests.archive.test_merge import addresses, lost


def paper(merged: Merged, title: str) -> Paper:
    (found,) = (p for p in merged.archive.papers if p.title == title)
    return found


def leads(merged: Merged) -> dict[str, str]:
    """Where redirects lead to."""
    return {r.slug: r.paper.slug for r in merged.archive.redirects}


def test_a_date_by_hand_comes_before_all_others_and_ends_doubts() -> None:
    text = f"new\nSubscribe\nMar 14\n\nBirds\n\n{ONE} {OTHER} {ONE}.\n"
    source = Source("2025-03-13.txt", text.encode())
    (own,) = read(source, 2025)
    assert own.date == date(2025, 3, 13) and own.problems
    (given,) = read(source, 2025, date(2025, 3, 15))
    assert given.date == date(2025, 3, 15) and not given.problems
    undated = Source("page.txt", source.data)
    assert read(undated)[0].problems and not read(undated, day=date(2025, 3, 15))[0].problems


def test_a_title_by_hand_moves_the_paper_and_its_addresses_redirect() -> None:
    merged = corrected("papers:\n  birdsat-sea: {title: 'Birds, Lost at Sea'}\n")
    birds = paper(merged, "Birds, Lost at Sea")
    assert birds.slug == "birds-lost-at-sea"
    assert leads(merged) == {"birds-at-sea": birds.slug, "birdsat-sea": birds.slug}
    assert birds.raw_title == "Birds at Sea" and birds.abstract == ONE


def test_a_title_of_another_paper_makes_the_address_a_list_of_both() -> None:
    merged = corrected("papers:\n  birds-at-sea: {title: Sums of Primes}\n")
    (shared,) = (s for s in merged.archive.shared if s.slug == "sums-of-primes")
    assert len(shared.papers) == 2 and len({p.slug for p in shared.papers}) == 2


def test_a_title_in_other_capitals_moves_nothing() -> None:
    merged = corrected("papers:\n  birds-at-sea: {title: BIRDS AT SEA}\n")
    assert paper(merged, "BIRDS AT SEA").slug == "birds-at-sea"
    assert leads(merged) == {"birdsat-sea": "birds-at-sea"}


def test_tags_by_hand_come_first_and_others_go() -> None:
    merged = corrected(
        "papers:\n  whales: {tags: {add: [robotics], remove: [language-models]}}\n"
        "  stars: {tags: {remove: [vision]}}\n"
    )
    assert paper(merged, "Whales").tags == ("robotics", "vision")
    assert paper(merged, "Stars").tags == ()


def test_an_id_by_hand_moves_nothing() -> None:
    before = {p.title: p.slug for p in merge(listings()).archive.papers}
    merged = corrected("papers:\n  twins-60aaeaa1: {id: 2503.00001}\n  whales: {id: 2405.00009}\n")
    assert {p.title: p.slug for p in merged.archive.papers} == before
    whales = paper(merged, "Whales")
    assert (whales.arxiv_id, whales.merged_ids) == ("2405.00009", ())
    assert [p.arxiv_id for p in merged.archive.papers if p.title == "Twins"] == ["2503.00001", ""]


def test_an_id_by_hand_joins_what_is_listed_under_it() -> None:
    merged = corrected("papers:\n  birds-at-sea: {id: 2405.00001}\n")
    birds = paper(merged, "Birds at Sea")
    assert (birds.slug, birds.arxiv_id, birds.days[0]) == (
        "birds-at-sea",
        "2405.00001",
        date(2024, 5, 1),
    )
    assert leads(merged)["whales"] == "birds-at-sea"


def test_a_merge_keeps_title_and_id_of_the_first_and_all_addresses() -> None:
    merged = corrected("merge:\n  - [2405.00002, whales, birdsat-sea]\n")
    stars = paper(merged, "Stars")
    assert (stars.slug, stars.arxiv_id, len(stars.days)) == ("stars", "2405.00002", 4)
    assert stars.merged_ids == ("arxiv:2405.00001",)
    assert paper_of(paper_record(stars)) == stars
    assert leads(merged) == dict.fromkeys(("whales", "birds-at-sea", "birdsat-sea"), "stars")


def test_a_merge_mixes_no_fields_of_two_papers() -> None:
    first, other = ("Ann Lee",), ("Bo Chen", "Cy Ito", "Di Roy")
    facts = Facts(ids=(("doi", "10.5555/b"), ("pmid", "7")), venue="Science", year=2018)
    song = ("Whales", f"{WHALES} {WHALES}", "", other, 0, "MIT", date(2018, 1, 2), None, ())
    given = [
        listing("a.txt", "2025-03-13", ("Birds at Sea", ONE, "2503.00001", first)),
        listing("b.txt", "2025-03-14", (*song, "", facts)),
        listing("c.txt", None, ("Sea birds", f"{ONE} {ONE}", "", (*first, "Ed Fox"))),
    ]
    text = "papers:\n  whales: {title: Whale Song, id: 2405.00009, tags: {add: [robotics]}}\n"
    merged = correct_all(given, f"{text}merge:\n  - [birds-at-sea, whales]\n")
    birds = paper(merged, "Birds at Sea")
    assert (birds.abstract, birds.authors, birds.arxiv_id) == (ONE, first, "2503.00001")
    # What the first paper lacks comes from the other.
    assert (birds.facts.ids, birds.published) == (facts.ids, date(2018, 1, 2))
    assert birds.tags == ("robotics", "vision")
    assert {*leads(merged)} >= {"whales", "whale-song"}
    # A title of the first paper counts, and so does a text like its own.
    text += "  birds-at-sea: {title: Birds, tags: {remove: [robotics]}}\n"
    merged = correct_all(given, f"{text}merge:\n  - [birds-at-sea, whales, sea-birds]\n")
    birds = paper(merged, "Birds")
    assert (birds.abstract, birds.authors) == (f"{ONE} {ONE}", (*first, "Ed Fox"))
    assert birds.tags == ("vision",)
    merged = correct_all(given, "merge:\n  - [whales, birds-at-sea]\n")
    whales = paper(merged, "Whales")
    assert (whales.abstract, whales.authors) == (f"{WHALES} {WHALES}", other)
    assert whales.arxiv_id == "2503.00001" and whales.facts == facts
    # Ids and venue of two papers would be cited as one.
    known = ("Fish", OTHER, "", (), 0, "", None, None, (), "", Facts(ids=(("doi", "10.5555/f"),)))
    merged = correct_all([*given, listing("d.txt", None, known)], "merge:\n  - [fish, whales]\n")
    fish = paper(merged, "Fish")
    assert (fish.authors, fish.published) == (other, date(2018, 1, 2))
    assert fish.facts.ids == (("doi", "10.5555/f"),) and not fish.facts.venue


def test_papers_that_share_an_address_have_it_when_they_are_merged() -> None:
    before = merge(listings()).archive
    merged = corrected("merge:\n  - [twins-60aaeaa1, twins-cfbae945]\n")
    twins = paper(merged, "Twins")
    assert twins.slug == "twins"
    assert {p.slug for p in before.papers if p.title == "Twins"} <= set(leads(merged))


@pytest.mark.parametrize("criteria", ["title: Birdsat Sea", "listing: 2025/page.txt"])
def test_what_is_split_off_is_a_paper_and_both_share_the_addresses(criteria: str) -> None:
    merged = corrected(f"split:\n  - {{paper: birds-at-sea, {criteria}}}\n")
    whole, part = paper(merged, "Birds at Sea"), paper(merged, "Birdsat Sea")
    assert (len(whole.days), whole.undated, part.days, part.undated) == (2, False, (), True)
    shared = {s.slug: {p.title for p in s.papers} for s in merged.archive.shared}
    assert shared["birds-at-sea"] == shared["birdsat-sea"] == {"Birds at Sea", "Birdsat Sea"}


def test_a_part_can_be_corrected_and_merged_with_another_paper() -> None:
    split = "split:\n  - {paper: birds-at-sea, title: Birdsat Sea}\n"
    own = paper(corrected(split), "Birdsat Sea").slug
    merged = corrected(f"{split}merge:\n  - [whales, {own}]\n")
    assert paper(merged, "Whales").undated
    assert leads(merged)[own] == "whales"
    merged = corrected(f"{split}papers:\n  {own}: {{title: Fish, id: 2405.00001}}\n")
    assert paper(merged, "Fish").days == (date(2024, 5, 1),)


def test_entries_of_one_text_can_be_split_by_listing() -> None:
    given = [listing(f"{n}.txt", f"2025-03-0{n}", ("Birds", "")) for n in (1, 2, 3)]
    text = "split:\n  - {paper: birds, listing: 2.txt}\n  - {paper: birds, listing: 3.txt}\n"
    slugs = [p.slug for p in correct_all(given, text).archive.papers]
    # Another day before these changes no address.
    more = [listing("0.txt", "2025-02-01", ("Birds", "")), *given]
    assert len(set(slugs)) == 3
    assert [p.slug for p in correct_all(more, text).archive.papers] == slugs


def test_redirects_lead_to_papers_however_these_are_named() -> None:
    merged = corrected(
        "redirects:\n  old: 2405.00001\n  older: birdsat-sea\nmerge:\n  - [older, stars]\n"
    )
    assert leads(merged)["old"] == "whales" and leads(merged)["older"] == "birds-at-sea"
    assert leads(merged)["stars"] == "birds-at-sea"


def test_a_withdrawn_paper_has_an_address_and_nothing_else() -> None:
    merged = corrected("papers:\n  birdsat-sea: {withdrawn: its authors asked for it}\n")
    archive = merged.archive
    (birds,) = archive.withdrawn
    assert (birds.slug, birds.withdrawn) == ("birds-at-sea", "its authors asked for it")
    assert (birds.abstract, birds.raw_abstract, birds.tags, birds.links) == ("", "", (), ())
    assert leads(merged)["birdsat-sea"] == "birds-at-sea"
    shown = [p for d in (*archive.days, archive.undated) if d for p in d.papers]
    assert birds not in shown and birds not in archive.papers
    assert len(merged.occurrences) == len(archive.papers)
    assert all(c.entries == c.papers + c.duplicates for c in credit(listings(), merged))


def test_a_day_stays_when_its_papers_are_withdrawn() -> None:
    archive = corrected("papers:\n  whales: {withdrawn: why}\n").archive
    assert (archive.days[0].date, archive.days[0].papers) == (date(2024, 5, 1), ())


def test_a_correction_stays_right_when_more_is_listed() -> None:
    text = "papers:\n  birds-at-sea: {id: 2503.00001}\nmerge:\n  - [birds-at-sea, birdsat-sea]\n"
    more = listing("more.txt", "2025-04-01", ("Birds at Sea", ONE, "2503.00001"))
    assert paper(correct_all([*listings(), more], text), "Birds at Sea").days[-1].month == 4


TITLES = ["Birds", "Bir ds", "Primes", "Primes!", "On Birds"]
TEXTS = ["", ONE, " ".join(ONE.split()[4:]), OTHER]
ENTRIES = st.one_of(
    st.tuples(st.sampled_from(TITLES), st.sampled_from(TEXTS)),
    st.tuples(
        st.sampled_from(TITLES),
        st.sampled_from(TEXTS[1:]),
        st.sampled_from(["2501.00001", "2501.00002"]),
    ),
)
DAYS = st.sampled_from([None, "2025-03-13", "2025-03-14"])
LISTINGS = st.lists(st.tuples(DAYS, st.lists(ENTRIES, min_size=1, max_size=3)), max_size=4)


@st.composite
def operations(draw: st.DrawFn) -> tuple[str, str]:
    """One correction as (part, entry). `KEY0`, `KEY1` … stand for papers, to be chosen."""
    kind = draw(st.sampled_from(["title", "id", "withdrawn", "merge", "split", "redirects"]))
    if kind == "title":
        return "papers", f"  KEY0: {{title: {draw(st.sampled_from(['Primes', 'New', 'Newer']))}}}"
    if kind == "id":
        return "papers", f"  KEY0: {{id: {draw(st.sampled_from(['2501.00001', '2501.00003']))}}}"
    if kind == "withdrawn":
        return "papers", "  KEY0: {withdrawn: why}"
    if kind == "merge":
        return "merge", "  - [KEY0, KEY1]"
    if kind == "split":
        return "split", f"  - {{paper: KEY0, listing: {draw(st.integers(0, 3))}.txt}}"
    return "redirects", f"  {draw(st.sampled_from(['old', 'older']))}: KEY0"


def written(chosen: list[tuple[str, str]]) -> str:
    """A `curation.yml` of these corrections."""
    parts = dict.fromkeys(part for part, _ in chosen)
    return "".join(
        "\n".join([f"{part}:", *(entry for of, entry in chosen if of == part)]) + "\n"
        for part in parts
    )


@given(LISTINGS, st.lists(operations(), max_size=4), st.randoms(use_true_random=False))
def test_no_address_is_lost_by_listings_and_corrections(given, wanted, rng: random.Random) -> None:
    known = [listing(f"{n}.txt", day, *papers) for n, (day, papers) in enumerate(given)]
    if any(not abstract for _, papers in given for _, abstract, *_ in papers):
        # Nobody can tell where an entry without abstract goes when its paper is split.
        wanted = [step for step in wanted if step[0] != "split"]
    have: list = []
    chosen: list[tuple[str, str]] = []
    now = merge(have)
    for step in rng.sample([*known, *wanted], len(known) + len(wanted)):
        before = addresses(now)
        if isinstance(step, tuple):
            part, entry = step
            for n, name in enumerate(rng.sample(sorted(before), min(2, len(before)))):
                entry = entry.replace(f"KEY{n}", name)
            if "KEY" in entry:
                continue
            trial = [*chosen, (part, entry)]
            # What a second split leaves stays at its address, which then no longer leads to what
            # leaves; a reader finds that through the addresses of its title.
            if sum(of == "split" for of, _ in trial) > 1:
                continue
        else:
            have.append(step)
            trial = chosen
        try:
            now = correct_all(have, written(trial))
        except InputError:
            # Nothing is published of it: somebody mends the file first.
            if isinstance(step, tuple):
                continue
            chosen = []
            now = merge(have)
            continue
        chosen = trial
        assert lost(before, addresses(now)) == []

"""The store after any sequence of updates is the archive made at once, and what an update says
it touched is all that differs."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_archive.archive.curation import NO_CURATION
from paper_archive.archive.curation_file import load_curation
from paper_archive.archive.merge import merge
from paper_archive.model import Archive, Day, Facts, InputError, Paper, Source
from paper_archive.store import kept_papers
from paper_archive.store import update as updates
from paper_archive.store.outline import store_outline
from paper_archive.store.update import Changes

from tests.archive.build import ONE, OTHER, listing
from tests.archive.papers_to_correct import TAGS
from tests.archive.test_corrections import operations, written
from tests.archive.test_merge import LISTINGS, addresses
from tests.store.folder import Folder, tags_of


def shown(archive: Archive) -> dict[str, object]:
    """What the page of each slug shows, apart from its neighbours."""
    pages: dict[str, object] = {p.slug: p for p in (*archive.papers, *archive.withdrawn)}
    pages |= {each.slug: each for each in archive.redirects}
    return pages | {each.slug: each for each in archive.shared}


def days(archive: Archive) -> dict[str, Day]:
    found = {day.date.isoformat(): day for day in archive.days if day.date}
    return found | ({"": archive.undated} if archive.undated else {})


def by_tag(archive: Archive) -> Mapping[str, list[Paper]]:
    return {tag: [p for p in archive.papers if tag in p.tags] for tag in TAGS}


def found_by(paper: Paper) -> tuple[object, ...]:
    """What a reader may search for."""
    return (
        paper.slug, paper.title, paper.abstract, paper.authors, paper.tags, paper.arxiv_id,
        paper.merged_ids, paper.first_day,
    )  # fmt: skip


def check_changes(changes: Changes, before: Archive, after: Archive) -> None:
    """Nothing differs that the changes do not name."""
    old, new = shown(before), shown(after)
    differ = {slug for slug in old.keys() & new.keys() if old[slug] != new[slug]}
    assert differ | (new.keys() - old.keys()) <= changes.slugs
    assert old.keys() - new.keys() == changes.gone
    days_before, days_after = days(before), days(after)
    for name in days_before.keys() | days_after.keys():
        if days_before.get(name) != days_after.get(name):
            assert name in changes.days
    words = set(map(found_by, before.papers)) ^ set(map(found_by, after.papers))
    assert {str(day or "") for *_, day in words} == changes.texts
    tags_before, tags_after = by_tag(before), by_tag(after)
    for tag in TAGS:
        pairs = zip(tags_before[tag], tags_after[tag], strict=False)
        same = len(tags_before[tag]) == len(tags_after[tag]) and all(a == b for a, b in pairs)
        if tag not in changes.tags:
            assert same
            continue
        first = changes.tags[tag]
        for some in (tags_before, tags_after):
            some[tag] = [p for p in some[tag] if (str(p.first_day) if p.first_day else "") < first]
        assert tags_before[tag] == tags_after[tag]


@given(LISTINGS, LISTINGS, st.lists(operations(), max_size=3), st.randoms(use_true_random=False))
def test_any_updates_end_where_one_build_does(first, second, wanted, rng: random.Random) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Folder(Path(name))
        steps = [
            listing(f"{n}.txt", day, *papers)
            for some in (first, second)
            for n, (day, papers) in enumerate(some)
        ]
        curation, chosen = NO_CURATION, []
        before = folder.archive()
        for step in rng.sample([*steps, *wanted], len(steps) + len(wanted)):
            if isinstance(step, tuple):
                part, entry = step
                known = sorted(addresses(merge(folder.listings.values(), tags_of, curation)))
                for n, slug in enumerate(rng.sample(known, min(2, len(known)))):
                    entry = entry.replace(f"KEY{n}", slug)
                if "KEY" in entry:
                    continue
                chosen = [*chosen, (part, entry)]
            elif rng.random() < 0.2 and folder.listings:
                folder.remove(rng.choice(sorted(folder.listings)))
            else:
                folder.put(step)
            try:
                curation = load_curation(Source("curation.yml", written(chosen).encode()), TAGS)
            except InputError:
                chosen.pop()
                continue
            try:
                expected = merge(folder.listings.values(), tags_of, curation).archive
            except InputError as error:
                with pytest.raises(InputError) as same:
                    folder.update(curation)
                assert str(same.value) == str(error)
                chosen, curation = [], NO_CURATION
                expected = merge(folder.listings.values(), tags_of).archive
            changes = folder.update(curation)
            assert folder.archive() == expected
            # Pages have numbers in the order in which they are counted.
            assert repr(changes.after) == repr(store_outline(folder.store))
            if not changes.everything:
                check_changes(changes, before, expected)
            before = expected


def test_an_update_reads_only_what_changed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(listing("a.txt", "2025-03-13", ("Birds", ONE)))
    folder.put(listing("b.txt", "2025-03-14", ("Primes", OTHER)))
    assert folder.update().everything
    assert folder.update() == Changes(False, 0, 0, *[store_outline(folder.store)] * 2)
    read: list[str] = []
    folder.read = lambda files: [read.append(f.name) or folder.listings[f.name] for f in files]
    folder.put(listing("c.txt", "2025-03-15", ("Whales", ONE), ("Birds", ONE)))
    changes = folder.update()
    assert read == ["c.txt"]
    assert (changes.new, changes.changed) == (1, 1)
    assert changes.slugs == {"whales", "birds"}
    assert changes.days == {"2025-03-13", "2025-03-15"}
    # The same bytes with another time, as after a fresh checkout.
    (tmp_path / "b.txt").write_bytes((tmp_path / "b.txt").read_bytes())
    folder.update()
    assert read == ["c.txt"]
    folder.rules = "2"
    assert folder.update().everything and sorted(read) == ["a.txt", "b.txt", "c.txt", "c.txt"]


def test_facts_that_a_search_finds_change_the_searchable_text(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    plain = listing("a.txt", "2025-03-13", ("Birds", ONE, "2409.17703"))
    folder.put(plain)
    folder.update()

    def texts(facts: Facts) -> frozenset[str]:
        folder.put(replace(plain, entries=(replace(plain.entries[0], facts=facts),)))
        return folder.update().texts

    day = {"2025-03-13"}
    assert texts(Facts(version=2, comment="9 pages")) == set()
    assert texts(Facts(categories=("cs.CL",))) == day
    assert texts(Facts(categories=("cs.CL",), venue="Nature")) == day
    assert texts(Facts(categories=("cs.CL",), venue="Nature", ids=(("doi", "10.1/a"),))) == day
    assert texts(Facts()) == day
    folder.put(listing("a.txt", "2025-03-13", ("Birds", ONE)))
    assert folder.update().texts == day  # Its arXiv id can be found.


def test_an_odd_address_is_told_once_when_its_paper_is_new(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(listing("a.txt", "2025-03-13", ("Birds", ONE), ("A sfrac Bound", OTHER)))
    (problem,) = folder.update().odd
    assert (problem.source, problem.line) == ("a.txt", 3)
    assert "papers/a-sfrac-bound.html" in problem.what
    assert "'sfrac'" in problem.what
    folder.put(listing("b.txt", "2025-03-14", ("Primes", OTHER + " again and again")))
    assert folder.update().odd == ()
    folder.put(listing("c.txt", "2025-03-15", ("The {Deep} Model", "Of whales and their songs.")))
    (problem,) = folder.update().odd
    assert problem.source == "c.txt"
    folder.rules = "2"
    assert folder.update().odd == ()
    assert not list(folder.store.problems())


@settings(max_examples=25)
@given(LISTINGS, LISTINGS, st.lists(operations(), max_size=2))
def test_a_large_archive_is_read_in_parts_with_the_same_result(first, second, wanted) -> None:
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        pytest.MonkeyPatch.context() as patch,
    ):
        whole, parts = Folder(Path(one)), Folder(Path(other))
        listings = [
            listing(f"{n}.txt", day, *papers) for n, (day, papers) in enumerate((*first, *second))
        ]
        curation = NO_CURATION
        for rules, some in enumerate((listings[: len(first)], listings)):
            changes = []
            for folder, most, kept in (
                (whole, updates.MOST_BYTES, kept_papers.MOST),
                (parts, 1, 2),
            ):
                # Rules of its own have all files read anew.
                folder.rules = str(rules)
                for each in some:
                    folder.put(each)
                with patch.context() as only:
                    only.setattr(updates, "MOST_BYTES", most)
                    only.setattr(kept_papers, "MOST", kept)
                    only.setattr(kept_papers, "MOST_OF_MANY", kept - 1)
                    only.setattr(kept_papers, "MOST_RECENT", kept)
                    changes.append(folder.update(curation))
            assert parts.archive() == whole.archive()
            assert changes[0] == changes[1]
            known = sorted(addresses(merge(listings, tags_of)))
            chosen = [
                (part, entry.replace("KEY0", known[0]).replace("KEY1", known[-1]))
                for part, entry in (wanted if known else ())
            ]
            try:
                curation = load_curation(Source("curation.yml", written(chosen).encode()), TAGS)
                merge(listings, tags_of, curation)
            except InputError:
                curation = NO_CURATION


@pytest.mark.parametrize("rules", ["1", "2"])
@pytest.mark.parametrize("most", [1, updates.MOST_BYTES])
def test_a_paper_that_is_withdrawn_has_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: str, most: int
) -> None:
    monkeypatch.setattr(updates, "MOST_BYTES", most)
    folder = Folder(tmp_path)
    folder.put(listing("a.txt", "2025-03-13", ("Birds", ONE)))
    folder.put(listing("b.txt", "2025-03-14", ("Primes", OTHER)))
    folder.update()
    folder.rules = rules  # Others have everything read anew.
    withdrawn = b"papers: {birds: {withdrawn: its authors asked}}"
    changes = folder.update(load_curation(Source("curation.yml", withdrawn), TAGS))
    assert changes.everything == (rules == "2")
    assert (changes.new, changes.changed) == (0, 0)

"""Lists of related papers equal those of the plain definition, in any order of updates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.model import Paper
from paper_archive.related import nearest, pairs
from paper_archive.related.nearest import Related

from tests.related import naive

# Of all weights, unknown names, and words that are not terms.
WORDS = (
    "splatting gaussian diffusion protein folding qwertzy Übermut robots speech the of 3x "
    "segmentation tumor quantum graph"
).split()
SLUGS = tuple("abcdefghijklmnop")

texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
fields = st.fixed_dictionaries(
    {
        "title": st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
        "abstract": texts,
        "days": st.sampled_from([(), (date(2025, 3, 14),), (date(2024, 1, 2),)]),
        "tags": st.lists(st.sampled_from(["vision", "video", "llm", "robots"]), unique=True).map(
            tuple
        ),
    }
)
several = st.dictionaries(st.sampled_from(SLUGS), fields, max_size=len(SLUGS))
steps = st.lists(st.tuples(several, st.frozensets(st.sampled_from(SLUGS), max_size=4)), max_size=5)


def papers(of: Mapping[str, Mapping]) -> list[Paper]:
    return [
        Paper(
            slug=slug, raw_title="", raw_abstract="", undated=not given["days"], sources=(), **given
        )
        for slug, given in of.items()
    ]


def lists(related: Related) -> dict[str, tuple[str, ...]]:
    return {slug: related.of(slug) for slug in related.slugs}


def made(of: Sequence[Paper]) -> Related:
    return Related.nothing().update(of)[0]


@given(several)
def test_lists_are_those_of_the_plain_definition(of: Mapping[str, Mapping]) -> None:
    assert lists(made(papers(of))) == naive.lists(papers(of))


@given(steps)
def test_lists_do_not_depend_on_the_order_of_updates(changes) -> None:
    related, there = Related.nothing(), {}
    for fresh, removed in changes:
        removed = removed - fresh.keys()
        before = {slug: (related.of(slug), [there[s] for s in related.of(slug)]) for slug in there}
        there = {slug: given for slug, given in there.items() if slug not in removed} | fresh
        related, changed = related.update(papers(fresh), removed)
        assert lists(related) == naive.lists(papers(there))
        after = {slug: (related.of(slug), [there[s] for s in related.of(slug)]) for slug in there}
        # A list that is not named as changed reads as before, with the papers in it.
        assert {slug for slug in there if before.get(slug) != after[slug]} <= changed
        assert changed <= there.keys()


def _many(count: int, seed: int = 1) -> list[Paper]:
    chance = np.random.default_rng(seed)
    words = [f"word{n}x" for n in range(60)]
    return papers(
        {
            f"p{n}": {
                "title": "",
                "abstract": " ".join(chance.choice(words, 14)),
                "days": (date(2025, 1, 1 + n % 28),),
                "tags": (),
            }
            for n in range(count)
        }
    )


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lists(made(_many(120)))
    assert whole == naive.lists(_many(120))
    monkeypatch.setattr(pairs, "_AT_ONCE", 50)
    monkeypatch.setattr(pairs, "_ROWS_AT_ONCE", 7)
    assert lists(made(_many(120))) == whole


def test_an_archive_that_grows_and_shrinks_has_the_lists_of_its_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pairs, "_FEW", 20)
    monkeypatch.setattr(pairs, "_REACHES", ((40, 90), (50, 70)))
    all_papers = _many(60)
    related = Related.nothing()
    for start, end in ((0, 15), (15, 30), (30, 60)):
        related, _ = related.update(all_papers[start:end])
        assert lists(related) == naive.lists(all_papers[:end])
    for left in (35, 10):
        related, _ = related.update([], {paper.slug for paper in all_papers[left:]})
        assert lists(related) == naive.lists(all_papers[:left])


def test_a_few_papers_more_among_many() -> None:
    all_papers = _many(400)
    related, changed = made(all_papers[5:]).update(all_papers[:5])
    again = made(all_papers)
    assert lists(related) == lists(again)
    before = lists(made(all_papers[5:]))
    assert changed == {slug for slug, of in lists(again).items() if before.get(slug) != of}


def test_what_is_packed_comes_back() -> None:
    related = made(_many(50))
    unpacked = Related.unpack(related.pack())
    assert lists(unpacked) == lists(related)
    more, _ = unpacked.update(_many(60)[50:], {"p3"})
    assert lists(more) == naive.lists([p for p in _many(60) if p.slug != "p3"])


def test_what_is_packed_is_the_same_however_it_came_about() -> None:
    one, _ = made(_many(60)[30:]).update(_many(30))
    two = made(_many(60))
    for name in ("days", "nearest", "scores"):
        assert (getattr(one, name) == getattr(two, name)).all()
    assert one.slugs == two.slugs


@pytest.mark.parametrize("size", [0, 1, 100, 2000])
def test_what_is_cut_is_nothing(size: int) -> None:
    assert Related.unpack(made(_many(50)).pack()[:size]).slugs == ()


def test_a_byte_that_changed_is_noticed() -> None:
    whole = made(_many(50)).pack()
    for at in range(0, len(whole), 97):
        damaged = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        assert Related.unpack(damaged).slugs in ((), made(_many(50)).slugs)


def test_what_another_table_made_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = made(_many(5)).pack()
    monkeypatch.setattr(nearest.words, "digest", lambda: "another")
    assert Related.unpack(packed).slugs == ()

"""What becomes of papers between two archives."""

from __future__ import annotations

from paper_archive.archive.curation_file import load_curation
from paper_archive.archive.difference import Difference, compare
from paper_archive.archive.merge import merge
from paper_archive.model import Archive, Listing, Source

from tests.archive.build import ONE, OTHER, listing

FIRST = listing("a", "2025-06-02", ("Birds", ONE, "2506.00001"), ("Whales", OTHER))


def archive(*listings: Listing, curation: str = "") -> Archive:
    return merge(listings, curation=load_curation(Source("c", curation.encode()))).archive


def short(found: Difference) -> tuple[list[str], list[tuple[str, ...]], list[str], list[str]]:
    """New titles; changed slugs before and after with their parts; gone titles; dead slugs."""
    return (
        [paper.title for paper in found.new],
        [(each.before.slug, each.after.slug, *each.parts) for each in found.changed],
        [f"{each.paper.title}: {each.why}" for each in found.gone],
        list(found.dead),
    )


def test_nothing_differs() -> None:
    found = compare(archive(FIRST), archive(FIRST))
    assert found.is_none and (found.before, found.after) == (2, 2)


def test_a_new_day() -> None:
    second = listing("b", "2025-06-03", ("Stars", OTHER), ("Birds", ONE, "2506.00001"))
    found = compare(archive(FIRST), archive(FIRST, second))
    assert short(found) == (["Stars"], [("birds", "birds", "days")], [], [])


def test_a_listing_that_is_deleted_leaves_dead_addresses() -> None:
    second = listing("b", "2025-06-03", ("Stars", OTHER))
    found = compare(archive(FIRST, second), archive(FIRST))
    assert short(found) == ([], [], ["Stars: no listing has it any more"], ["stars"])
    assert not found.is_none


def test_a_corrected_title_keeps_its_addresses() -> None:
    curation = "papers:\n  birds: {title: Birds at Sea}\n"
    found = compare(archive(FIRST), archive(FIRST, curation=curation))
    assert short(found) == ([], [("birds", "birds-at-sea", "address", "title")], [], [])


def test_a_withdrawn_paper_is_gone_and_its_address_is_not() -> None:
    curation = "papers:\n  whales: {withdrawn: the authors asked for it}\n"
    found = compare(archive(FIRST), archive(FIRST, curation=curation))
    assert short(found) == ([], [], ["Whales: withdrawn: the authors asked for it"], [])
    assert short(compare(archive(FIRST, curation=curation), archive(FIRST)))[0] == ["Whales"]


def test_merged_papers() -> None:
    curation = "merge:\n  - [birds, whales]\n"
    found = compare(archive(FIRST), archive(FIRST, curation=curation))
    new, changed, gone, dead = short(found)
    assert (new, gone, dead) == ([], [], [])
    assert [each[:2] for each in changed] == [("birds", "birds"), ("whales", "birds")]
    assert all(each[-1] == "merged" for each in changed)


def test_another_paper_of_the_same_title() -> None:
    second = listing("b", "2025-06-03", ("Birds", OTHER, "2506.00002"))
    found = compare(archive(FIRST), archive(FIRST, second))
    new, changed, gone, dead = short(found)
    assert (new, gone, dead) == (["Birds"], [], [])
    # Both get addresses of their own, and the one that was there lists both.
    ((before, after, *parts),) = changed
    assert before == "birds" and after.startswith("birds-") and parts == ["address"]
    assert found.new[0].arxiv_id == "2506.00002"


def test_an_empty_archive() -> None:
    empty = Archive((), (), None, (), ())
    assert short(compare(empty, archive(FIRST)))[0] == ["Birds", "Whales"]
    assert short(compare(archive(FIRST), empty))[3] == ["birds", "whales"]

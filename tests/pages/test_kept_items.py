"""Lists with items of the last build are those that are drawn anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from paper_archive.model import Paper
from paper_archive.pages import pages
from paper_archive.pages.kept_items import LastLists
from paper_archive.pages.touched import EVERYTHING
from paper_archive.workers import ALONE

from tests.pages.papers import TAXONOMY, catalog, paper

TAG = "physics"
OTHERS = [tag.id for tag in TAXONOMY.tags if tag.id != TAG][:3]
Drawn = dict[str, tuple[str, str]]


def drawn(papers: list[Paper], last: LastLists | None = None) -> Drawn:
    of_tags = pages(catalog(papers), EVERYTHING, ALONE, last)
    return {p.src_uri: (p.markdown, p.html) for p in of_tags if p.src_uri.startswith("tags/")}


def birds(count: int) -> list[Paper]:
    """Papers of which the fourth tag is offered from the second paper on that has it."""
    return [
        paper(
            f"bird-{n}",
            f"2025-01-{n // 9 + 1:02}",
            tags=(TAG, *OTHERS[:2], *([OTHERS[2]] if n == count - 2 or n == 7 else [])),
            abstract=f"We count birds ({n}) <li data-x>.",
        )
        for n in range(count)
    ]


def last(before: Drawn, differ: Collection[str] = (), mark: str = "") -> LastLists:
    """The lists of a last build, whose items say `mark` in place of "We count"."""

    def read(src_uri: str) -> tuple[str, str] | None:
        if src_uri not in before:
            return None
        markdown, html = before[src_uri]
        if mark:
            markdown, html = (text.replace("We count", mark) for text in (markdown, html))
        return f"---\ntitle: x\n---\n{markdown}", f"<html><ul>\n<li class=x>y</li></ul>{html}"

    return LastLists(read, differ)


@pytest.mark.parametrize("count", [30, 199, 230])
def test_lists_are_the_same_with_items_of_the_last_build(count: int) -> None:
    # Before the last papers came, one of which makes the tag of another one offered.
    before, after = drawn(birds(count)[:-2]), birds(count)
    assert drawn(after, last(before)) == drawn(after)


def test_only_what_differs_is_drawn() -> None:
    papers = birds(60)
    before = drawn(papers[:-2])
    papers[3] = replace(papers[3], tags=(TAG,))
    kept = drawn(papers, last(before, {"bird-3"}, "We kept"))[f"tags/{TAG}.md"]
    for text in kept:
        # New are the last two, changed is bird 3, and bird 7 hides a tag that is now offered.
        assert text.count("We count") == 4 and text.count("We kept") == 56


def test_a_theme_with_such_lines_costs_time_only() -> None:
    papers = birds(20)
    before = {
        uri: (md, f"\n<li data-x>\n</li>\n{html}") for uri, (md, html) in drawn(papers).items()
    }
    assert drawn(papers, last(before, mark="We kept")) == drawn(papers)

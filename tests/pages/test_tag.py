"""A tag's newest page has the newest hundred at least, and a new paper changes no other page."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from datetime import date, timedelta
from functools import partial

import pytest
from paper_archive.model import Paper
from paper_archive.pages import pages as drawn
from paper_archive.pages import tag_pages
from paper_archive.pages.tag_pages import begun_page, chunks, touched_list
from paper_archive.store import list_days
from paper_archive.store.list_days import ListDays
from paper_archive.urls import tag as tag_page

from tests.pages.papers import catalog, paper

TAG = "physics"


def pages_of(papers: list[Paper]) -> dict[str, str]:
    return {
        page.src_uri: page.markdown
        for page in drawn(catalog(papers))
        if page.src_uri.startswith(f"tags/{TAG}") or page.src_uri == "tags/index.md"
    }


def birds(count: int) -> list[Paper]:
    start = date(2025, 1, 1)
    dated = [
        paper(f"bird-{n}", (start + timedelta(n * 2)).isoformat(), tags=(TAG,))
        for n in range(count)
    ]
    return [*dated, paper("bird-undated", None, tags=(TAG,))]


def test_a_new_paper_changes_the_newest_page_only() -> None:
    before, after = pages_of(birds(240)), pages_of(birds(241))
    changed = {uri for uri in after if before.get(uri) != after[uri]}
    assert changed == {"tags/physics.md", "tags/index.md"}


def test_the_newest_page_has_a_hundred_at_least_and_every_paper_is_on_one_page() -> None:
    pages = pages_of(birds(340))
    order = ["tags/physics.md", "tags/physics-3.md", "tags/physics-2.md"]
    text = "".join(pages[uri] for uri in order)
    days = [line.split("#d")[1].split(" ")[0] for line in text.splitlines() if "#d" in line]
    dated = [d for d in days if d != "undated"]
    assert dated == sorted(dated, reverse=True) and days[-1] == "undated"
    assert [pages[uri].count("\n### [") for uri in order] == [141, 100, 100]
    # Older pages are listed by the year of their newest paper.
    years = re.findall(r"<b>(.*?)</b> (.*?)</li>", pages["tags/physics.md"])
    assert [(year, re.findall(r"\]\((.*?)\)", links)) for year, links in years] == [
        ("2026", ["physics-3.md"]), ("2025", ["physics-2.md"]),
    ]  # fmt: skip
    assert "18 Jul 2025 – 1 Feb" in years[0][1].replace("\N{NO-BREAK SPACE}", " ")
    # The page that is begun leads to the newest one, which has its papers.
    assert pages.keys() - {*order, "tags/index.md"} == {"tags/physics-4.md"}
    assert "are on [Physics](physics.md)" in pages["tags/physics-4.md"]


def test_a_tag_without_papers_has_its_page() -> None:
    pages = pages_of([])
    assert "No paper" in pages["tags/physics.md"] and "Cite" not in pages["tags/physics.md"]


def shown(days: list[str]) -> dict[str, object]:
    """What each page of a tag shows: its papers, and the pages before and after it."""
    pages = chunks(ListDays.of(days))
    numbers = [None, *(page.number for page in pages), None]
    whole: dict[str, object] = {
        tag_page(TAG, page.number): (
            days[page.start : page.end],
            page.span,
            numbers[n],
            numbers[n + 2],
        )
        for n, page in enumerate(pages)
    }
    if begun := begun_page(len(days)):
        whole[tag_page(TAG, begun)] = "redirect"
    return whole


@pytest.mark.parametrize("seed", range(20))
def test_an_update_touches_every_page_that_differs(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tag_pages, "PAGE_SIZE", 3)
    monkeypatch.setattr(list_days, "PART", 3)
    chance = random.Random(seed)
    days = [f"2025-03-{n:02}" for n in range(1, 29)]
    before: list[str] = []
    for _ in range(30):
        change = set(chance.sample(days, chance.choice((1, 1, 2, 9))))
        after = sorted(set(before) ^ change)
        same = bisect_left(after, min(change))
        touched = touched_list(partial(tag_page, TAG), len(before), len(after), same)
        old, new = shown(before), shown(after)
        assert touched.paths is not None
        assert {uri for uri in new if old.get(uri) != new[uri]} <= touched.paths <= new.keys()
        assert touched.gone == old.keys() - new.keys()
        before = after

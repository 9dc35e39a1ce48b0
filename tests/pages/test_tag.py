"""Tag pages are numbered from the oldest, so that a new paper changes the newest page only."""

from __future__ import annotations

from datetime import date, timedelta

from paper_archive.model import Paper
from paper_archive.pages import pages as drawn

from tests.pages.papers import catalog, paper

TAG = "physics"


def pages_of(papers: list[Paper]) -> dict[str, str]:
    pages = {p.src_uri: p.markdown for p in drawn(catalog(papers)) if p.kind in ("tag", "tags")}
    return {uri: text for uri, text in pages.items() if TAG in uri or uri.endswith("index.md")}


def birds(count: int) -> list[Paper]:
    start = date(2025, 1, 1)
    dated = [
        paper(f"bird-{n}", (start + timedelta(n // 7)).isoformat(), tags=(TAG,))
        for n in range(count)
    ]
    return [*dated, paper("bird-undated", None, tags=(TAG,))]


def test_a_new_paper_changes_the_newest_page_only() -> None:
    before, after = pages_of(birds(240)), pages_of(birds(241))
    changed = {uri for uri in after if before.get(uri) != after[uri]}
    assert changed == {"tags/physics.md", "tags/index.md"}


def test_pages_hold_a_hundred_and_every_paper_once_newest_first() -> None:
    pages = pages_of(birds(240))
    order = ["tags/physics.md", "tags/physics-3.md", "tags/physics-2.md"]
    assert sorted(order) == sorted(pages.keys() - {"tags/index.md"})
    text = "".join(pages[uri] for uri in order)
    days = [line.split("#d")[1].split(" ")[0] for line in text.splitlines() if "#d" in line]
    dated = [d for d in days if d != "undated"]
    assert dated == sorted(dated, reverse=True) and days[-1] == "undated"
    assert [pages[uri].count("\n### [") for uri in order] == [41, 100, 100]


def test_a_tag_without_papers_has_its_page() -> None:
    assert "No paper" in pages_of([])["tags/physics.md"]

"""What pages, search, exports and mail look up."""

from __future__ import annotations

from tests.pages.papers import TAXONOMY, catalog, paper


def test_tags_are_counted_with_the_biggest_first() -> None:
    papers = [
        paper("a", tags=("physics", "robotics")),
        paper("b", tags=("robotics",), code="https://github.com/o/b"),
        paper("c", tags=("planning",)),
    ]
    made = catalog(papers)
    assert made.tagged("robotics") == (2, 1) and made.tagged("surveys") == (0, 0)
    assert made.biggest == [("robotics", 2), ("physics", 1), ("planning", 1)]


def test_the_vocabulary_is_found_by_id() -> None:
    made = catalog([])
    for tag in TAXONOMY.tags:
        assert made.tags[tag.id] is tag and made.tag_titles[tag.id] == tag.title
        assert made.facets[tag.facet].id == tag.facet

"""What the store keeps of a day is what the papers of that day have now."""

from __future__ import annotations

from datetime import date

from paper_archive.store.store import Store
from paper_archive.store.update import Changes
from paper_archive.trends.comparison import most_voted
from paper_archive.trends.field import Field
from paper_archive.trends.memory import begin_record, corpus
from paper_archive.trends.words import numbers_of

from tests.pages.papers import catalog, paper

TAGS = ("agents-and-tools", "reasoning")
DAY = date(2025, 3, 14)


def packed(store: Store) -> dict[str, bytes]:
    """What is kept of days."""
    return dict(store.db.execute("SELECT name, value FROM blobs WHERE name LIKE 'trends%-%'"))


def test_a_day_is_unpacked_as_it_was_packed() -> None:
    store = catalog([
        paper("a", upvotes=7, tags=TAGS, title="On-policy distillation", abstract="A harness, x"),
        paper("b", "2025-03-15", title="", abstract=""),
        paper("undated", None),
    ]).archive.store  # fmt: skip
    found = corpus(store, DAY, date(2025, 3, 15))
    assert [date.fromordinal(day).day for day in found.days.tolist()] == [14, 15]
    assert (found.votes.tolist(), found.tag_of.tolist()) == ([7, -1], [0, 0])
    # Breaks in a row are one.
    words = [*numbers_of("On-policy distillation"), 0, *numbers_of("harness"), 0]
    assert found.words.tolist()[: len(words)] == words
    assert found.in_titles.tolist() == [0, 1, 2, *found.in_titles.tolist()[3:]]
    assert found.texts_of(1, 5).tolist() == [0, 0, 1, 1]
    second = found.between(date(2025, 3, 15), date(2025, 3, 20))
    assert len(second) == 1 and second.texts.tolist()[-1] == len(second.words)


def test_an_update_packs_only_its_days() -> None:
    one = catalog([paper("a"), paper("b", "2025-03-15"), paper("c", "2025-03-16")])
    store = one.archive.store
    before = packed(store)
    assert len(before) == 6
    mark = b"\0" * 4
    store.set_blob("trends 2025-03-16", mark)
    changed = paper("b", "2025-03-15", upvotes=9)
    store.db.execute("DELETE FROM papers WHERE slug = 'a'")
    outline = one.outline
    changes = Changes(False, 0, 0, outline, outline, former=(paper("a"),), fresh=(changed,))
    begin_record(store, changes)()
    after = packed(store)
    assert "trends 2025-03-14" not in after and "trends words 2025-03-14" not in after
    assert after["trends 2025-03-16"] == mark
    assert after["trends 2025-03-15"] == before["trends 2025-03-15"]
    begin_record(store, Changes(True, 0, 0, outline, outline))()
    assert packed(store) == {k: v for k, v in before.items() if "2025-03-14" not in k}


def test_most_votes_come_first_and_of_equal_ones_the_newest() -> None:
    store = catalog([
        paper("few", upvotes=2), paper("none"), paper("old", upvotes=5),
        paper("new", "2025-03-15", upvotes=5), paper("best", "2025-03-10", upvotes=60),
    ]).archive.store  # fmt: skip
    field = Field(store, TAGS)
    assert [p.slug for p in field.voted(date(2025, 3, 1), date(2025, 3, 31), 9)] == [
        "best", "new", "old",
    ]  # fmt: skip
    assert [p.slug for p in field.voted(DAY, DAY, 9)] == ["old"]
    assert len(most_voted(field.papers, 2)) == 2

"""Segments follow from the papers alone, and a new day touches the newest ones only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from paper_archive.search import bits
from paper_archive.search import segment as segments
from paper_archive.search.borders import SMALLEST, blocks, document_spans, spans
from paper_archive.search.index_files import (
    MOST_OF_TAGS,
    NOTHING,
    Index,
    Kept,
    documents,
    index_files,
    manifest,
)
from paper_archive.search.segment import Segment

from tests.pages.papers import paper
from tests.search.sites import days_of, files, papers


def test_blocks_are_few_and_grow_by_merging() -> None:
    assert blocks(0) == []
    for count in [*range(1, 3000, 7), 9999, 10_000, 50_000, 100_000, 999_999, 4_200_000]:
        starts = [*blocks(count), count]
        assert len(starts) - 1 <= (2 if count < 32_768 else 3 if count < 500_000 else 4)
        assert starts[0] == 0
        assert all(a < b for a, b in pairwise(starts))
        assert starts[-1] - starts[-2] < 2 * SMALLEST or starts[-2] == 0


def test_a_day_makes_few_documents_anew() -> None:
    made_anew = 0
    before: set[tuple[int, int]] = set()
    for count in range(0, 50_000, 60):
        now = set(pairwise([*blocks(count), count]))
        made_anew += sum(end - start for start, end in now - before)
        before = now
    assert made_anew / 50_000 < 30


def test_days_are_not_parted() -> None:
    made = papers(3000, undated=30)
    found = spans(days_of(made))
    numbers = [[n for part in span for n in part] for span in found]
    assert [n for part in numbers for n in part] == [*range(3000, 3030), *range(3000)]
    groups = document_spans(days_of(made))
    assert groups[0] == range(3000, 3030)
    assert [n for group in groups[1:] for n in group] == list(range(3000))
    for start in (numbers[1][0], *(group.start for group in groups[2:])):
        assert made[start - 1].first_day != made[start].first_day


@pytest.mark.parametrize("count", [0, 1, 1023, 1024, 1025])
def test_small_archives(count: int) -> None:
    found = dict(files(papers(count)))
    assert "search/manifest.js" in found
    assert (len(found) > 1) == (count > 0)


def test_one_day_of_many_papers_is_one_segment() -> None:
    made = [p for p in papers(2000) if p.first_day and p.first_day < date(2024, 1, 3)]
    many = made * (3000 // len(made))
    assert len(spans(days_of(many))) == len(document_spans(days_of(many))) == 1


def test_new_papers_leave_old_segments_alone() -> None:
    made = papers(3000)
    before = dict(files(made[:2800]))
    after = dict(files(made))
    changed = {path for path in after if before.get(path) != after[path]}
    assert "search/manifest.js" in changed
    # The index of the newest 952 of 3,000 papers, the documents of the newest 312.
    assert len(changed) < len(after) * 0.4
    assert dict(files(made[:2800])) == before


def test_a_file_is_made_once_though_two_have_the_same_contents() -> None:
    made = [
        paper("one", title="Delta One", abstract="Replaced all gamma"),
        paper("two", None, title="Delta undated alpha", abstract="Facts gamma as"),
    ]
    paths = [path for path, _ in index_files(made, days_of(made))]
    assert len(paths) == len(set(paths))


def test_an_update_makes_only_what_it_touches() -> None:
    made = papers(3000, undated=4)
    old, kept = parted(made)
    kept = Index.unpacked(kept.packed())
    same, again = parted(made, kept)
    assert again == kept and set(same.values()) == {None} and same.keys() == old.keys()
    # No old paper changes with a new one.
    day = str(made[2900].first_day)
    some, again = parted(made, kept, {day})
    # Numbers of terms may be in another order.
    assert replace(again, newest=kept.newest) == kept
    of_day = [
        each
        for each in (*kept.segments, *kept.documents, *kept.votes)
        if each.first <= day <= each.last
    ]
    assert len(of_day) == 3
    assert {path for path, data in some.items() if data} == {
        path for each in of_day for path in each.paths
    }
    assert {path: data for path, data in some.items() if data}.items() <= old.items()
    # A vote more leaves the words alone.
    voted, again = parted(made, kept, votes={day})
    assert [path for path, data in voted.items() if data] == [*of_day[2].paths]


def parted(made, kept=NOTHING, texts=(), votes=()) -> tuple[dict[str, bytes | None], Index]:
    """The files of an index, and what is kept of them."""
    found: dict[str, bytes | None] = {}
    making = index_files(made, days_of(made), kept, texts, votes)
    while True:
        try:
            path, data = next(making)
        except StopIteration as end:
            return found, end.value
        found[path] = data


def test_documents_are_by_day_and_slug() -> None:
    found = [(each.date, each.slug) for each in documents(papers(300))]
    assert [day for day, _ in found] == sorted(day for day, _ in found)
    assert all(a[1] > b[1] for a, b in pairwise(found) if a[0] == b[0])


def of_tags(tags: Sequence[tuple[str, int]]) -> Index:
    """An index whose only segment has these tags."""
    return Index((Kept("", "", 1, Segment(1, {}, tuple(tags)), ()),))


def test_a_segment_that_is_sorted_in_parts_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made = papers(600, undated=3)
    whole = dict(files(made))
    monkeypatch.setattr(segments, "_AT_ONCE", 97)
    monkeypatch.setattr(bits, "_AT_ONCE", 89)
    assert dict(files(made)) == whole


def test_the_rarest_tags_are_left_out_of_the_manifest() -> None:
    tags = [(f"a-tag-with-quite-a-long-name-{n}", 5000 - n) for n in range(5000)]
    path, data = manifest(of_tags(tags))
    assert path == "search/manifest.js"
    assert len(data) <= MOST_OF_TAGS + 200
    assert b"a-tag-with-quite-a-long-name-0" in data


def test_manifest_has_titles_that_say_something_else() -> None:
    tags = [("vision", 3), ("three-d", 2), ("unnamed", 1)]
    titles = {"vision": "Vision", "three-d": "3D Vision"}
    _, data = manifest(of_tags(tags), titles)
    assert b'[["vision",3],["three-d",2,"3D Vision"],["unnamed",1]]' in data


def test_hostile_text_is_a_script_all_the_same(tmp_path: Path) -> None:
    made = papers(2)
    nasty = "</script> \u2028 \u2029 \ud800 \\ \" ' ` ${x} <!-- \x00"
    hostile = [type(p)(**{**_fields(p), "title": nasty, "abstract": nasty}) for p in made]
    for _, data in files(hostile):
        text = data.decode("utf-8")
        assert text.startswith('paperArchive.shard("')
        assert not set("\u2028\u2029") & set(text)


def _fields(paper) -> dict:
    return {name: getattr(paper, name) for name in paper.__slots__}

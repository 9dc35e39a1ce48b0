"""Segments follow from the papers alone, and a new day touches the newest ones only."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from paper_archive.search.borders import SMALLEST, blocks, spans
from paper_archive.search.index_files import MOST_MANIFEST, Kept, documents, manifest, segments
from paper_archive.search.segment import Segment

from tests.pages.papers import paper
from tests.search.sites import files, papers


def test_blocks_are_few_and_grow_by_merging() -> None:
    assert blocks(0) == []
    for count in [*range(1, 3000, 7), 9999, 10_000, 50_000, 100_000, 999_999, 4_200_000]:
        starts = [*blocks(count), count]
        assert len(starts) <= 6
        assert starts[0] == 0
        assert all(a < b for a, b in pairwise(starts))
        assert starts[-1] - starts[-2] < 8 * max(SMALLEST, count >> 12)


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
    found = spans(made)
    assert [n for span in found[1:] for n in span] == list(range(3000))
    assert found[0] == range(3000, 3030)
    for span in found[2:]:
        assert made[span.start - 1].first_day != made[span.start].first_day


@pytest.mark.parametrize("count", [0, 1, 511, 512, 513])
def test_small_archives(count: int) -> None:
    found = dict(files(papers(count)))
    assert "search/manifest.js" in found
    assert (len(found) > 1) == (count > 0)


def test_one_day_of_many_papers_is_one_segment() -> None:
    made = [p for p in papers(2000) if p.first_day and p.first_day < date(2024, 1, 2)]
    assert len(spans(made * 700)) <= 1


def test_new_papers_leave_old_segments_alone() -> None:
    made = papers(3000)
    before = dict(files(made[:2800]))
    after = dict(files(made))
    changed = {path for path in after if before.get(path) != after[path]}
    assert "search/manifest.js" in changed
    # Of 3,000 papers the newest 952 at most.
    assert len(changed) < len(after) * 0.45
    assert dict(files(made[:2800])) == before


def test_a_file_is_made_once_though_two_have_the_same_contents() -> None:
    made = [
        paper("one", title="Delta One", abstract="Replaced all gamma"),
        paper("two", None, title="Delta undated alpha", abstract="Facts gamma as"),
    ]
    paths = [path for path, _ in segments(made)]
    assert len(paths) == len(set(paths))


def test_an_update_makes_only_the_segments_it_touches() -> None:
    made = papers(3000, undated=4)
    old, kept = parted(made)
    same, again = parted(made, kept)
    assert again == kept and set(same.values()) == {None} and same.keys() == old.keys()
    day = str(made[100].first_day)
    some, again = parted(made, kept, {day})
    assert again == kept
    for each in kept:
        within = each.first <= day <= each.last
        assert all((some[path] is not None) == within for path in each.paths)
    assert {path: data for path, data in some.items() if data}.items() <= old.items()


def parted(made, kept=(), texts=()) -> tuple[dict[str, bytes | None], list[Kept]]:
    """The files of segments, and what is kept of them."""
    found: dict[str, bytes | None] = {}
    making = segments(made, kept, texts)
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


def test_manifest_is_small() -> None:
    tags = tuple((f"a-tag-with-quite-a-long-name-{n}", 5000 - n) for n in range(5000))
    path, data = manifest([Segment("x" * 12, 10_000, tags)] * 6)
    assert path == "search/manifest.js"
    assert len(data) <= MOST_MANIFEST
    assert b"a-tag-with-quite-a-long-name-0" in data


def test_manifest_has_titles_that_say_something_else() -> None:
    tags = (("vision", 3), ("three-d", 2), ("unnamed", 1))
    titles = {"vision": "Vision", "three-d": "3D Vision"}
    _, data = manifest([Segment("x", 3, tags)], titles)
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

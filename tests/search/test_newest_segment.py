"""The newest segment takes over the postings of days that are as the last build left them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from paper_archive.search import newest_segment
from paper_archive.search.gathering import Postings, gathered
from paper_archive.search.index_files import documents
from paper_archive.search.newest_segment import NewestSegment
from paper_archive.search.postings import Document
from paper_archive.search.segment import segment

from tests.search.sites import papers

ALL = sorted(documents(papers(240, undated=3)), key=lambda paper: paper.date)
DAYS = sorted({paper.date for paper in ALL})


def built(
    every: Iterable[Document], memory: bytes = b"", texts: Iterable[str] = ()
) -> tuple[dict[str, str], list[str], bytes]:
    """The files of a segment, the days of the papers whose terms are looked up, and its memory."""
    looked_up: list[str] = []

    class Watched(NewestSegment):
        def gathered(self, papers, gather) -> Iterator[Postings]:  # type: ignore[no-untyped-def]
            def watched(some: list[Document]) -> list[Postings]:
                looked_up.extend(paper.date for paper in some)
                return [gathered(some)]

            return super().gathered(papers, watched)

    newest = Watched(memory, set(texts))
    return dict(segment(every, newest=newest)), looked_up, newest.memory


def test_only_days_from_the_first_that_differs_are_looked_up() -> None:
    before = [paper for paper in ALL if paper.date < DAYS[-2]]
    _, looked_up, memory = built(before)
    assert looked_up == [paper.date for paper in before]
    # Two new days, one after the other.
    for last in DAYS[-2:]:
        now = [paper for paper in ALL if paper.date <= last]
        files, looked_up, memory = built(now, memory, {last})
        assert set(looked_up) == {last} and files == dict(segment(now))
    # Nothing is taken over that only the papers of a day that is gone had.
    for first in (DAYS[-3], DAYS[5], DAYS[0]):
        changed = [
            replace(paper, title=f"{paper.title} zebra") if paper.date == first else paper
            for paper in ALL
        ]
        files, looked_up, _ = built(changed, memory, {first})
        assert min(looked_up) == first and files == dict(segment(changed))
        fewer = [paper for paper in ALL if paper.date != first]
        files, looked_up, _ = built(fewer, memory, {first})
        assert min(looked_up) > first and files == dict(segment(fewer))
    assert built(ALL, memory)[:2] == (dict(segment(ALL)), [])
    assert built([], memory)[0] == dict(segment([]))


def test_the_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest_segment, "MOST_PAPERS", len(ALL) - 1)
    files, _, memory = built(ALL)
    assert memory == b"" and files == dict(segment(ALL))

"""JSON lines are streamed; the cases of what they may hold are `cases/*lines*`."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from itertools import islice
from pathlib import Path

import pytest
from paper_archive.listing import read, read_stream
from paper_archive.listing.forms import json_lines
from paper_archive.listing.sources import load
from paper_archive.model import Source

from tests.realdata import shared


def test_of_a_file_no_more_than_a_line_is_held_beside_its_entries(tmp_path: Path) -> None:
    peaks = []
    for number in (200, 4_000):
        file = tmp_path / f"{number}.jsonl.gz"
        with gzip.open(file, "wt", compresslevel=1) as out:
            for n in range(number):
                out.write(json.dumps({"date": "2025-06-02", "title": f"Bird {n}", "x": "y" * 9999}))
                out.write("\n")
        with file.open("rb") as stream:
            tracemalloc.start()
            (listing,) = read_stream("birds.jsonl.gz", stream)
            held, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert len(listing.entries) == number
        peaks.append(peak - held)
    # 4,000 lines are 40 MB; growing lists of entries and problems may be copied once.
    assert peaks[1] - peaks[0] < 500_000


@pytest.mark.slow
def test_lines_of_the_corpus_are_read(tmp_path: Path) -> None:
    some = tmp_path / "arxiv-daily.jsonl.gz"
    with gzip.open(shared("corpora") / some.name) as corpus:
        some.write_bytes(gzip.compress(b"".join(islice(corpus, 0, None, 10)), 1))
    listings = load(some, some.name, None)
    assert sum(len(listing.entries) for listing in listings) == 5_596
    assert not any(listing.lost or listing.problems for listing in listings)
    assert all(listing.date for listing in listings)
    entries = [entry for listing in listings for entry in listing.entries]
    assert all(entry.arxiv_id and entry.authors and entry.abstract for entry in entries)


GOOD = '{"paper": {"title": "Good", "summary": "We show."}}'
BROKEN = '{"paper": {"title": "Broken", "upvotes": }}'


def _day(number: int, *papers: str, key: str = "data") -> str:
    return f'{{"date": "2025-06-{number:02}", "{key}": [{", ".join(papers)}]}}'


@pytest.mark.parametrize("key", ["data", "response"])
@pytest.mark.parametrize("broken", [BROKEN, '{"paper": {"title": "No end"}', '{"paper": {"a": "b'])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_broken_paper_of_a_day_costs_that_paper(key: str, broken: str, at: int) -> None:
    days = [[GOOD, GOOD, GOOD] for _ in range(3)]
    days[at][1] = broken
    lines = "\n".join(_day(n, *papers, key=key) for n, papers in enumerate(days, 1))
    listings = read(Source("days.jsonl", lines.encode()))
    assert [listing.date.day for listing in listings if listing.date] == [1, 2, 3]
    assert [len(listing.entries) for listing in listings] == [3 - (n == at) for n in range(3)]
    assert [listing.lost for listing in listings] == [int(n == at) for n in range(3)]
    (problem,) = listings[at].problems
    assert problem.line == at + 1
    assert "of the line" in problem.what


def test_what_is_broken_around_the_papers_costs_none() -> None:
    lines = f'{_day(1, GOOD)}\n{_day(2, GOOD)[:-1]}, "x": }}'
    listings = read(Source("days.jsonl", lines.encode()))
    assert [len(listing.entries) for listing in listings] == [1, 1]
    assert sum(listing.lost for listing in listings) == 0
    assert "broken JSON from character" in listings[1].problems[0].what


def test_broken_days_are_searched_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    line = _day(1, GOOD, BROKEN)
    monkeypatch.setattr(json_lines, "MOST_BROKEN_BYTES", 2 * len(line))
    (listing,) = read(Source("days.jsonl", "\n".join([_day(1, GOOD), *[line] * 4]).encode()))
    assert len(listing.entries) == 3
    assert listing.lost == 4

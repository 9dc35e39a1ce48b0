"""JSON lines are streamed; the cases of what they may hold are `cases/*lines*`."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest
from paper_archive.listing import read_stream
from paper_archive.listing.sources import load

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
def test_every_line_of_the_corpus_is_read() -> None:
    folder = shared("corpora")
    listings = load(folder / "arxiv-daily.jsonl.gz", "arxiv-daily.jsonl.gz", None)
    assert sum(len(listing.entries) for listing in listings) == 55_951
    assert not any(listing.lost or listing.problems for listing in listings)
    assert all(listing.date for listing in listings)
    entries = [entry for listing in listings for entry in listing.entries]
    assert all(entry.arxiv_id and entry.authors and entry.abstract for entry in entries)

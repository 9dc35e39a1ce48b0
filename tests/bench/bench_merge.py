"""Cost of reading and merging a paper: `python tests/bench/bench_merge.py [papers]`.

CPU time of one run over days of the API made of the arXiv corpus (50,000 papers unless told),
and the peak memory of the process. Merging cleans titles, abstracts and names; what `clean` costs
for titles and abstracts alone is printed beside it, measured afterwards with its caches full.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from paper_archive.archive.merge import merge
from paper_archive.listing import read
from paper_archive.model import Source
from paper_archive.text.clean import clean

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpora" / "arxiv-daily.jsonl.gz"
PAPERS = 50_000


def papers(number: int) -> Iterator[dict[str, Any]]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, number))


def days(number: int) -> Iterator[Source]:
    """The papers as saved answers of the API, one a day."""
    for day, of_day in groupby(papers(number), key=lambda paper: paper["date"]):
        items = [
            {
                "paper": {
                    "id": paper["id"],
                    "title": paper["title"],
                    "summary": paper["abstract"],
                    "authors": [{"name": name} for name in paper["authors"]],
                }
            }
            for paper in of_day
        ]
        yield Source(f"{day}.json", json.dumps(items).encode())


def peak() -> float:
    """The most memory that the process has had so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    if not CORPUS.exists():
        raise SystemExit(f"{CORPUS} is not there")
    number = int(sys.argv[1]) if len(sys.argv) > 1 else PAPERS
    empty, reading, listings = peak(), 0.0, []
    for source in days(number):
        start = time.process_time()
        listings += read(source)
        reading += time.process_time() - start
    read_peak = peak()
    start = time.process_time()
    merged = merge(listings)
    merging = time.process_time() - start
    merge_peak = peak()
    start = time.process_time()
    for listing in listings:
        for entry in listing.entries:
            clean(entry.title)
            clean(entry.abstract)
    text = time.process_time() - start
    count = len(merged.archive.papers)

    def micro(seconds: float) -> float:
        return seconds / count * 1e6

    print(
        f"{count:,} papers: reading {micro(reading):.1f} µs a paper, merging {micro(merging):.1f}"
        f" µs with {micro(text):.1f} µs of text in it, read and merge without the text"
        f" {micro(reading + merging - text):.1f} µs"
    )
    print(f"peak memory: {empty:.0f} MB at first, {read_peak:.0f} read, {merge_peak:.0f} merged")


if __name__ == "__main__":
    main()

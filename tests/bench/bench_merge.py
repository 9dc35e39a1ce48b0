"""Reading and merging: CPU time a paper.

One run over days of the API made of the arXiv corpus. Merging cleans titles, abstracts and names;
what `clean` costs for titles and abstracts alone is given beside it, measured afterwards with its
caches full.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from paper_archive.archive.merge import merge
from paper_archive.listing import read
from paper_archive.model import Source
from paper_archive.text.clean import clean

from tests.bench.corpus import REAL
from tests.bench.figures import Figure

SIZES = (50_000,)


def papers(number: int) -> Iterator[dict[str, Any]]:
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
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


def figures(papers: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield what reading, merging and the text in it cost a paper."""
    for size in papers or SIZES:
        reading, listings = 0.0, []
        for source in days(size):
            start = time.process_time()
            listings += read(source)
            reading += time.process_time() - start
        start = time.process_time()
        count = len(merge(listings).archive.papers)
        merging = time.process_time() - start
        start = time.process_time()
        for listing in listings:
            for entry in listing.entries:
                clean(entry.title)
                clean(entry.abstract)
        text = time.process_time() - start
        for name, spent in (("read", reading), ("merge", merging - text), ("text in it", text)):
            yield Figure(f"{count:,}: {name}, a paper", spent / count * 1e6, "µs")

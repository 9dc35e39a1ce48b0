"""Corpora of any size to measure with: `python tests/bench/corpus.py 5000` makes one and names it.

A corpus is a folder of listings in JSON lines, `2025/2025-03-14.jsonl`, one a day and 60 papers
each, the last on `LAST_DAY`. The papers are those of the daily corpus beside the project, in its
order; when these are used up, distinct titles are made by joining the beginning of one with the
end of another, abstracts by drawing each sentence from another paper, and ids are counted up.
`new_day` is the listing that comes next: papers that no corpus of that size has.

A corpus is kept in `.cache/bench/`, and made again when what it is made by has changed.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
REAL = SHARED / "corpora" / "arxiv-daily.jsonl.gz"
LISTINGS = SHARED / "listings"
CACHE = ROOT / ".cache" / "bench"
# The real listings have this many papers; a corpus of this size is those.
REAL_LISTINGS = 444
PAPERS_A_DAY = 60
LAST_DAY = date(2026, 8, 31)
# Made papers take after this many real ones, which stay in memory.
POOL = 20_000
# Ids of made papers begin here: a month that has no real ones.
FIRST_MADE_MONTH = 3001
IDS_A_MONTH = 99_999
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a corpus is made by; `version` changes with the way of making."""

    papers: int
    papers_a_day: int = PAPERS_A_DAY
    seed: int = 1
    version: int = 1
    # Of the real papers' file.
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """`listings` is the folder, `new_day` the listing to add to it, `papers` how many it has."""

    papers: int
    listings: Path
    new_day: Path


def missing() -> str:
    """Say what is missing that corpora are made of, or nothing."""
    return "" if REAL.exists() and LISTINGS.exists() else f"{REAL} and {LISTINGS} are needed"


def make(size: int) -> Corpus:
    """Make the corpus of `size` papers, or find it made."""
    wanted = Parameters(size, bytes=REAL.stat().st_size)
    folder = CACHE / f"corpus-{size}"
    new_day = folder / "next" / f"{LAST_DAY + timedelta(1)}.jsonl"
    corpus = Corpus(size, folder / "listings", new_day)
    stamp = folder / "parameters.json"
    made_by = json.dumps(asdict(wanted))
    # Written last, so that a corpus half made is made again.
    if stamp.exists() and stamp.read_text("utf-8") == made_by:
        return corpus
    shutil.rmtree(folder, ignore_errors=True)
    papers = stream(wanted)
    if size == REAL_LISTINGS:
        shutil.copytree(LISTINGS, corpus.listings)
    else:
        _write_days(corpus.listings, islice(papers, size), wanted)
    new_day.parent.mkdir(parents=True)
    _write(new_day, islice(papers, wanted.papers_a_day))
    stamp.write_text(made_by, "utf-8")
    return corpus


def stream(parameters: Parameters) -> Iterator[dict]:
    """Yield papers without end, as JSON objects: real ones first, each id once."""
    chance = random.Random(parameters.seed)
    ids: set[str] = set()
    titles: set[int] = set()
    pool: list[dict] = []
    for paper in _real():
        if paper["id"] not in ids:
            ids.add(paper["id"])
            titles.add(hash(paper["title"].casefold()))
            if len(pool) < POOL:
                pool.append(paper)
            yield paper
    sentences = [_SENTENCE_END.split(paper["abstract"]) for paper in pool]
    for number in count():
        title = _title(chance, pool)
        while hash(title.casefold()) in titles:
            title = _title(chance, pool)
        titles.add(hash(title.casefold()))
        month, of_month = divmod(number, IDS_A_MONTH)
        length = len(chance.choice(sentences))
        drawn = (chance.choice(sentences) for _ in range(length))
        yield {
            "id": f"{FIRST_MADE_MONTH + month}.{of_month + 1:05}",
            "title": title,
            "authors": chance.choice(pool)["authors"],
            "categories": chance.choice(pool)["categories"],
            # Of each paper the sentence that stands in this place: first ones come first.
            "abstract": " ".join(own[min(at, len(own) - 1)] for at, own in enumerate(drawn)),
        }


def _real() -> Iterator[dict]:
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        for line in lines:
            paper = json.loads(line)
            # A listing's day is its file's name.
            yield {key: paper[key] for key in ("id", "title", "authors", "categories", "abstract")}


def _title(chance: random.Random, pool: list[dict]) -> str:
    begin, end = (chance.choice(pool)["title"].split() for _ in range(2))
    return " ".join(begin[: (len(begin) + 1) // 2] + end[len(end) // 2 :])


def _write_days(folder: Path, papers: Iterator[dict], parameters: Parameters) -> None:
    days = -(-parameters.papers // parameters.papers_a_day)
    first = LAST_DAY - timedelta(days - 1)
    for number in range(days):
        day = first + timedelta(number)
        file = folder / str(day.year) / f"{day}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, islice(papers, parameters.papers_a_day))


def _write(file: Path, papers: Iterator[dict]) -> None:
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(paper, ensure_ascii=False) + "\n" for paper in papers)


if __name__ == "__main__":
    for size in sys.argv[1:]:
        print(make(int(size)).listings)

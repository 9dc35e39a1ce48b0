"""Search: what it costs and finds, beside SQLite's FTS5 and Pagefind.

Corpora are those of `corpus` (real papers first, beyond 55,951 recombined ones), 60 papers a day.
Of each size: CPU and memory of making the index; bytes (gzip) and requests of a query of a reader
who has just come, scripts not counted; milliseconds in Chromium when all files are there. Queries
are known items: of 500 papers drawn by a fixed seed four words of the title, five of the abstract,
and the title's words with one letter wrong. Quality is the mean of 1/rank of the paper they were
made of, 0 beyond the tenth, beside SQLite's FTS5 (Porter's stems, BM25, titles five times) and
Pagefind. A process of its own makes each index: `python -m tests.bench.bench_search SIZE FOLDER`.
"""

from __future__ import annotations

import gc
import gzip
import json
import random
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice, pairwise
from pathlib import Path
from statistics import median

from paper_archive.archive.slug import slugify
from paper_archive.search.borders import blocks, documents_a_group
from paper_archive.search.document_files import document_files
from paper_archive.search.engine import SiteSearch
from paper_archive.search.index_files import Index, Kept, manifest
from paper_archive.search.postings import Document
from paper_archive.search.scripts import script_files
from paper_archive.search.segment import segment
from paper_archive.search.shards import FOLDER, File
from paper_archive.search.tokens import STOP_WORDS

from tests.bench import corpus, search_peer
from tests.bench.figures import Figure
from tests.bench.measure import measure

SIZES = (444, 10_000, 50_000, 100_000)
QUALITY_SIZE = 10_000
SEED, QUERIES, COSTED = 7, 500, 60
ASSETS = corpus.ROOT / "site_src" / "theme" / "assets"
_WORD = re.compile("[a-z0-9]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
WARM = """async queries => {
  const times = []
  for (let round = 0; round < 2; round++) {
    for (const query of queries) {
      const start = performance.now()
      await paperArchive.search(query)
      if (round) times.push(performance.now() - start)
    }
  }
  return times
}"""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and the slug of the paper that it was made of."""

    text: str
    slug: str


def documents(size: int) -> list[Document]:
    """The papers of a corpus, oldest first, as search numbers them."""
    first = corpus.LAST_DAY - timedelta(-(-size // corpus.PAPERS_A_DAY) - 1)
    papers = islice(corpus.stream(corpus.Parameters(size)), size)
    made = [
        Document(
            slugify(paper["title"]),
            " ".join(paper["title"].split()),
            str(first + timedelta(n // corpus.PAPERS_A_DAY)),
            tuple(
                name.lower().replace(".", "-") for name in paper["categories"] if " " not in name
            ),
            tuple(paper["authors"]),
            " ".join(paper["abstract"].split()),
        )
        for n, paper in enumerate(papers)
    ]
    made.sort(key=lambda each: each.slug, reverse=True)
    made.sort(key=lambda each: each.date)
    return made


def index(made: Sequence[Document]) -> Iterator[File]:
    """The files of a search, as a build makes them."""
    segments, groups = [], []
    for start, end in pairwise([*(_day_start(made, at) for at in blocks(len(made))), len(made)]):
        part = yield from segment(made[start:end])
        segments.append(Kept("", "", part.papers, part, ()))
    size = documents_a_group(len(made))
    for start in range(0, len(made), size):
        some = made[start : start + size]
        groups.append(Kept("", "", len(some), (yield from document_files(some)), ()))
    votes = [Kept("", "", part.papers, "", ()) for part in segments]
    yield manifest(Index(tuple(segments), tuple(groups), tuple(votes)))
    yield from script_files([ASSETS.parent])


def _day_start(made: Sequence[Document], at: int) -> int:
    """Where the day of a paper begins: a segment has whole days."""
    while at and made[at - 1].date == made[at].date:
        at -= 1
    return at


def build(size: int, folder: Path) -> dict[str, float]:
    """Make the index of a corpus, and return what it cost: µs a paper, files, bytes a paper."""
    gc.set_threshold(100_000)  # As the command does.
    made = documents(size)
    shutil.rmtree(folder, ignore_errors=True)
    start, files, length = time.process_time(), 0, 0
    waiting = []
    spent = 0.0
    for name, data in index(made):
        files += 1
        length += len(data)
        waiting.append((name, data))
        if len(waiting) == 1000:
            spent += time.process_time() - start
            _write(folder, waiting)
            start = time.process_time()
    spent += time.process_time() - start
    _write(folder, waiting)
    shutil.copy(ASSETS / "search.js", folder / "assets")
    page = '<!doctype html><meta charset="utf-8"><script src="assets/search.js"></script>'
    (folder / "page.html").write_text(page, "utf-8")
    return {"cpu": spent / size * 1e6, "files": files, "bytes": length / size}


def _write(folder: Path, files: list[File]) -> None:
    for name, data in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    files.clear()


def queries(made: Sequence[Document], count: int) -> dict[str, list[Query]]:
    """Known-item queries of papers drawn by chance."""
    chance = random.Random(SEED)
    found: dict[str, list[Query]] = {"title": [], "abstract": [], "typo": []}
    for paper in chance.sample(made, min(count, len(made))):
        title, abstract = words_of(paper.title), words_of(paper.abstract)
        words = chance.sample(title, min(4, len(title)))
        found["title"].append(Query(" ".join(words), paper.slug))
        some = chance.sample(abstract, min(5, len(abstract)))
        found["abstract"].append(Query(" ".join(some), paper.slug))
        if long := [n for n, word in enumerate(words) if len(word) > 4]:
            at = chance.choice(long)
            words[at] = _misspelt(words[at], chance)
        found["typo"].append(Query(" ".join(words), paper.slug))
    return found


def words_of(text: str) -> list[str]:
    """The distinct words of a text, without stop words and letters alone."""
    words = dict.fromkeys(_WORD.findall(text.lower()))
    return [word for word in words if word not in STOP_WORDS and len(word) > 1]


def _misspelt(word: str, chance: random.Random) -> str:
    """A letter changed, left out, put in, or exchanged with the next."""
    at, letter = chance.randrange(len(word) - 1), chance.choice(_LETTERS)
    return chance.choice(
        [
            word[:at] + chance.choice(_LETTERS.replace(word[at], "")) + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def quality(asked: Sequence[Query], ask: Callable[[str], Sequence[str]]) -> float:
    """The mean of 1/rank among the first ten; `ask` gives slugs, best first."""
    total = 0.0
    for query in asked:
        found = list(ask(query.text))[:10]
        total += 1 / (found.index(query.slug) + 1) if query.slug in found else 0
    return total / len(asked)


def sqlite(made: Sequence[Document]) -> Callable[[str], Sequence[str]]:
    """Ask SQLite's FTS5 for any of the words."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "create virtual table papers using fts5("
        "slug unindexed, title, abstract, tokenize='porter unicode61')"
    )
    rows = ((each.slug, each.title, each.abstract) for each in made)
    base.executemany("insert into papers values (?, ?, ?)", rows)
    select = "select slug from papers where papers match ? order by bm25(papers, 0, 5, 1) limit 10"

    def ask(text: str) -> Sequence[str]:
        words = " OR ".join(f'"{word}"' for word in text.split())
        return [slug for (slug,) in base.execute(select, (words,))]

    return ask


def ours(folder: Path) -> Callable[[str], Sequence[str]]:
    """Ask the index in a folder."""
    site = SiteSearch(folder)
    return lambda text: [Path(found["url"]).stem for found in site.search(text)["results"]]


def transfers(folder: Path, asked: Sequence[Query]) -> tuple[list[int], list[int]]:
    """Bytes (gzip) and requests of each query, nothing being there before."""
    sizes: dict[str, int] = {}
    lengths, requests = [], []
    for query in asked:
        site = SiteSearch(folder)
        site.search(query.text)
        asked_for = [path for path in site.sizes if path.startswith(f"{FOLDER}/")]
        for path in asked_for:
            if path not in sizes:
                sizes[path] = len(gzip.compress((folder / path).read_bytes(), 6))
        lengths.append(sum(sizes[path] for path in asked_for))
        requests.append(len(asked_for))
    return lengths, requests


def warm(folder: Path, asked: Sequence[Query]) -> list[float]:
    """Milliseconds of each query in Chromium, asked for the second time."""
    from tests.browser.chromium import chromium  # its memory is not the index's

    with chromium() as browser:
        page = browser.new_page()
        page.goto((folder / "page.html").as_uri())
        return page.evaluate(WARM, [query.text for query in asked])


def figures(papers: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield costs at each size, and quality at one."""
    for size in papers or SIZES:
        yield from _of_size(size)


def _of_size(size: int) -> Iterator[Figure]:
    folder = corpus.CACHE / f"search-{size}"
    log = corpus.CACHE / f"search-{size}.log"
    module = "tests.bench.bench_search"
    cost = measure((sys.executable, "-m", module, size, folder), corpus.ROOT, log)
    own = json.loads(log.read_text("utf-8"))
    yield Figure(f"{size:,}: index, a paper", own["cpu"], "µs")
    yield Figure(f"{size:,}: index, a paper", own["bytes"], "bytes")
    yield Figure(f"{size:,}: index, files", own["files"])
    yield Figure(f"{size:,}: peak memory, with the papers", cost.memory, "MB")
    made = documents(size)
    asked = queries(made, COSTED)
    for kind, some in asked.items():
        yield from _transferred(f"{size:,}: {kind}", *transfers(folder, some))
    times = sorted(warm(folder, [query for some in asked.values() for query in some]))
    yield Figure(f"{size:,}: warm in Chromium, median", median(times), "ms")
    yield Figure(f"{size:,}: warm in Chromium, worst", times[-1], "ms")
    if size == QUALITY_SIZE:
        yield from _compared(made, folder)


def _transferred(name: str, lengths: list[int], requests: list[int]) -> Iterator[Figure]:
    yield Figure(f"{name}, gzip, median", median(lengths) / 1024, "KB")
    yield Figure(f"{name}, gzip, worst", max(lengths) / 1024, "KB")
    yield Figure(f"{name}, median", median(requests), "requests")


def _compared(made: Sequence[Document], folder: Path) -> Iterator[Figure]:
    asked = queries(made, QUERIES)
    peer = corpus.CACHE / "search-pagefind"
    search_peer.build(made, peer)
    ask_ours, ask_sqlite = ours(folder), sqlite(made)
    for kind, some in asked.items():
        texts = [query.text for query in some]
        found = dict(zip(texts, search_peer.ask(peer, texts), strict=True))
        mine, name = quality(some, ask_ours), f"{len(made):,}: MRR@10, {kind}"
        yield Figure.beside(name, mine, "", "SQLite FTS5", quality(some, ask_sqlite))
        yield Figure.beside(name, mine, "", "Pagefind", quality(some, found.__getitem__))
    some = [query.text for query in asked["title"][:COSTED]]
    yield from _transferred("Pagefind, title", *search_peer.transfers(peer, some))


if __name__ == "__main__":
    print(json.dumps(build(int(sys.argv[1]), Path(sys.argv[2]))))

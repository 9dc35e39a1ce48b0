"""Measures what the search shows while one types: `python -m tests.bench.bench_typing [SITE …]`.

Two to four words of the titles of 500 papers of 10,000, drawn by a fixed seed, are typed letter by
letter, in the order of the title. `found` is the share of keystrokes after which the paper is among
the first five; `changes` is how often the first result changes while a query is typed. It builds
the index, or measures indexes of these papers that `bench_search build` has written to folders.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paper_archive.search.postings import Document

from tests.bench import corpus
from tests.bench.bench_search import QUALITY_SIZE, QUERIES, Query, build, documents, words_of

SEED, FIRST = 11, 5
TYPE = """async ({text, slug, first}) => {
  let found = 0, changes = 0, before = null
  for (let end = 1; end <= text.length; end++) {
    const answer = await paperArchive.search(text.slice(0, end), {limit: first})
    const urls = answer.results.map(result => result.url)
    found += urls.includes(`papers/${slug}.html`)
    changes += before !== null && urls.length > 0 && urls[0] !== before
    before = urls.length ? urls[0] : before
  }
  return [text.length, found, changes]
}"""


@dataclass(frozen=True, slots=True)
class Typed:
    """What queries showed while they were typed."""

    queries: int
    keystrokes: int
    found: int
    changes: int

    def __str__(self) -> str:
        return (
            f"{self.keystrokes:,} keystrokes of {self.queries} queries: found "
            f"{self.found / self.keystrokes:.3f}, changes {self.changes / self.queries:.2f} a query"
        )


def queries(made: Sequence[Document], count: int = QUERIES, seed: int = SEED) -> list[Query]:
    """Two to four words of titles, in order."""
    chance = random.Random(seed)
    asked = []
    for paper in chance.sample(made, len(made)):
        words = words_of(paper.title)
        if len(words) >= 2:
            drawn = sorted(chance.sample(range(len(words)), min(chance.randint(2, 4), len(words))))
            asked.append(Query(" ".join(words[n] for n in drawn), paper.slug))
        if len(asked) == count:
            break
    return asked


def typed(folder: Path, asked: Sequence[Query]) -> Typed:
    """Type queries into the search of a folder, in Chromium."""
    from tests.browser.chromium import chromium

    with chromium() as browser:
        page = browser.new_page()
        page.goto((folder / "page.html").resolve().as_uri())
        rows = [
            page.evaluate(TYPE, {"text": query.text, "slug": query.slug, "first": FIRST})
            for query in asked
        ]
    return Typed(len(rows), *(sum(row[n] for row in rows) for n in range(3)))


def main(folders: Sequence[Path]) -> None:
    """Measure, and print a line per folder."""
    if not folders:
        folders = [corpus.CACHE / f"search-{QUALITY_SIZE}"]
        build(QUALITY_SIZE, folders[0])
    asked = queries(documents(QUALITY_SIZE))
    for folder in folders:
        print(f"{folder}: {typed(folder, asked)}")


if __name__ == "__main__":
    if corpus.missing():
        sys.exit(corpus.missing())
    main([Path(name) for name in sys.argv[1:]])

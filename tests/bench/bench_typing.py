"""Typing: what the search shows while one types, beside what it could show at most.

Two to four words of the titles of 500 papers of 10,000, drawn by a fixed seed, are typed letter by
letter, in the order of the title. `found` is the share of keystrokes after which the paper is among
the first five; `changes` is how often the first result changes while a query is typed.

`bound` is what `found` could be at most. It is the share of a search that knows all titles and how
the queries were drawn, and shows after each keystroke the five papers that are likeliest. Many
papers begin alike, so it is far from 1: no search can exceed it but by chance.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path

from paper_archive.search.postings import Document

from tests.bench import corpus
from tests.bench.bench_search import QUALITY_SIZE, QUERIES, Query, build, documents, words_of
from tests.bench.figures import Figure

SEED, FIRST = 11, 5
DRAWN = (2, 3, 4)  # Words of a query.
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


def queries(made: Sequence[Document], count: int = QUERIES, seed: int = SEED) -> list[Query]:
    """Two to four words of titles, in order."""
    chance = random.Random(seed)
    asked = []
    for paper in chance.sample(made, len(made)):
        words = words_of(paper.title)
        if len(words) >= 2:
            most = min(chance.randint(DRAWN[0], DRAWN[-1]), len(words))
            drawn = sorted(chance.sample(range(len(words)), most))
            asked.append(Query(" ".join(words[n] for n in drawn), paper.slug))
        if len(asked) == count:
            break
    return asked


def bound(made: Sequence[Document], asked: Sequence[Query]) -> float:
    """The share of keystrokes after which the likeliest five papers have the one that is meant."""
    titles = [words_of(paper.title) for paper in made]
    having: dict[str, list[int]] = {}
    for paper, words in enumerate(titles):
        for word in words:
            having.setdefault(word, []).append(paper)
    chances: dict[str, float] = {}
    for text in {query.text[:end] for query in asked for end in range(1, len(query.text) + 1)}:
        *whole, begun = text.split(" ")
        if whole:
            candidates = set(having.get(whole[0], ()))
        else:
            candidates = {n for word, own in having.items() if word.startswith(begun) for n in own}
        likely = sorted((_chance(titles[n], whole, begun) for n in candidates), reverse=True)
        chances[text] = sum(likely[:FIRST]) / sum(likely)
    keystrokes = [query.text[:end] for query in asked for end in range(1, len(query.text) + 1)]
    return sum(map(chances.__getitem__, keystrokes)) / len(keystrokes)


def _chance(title: Sequence[str], whole: Sequence[str], begun: str) -> float:
    """The chance that `queries` draws from a title a query of these words and this beginning."""
    if len(title) < 2 or not set(whole).issubset(title):
        return 0
    places = [title.index(word) for word in whole]
    if places != sorted(places):
        return 0
    after = places[-1] + 1 if places else 0
    chance = 0.0
    for drawn in DRAWN:
        count = min(drawn, len(title))
        left = count - len(whole) - 1  # Words after the one that is begun.
        if left >= 0:
            ways = (
                comb(len(title) - 1 - at, left)
                for at in range(after, len(title))
                if title[at].startswith(begun)
            )
            chance += sum(ways) / comb(len(title), count) / len(DRAWN)
    return chance


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


def figures(_: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield both, and the bound."""
    folder = corpus.CACHE / f"search-{QUALITY_SIZE}"
    build(QUALITY_SIZE, folder)
    made = documents(QUALITY_SIZE)
    asked = queries(made)
    shown, most = typed(folder, asked), bound(made, asked)
    yield Figure.beside("found", shown.found / shown.keystrokes, "", "bound", most)
    yield Figure("changes a query", shown.changes / shown.queries)

"""Corpora for tests of trends, from few words."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from paper_archive.model import Paper
from paper_archive.trends.corpus import Corpus, PackedDay

from tests.pages.papers import paper

NEWEST = date(2026, 3, 31)
# Words of no meaning that are neither common nor stop words, in any order.
SYLLABLES = "ba ke li mo nu ra se ti vo zu".split()
WORDS = [f"{a}{b}{c}x" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]


def corpus(papers: Iterable[Paper]) -> Corpus:
    """The corpus of papers; the place of each in order of day is its id."""
    ordered = enumerate(sorted(papers, key=lambda paper: paper.days))
    return Corpus.of(
        [
            PackedDay.of(day, list(of_day))
            for day, of_day in groupby(ordered, key=lambda item: item[1].days[0])
        ]
    )


def random_papers(seed: int, count: int, days: int = 456, **planted: object) -> list[Paper]:
    """Papers of random words and tags, spread over the days to the newest one.

    Words are as unevenly distributed as in texts (Zipf).
    """
    chance = random.Random(seed)
    weights = [1 / rank for rank in range(8, 8 + len(WORDS))]
    tags = [f"tag-{n}" for n in range(40)]
    found = []
    for n in range(count):
        words = chance.choices(WORDS, weights, k=70)
        day = NEWEST - timedelta(n * days // count)
        carried = tuple(
            {tag for at, tag in enumerate(tags) if chance.random() < 0.3 / (1 + at / 4)}
        )
        found.append(
            paper(
                f"p-{n}", day.isoformat(), title=" ".join(words[:8]),
                abstract=" ".join(words[8:]), tags=carried,
            )
        )  # fmt: skip
    return found


def shuffled(papers: Sequence[Paper], seed: int) -> list[Paper]:
    """The same papers on each other's days, so that nothing rises but by chance."""
    days = [each.days for each in papers]
    random.Random(seed).shuffle(days)
    return [paper(p.slug, day[0].isoformat(), title=p.title, abstract=p.abstract, tags=p.tags)
            for p, day in zip(papers, days, strict=True)]  # fmt: skip

"""Related papers in plain Python, by comparing each pair of terms in each pair of papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import sqrt

from paper_archive.model import Paper
from paper_archive.related.nearest import SHOWN
from paper_archive.related.pairs import LEAST, TAGS, tag_bits
from paper_archive.related.terms import COUNTED, LENGTH, TERMS, TITLE, UNKNOWN, Terms
from paper_archive.related.words import load_words

Vector = Mapping[int, int]


def vector(paper: Paper) -> Vector:
    words = load_words()
    numbers = Terms(words).numbers
    counts = Counter([*numbers(paper.title)] * TITLE + [*numbers(paper.abstract)])
    strengths = {}
    for term, count in counts.items():
        weight = words.weights[term] if term < len(words.weights) else UNKNOWN
        strengths[term] = weight * COUNTED[min(count, len(COUNTED) - 1)]
    best = sorted(strengths, key=lambda term: (-strengths[term], term))[:TERMS]
    length = sqrt(sum(strengths[term] ** 2 for term in best))
    return {term: round(LENGTH * strengths[term] / length) for term in best}


def score(a: Paper, b: Paper, of_a: Vector, of_b: Vector) -> int:
    shared = sorted(of_a.keys() & of_b.keys())
    pairs = sum(of_a[s] * of_a[t] * of_b[s] * of_b[t] for s, t in combinations(shared, 2))
    tags = (tag_bits(a.tags) & tag_bits(b.tags)).bit_count()
    return pairs * (4 + min(tags, TAGS)) >> 13


def lists(papers: Sequence[Paper]) -> dict[str, tuple[str, ...]]:
    vectors = {paper.slug: vector(paper) for paper in papers}
    found = {}
    for paper in papers:
        near = []
        for other in papers:
            if other is not paper:
                of = score(paper, other, vectors[paper.slug], vectors[other.slug])
                day = other.first_day.toordinal() if other.first_day else 0
                if of >= LEAST:
                    near.append((-of, -day, other.slug))
        found[paper.slug] = tuple(slug for *_, slug in sorted(near)[:SHOWN])
    return found

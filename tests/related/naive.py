"""Related papers in plain Python, by comparing each pair of terms in each pair of papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt, sqrt

from paper_archive.model import Paper
from paper_archive.related.nearest import SHOWN
from paper_archive.related.pairs import ROOT, SUBJECT, TAG_PARTS, TAGS, bounds, tag_bits
from paper_archive.related.terms import (
    COUNTED,
    LENGTH,
    SUBJECT_LENGTH,
    TERMS,
    TITLE,
    UNKNOWN,
    Terms,
)
from paper_archive.related.words import DIMENSIONS, load_words

# Two terms, the lower number first.
Pair = tuple[int, int]


@dataclass
class Vector:
    pairs: Mapping[Pair, int]
    subject: Sequence[int]


def vector(paper: Paper, reach: int, *, single: bool) -> Vector:
    """`reach` is how far the places of two terms may be; with `single`, each term counts alone."""
    words = load_words()
    numbers = Terms(words).numbers
    counts = Counter([*numbers(paper.title)] * TITLE + [*numbers(paper.abstract)])
    strengths = {}
    for term, count in counts.items():
        weight = words.weights[term] if term < len(words.weights) else UNKNOWN
        strengths[term] = weight * COUNTED[min(count, len(COUNTED) - 1)]
    best = sorted(strengths, key=lambda term: (-strengths[term], term))[:TERMS]
    length = sqrt(sum(strengths[term] ** 2 for term in best))
    weights = [round(LENGTH * strengths[term] / length) for term in best]
    pairs = {}
    for i, term in enumerate(best):
        for j in range(i if single else i + 1, len(best)):
            if (i + 3) * (j + 3) <= reach:
                product = weights[i] * weights[j] // (2 if i == j else 1)
                pairs[min(term, best[j]), max(term, best[j])] = product
    rows = [
        [number * (of >> 8) for number in words.subjects[term].tolist()]
        for term, of in strengths.items()
        if term < len(words.weights)
    ]
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * DIMENSIONS
    length = max(sqrt(sum(n * n for n in sums)), 1)
    return Vector(pairs, [round(SUBJECT_LENGTH * n / length) for n in sums])


def score(a: Paper, b: Paper, of_a: Vector, of_b: Vector) -> int:
    shared = of_a.pairs.keys() & of_b.pairs.keys()
    pairs = sum(of_a.pairs[pair] * of_b.pairs[pair] for pair in shared)
    subject = sum(x * y for x, y in zip(of_a.subject, of_b.subject, strict=True))
    tags = (tag_bits(a.tags) & tag_bits(b.tags)).bit_count()
    whole = ROOT * isqrt(pairs) + SUBJECT * subject
    return whole * (TAG_PARTS + min(tags, TAGS)) // TAG_PARTS if pairs else 0


def lists(papers: Sequence[Paper]) -> dict[str, tuple[str, ...]]:
    _, reach, single = bounds(len(papers))
    vectors = {paper.slug: vector(paper, reach, single=single) for paper in papers}
    found = {}
    for paper in papers:
        near = []
        for other in papers:
            if other is not paper:
                of = score(paper, other, vectors[paper.slug], vectors[other.slug])
                day = other.first_day.toordinal() if other.first_day else 0
                if of > 0:
                    near.append((-of, -day, other.slug))
        found[paper.slug] = tuple(slug for *_, slug in sorted(near)[:SHOWN])
    return found

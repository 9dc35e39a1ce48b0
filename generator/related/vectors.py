"""The vectors of many papers as arrays, and the pairs of papers that are near.

The score of two papers is the sum, over the terms that both have, of the products of their
weights: a thousand times a thousand for a paper and itself. It depends on these two alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.sparse import csr_array

from generator.model import Paper
from generator.related.terms import LENGTH, TERMS, Terms

Ints = np.ndarray
# Pairs of a lower score are not near: of the cosine, this in a million.
LEAST = 100_000
# Scores are less than this: weights are rounded, so a paper and itself may exceed a million.
MOST = 1 << 20
# Papers that are compared with all others at a time: a few thousand pairs each.
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Vectors:
    """A row for each paper, in no order that matters. `days` are the first days' ordinals, 0 for
    none; `terms` and `weights` have `TERMS` columns, unused ones are 0."""

    slugs: tuple[str, ...]
    days: Ints
    terms: Ints
    weights: Ints

    @classmethod
    def of(cls, papers: Iterable[Paper], terms: Terms) -> Vectors:
        """Make the vectors of papers."""
        slugs, days = [], []
        flat_terms: list[int] = []
        flat_weights: list[int] = []
        for paper in papers:
            vector = terms(paper.title, paper.abstract)
            unused = [0] * (TERMS - len(vector))
            flat_terms += [term for term, _ in vector]
            flat_terms += unused
            flat_weights += [weight for _, weight in vector]
            flat_weights += unused
            slugs.append(paper.slug)
            days.append(ordinal(paper.first_day))
        return cls(
            tuple(slugs),
            np.array(days, np.int32),
            np.array(flat_terms, np.uint32).reshape(-1, TERMS),
            np.array(flat_weights, np.int32).reshape(-1, TERMS),
        )

    def only(self, rows: Ints) -> Vectors:
        """These rows."""
        return Vectors(
            tuple(self.slugs[row] for row in rows.tolist()),
            self.days[rows],
            self.terms[rows],
            self.weights[rows],
        )

    def and_(self, others: Vectors) -> Vectors:
        """The rows of both, those of the others last."""
        return Vectors(
            self.slugs + others.slugs,
            np.concatenate((self.days, others.days)),
            np.concatenate((self.terms, others.terms)),
            np.concatenate((self.weights, others.weights)),
        )

    def ranks(self) -> Ints:
        """The place of each row where scores are equal: newest first, undated last, by slug."""
        days = self.days.tolist()
        order = sorted(range(len(days)), key=lambda row: (-days[row], self.slugs[row]))
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    def near(self, rows: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Yield, in blocks, the pairs of these rows with any other that are near: row, row, score."""
        matrix = self._matrix()
        columns = matrix.T.tocsr()
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            product = matrix[block] @ columns
            of = np.repeat(block, np.diff(product.indptr))
            kept = np.flatnonzero(product.data >= LEAST)
            of, others, scores = of[kept], product.indices[kept], product.data[kept]
            pairs = of != others
            yield of[pairs], others[pairs], scores[pairs]

    def _matrix(self) -> csr_array:
        used = self.weights > 0
        _, columns = np.unique(self.terms[used], return_inverse=True)
        starts = np.concatenate(([0], np.cumsum(used.sum(axis=1))))
        width = int(columns.max()) + 1 if len(columns) else 1
        entries = (self.weights[used], columns.astype(np.int32), starts.astype(np.int32))
        return csr_array(entries, shape=(len(self.slugs), width))


def ordinal(day: date | None) -> int:
    """A day as a number, 0 for none."""
    return day.toordinal() if day else 0


def score(a: Sequence[tuple[int, int]], b: Sequence[tuple[int, int]]) -> int:
    """The score of two vectors: what the arrays compute, said plainly."""
    weights = dict(b)
    return sum(weight * weights.get(term, 0) for term, weight in a)

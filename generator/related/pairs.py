"""The vectors of many papers as arrays, and the pairs of papers that are near.

Two papers are near by the *pairs* of terms that both have: one word in common is seldom a subject
in common. A pair of terms counts with the product of its four weights, the sum of these with a
quarter more for each tag in common, up to three. Such a pair is rare where each of its words is
common, so few papers are looked at: some 500 for each of 50,000, where the words alone have 4,000.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from generator.related.terms import TERMS, Ints

# Pairs of papers of a lower score are not near.
LEAST = 2_500
# Scores are less than this: the sum is at most half of LENGTH to the fourth power.
MOST = 1 << 21
TAGS = 3
_SHIFT = 13
# Papers are numbered below this.
ROWS = 1 << 21
# What is looked at in one go, pairs of papers by pairs of terms.
_AT_ONCE = 400_000
_LEFT, _RIGHT = np.triu_indices(TERMS, 1)
_PAIRS = len(_LEFT)
# The rows of which the pairs of terms are made in one go.
_ROWS_AT_ONCE = 4_000
# Terms of which rows are looked through when only a few papers are searched for.
_SIEVE = (1 << 20) - 1


@dataclass(frozen=True, slots=True)
class Vectors:
    """A row for each paper: numbers of `TERMS` terms, their weights, and its tags as bits."""

    terms: Ints
    weights: Ints
    tags: Ints

    def near(self, rows: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Yield, in blocks, the pairs of these rows with any other that are near: row, other row,
        score. All pairs of a row are in one block."""
        keys, weights, of = self._features(rows)
        at, others, factors, ends = _Index.of(*self._features_of_any_like(rows)).look_up(keys)
        counts = ends - others
        start = 0
        done = np.cumsum(counts)
        # Where a row ends there, the last of its pairs of terms.
        borders = np.flatnonzero(np.diff(of, append=-1)) + 1
        while start < len(keys):
            base = done[start - 1] if start else 0
            fits = np.searchsorted(done[borders - 1], base + _AT_ONCE, "right") - 1
            end = int(borders[max(fits, np.searchsorted(borders, start, "right"))])
            yield self._block(
                of[start:end], weights[start:end], others[start:end], counts[start:end], at, factors
            )
            start = end

    def _block(
        self, of: Ints, weights: Ints, starts: Ints, counts: Ints, rows: Ints, factors: Ints
    ) -> tuple[Ints, Ints, Ints]:
        total = int(counts.sum())
        places = np.arange(total) + np.repeat(starts - np.cumsum(counts) + counts, counts)
        first = of[0] if len(of) else 0
        # Within a block no more than 2 to the 12th rows: see `_AT_ONCE` and `_features`.
        keys = np.repeat(of.astype(np.int64) - first, counts) * ROWS + rows[places]
        products = np.repeat(weights.astype(np.int64), counts) * factors[places]
        order = np.argsort(keys)
        keys = keys[order]
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        sums = np.add.reduceat(products[order], starts) if len(starts) else products
        keys = keys[starts]
        # Not even three tags would make them near.
        likely = sums * (4 + TAGS) >> _SHIFT >= LEAST
        of, others = keys[likely] // ROWS + first, keys[likely] % ROWS
        shared = np.minimum(np.bitwise_count(self.tags[of] & self.tags[others]), TAGS)
        scores = sums[likely] * (4 + shared.astype(np.int64)) >> _SHIFT
        kept = (scores >= LEAST) & (of != others)
        return of[kept], others[kept], scores[kept]

    def _features_of_any_like(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """The pairs of terms of all papers, at least those that these rows have too."""
        if len(rows) * 20 > len(self.terms):
            return self._features(np.arange(len(self.terms)))
        sieve = np.zeros(_SIEVE + 1, bool)
        sieve[self.terms[rows] & _SIEVE] = True
        hit = sieve[self.terms & _SIEVE]
        likely = np.flatnonzero(hit.sum(axis=1) > 1)
        return self._features(likely, hit)

    def _features(self, rows: Ints, hit: Ints | None = None) -> tuple[Ints, Ints, Ints]:
        """The pairs of terms of rows: a number for each, the product of the weights, the row."""
        found = [(np.zeros(0, np.uint64), np.zeros(0, np.uint16), np.zeros(0, np.int32))]
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            block = rows[start : start + _ROWS_AT_ONCE]
            weights = self.weights[block].astype(np.uint16)
            if hit is not None:
                weights *= hit[block]
            terms = self.terms[block].astype(np.uint64)
            products = weights[:, _LEFT] * weights[:, _RIGHT]
            used = products > 0
            a, b = terms[:, _LEFT][used], terms[:, _RIGHT][used]
            keys = np.minimum(a, b) << np.uint64(32) | np.maximum(a, b)
            of = np.repeat(block.astype(np.int32), used.sum(axis=1))
            found.append((keys, products[used], of))
        keys, products, of = map(np.concatenate, zip(*found, strict=True))
        return keys, products, of


@dataclass(frozen=True, slots=True)
class _Index:
    """The rows and weights of each pair of terms, which starts at its place in `starts`."""

    keys: Ints
    starts: Ints
    rows: Ints
    weights: Ints

    @classmethod
    def of(cls, keys: Ints, weights: Ints, rows: Ints) -> _Index:
        order = np.argsort(keys)
        keys = keys[order]
        first = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
        counts = np.diff(first, append=len(keys))
        # What one paper has alone, half of all, makes it near to none.
        shared = np.repeat(counts > 1, counts)
        order = order[shared]
        first, counts = first[counts > 1], counts[counts > 1]
        return cls(
            keys[first], np.concatenate(([0], np.cumsum(counts))), rows[order], weights[order]
        )

    def look_up(self, keys: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Return rows, the first place there of each key, weights, and the place after the last."""
        at = np.searchsorted(self.keys, keys)
        known = np.append(self.keys, np.uint64(0))[at] == keys
        at = np.where(known, at, 0)
        starts = self.starts[at]
        ends = np.append(self.starts, 0)[at + 1]
        return self.rows, starts, self.weights, np.where(known, ends, starts)


def tag_bits(tags: Sequence[str]) -> int:
    """Tags as a set of 64 bits. Two of a hundred may share one, in every archive the same two."""
    bits = 0
    for tag in tags:
        bits |= 1 << (crc32(tag.encode("utf-8", "surrogatepass")) & 63)
    return bits

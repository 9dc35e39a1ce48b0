"""Finds near papers among the vectors of many papers.

Two papers are near by the *pairs* of terms that they share: one shared word seldom means a shared
subject. The score of two papers is the sum over these pairs of the product of their four weights.
A shared tag adds a quarter, up to three tags. A pair of terms is rare even if both words are
common, so few papers are compared: a paper among 50,000 is compared with about 500; with single
words it would be 4,000. A pair that very many papers have (`most_of_a_pair`) counts nothing, so
that an archive of one text over and over takes no quadratic time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np

from paper_archive.related.terms import TERMS, Ints

# Papers of a lower score are not near: judged by eye in an archive of 444, below it most differ in
# subject. 35,000 left more than half of them without a near paper, this leaves a third.
LEAST = 16_000
# Scores are less than this: the sum is at most half of LENGTH to the fourth power.
MOST = 1 << 21
TAGS = 3
_SHIFT = 13
# Papers are numbered below this.
ROWS = 1 << 21
# Pairs of terms in pairs of papers that are compared at once, so that they fit into a cache.
_AT_ONCE = 100_000
_LEFT, _RIGHT = np.triu_indices(TERMS, 1)
# Rows whose pairs of terms are computed at once, fewer than 2 ** 12.
_ROWS_AT_ONCE = 2_000
_ROWS_OF_A_PART = 50_000
# In real archives, at most 3.5% of 1,000 papers have the same pair, and 1.5% of 50,000.
_LEAST_MOST, _MOST_SHARE = 256, 32
# Products of four weights are less than this: those of two are half of the square of LENGTH.
_PRODUCT_BITS, _ROW_BITS = 30, ROWS.bit_length() - 1
_ODD = np.uint64(0x9E3779B97F4A7C15)
_ALL = (1 << 64) - 1
# Mask of term numbers, to find the rows that may match when few papers are searched.
_SIEVE = (1 << 20) - 1


@dataclass(frozen=True, slots=True)
class Vectors:
    """A row per paper: the numbers of its `TERMS` terms, their weights, and its tags as bits."""

    terms: Ints
    weights: Ints
    tags: Ints

    def near(self, rows: Ints, index: PairIndex) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Yield the papers near to these rows, in blocks: row, other row, score.

        All pairs of a row are in one block; `index` is that of the same rows.
        """
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            block = rows[start : start + _ROWS_AT_ONCE]
            keys, weights, of = self._features(block)
            starts, counts = index.look_up(keys)
            # Cut between rows; the first row is whole, however large it is.
            done = np.concatenate(([0], np.cumsum(counts)))[np.searchsorted(of, block, "right")]
            cuts = np.searchsorted(done, np.arange(0, int(done[-1]) + 1, _AT_ONCE)[1:], "right")
            borders = np.unique(np.concatenate(([0], np.maximum(cuts, 1), [len(block)])))
            for first, end in pairwise(borders.tolist()):
                part = slice(
                    np.searchsorted(of, block[first:end])[0],
                    np.searchsorted(of, block[end - 1], "right"),
                )
                yield self._near(of[part], weights[part], starts[part], counts[part], index)

    def _near(
        self, of: Ints, weights: Ints, starts: Ints, counts: Ints, index: PairIndex
    ) -> tuple[Ints, Ints, Ints]:
        """Return the papers near to some rows; the index has `counts` entries from `starts` on."""
        places = np.arange(counts.sum()) + np.repeat(starts - np.cumsum(counts) + counts, counts)
        # Equal rows are adjacent, so they are numbered without sorting.
        begins = np.diff(of, prepend=-1) != 0
        rows, nth = of[begins], np.cumsum(begins) - 1
        # Sorted as one number, which is much faster: the row, the other row, and the product.
        keys = np.repeat(nth * ROWS, counts)
        keys += index.rows[places]
        keys <<= _PRODUCT_BITS
        keys += np.repeat(weights.astype(np.int64), counts) * index.weights[places]
        keys.sort()
        pairs = keys >> _PRODUCT_BITS
        firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
        sums = np.add.reduceat(keys & ((1 << _PRODUCT_BITS) - 1), firsts) if len(firsts) else keys
        # Three shared tags would not make the others near.
        likely = sums * (4 + TAGS) >> _SHIFT >= LEAST
        pairs, sums = pairs[firsts[likely]], sums[likely]
        of, others = rows[pairs >> _ROW_BITS], pairs & (ROWS - 1)
        shared = np.minimum(np.bitwise_count(self.tags[of] & self.tags[others]), TAGS)
        scores = sums * (4 + shared.astype(np.int64)) >> _SHIFT
        kept = (scores >= LEAST) & (of != others)
        return of[kept], others[kept], scores[kept]

    def index(self, rows: Ints) -> PairIndex:
        """Return the index of all papers; if `rows` are few, only of terms that they may share."""
        count = len(self.terms)
        most = most_of_a_pair(count)
        if len(rows) * 20 <= count:
            sieve = np.zeros(_SIEVE + 1, bool)
            sieve[self.terms[rows] & _SIEVE] = True
            hit = sieve[self.terms & _SIEVE]
            return PairIndex.of(most, *self._features(np.flatnonzero(hit.sum(axis=1) > 1), hit))
        # In parts, because most of a part is discarded.
        parts = count // _ROWS_OF_A_PART + 1
        every = np.arange(count)
        borders = [n * (_ALL // parts) for n in range(parts)] + [_ALL]
        return PairIndex.joined(
            [PairIndex.of(most, *self._features(every, between=part)) for part in pairwise(borders)]
        )

    def _features(
        self, rows: Ints, hit: Ints | None = None, between: tuple[int, int] = (0, _ALL)
    ) -> tuple[Ints, Ints, Ints]:
        """Return the pairs of terms of rows: their numbers, products of weights, and rows."""
        blocks = [(np.zeros(0, np.uint64), np.zeros(0, np.uint16), np.zeros(0, np.int32))]
        low, high = map(np.uint64, between)
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            block = rows[start : start + _ROWS_AT_ONCE]
            weights = self.weights[block].astype(np.uint16)
            if hit is not None:
                weights *= hit[block]
            terms = self.terms[block].astype(np.uint64)
            products = weights[:, _LEFT] * weights[:, _RIGHT]
            a, b = terms[:, _LEFT], terms[:, _RIGHT]
            # Multiplied by an odd number, keys stay different and are spread evenly.
            keys = (np.minimum(a, b) << np.uint64(32) | np.maximum(a, b)) * _ODD
            used = (products > 0) & (keys >= low) & (keys - low < high - low)
            of = np.repeat(block.astype(np.int32), used.sum(axis=1))
            blocks.append((keys[used], products[used], of))
        keys, products, of = map(np.concatenate, zip(*blocks, strict=True))
        return keys, products, of


@dataclass(frozen=True, slots=True)
class PairIndex:
    """The rows and weights of pairs of terms: a pair has `counts` of them from `starts` on.

    It is `crowded` if a pair was left out because too many rows have it.
    """

    keys: Ints
    starts: Ints
    counts: Ints
    rows: Ints
    weights: Ints
    crowded: bool

    @classmethod
    def of(cls, most: int, keys: Ints, weights: Ints, rows: Ints) -> PairIndex:
        """Return the index of pairs, without those of a single row or of more than `most`."""
        order = np.argsort(keys)
        keys = keys[order]
        first = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
        counts = np.diff(first, append=len(keys))
        # A pair that only one paper has, as half of them, makes it near to no other.
        shared = (counts > 1) & (counts <= most)
        crowded = bool((counts > most).any())
        order = order[np.repeat(shared, counts)]
        first, counts = first[shared], counts[shared]
        starts = np.cumsum(counts) - counts
        return cls(keys[first], starts, counts, rows[order], weights[order], crowded)

    @classmethod
    def joined(cls, parts: Sequence[PairIndex]) -> PairIndex:
        """Join the indexes of ranges of keys, which are in order."""
        keys, _, counts, rows, weights = (
            np.concatenate([getattr(part, name) for part in parts]) for name in cls.__slots__[:-1]
        )
        crowded = any(part.crowded for part in parts)
        return cls(keys, np.cumsum(counts) - counts, counts, rows, weights, crowded)

    def look_up(self, keys: Ints) -> tuple[Ints, Ints]:
        """Return the places and the counts of keys; the count of a missing key is 0."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return self.starts[at], np.where(self.keys[at] == keys, self.counts[at], 0)


def most_of_a_pair(papers: int) -> int:
    """Return how many of so many papers may have a pair of terms that counts.

    It changes only where the number of papers reaches a power of two.
    """
    return max(_LEAST_MOST, (1 << papers.bit_length()) // _MOST_SHARE)


def tag_bits(tags: Sequence[str]) -> int:
    """Return tags as a set of 64 bits. Two tags may share a bit, the same two in all archives."""
    bits = 0
    for tag in tags:
        bits |= 1 << (crc32(tag.encode("utf-8", "surrogatepass")) & 63)
    return bits

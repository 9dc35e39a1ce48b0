"""Finds near papers among the vectors of many papers.

Papers are compared if they share a *pair* of terms: one shared word seldom means a shared subject,
and a pair is rare even if both words are common, so few papers are compared: a paper among 50,000
with about 500. The pairs of a paper are those of its strongest terms (`positions`); small archives,
in which few papers share one, have more of them. A pair that very many papers have
(`most_of_a_pair`) counts nothing, so that an archive of one text over and over takes no quadratic
time.

The score of two papers is the root of the sum over the shared pairs of the product of their four
weights, which is about as large as the cosine of the vectors, plus the cosine of their subjects.
A shared tag adds a tenth, up to three tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from zlib import crc32

import numpy as np

from paper_archive.related.terms import TERMS, Ints

# What the root and the cosine of subjects are multiplied by, so that both weigh the same: the root
# is at most LENGTH squared, the product of two subjects SUBJECT_LENGTH squared, and 62,500 * 8 is
# about 16,129 * 31.
ROOT, SUBJECT = 8, 31
# Shared tags that count, and what one adds: a part of so many.
TAGS, TAG_PARTS = 3, 10
# Scores are less than this.
MOST = 1 << 21
# Papers are numbered below this.
ROWS = 1 << 21
# Pairs of terms in pairs of papers that are compared at once, so that they fit into a cache.
_AT_ONCE = 100_000
# The places of two terms count as a pair if the product of both, each with 3 added, is at most the
# second number; the first is the number of papers from which on that holds. More pairs find more
# papers, and take longer; judged by eye, lists of many papers gain nothing by them.
_REACH = ((0, 1_000), (1 << 12, 120), (1 << 14, 90))
# In fewer papers than this, a single shared word counts too.
_FEW = 1 << 10
# Rows whose pairs of terms are computed at once, fewer than 2 ** 12.
_ROWS_AT_ONCE = 2_000
_ROWS_OF_A_PART = 50_000
# In real archives, at most 2.6% of 8,000 papers have the same pair, and 2% of 50,000.
_LEAST_MOST, _MOST_SHARE = 256, 16
# Products of four weights are less than this: those of two are half of the square of LENGTH.
_PRODUCT_BITS, _ROW_BITS = 30, ROWS.bit_length() - 1
_ODD = np.uint64(0x9E3779B97F4A7C15)
_ALL = (1 << 64) - 1
# Mask of term numbers, to find the rows that may match when few papers are searched.
_SIEVE = (1 << 20) - 1


@dataclass(frozen=True, slots=True)
class Vectors:
    """A row per paper: the numbers of its `TERMS` terms, their weights, its subject, and its tags
    as bits."""

    terms: Ints
    weights: Ints
    subjects: Ints
    tags: Ints

    def near(self, rows: Ints, index: PairIndex) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Yield the papers near to these rows, in blocks: row, other row, score.

        All pairs of a row are in one block; `index` is that of the same rows.
        """
        subjects = self.subjects.astype(np.float32)
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
                near = index.near(of[part], weights[part], starts[part], counts[part])
                yield self._scored(*near, subjects)

    def _scored(
        self, of: Ints, others: Ints, sums: Ints, subjects: Ints
    ) -> tuple[Ints, Ints, Ints]:
        """Return the rows that share pairs of terms, without a row and itself, and their scores."""
        # Whole numbers below 2 ** 24, which these floats hold exactly, whatever the order of sums.
        alike = np.einsum("ij,ij->i", subjects[of], subjects[others])
        scores = ROOT * np.sqrt(sums).astype(np.int64) + SUBJECT * alike.astype(np.int64)
        shared = np.minimum(np.bitwise_count(self.tags[of] & self.tags[others]), TAGS)
        scores = scores * (TAG_PARTS + shared.astype(np.int64)) // TAG_PARTS
        kept = (scores > 0) & (of != others)
        return of[kept], others[kept], scores[kept]

    def index(self, rows: Ints) -> PairIndex:
        """Return the index of all papers; if `rows` are few, only of terms that they may share."""
        count = len(self.terms)
        most = most_of_a_pair(count)
        if len(rows) * 20 <= count:
            sieve = np.zeros(_SIEVE + 1, bool)
            sieve[self.terms[rows] & _SIEVE] = True
            hit = sieve[self.terms & _SIEVE]
            return PairIndex.of(most, *self._features(np.flatnonzero(hit.sum(axis=1) > (count >= _FEW)), hit))
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
        left, right = _places(len(self.terms))
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            block = rows[start : start + _ROWS_AT_ONCE]
            weights = self.weights[block].astype(np.uint16)
            if hit is not None:
                weights *= hit[block]
            terms = self.terms[block].astype(np.uint64)
            products = weights[:, left] * weights[:, right]
            # A single word counts half, which also keeps its products as small as those of two.
            products[:, left == right] //= 2
            a, b = terms[:, left], terms[:, right]
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

    def near(
        self, of: Ints, weights: Ints, starts: Ints, counts: Ints
    ) -> tuple[Ints, Ints, Ints]:
        """Return pairs of rows that share pairs of terms: row, other row, sum of products.

        A pair of terms, of the row `of`, has `counts` entries in this index from `starts` on.
        """
        places = np.arange(counts.sum()) + np.repeat(starts - np.cumsum(counts) + counts, counts)
        # Equal rows are adjacent, so they are numbered without sorting.
        begins = np.diff(of, prepend=-1) != 0
        rows, nth = of[begins], np.cumsum(begins) - 1
        # Sorted as one number, which is much faster: the row, the other row, and the product.
        keys = np.repeat(nth * ROWS, counts)
        keys += self.rows[places]
        keys <<= _PRODUCT_BITS
        keys += np.repeat(weights.astype(np.int64), counts) * self.weights[places]
        keys.sort()
        pairs = keys >> _PRODUCT_BITS
        firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
        sums = np.add.reduceat(keys & ((1 << _PRODUCT_BITS) - 1), firsts) if len(firsts) else keys
        pairs = pairs[firsts]
        return rows[pairs >> _ROW_BITS], pairs & (ROWS - 1), sums

    def look_up(self, keys: Ints) -> tuple[Ints, Ints]:
        """Return the places and the counts of keys; the count of a missing key is 0."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return self.starts[at], np.where(self.keys[at] == keys, self.counts[at], 0)


@cache
def _places(papers: int) -> tuple[Ints, Ints]:
    """Return the places of both terms of each pair that counts among so many papers."""
    left, right = np.triu_indices(TERMS, 0 if papers < _FEW else 1)
    near = (left + 3) * (right + 3) <= _reach(papers)
    return left[near], right[near]


def _reach(papers: int) -> int:
    return max((least, reach) for least, reach in _REACH if papers >= least)[1]


def bounds(papers: int) -> tuple[int, int, bool]:
    """Return all that scores among so many papers depend on, besides the two papers.

    It changes only where the number of papers reaches a power of two.
    """
    return most_of_a_pair(papers), _reach(papers), papers < _FEW


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

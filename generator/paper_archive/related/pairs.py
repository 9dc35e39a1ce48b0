"""Finds near papers among the vectors of many papers.

Papers are compared if they share a *pair* of terms: one shared word seldom means a shared subject,
and a pair is rare even if both words are common, so few papers are compared: a paper among 50,000
with about 400. The pairs of a paper are those of its strongest terms (`_places`); in small
archives, where few papers share one, all pairs count. A pair that very many papers have
(`most_of_a_pair`) counts nothing, so that an archive of one text over and over takes no quadratic
time.

The score of two papers is the root of the sum over the shared pairs of the product of their four
weights, which is about as large as the cosine of the vectors, plus three quarters of the cosine of
their subjects. A shared tag adds a tenth, up to three tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np

from paper_archive.related.pair_index import PairIndex, most_of_a_pair
from paper_archive.related.terms import TERMS, Ints

# What the root and the product of two subjects are multiplied by, so that the cosine of subjects
# weighs three quarters: 62,500 (LENGTH squared) * 8 * 3 / 4 is about 16,129 (SUBJECT_LENGTH
# squared) * 23. Judged by eye in 50 lists, a half and one are nearly as good.
ROOT, SUBJECT = 8, 23
# Shared tags that count, and what one adds: a part of so many.
TAGS, TAG_PARTS = 3, 10
# Scores are less than this.
MOST = 1 << 21
# Pairs of terms in pairs of papers that are compared at once, so that they fit into a cache.
_AT_ONCE = 100_000
# Two terms count as a pair if the product of their places, each with 3 added, is at most this, from
# so many papers on: of 276 pairs 72, 50, 28 and 16. Judged by eye, the lists of 8,000 papers gain
# nothing by more. The time of a search grows with the square of the pairs, and with the papers that
# have each: a million would take ten times as long for each paper as 50,000. With fewer pairs, the
# scores of the lists of 200,000 and of a million are .98 of what they were.
_REACHES = ((1 << 12, 90), (1 << 14, 70), (1 << 17, 50), (1 << 19, 36))
# Among fewer papers all pairs count, and among fewer than `_FEW` a single shared word counts too:
# else few papers of a small archive would have full lists.
_FEW = 1 << 10
# Rows whose pairs of terms are computed at once, fewer than 2 ** 12 (see `PairIndex.near`).
_ROWS_AT_ONCE = 2_000
_ROWS_OF_A_PART = 200_000
_ODD = np.uint64(0x9E3779B97F4A7C15)
_ALL = (1 << 64) - 1
# Mask of term numbers, to find the rows that may match when few papers are searched.
_SIEVE = (1 << 20) - 1
# A pair has its place in such a mask by the first bits of its number.
_SIFTED = np.uint64(64 - _SIEVE.bit_length())


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
            borders = sorted({0, *np.maximum(cuts, 1).tolist(), len(block)})
            for first, end in pairwise(borders):
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
        # Row by row, which is much faster than to repeat the subject of each row. All are whole
        # numbers below 2 ** 24, which these floats hold exactly, whatever the order of sums.
        alike = np.empty(len(of), np.float32)
        borders = np.concatenate((np.flatnonzero(np.diff(of, prepend=-1)), [len(of)]))
        for first, end in pairwise(borders.tolist()):
            np.matmul(subjects[others[first:end]], subjects[of[first]], out=alike[first:end])
        scores = ROOT * np.sqrt(sums).astype(np.int64) + SUBJECT * alike.astype(np.int64)
        shared = np.minimum(np.bitwise_count(self.tags[of] & self.tags[others]), TAGS)
        scores = scores * (TAG_PARTS + shared.astype(np.int64)) // TAG_PARTS
        kept = (scores > 0) & (of != others)
        return of[kept], others[kept], scores[kept]

    def index(self, rows: Ints) -> PairIndex:
        """Return the index of all papers; if `rows` are few, only of pairs that they may share.

        Whether it is crowded depends on these pairs then.
        """
        count = len(self.terms)
        most = most_of_a_pair(count)
        if len(rows) * 20 <= count:
            sieve = np.zeros(_SIEVE + 1, bool)
            sieve[self.terms[rows] & _SIEVE] = True
            hit = sieve[self.terms & _SIEVE]
            others = np.flatnonzero(hit.sum(axis=1) > (count >= _FEW))
            # Most pairs of two such terms are of none of the rows.
            shared = np.zeros(_SIEVE + 1, bool)
            shared[self._features(rows)[0] >> _SIFTED] = True
            return PairIndex.of(most, *self._features(others, hit, shared=shared))
        # In parts, because most of a part is discarded.
        parts = count // _ROWS_OF_A_PART + 1
        every = np.arange(count)
        borders = [n * (_ALL // parts) for n in range(parts)] + [_ALL]
        return PairIndex.joined(
            [PairIndex.of(most, *self._features(every, between=part)) for part in pairwise(borders)]
        )

    def _features(
        self,
        rows: Ints,
        hit: Ints | None = None,
        between: tuple[int, int] = (0, _ALL),
        shared: Ints | None = None,
    ) -> tuple[Ints, Ints, Ints]:
        """Return the pairs of terms of rows: their numbers, products of weights, and rows.

        Only terms that are `hit` count, numbers `between` two, and those whose beginning is
        `shared`.
        """
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
            if shared is not None:
                used &= shared[keys >> _SIFTED]
            of = np.repeat(block.astype(np.int32), used.sum(axis=1))
            blocks.append((keys[used], products[used], of))
        keys, products, of = map(np.concatenate, zip(*blocks, strict=True))
        return keys, products, of


def _places(papers: int) -> tuple[Ints, Ints]:
    """Return the places of both terms of each pair that counts among so many papers."""
    left, right = np.triu_indices(TERMS, 0 if papers < _FEW else 1)
    near = (left + 3) * (right + 3) <= reach(papers)
    return left[near], right[near]


def reach(papers: int) -> int:
    """Return how far the places of two terms of a pair may be among so many papers."""
    reaches = (far for least, far in reversed(_REACHES) if papers >= least)
    return next(reaches, (TERMS + 3) ** 2)


def bounds(papers: int) -> tuple[int, int, bool]:
    """Return all that a score depends on besides two papers, if there are so many papers.

    It changes only where their number reaches a power of two.
    """
    return most_of_a_pair(papers), reach(papers), papers < _FEW


def tag_bits(tags: Sequence[str]) -> int:
    """Return tags as a set of 64 bits. Two tags may share a bit, the same two in all archives."""
    bits = 0
    for tag in tags:
        bits |= 1 << (crc32(tag.encode("utf-8", "surrogatepass")) & 63)
    return bits

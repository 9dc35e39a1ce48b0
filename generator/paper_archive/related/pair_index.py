"""An index of the pairs of terms of many papers: which papers have a pair, and with what weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from paper_archive.related.terms import Ints

# Papers are numbered below this.
ROWS = 1 << 21
# In real archives, at most 2% of 8,000 papers have the same pair, and 2% of 50,000.
_LEAST_MOST, _MOST_SHARE = 256, 16
# Of 131,072 papers. More would be compared with too many others.
_MOST_OF_ALL = 1 << 13
# Products of four weights are less than this: those of two are half of the square of LENGTH.
_PRODUCT_BITS, _ROW_BITS = 30, ROWS.bit_length() - 1


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

    def near(self, of: Ints, weights: Ints, starts: Ints, counts: Ints) -> tuple[Ints, Ints, Ints]:
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
        # From the first key that begins with the same bits: keys are spread evenly, so that hardly
        # ten begin with the same, and that is much faster than a binary search.
        bits = len(self.keys).bit_length()
        shift = np.uint64(64 - bits)
        beginnings = np.arange(1 << bits, dtype=np.uint64) << shift
        at = np.searchsorted(self.keys, beginnings)[keys >> shift]
        before = np.arange(len(keys))
        ended = np.append(self.keys, keys.max(initial=0))
        while len(before := before[ended[at[before]] < keys[before]]):
            at[before] += 1
        at = np.minimum(at, len(self.keys) - 1)
        return self.starts[at], np.where(self.keys[at] == keys, self.counts[at], 0)


def most_of_a_pair(papers: int) -> int:
    """Return how many of so many papers may have a pair of terms that counts.

    It changes only where the number of papers reaches a power of two.
    """
    share = (1 << papers.bit_length()) // _MOST_SHARE
    return min(max(_LEAST_MOST, share), _MOST_OF_ALL)

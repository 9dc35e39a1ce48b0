"""Postings as bits, so dense that a server's gzip cannot shorten them.

The postings of a term are its papers in ascending order. A posting is two codes: the gap to the
paper before, less 1, as a Rice code; and the level as a Huffman code. The term is in n of M papers.

- Rice code of g with k bits: g >> k ones, a zero, the lowest k bits of g; where that would begin
  with 10 ones or more, 10 ones, no zero, and g in 22 bits. k is the largest with n·2^k·16 ≤ 11·M,
  at least 0 (2^k is then about the median gap; 11/16 is ln 2).
- Huffman code: the canonical one of `LENGTHS`, fitted to 20,000 arXiv papers, none longer than
  10 bits.

Bits fill bytes from the highest. A shard begins with a new byte. `files.js` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

MOST_ONES = 10
ESCAPED_BITS = 22
# The median gap as a share of the mean one, in sixteenths: ln 2.
MEDIAN_SIXTEENTHS = 11
# Bits of the Huffman codes of the levels 1 to 20.
LENGTHS = (5, 10, 10, 10, 10, 10, 6, 2, 2, 3, 4, 4, 3, 7, 6, 6, 6, 6, 9, 10)
_WORD = 32
_AT_ONCE = 1 << 17  # Postings; packing takes some 150 bytes of memory per posting.


def codes() -> tuple[int, ...]:
    """Return the Huffman codes of the levels 1 to 20, numbered by length, then by level."""
    codes_by_level: dict[int, int] = {}
    code = length = 0
    for level in sorted(range(len(LENGTHS)), key=lambda at: (LENGTHS[at], at)):
        code <<= LENGTHS[level] - length
        length = LENGTHS[level]
        codes_by_level[level] = code
        code += 1
    return tuple(codes_by_level[level] for level in range(len(LENGTHS)))


class Packer:
    """The postings of a segment's terms as bits.

    `firsts` has the starts of the terms' postings, then the number of all postings. `papers` and
    `levels` are those of the postings, papers ascending within a term; `papers` are overwritten.
    """

    def __init__(self, size: int, firsts: np.ndarray, papers: np.ndarray, levels: np.ndarray):
        having = np.diff(firsts)
        of_term = np.zeros(len(having), np.uint8)
        k = 1
        while (fits := having << (k + 4) <= MEDIAN_SIXTEENTHS * size).any():
            of_term[fits] = k
            k += 1
        self._k = np.repeat(of_term, having)
        starts = firsts[:-1]
        begins = papers[starts]
        # From the end, because a gap needs the paper before.
        for end in range(len(papers), 1, -_AT_ONCE):
            span = slice(max(end - _AT_ONCE, 1), end)
            papers[span] -= papers[span.start - 1 : end - 1] + np.uint32(1)
        papers[starts] = begins
        self._gaps = papers
        self._levels = levels
        self._lengths = np.array((0, *LENGTHS), np.uint8)
        self._codes = np.array((0, *codes()), np.uint64)
        self._rice = np.empty(len(papers), np.uint8)
        both = np.empty(len(papers), np.uint8)
        for start in range(0, len(papers), _AT_ONCE):
            span = slice(start, start + _AT_ONCE)
            quotients = self._gaps[span] >> self._k[span]
            ones = np.minimum(quotients, np.uint32(MOST_ONES), out=quotients).astype(np.uint8)
            rice = np.where(ones < MOST_ONES, ones + np.uint8(1) + self._k[span], np.uint8(_WORD))
            self._rice[span] = rice
            both[span] = self._rice[span] + self._lengths[levels[span]]
        self.bits = np.add.reduceat(both, starts, dtype=np.int64) if len(starts) else starts

    def packed(self, borders: Sequence[int]) -> Iterator[bytes]:
        """Yield the bytes of all shards; a shard has the postings from one border to the next."""
        at = 0
        while at < len(borders) - 1:
            end = at + 1
            while end < len(borders) - 1 and borders[end + 1] - borders[at] <= _AT_ONCE:
                end += 1
            yield from self._pack(borders[at : end + 1])
            at = end

    def _pack(self, borders: Sequence[int]) -> Iterator[bytes]:
        span = slice(borders[0], borders[-1])
        gaps, k = self._gaps[span].astype(np.uint64), self._k[span].astype(np.uint64)
        lengths = np.empty((len(gaps), 2), np.int64)
        lengths[:, 0], lengths[:, 1] = self._rice[span], self._lengths[self._levels[span]]
        one = np.uint64(1)
        quotients = np.minimum(gaps >> k, np.uint64(MOST_ONES))
        values = np.empty((len(gaps), 2), np.uint64)
        ones = (one << quotients) - one
        escaped = (ones << np.uint64(ESCAPED_BITS)) | gaps
        plain = (ones << (k + one)) | (gaps & ((one << k) - one))
        values[:, 0] = np.where(quotients == MOST_ONES, escaped, plain)
        values[:, 1] = self._codes[self._levels[span]]
        flat = lengths.ravel()
        ends = np.cumsum(flat)
        firsts = np.array(borders[:-1]) - borders[0]
        before = np.concatenate(([0], ends))[2 * firsts]
        bits = np.diff(np.append(before, ends[-1] if len(ends) else 0))
        # Here shards begin with a word of 32 bits; they are cut to whole bytes at the end.
        words = -(-bits // _WORD)
        starts = np.concatenate(([0], np.cumsum(words)))
        shift = np.repeat(starts[:-1] * _WORD - before, 2 * np.diff(np.array(borders)))
        offsets = ends - flat + shift
        word, within = offsets >> 5, offsets & 31
        # The part of a code in its first word and the part in the next, as one number of 64 bits.
        placed = values.ravel() << (64 - within - flat).astype(np.uint64)
        high = np.bincount(word, placed >> np.uint64(_WORD), minlength=starts[-1] + 1)
        low = np.bincount(word + 1, placed & np.uint64(0xFFFFFFFF), minlength=starts[-1] + 1)
        # Codes share no bit, so their sum is exact in floating point.
        filled = (high[: starts[-1]] + low[: starts[-1]]).astype(">u4").tobytes()
        for (start, _), size in zip(pairwise(starts.tolist()), bits.tolist(), strict=True):
            yield filled[4 * start : 4 * start + (size + 7) // 8]

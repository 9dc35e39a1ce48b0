"""A segment of the archive as files; the package documents their format."""

from __future__ import annotations

import sys
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby, pairwise
from typing import Any

import numpy as np

from paper_archive.search.bits import Packer
from paper_archive.search.columns import Facets
from paper_archive.search.fact_terms import FACT_MARK
from paper_archive.search.gathering import LEVEL_BITS, Postings, gathered, joined
from paper_archive.search.lists import in_order, order, varints, word_list
from paper_archive.search.newest_segment import NewestSegment
from paper_archive.search.postings import NAME_MARK, TAG_MARK, Document
from paper_archive.search.shards import File, encoded, grouped, single
from paper_archive.workers import ALONE, Workers

# Bytes of a term shard, gzipped: this share of its segment's, at least the second. A term that
# needs more has a shard for itself. A query loads a shard for each word, so shards should be small;
# but the manifest has a line for each, and larger ones save requests for words that begin alike.
_SHARE, _LEAST_SHARD = 4096, 1500
_TERM_BYTES = 6
_LEXICON_SHARD = 512
SIZE_UNIT = 512
# A paper is a quarter of the work on its page, and papers that are gathered together name each term
# once.
_WORK = 0.25
# Postings to sort at once, which takes some 40 bytes of memory for each: so many, or this share of
# all, because each time goes through all of them.
_AT_ONCE, _SHARE_AT_ONCE = 1 << 20, 64


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment for the manifest: the number of its papers, its directory, a value of JSON, and its
    tags with the number of their papers."""

    papers: int
    directory: dict[str, Any]
    tags: tuple[tuple[str, int], ...]


def segment(
    papers: Iterable[Document], workers: Workers = ALONE, newest: NewestSegment | None = None
) -> Generator[File, None, Segment]:
    """Yield the files of a segment, and return the segment for the manifest.

    `papers` are in the order of their numbers; the files depend on nothing else. It takes some 6
    bytes of memory per posting. `newest` remembers the postings of the newest segment.
    """
    facets, dates = Facets(), list[str]()
    gather = partial(workers.map, _gathered, papers=_WORK)
    noted = _noting(papers, facets, dates)
    index = _Index(newest.gathered(noted, gather) if newest else gather(noted))
    terms = yield from grouped(index.shards())
    lexicon = []
    for words in index.lexicon():
        bounds: list[str] = []
        shards = yield from grouped(_lexicon_shards(words, bounds))
        lexicon.append([shards, word_list(bounds)])
    directory = {
        "papers": len(dates),
        "terms": [terms, word_list(index.bounds), varints(index.sizes)],
        "days": _days(dates),
        "lexicon": lexicon,
        "facets": (yield from single(facets.packed())),
    }
    return Segment(len(dates), directory, index.tags())


def _noting(papers: Iterable[Document], facets: Facets, dates: list[str]) -> Iterator[Document]:
    """Yield papers, and note what is needed of all of them."""
    for paper in papers:
        facets.add(paper)
        dates.append(sys.intern(paper.date))
        yield paper


def _gathered(papers: Sequence[Document]) -> list[Postings]:
    return [gathered(papers)]


class _Index:
    """The terms of a segment: gathered part by part, then sorted into shards."""

    def __init__(self, parts: Iterable[Postings]) -> None:
        self.bounds: list[str] = []
        self.sizes: list[int] = []
        postings = joined(parts)
        places = order(postings.terms)
        self._terms = [postings.terms[at] for at in places]
        ranks = np.empty(len(places), np.uint32)
        ranks[np.array(places, np.int64)] = np.arange(len(ranks), dtype=np.uint32)
        del places  # Of a large archive it needs as much memory as the terms.
        counts = np.zeros(len(ranks), np.int64)
        # In place, because a copy is the peak of the memory of a large archive.
        for start in range(0, len(postings.numbers), _AT_ONCE):
            part = postings.numbers[start : start + _AT_ONCE]
            part[:] = ranks[part]
            counts += np.bincount(part, minlength=len(ranks))
        # The places of their terms, paper by paper, where each paper ends, and the levels.
        self._ranks, self._levels = postings.numbers, postings.levels
        self._ends = np.cumsum(postings.sizes, dtype=np.int64)
        self._firsts = np.concatenate(([0], np.cumsum(counts)))
        self._counts: list[int] = counts.tolist()
        self._last: tuple[tuple[int, int], Packer] | None = None
        self._at_once = max(_AT_ONCE, len(self._ranks) // _SHARE_AT_ONCE)

    def _packer(self, first: int, end: int) -> Packer:
        """Return the postings of the terms from one to before another, in order."""
        # Of most segments all terms are one range, which is asked for twice.
        if self._last is None or self._last[0] != (first, end):
            self._last = None
            self._last = (first, end), self._sorted(first, end)
        return self._last[1]

    def _sorted(self, first: int, end: int) -> Packer:
        if end - first == len(self._terms):
            ranks, levels = self._ranks, self._levels
            of_papers = np.repeat(np.arange(len(self._ends)), np.diff(self._ends, prepend=0))
        else:
            at = self._places(first, end)
            ranks, levels = self._ranks[at], self._levels[at]
            of_papers = np.searchsorted(self._ends, at, "right")
        # With term, paper and level in one number, a plain sort is enough.
        keys = ranks.astype(np.uint64) << np.uint64(32)
        keys |= of_papers.astype(np.uint64) << np.uint64(LEVEL_BITS)
        keys |= levels
        keys.sort()
        papers = ((keys & np.uint64(0xFFFFFFFF)) >> np.uint64(LEVEL_BITS)).astype(np.uint32)
        in_order = (keys & np.uint64((1 << LEVEL_BITS) - 1)).astype(np.uint8)
        firsts = self._firsts[first : end + 1] - self._firsts[first]
        return Packer(len(self._ends), firsts, papers, in_order)

    def _places(self, first: int, end: int) -> np.ndarray:
        """Return where the postings of some terms are among all."""
        found = [np.empty(0, np.int64)]
        for start in range(0, len(self._ranks), _AT_ONCE):
            # What is below the first becomes a large number.
            ranks = self._ranks[start : start + _AT_ONCE] - np.uint32(first)
            found.append(np.flatnonzero(ranks < np.uint32(end - first)) + start)
        return np.concatenate(found)

    def shards(self) -> Iterator[str]:
        """Yield the term shards, and set `bounds` and `sizes`."""
        bits: list[int] = []
        # Range by range, and again for the shards: all in order take more memory than all else.
        for first, end in _ranges(self._firsts, self._at_once):
            bits += self._packer(first, end).bits.tolist()
        size = max((sum(bits) // 8 + _TERM_BYTES * len(bits)) // _SHARE, _LEAST_SHARD)
        borders, sizes = _cut(self._terms, bits, size)
        self.sizes = [-(-size // SIZE_UNIT) for size in sizes]
        for first, end in _ranges(self._firsts[borders], self._at_once):
            yield from self._packed(borders[first : end + 1])
        self._last = None
        # Nothing needs them any more. A slice would keep all of them.
        self._ranks, self._levels = np.empty(0, np.uint32), np.empty(0, np.uint8)

    def _packed(self, borders: Sequence[int]) -> Iterator[str]:
        """Yield the shards between borders, and append to `bounds`."""
        firsts = self._firsts[borders]
        packed = self._packer(borders[0], borders[-1]).packed((firsts - firsts[0]).tolist())
        for (start, end), packed_postings in zip(pairwise(borders), packed, strict=True):
            before = self._terms[start - 1] if start else ""
            self.bounds.append(_bound(before, self._terms[start]))
            words = word_list(self._terms[start:end])
            counts = varints(self._counts[start:end])
            yield encoded([words, counts, b64encode(packed_postings).decode().rstrip("=")])

    def lexicon(self) -> Iterator[list[tuple[str, int]]]:
        """Yield two lists of all words and how many papers have them: the words in order, then the
        words spelt backwards, sorted anew."""
        words = [
            (word, count)
            for word, count in zip(self._terms, self._counts, strict=True)
            if word[0] not in (TAG_MARK, FACT_MARK) and word[-1] != NAME_MARK and len(word) > 1
        ]
        yield words
        backwards = {word[::-1]: count for word, count in words}
        yield [(word, backwards[word]) for word in in_order(backwards)]

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Return the tags of the segment with the number of their papers."""
        pairs = zip(self._terms, self._counts, strict=True)
        return tuple((term[1:], count) for term, count in pairs if term[0] == TAG_MARK)


def _ranges(firsts: np.ndarray, most: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms of at most so many postings, but at least one term; `firsts` are where
    the postings of terms begin, then their number."""
    terms, start = len(firsts) - 1, 0
    while start < terms:
        end = int(np.searchsorted(firsts, firsts[start] + most, "right")) - 1
        end = max(end, start + 1)
        yield start, end
        start = end


def _cut(terms: list[str], bits: list[int], most: int) -> tuple[list[int], list[int]]:
    """Split terms into shards of at most `most` bytes; `bits` has the size of their postings.

    Return where the shards begin, then the end, and the sizes of the shards in bytes. A name stays
    in the shard of the word with the same spelling.
    """
    borders, sizes = [0], [0]
    for at, of_term in enumerate(bits):
        size = of_term // 8 + _TERM_BYTES
        if sizes[-1] and sizes[-1] + size > most and terms[at] != f"{terms[at - 1]}{NAME_MARK}":
            borders.append(at)
            sizes.append(0)
        sizes[-1] += size
    return ([*borders, len(bits)], sizes) if bits else ([0], [])


def _bound(before: str, word: str) -> str:
    """Return the shortest beginning of a word that sorts after the word before it."""
    shared = 0
    while shared < len(before) and before[shared] == word[shared]:
        shared += 1
    return word[: shared + 1] if before else ""


def _lexicon_shards(words: list[tuple[str, int]], bounds: list[str]) -> Iterator[str]:
    """Yield shards of words and counts, and append their bounds to `bounds`."""
    for start in range(0, len(words), _LEXICON_SHARD):
        some = words[start : start + _LEXICON_SHARD]
        bounds.append(_bound(words[start - 1][0] if start else "", some[0][0]))
        yield encoded([word_list(word for word, _ in some), varints(count for _, count in some)])


def _days(dates: list[str]) -> list[int | str]:
    """Return the days of papers: how many are undated, the first date, and each day's papers."""
    undated = bisect_left(dates, "0")  # They come first.
    if undated == len(dates):
        return [undated, "", ""]
    numbers: list[int] = []
    before = date.fromisoformat(dates[undated])
    for day, papers in groupby(dates[undated:]):
        this = date.fromisoformat(day)
        numbers += ((this - before).days, sum(1 for _ in papers))
        before = this
    return [undated, dates[undated], varints(numbers)]

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
from paper_archive.search.lists import in_order, varints, word_list
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
# Postings to sort at once, which takes some 30 bytes of memory for each: so many, or this share of
# all, because each time goes through all of them.
_AT_ONCE, _SHARE_AT_ONCE = 1 << 19, 64


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

    `papers` are in the order of their numbers; the files depend on nothing else. It takes some 15
    bytes of memory per posting. `newest` remembers the postings of the newest segment.
    """
    facets, dates = Facets(), list[str]()
    gather = partial(workers.map, _gathered)
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
        numbers = dict(zip(postings.terms, range(len(postings.terms)), strict=True))
        self._terms = in_order(numbers)
        ranks = np.empty(len(numbers), np.uint32)
        ranks[np.fromiter(map(numbers.__getitem__, self._terms), np.int64)] = np.arange(len(ranks))
        del numbers  # Of a large archive it needs more memory than the postings of a part.
        # In place, because a copy is the peak of the memory of a large archive.
        for start in range(0, len(postings.numbers), _AT_ONCE):
            part = postings.numbers[start : start + _AT_ONCE]
            part[:] = ranks[part]
        self._sort(postings.numbers, postings.levels, postings.sizes)

    def _sort(self, ranks: np.ndarray, levels: np.ndarray, sizes: np.ndarray) -> None:
        """Bring postings into the order of their terms.

        `ranks` are the places of their terms in that order.
        """
        count, terms = len(ranks), len(self._terms)
        counts = np.zeros(terms, np.int64)
        for start in range(0, count, _AT_ONCE):
            counts += np.bincount(ranks[start : start + _AT_ONCE], minlength=terms)
        self._firsts = np.concatenate(([0], np.cumsum(counts)))
        self._counts: list[int] = counts.tolist()
        ends = np.cumsum(sizes, dtype=np.int64)
        papers, in_order = np.empty(count, np.uint32), np.empty(count, np.uint8)
        # Some terms after the other, which takes less memory.
        for first, end in _ranges(self._firsts, max(_AT_ONCE, count // _SHARE_AT_ONCE)):
            at = np.flatnonzero((ranks >= first) & (ranks < end)) if end - first < terms else None
            # With term, paper and level in one number, a plain sort is enough.
            keys = (ranks if at is None else ranks[at]).astype(np.uint64) << np.uint64(32)
            if at is None:
                of_papers = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
            else:
                of_papers = np.searchsorted(ends, at, "right").astype(np.uint64)
            keys |= of_papers << np.uint64(LEVEL_BITS)
            keys |= levels if at is None else levels[at]
            keys.sort()
            span = slice(self._firsts[first], self._firsts[end])
            in_order[span] = keys & np.uint64((1 << LEVEL_BITS) - 1)
            papers[span] = (keys & np.uint64(0xFFFFFFFF)) >> np.uint64(LEVEL_BITS)
        self._packer = Packer(len(sizes), self._firsts, papers, in_order)

    def shards(self) -> Iterator[str]:
        """Yield the term shards, and set `bounds` and `sizes`."""
        bits = self._packer.bits.tolist()
        size = max((sum(bits) // 8 + _TERM_BYTES * len(bits)) // _SHARE, _LEAST_SHARD)
        borders, sizes = _cut(self._terms, bits, size)
        self.sizes = [-(-size // SIZE_UNIT) for size in sizes]
        packed = self._packer.packed(self._firsts[borders].tolist())
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

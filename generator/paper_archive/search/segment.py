"""A segment of the archive as files; the package documents their format."""

from __future__ import annotations

import re
from array import array
from base64 import b64encode
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice, pairwise
from math import isqrt

import numpy as np

from paper_archive.search.bits import Packer
from paper_archive.search.fact_terms import FACT_MARK
from paper_archive.search.lists import in_order, utf16, varints, word_list
from paper_archive.search.postings import NAME_MARK, TAG_MARK, Document, Postings
from paper_archive.search.shards import SHARDS_A_GROUP, File, encoded, grouped, single

PAPERS_A_SHARD = 3
# Bytes of a gzipped term shard: this many times the square root of the number of papers, at least
# the second, at most the third. A term that needs more has a shard for itself. A query loads a
# shard per word, so shards should be small; but a shard costs a request and a file.
_TERM_SHARD, _LEAST_SHARD, _MOST_SHARD = 6, 700, 1600
_TERM_BYTES = 6
_LEXICON_SHARD = 512
SIZE_UNIT = 128
_LEVEL_BITS, _PAPER_BITS = 4, 27
NOT_IN_SLUGS = "[^a-z0-9]+"
_NOT_IN_SLUGS = re.compile(NOT_IN_SLUGS)


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment in the manifest: the id of its directory, the number of its papers, and its tags
    with the number of their papers."""

    directory: str
    papers: int
    tags: tuple[tuple[str, int], ...]


def segment(documents: Iterable[tuple[Document, Postings]]) -> Generator[File, None, Segment]:
    """Yield the files of a segment, and return the segment for the manifest.

    Documents come by day and, within one, from the last slug to the first; the files depend on
    nothing else. It takes some 50 bytes of memory per posting.
    """
    index = _Index()
    groups = yield from grouped(_document_shards(index.gather(documents)))
    index.sort()
    terms = yield from grouped(index.shards())
    days = yield from single(_days(index.dates))
    lexicon = []
    for words in index.lexicon():
        bounds: list[str] = []
        shards = yield from grouped(_lexicon_shards(words, bounds))
        lexicon.append([shards, word_list(bounds)])
    bounds, indexes = [], []
    for start in range(0, len(index.bounds), SHARDS_A_GROUP):
        of = slice(start, start + SHARDS_A_GROUP)
        bounds.append(index.bounds[start])
        value = [word_list(index.bounds[of]), varints(index.sizes[of])]
        indexes.append((yield from single(value)))
    directory = {
        "papers": len(index.dates),
        "terms": [terms, word_list(bounds), indexes],
        "documents": groups,
        "days": days,
        "lexicon": (yield from single(lexicon)),
    }
    name = yield from single(directory)
    return Segment(name, len(index.dates), index.tags())


class _Index:
    """The terms of a segment: gathered document by document, then sorted into shards."""

    def __init__(self) -> None:
        self.dates: list[str] = []
        self.bounds: list[str] = []
        self.sizes: list[int] = []
        self._numbers: dict[str, int] = _Numbers()
        self._terms: list[str] = []
        self._term_numbers = array("I")
        self._of_papers = array("I")
        self._levels = bytearray()

    def gather(self, documents: Iterable[tuple[Document, Postings]]) -> Iterator[Document]:
        """Take the postings of documents, and yield the documents."""
        number = self._numbers.__getitem__
        for document, postings in documents:
            self.dates.append(document.date)
            self._term_numbers.extend(map(number, postings.terms))
            self._of_papers.append(len(postings.terms))
            self._levels += postings.impacts
            yield document

    def sort(self) -> None:
        """Bring postings into the order of their terms."""
        self._terms = in_order(self._numbers)
        ranks = np.empty(len(self._terms), np.uint64)
        places = np.fromiter(map(self._numbers.__getitem__, self._terms), np.int64)
        of_terms = np.arange(len(self._terms) + 1, dtype=np.uint64) << np.uint64(32)
        ranks[places] = of_terms[:-1]
        # With term, paper and level in one number, a plain sort is enough.
        postings = ranks[np.frombuffer(self._term_numbers, np.uint32)]
        papers = np.arange(len(self.dates), dtype=np.uint64) << np.uint64(_LEVEL_BITS)
        postings |= np.repeat(papers, np.frombuffer(self._of_papers, np.uint32))
        postings |= np.frombuffer(self._levels, np.uint8)
        del self._term_numbers, self._of_papers, self._levels
        self._numbers.clear()
        postings.sort()
        self._firsts = np.searchsorted(postings, of_terms)
        low = (postings & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        del postings
        levels = (low & np.uint32((1 << _LEVEL_BITS) - 1)).astype(np.uint8)
        self._packer = Packer(len(self.dates), self._firsts, low >> np.uint32(_LEVEL_BITS), levels)
        self._counts: list[int] = np.diff(self._firsts).tolist()

    def shards(self) -> Iterator[str]:
        """Yield the term shards, and set `bounds` and `sizes`."""
        size = min(max(_TERM_SHARD * isqrt(len(self.dates)), _LEAST_SHARD), _MOST_SHARD)
        borders, sizes = _cut(self._terms, self._packer.bits.tolist(), size)
        self.sizes = [-(-size // SIZE_UNIT) for size in sizes]
        packed = self._packer.packed(self._firsts[borders].tolist())
        for (start, end), postings in zip(pairwise(borders), packed, strict=True):
            before = self._terms[start - 1] if start else ""
            self.bounds.append(_bound(before, self._terms[start]))
            words = word_list(self._terms[start:end])
            counts = varints(self._counts[start:end])
            yield encoded([words, counts, b64encode(postings).decode().rstrip("=")])

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


class _Numbers(dict[str, int]):
    """Numbers terms as they come."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


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


def _document_shards(documents: Iterable[Document]) -> Iterator[str]:
    waiting = iter(documents)
    while block := list(islice(waiting, PAPERS_A_SHARD)):
        yield encoded(
            [
                [
                    "" if slug_of(paper.title) == paper.slug else paper.slug,
                    paper.title,
                    paper.date,
                    " ".join(paper.tags),
                    list(paper.authors),
                    paper.abstract,
                    *_place(paper),
                ]
                for paper in block
            ]
        )


def _place(paper: Document) -> list[int]:
    """Return the place of the gist in UTF-16, as browsers count; nothing if there is no gist."""
    start, end = paper.gist
    if not start < end:
        return []
    if paper.abstract.isascii():
        return [start, end]
    return [len(utf16(paper.abstract[:at])) // 2 for at in paper.gist]


def slug_of(title: str) -> str:
    """Return the slug that most papers of this title have; this slug is not stored."""
    return _NOT_IN_SLUGS.sub("-", title.lower()).strip("-")


def _lexicon_shards(words: list[tuple[str, int]], bounds: list[str]) -> Iterator[str]:
    """Yield shards of words and counts, and append their bounds to `bounds`."""
    for start in range(0, len(words), _LEXICON_SHARD):
        some = words[start : start + _LEXICON_SHARD]
        bounds.append(_bound(words[start - 1][0] if start else "", some[0][0]))
        yield encoded([word_list(word for word, _ in some), varints(count for _, count in some)])


def _days(dates: list[str]) -> list[str]:
    """Return the file of days for the dates of papers in order; it is empty for undated papers."""
    if not dates or not dates[0]:
        return ["", ""]
    numbers: list[int] = []
    before = date.fromisoformat(dates[0])
    for day, papers in groupby(dates):
        this = date.fromisoformat(day)
        numbers += ((this - before).days, sum(1 for _ in papers))
        before = this
    return [dates[0], varints(numbers)]

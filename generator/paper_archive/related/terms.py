"""A paper's terms: the few words of its title and abstract that say most about its subject.

The strength of a word is its weight in the table (`words.py`), or `UNKNOWN`, times the worth of its
count; a mention in the title counts as `TITLE` mentions. The `TERMS` strongest words (of equal ones
those with lower numbers) make the paper's vector. Its weights are whole numbers, scaled so that the
Euclidean length of the vector is about `LENGTH`.

A paper's subject is the sum of the vectors of all its words in the table, by their strength, scaled
to a length of about `SUBJECT_LENGTH`: it tells what a paper is about in few numbers, so that papers
of one subject are near even where they use other words. Both depend on the paper alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from paper_archive.related.words import DIMENSIONS, Words, unknown_number
from paper_archive.tags.folding import WORD, fold_word
from paper_archive.text.letters import ASCII_BREAKS

TERMS = 24
LENGTH = 250
SUBJECT_LENGTH = 127
# The weight of a word that is not in the table, mostly a name or a misspelling. In a title it is
# likely the paper's new name for its method, which no other paper shares.
UNKNOWN = 150
# A mention in the title counts as so many in the abstract.
TITLE = 3
# The worth of a count: further mentions add less and less, and nothing after the 39th.
COUNTED = tuple(1000 * count * 2 // (2 * count + 3) for count in range(40))
# Three numbers are sorted as one: paper in the block, strength from the highest, term.
_BLOCK, _STRENGTH, _TERM = 1 << 10, 1 << 20, 1 << 32
_MEMO = 300_000

Texts = Iterable[tuple[str, str]]
Ints = np.ndarray


def folded(text: str) -> list[str]:
    """Return the folded words of a text."""
    return [fold_word(word) for word in WORD.findall(text.lower())]


class Terms:
    """Computes the vectors of papers from a table of words."""

    def __init__(self, words: Words) -> None:
        self._number = _TermNumbers(words).__getitem__
        self._weights = np.array(words.weights, np.int64)
        self._subjects = words.subjects.astype(np.int32)

    def numbers(self, text: str) -> Iterator[int]:
        """Return the numbers of the terms among a text's words, in order."""
        lower = text.lower()
        words = lower.translate(ASCII_BREAKS).split() if lower.isascii() else WORD.findall(lower)
        return filter(None, map(self._number, words))

    def vectors(self, texts: Texts) -> tuple[Ints, Ints, Ints]:
        """Return the numbers (uint32) and weights (uint8) of the terms of titles and abstracts,
        and the subjects (int8).

        A paper has a row of `TERMS` terms, strongest first, filled up with 0.
        """
        texts = iter(texts)
        blocks = [no_vectors()]
        while block := list(islice(texts, _BLOCK)):
            blocks.append(self._block(block))
        terms, weights, subjects = map(np.concatenate, zip(*blocks, strict=True))
        return terms, weights, subjects

    def _block(self, texts: Sequence[tuple[str, str]]) -> tuple[Ints, Ints, Ints]:
        numbers: list[int] = []
        ends = []
        for title, abstract in texts:
            numbers.extend(list(self.numbers(title)) * TITLE)
            numbers.extend(self.numbers(abstract))
            ends.append(len(numbers))
        papers = np.repeat(np.arange(len(texts)), np.diff(ends, prepend=0))
        mentions = np.sort(papers * _TERM + np.array(numbers, np.int64))
        first = np.flatnonzero(np.diff(mentions, prepend=-1))
        counts = np.diff(first, append=len(mentions))
        papers, distinct = np.divmod(mentions[first], _TERM)
        known = distinct < len(self._weights)
        strength = np.where(known, self._weights[np.where(known, distinct, 0)], UNKNOWN)
        strength = strength * np.array(COUNTED)[np.minimum(counts, len(COUNTED) - 1)]
        subjects = self._of_subject(papers[known], distinct[known], strength[known], len(texts))
        keys = np.sort((papers * _STRENGTH + _STRENGTH - 1 - strength) * _TERM + distinct)
        papers = keys // (_STRENGTH * _TERM)
        starts = np.searchsorted(papers, np.arange(len(texts)))
        place = np.arange(len(keys)) - starts[papers]
        kept = place < TERMS
        keys, papers, place = keys[kept], papers[kept], place[kept]
        terms = np.zeros((len(texts), TERMS), np.uint32)
        terms[papers, place] = keys % _TERM
        strengths = np.zeros((len(texts), TERMS), np.int64)
        strengths[papers, place] = _STRENGTH - 1 - keys // _TERM % _STRENGTH
        # The sum of whole numbers is the same in any order.
        lengths = np.sqrt((strengths * strengths).sum(axis=1, keepdims=True))
        weights = np.rint(LENGTH * strengths / np.maximum(lengths, 1))
        return terms, weights.astype(np.uint8), subjects

    def _of_subject(self, papers: Ints, terms: Ints, strength: Ints, count: int) -> Ints:
        """Return the subjects of `count` papers, whose terms are in the table and in order."""
        # In 32 bits: strengths are less than 2 ** 20, and a paper has a few hundred terms.
        vectors = self._subjects[terms]
        vectors *= (strength[:, None] >> 8).astype(np.int32)
        sums = np.zeros((count, DIMENSIONS), np.int64)
        first = np.flatnonzero(np.diff(papers, prepend=-1))
        if len(first):
            sums[papers[first]] = np.add.reduceat(vectors, first)
        lengths = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
        subjects: Ints = np.rint(SUBJECT_LENGTH * sums / np.maximum(lengths, 1)).astype(np.int8)
        return subjects


def no_vectors() -> tuple[Ints, Ints, Ints]:
    """Return what `Terms.vectors` returns for no papers, without reading the table."""
    shapes = (TERMS, np.uint32), (TERMS, np.uint8), (DIMENSIONS, np.int8)
    terms, weights, subjects = (np.zeros((0, columns), kind) for columns, kind in shapes)
    return terms, weights, subjects


class _TermNumbers(dict[str, int]):
    """Maps words in lower case to the numbers of their terms, and remembers them."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> int:
        term = fold_word(word)
        number = self._words.numbers.get(term)
        if number is None:
            number = unknown_number(term) if _is_name(term) else 0
        if len(self) < _MEMO:
            self[word] = number
        return number


def _is_name(word: str) -> bool:
    """Tell whether an unknown word is a term; numbers, one or two letters, and `10k` are not."""
    return len(word) > 2 and not word[0].isdecimal()

"""A paper's terms: the few words of its title and abstract that tell most of what it is about.

A word's strength is its weight in the table (`words.py`), or an unknown word's, times what its
count is worth, where one in the title counts `TITLE` times. The `TERMS` strongest make the
paper's vector (of equal ones those of lower numbers), whose weights are whole numbers and the
root of the sum of whose squares is about `LENGTH`. All of it follows from the paper alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from paper_archive.related.words import Words, unknown_number
from paper_archive.tags.folding import WORD, fold_word
from paper_archive.text.letters import ASCII_BREAKS

TERMS = 10
LENGTH = 250
# What a word weighs that the table does not have: a name, mostly, or a slip. One in a title
# is likely the paper's own, and near nothing.
UNKNOWN = 350
# A word in the title counts as so many in the abstract.
TITLE = 3
# A count's worth: the second mention says less than the first. From 39 on it is the same.
COUNTED = tuple(1000 * count * 2 // (2 * count + 3) for count in range(40))
# Three numbers are sorted as one: paper of the block, strength from the highest, term.
_BLOCK, _STRENGTH, _TERM = 1 << 10, 1 << 20, 1 << 32
_MEMO = 300_000

Texts = Iterable[tuple[str, str]]
Ints = np.ndarray


def folded(text: str) -> list[str]:
    """The folded words of a text."""
    return [fold_word(word) for word in WORD.findall(text.lower())]


class Terms:
    """Gives papers' vectors by a table of words."""

    def __init__(self, words: Words) -> None:
        self._number = _TermNumbers(words).__getitem__
        self._weights = np.array(words.weights, np.int64)

    def numbers(self, text: str) -> Iterator[int]:
        """The numbers of those of a text's words that are terms, in their order."""
        lower = text.lower()
        words = lower.translate(ASCII_BREAKS).split() if lower.isascii() else WORD.findall(lower)
        return filter(None, map(self._number, words))

    def vectors(self, texts: Texts) -> tuple[Ints, Ints]:
        """Return numbers (uint32) and weights (uint8) of the terms of titles and abstracts: a row
        of `TERMS` for each, the strongest first, what is not used 0."""
        texts = iter(texts)
        terms, weights = [np.zeros((0, TERMS), np.uint32)], [np.zeros((0, TERMS), np.uint8)]
        while block := list(islice(texts, _BLOCK)):
            of_block = self._block(block)
            terms.append(of_block[0])
            weights.append(of_block[1])
        return np.concatenate(terms), np.concatenate(weights)

    def _block(self, texts: Sequence[tuple[str, str]]) -> tuple[Ints, Ints]:
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
        papers, found = np.divmod(mentions[first], _TERM)
        known = found < len(self._weights)
        strength = np.where(known, self._weights[np.where(known, found, 0)], UNKNOWN)
        strength = strength * np.array(COUNTED)[np.minimum(counts, len(COUNTED) - 1)]
        keys = np.sort((papers * _STRENGTH + _STRENGTH - 1 - strength) * _TERM + found)
        papers = keys // (_STRENGTH * _TERM)
        starts = np.searchsorted(papers, np.arange(len(texts)))
        place = np.arange(len(keys)) - starts[papers]
        kept = place < TERMS
        keys, papers, place = keys[kept], papers[kept], place[kept]
        terms = np.zeros((len(texts), TERMS), np.uint32)
        terms[papers, place] = keys % _TERM
        strengths = np.zeros((len(texts), TERMS), np.int64)
        strengths[papers, place] = _STRENGTH - 1 - keys // _TERM % _STRENGTH
        # Squares of whole numbers add up to the same in any order.
        lengths = np.sqrt((strengths * strengths).sum(axis=1, keepdims=True))
        weights = np.rint(LENGTH * strengths / np.maximum(lengths, 1))
        return terms, weights.astype(np.uint8)


class _TermNumbers(dict[str, int]):
    """Words in lower case → numbers of their terms, remembered."""

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
    """Numbers, single letters and measures (`3x`, `10k`) are no terms."""
    return len(word) > 2 and not word[0].isdecimal()

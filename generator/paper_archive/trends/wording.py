"""Writes phrases as papers write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from paper_archive.model import Paper
from paper_archive.trends.words import words_of


def wording(phrase: tuple[int, ...], papers: Iterable[Paper]) -> str:
    """Return a spelling of a phrase in papers that have it, "" if they do not.

    The first in the singular and in lower case is taken, else the commonest. The singular comes
    before the plural, and abstracts before titles, which write most words with capitals.
    """
    seen: list[Paper] = []

    # Most often the first abstract tells, and a paper takes long to load.
    def abstracts() -> Iterator[str]:
        for paper in papers:
            seen.append(paper)
            yield paper.abstract

    for texts in (abstracts(), (paper.title for paper in seen)):
        spellings: Counter[tuple[str, bool]] = Counter()
        for text in texts:
            for words, is_folded in _spellings(phrase, text):
                if is_folded and words.islower():
                    return words
                spellings[words, is_folded] += 1
        if spellings:
            return max(spellings, key=partial(_rank, spellings))[0]
    return ""


def _rank(
    spellings: Counter[tuple[str, bool]], spelling: tuple[str, bool]
) -> tuple[bool, int, str]:
    words, is_folded = spelling
    return is_folded, spellings[spelling], words


def _spellings(phrase: tuple[int, ...], text: str) -> Iterator[tuple[str, bool]]:
    """Yield the spellings of a phrase in a text, and whether each is the folded form."""
    words = words_of(text)
    numbers = tuple(word.number for word in words)
    length = len(phrase)
    for at, number in enumerate(numbers):
        if number == phrase[0] and numbers[at : at + length] == phrase:
            found = words[at : at + length]
            is_folded = all(word.spelt.lower() == word.folded for word in found)
            yield " ".join(word.spelt for word in found), is_folded

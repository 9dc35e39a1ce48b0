"""A paper's terms: the few words of its title and abstract that tell most of what it is about.

A word's weight is that of the table (`words.py`), or of an unknown word, times how often it stands
there, with a mark-up for the title. The `TERMS` strongest make the paper's vector, whose weights
are whole numbers and the root of the sum of whose squares is about `LENGTH`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt

from generator.related.words import Words, unknown_number
from generator.tags.folding import WORD, fold_word

TERMS = 16
LENGTH = 1000
# What a word weighs that the table does not have: a name, mostly, or a slip. One in a title
# is likely the paper's own, and near nothing.
UNKNOWN = 350
# A word in the title counts as so many in the abstract.
TITLE = 3
# Weight by count: the second mention says less than the first.
_COUNTED = tuple(count / (count + 1.5) for count in range(40))
_MEMO = 300_000
_BETWEEN_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}

Vector = Sequence[tuple[int, int]]


def folded(text: str) -> list[str]:
    """The folded words of a text."""
    return [fold_word(word) for word in WORD.findall(text.lower())]


class Terms:
    """Called with title and abstract, gives a paper's vector: numbers of terms and weights."""

    def __init__(self, words: Words) -> None:
        self._weights: dict[int, int] = dict(enumerate(words.weights))
        self._numbers = _Numbers(words)

    def __call__(self, title: str, abstract: str) -> Vector:
        counts = Counter(self._terms(abstract))
        for term in self._terms(title):
            counts[term] += TITLE
        counts.pop(0, None)
        known = self._weights.get
        weighed = [
            (known(term, UNKNOWN) * _COUNTED[count if count < 40 else 39], term)
            for term, count in counts.items()
        ]
        weighed.sort(key=_strongest)
        del weighed[TERMS:]
        length = sqrt(sum(weight * weight for weight, _ in weighed))
        return [(term, round(LENGTH * weight / length)) for weight, term in weighed]

    def _terms(self, text: str) -> list[int]:
        lower = text.lower()
        if lower.isascii():
            return list(map(self._numbers.__getitem__, lower.translate(_BETWEEN_WORDS).split()))
        return list(map(self._numbers.__getitem__, WORD.findall(lower)))


def _strongest(weighed: tuple[float, int]) -> tuple[float, int]:
    return -weighed[0], weighed[1]


class _Numbers(dict[str, int]):
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

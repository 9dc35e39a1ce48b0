"""The abstracts of one title, of which those that are alike a further one are looked up.

To compare all pairs of n abstracts takes n² steps. Two abstracts that share half of their 3-grams
(`archive.identity`) share one of those that come first in any fixed order, so only the holders of
these are compared, and at most `MOST`. Real titles have a few abstracts, which are all compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from zlib import crc32

from paper_archive.archive.identity import MOST, alike

# So few are compared sooner than their 3-grams are sorted.
_FEW = 8


class Abstracts:
    """Different abstracts, none of them empty, to which others are added one by one."""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}
        self._holders: dict[int, list[str]] = {}

    def add(self, text: str) -> None:
        """Add an abstract, unless it is there."""
        if text in self._texts:
            return
        self._texts[text] = None
        if len(self._texts) == _FEW + 1:
            for each in self._texts:
                self._hold(each)
        elif len(self._texts) > _FEW:
            self._hold(text)

    def alike(self, text: str) -> Iterator[str]:
        """Yield the abstracts that are alike `text`, itself first if it is there."""
        if text in self._texts:
            yield text
        for other in self._candidates(text):
            if other != text and alike(text, other):
                yield other

    def _candidates(self, text: str) -> Iterator[str]:
        if len(self._texts) <= _FEW:
            return iter(self._texts)
        holders = (self._holders.get(gram, ()) for gram in _first_grams(text))
        return islice(dict.fromkeys(chain.from_iterable(holders)), MOST)

    def _hold(self, text: str) -> None:
        for gram in _first_grams(text):
            holders = self._holders.setdefault(gram, [])
            # The first holders of a frequent 3-gram stand for all.
            if len(holders) < MOST:
                holders.append(text)


def _first_grams(text: str) -> list[int]:
    """Return the 3-grams of a text that come first, a little more than half, as numbers."""
    words = text.casefold().split()
    grams = {crc32(" ".join(words[n : n + 3]).encode()) for n in range(max(1, len(words) - 2))}
    return sorted(grams)[: len(grams) // 2 + 1]

"""Decides whether two entries are the same paper: the same title and similar abstracts.

Titles are compared without white space and case, because the search page from which listings are
saved damages spacing (`sourcecitations`). Two entries with the same title are one paper if one has
no abstract, or if their abstracts share half of their word 3-grams. Measured similarities: .17 to 1
for versions of one paper (1st percentile .84), 0 to .28 for different papers with the same title.
With similar abstracts, titles are the same if their letters and digits are: sources differ in
quotes, dashes, braces, accents and the full stop at the end.

Comparing all pairs of n abstracts takes n² steps. Similar abstracts share one of their rarer
3-grams, so only these are compared, and at most `MOST` per abstract; `MOST_OF_MANY` where a title
has more than `MOST` abstracts. No title of real papers has so many; those of a longer, hostile list
may stay separate papers.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import chain, islice
from typing import TypeVar

from paper_archive.text.letters import GREEK, LATIN

ALIKE = 0.5
MOST = 64
MOST_OF_MANY = 4
# So few texts are compared sooner than their 3-grams are sorted.
_FEW = 8

Gram = tuple[str, ...]
T = TypeVar("T")

# What a source left of an entity; the key is in lower case.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}[0-9]{0,2});")
_NO_SIGNS_OF_NUMBERS = re.compile(r"(?<=[0-9])(?:,(?=[0-9]{3}(?![0-9]))|[\^_](?=[0-9]))")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])(?:[^\w]|_)+(?=[0-9])")
_SPELT = str.maketrans({**GREEK, **LATIN})
_ASCII_SIGNS = {code: None for code in range(1, 128) if not chr(code).isalnum()}


def title_key(title: str) -> str:
    """Return the key of a title, which is the same for all spellings of it."""
    if not title.isascii():
        title = unicodedata.normalize("NFKC", title)
    return "".join(title.casefold().split())


def letters_of(key: str) -> str:
    """Return the letters and digits of a title's key, by which titles in other signs are the same.

    `&` and *and* are left out, Greek is spelt, accents are dropped. A sign between two digits
    counts, because 1.2 is not 12, except in 1,000 and 10^3. A title of signs alone is its own key.
    """
    if key.isalnum() and key.isascii():
        return key.replace("and", "") or key
    if "&" in key:
        key = _ENTITY.sub(lambda entity: unescape(entity[0]), key)
    if not key.isascii():
        spelt = unicodedata.normalize("NFKD", key.translate(_SPELT)).casefold().translate(_SPELT)
        # Only accents: other scripts have marks that are letters.
        key = "".join(sign for sign in spelt if unicodedata.combining(sign) < 200)
    if _BETWEEN_DIGITS.search(key):
        key = _BETWEEN_DIGITS.sub("\0", _NO_SIGNS_OF_NUMBERS.sub("", key))
    letters = key.translate(_ASCII_SIGNS) if key.isascii() else _kept(key)
    return letters.replace("and", "") or key


def _kept(key: str) -> str:
    return "".join(
        sign
        for sign in key
        if sign.isalnum() or sign == "\0" or unicodedata.category(sign).startswith("M")
    )


def alike(a: str, b: str) -> bool:
    """Tell whether two abstracts under the same title belong to one paper."""
    return not a or not b or a == b or similarity(a, b) >= ALIKE


def similarity(a: str, b: str) -> float:
    """Return the Jaccard index of the word 3-grams of two texts, 0 to 1."""
    return _jaccard(_recent_grams(a), _recent_grams(b))


def similar_pairs(texts: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs of different abstracts with a similarity of at least `ALIKE`, and this.

    The order of the texts does not matter. A text is compared with at most `MOST` of those that
    come before it in alphabetical order, or `MOST_OF_MANY` if there are more than `MOST` in all.
    """
    ordered = sorted(set(texts))
    if len(ordered) < 2:
        return
    if len(ordered) <= _FEW:
        scores = _scores(list(map(_grams, ordered)), map(range, range(len(ordered))))
    else:
        grams_of, shared = _numbered(ordered)
        scores = _scores(grams_of, _candidates(grams_of, shared))
    for n, alike_before in enumerate(scores):
        for other, score in alike_before:
            yield ordered[other], ordered[n], score


def _scores(
    grams_of: Sequence[frozenset[T]], candidates: Iterable[Iterable[int]]
) -> Iterator[Iterator[tuple[int, float]]]:
    """Yield, for every text, those of its candidates that are similar to it, and how similar."""
    for grams, others in zip(grams_of, candidates, strict=True):
        scores = ((other, _jaccard(grams, grams_of[other])) for other in others)
        yield (found for found in scores if found[1] >= ALIKE)


def _numbered(texts: Sequence[str]) -> tuple[list[frozenset[int]], int]:
    """Return the 3-grams of texts as numbers, the rarest first, which are compared much sooner.

    Also return the first number of those that several texts have.
    """
    having = Counter(chain.from_iterable(map(_grams, texts)))
    ordered = sorted(having, key=lambda gram: (having[gram], gram))
    number = {gram: n for n, gram in enumerate(ordered)}
    shared = sum(times == 1 for times in having.values())
    return [frozenset(map(number.__getitem__, _grams(text))) for text in texts], shared


def _candidates(grams_of: Sequence[frozenset[int]], shared: int) -> Iterator[Iterable[int]]:
    """Yield, for every text, the numbers of those before it that it may be similar to.

    3-grams from the number `shared` on are those of several texts.
    """
    most = MOST if len(grams_of) <= MOST else MOST_OF_MANY
    holders: dict[int, list[int]] = defaultdict(list)
    for n, grams in enumerate(grams_of):
        holders_of = [holders[gram] for gram in _rarer_half(grams, shared)]
        yield islice(dict.fromkeys(chain.from_iterable(holders_of)), most)
        for several in holders_of:
            # The first holders of a frequent 3-gram stand for all.
            if len(several) < most:
                several.append(n)


def same_paper(abstracts: Sequence[str]) -> list[int]:
    """Number the papers of one title from 0, and return the number of every abstract's paper.

    Papers are numbered in order of appearance. Similarity is transitive here (a ~ b and b ~ c make
    one paper), so the order does not change which abstracts belong together.
    """
    if not all(abstracts):
        return [0] * len(abstracts)
    return joined(abstracts, similar_pairs(abstracts))


def joined(names: Sequence[str], pairs: Iterable[tuple[str, str, float]]) -> list[int]:
    """Number the groups of names that pairs connect, directly or through others, from 0.

    Return the number of every name's group, in order of appearance.
    """
    links = Links()
    for a, b, _ in pairs:
        links.link(a, b)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(links.root(name), len(numbers)) for name in names]


class Links:
    """Groups of names that are linked, directly or through others."""

    def __init__(self) -> None:
        self._next: dict[str, str] = {}

    def root(self, name: str) -> str:
        """Return the name that stands for the group of a name."""
        following = self._next
        while (above := following.setdefault(name, name)) != name:
            # Halves the path, so that no later look-up walks all of it.
            following[name] = following[above]
            name = following[name]
        return name

    def link(self, a: str, b: str) -> None:
        """Join the groups of two names."""
        self._next[self.root(a)] = self.root(b)


def all_alike(some: Collection[str], others: Collection[str]) -> bool:
    """Tell whether abstracts are alike, every one of `some` and any other.

    More than `MOST` different ones count as not alike.
    """
    texts = {*some, *others}
    texts.discard("")
    if len(texts) > MOST:
        return False
    similar = {frozenset(pair[:2]) for pair in similar_pairs(texts)}
    return all(
        a == b or frozenset((a, b)) in similar for a in texts.intersection(some) for b in texts
    )


def _rarer_half(grams: Collection[int], shared: int) -> list[int]:
    """Return the rarer half of a text's 3-grams, except those that no other text has.

    Two texts share one of these if their similarity is at least 1/2: otherwise the rarest 3-gram
    that they share, and all others that they share, would be less than half of one of them.
    """
    return [gram for gram in sorted(grams)[: len(grams) // 2 + 1] if gram >= shared]


def _jaccard(a: frozenset[T], b: frozenset[T]) -> float:
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


def _grams(text: str) -> frozenset[Gram]:
    words = text.casefold().split()
    if len(words) < 3:
        return frozenset((tuple(words),))
    return frozenset(zip(words, words[1:], words[2:], strict=False))


# A caller may compare many texts with one.
_recent_grams = lru_cache(maxsize=2)(_grams)

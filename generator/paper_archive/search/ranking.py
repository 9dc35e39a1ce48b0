"""Answers: which papers a query finds, and in which order.

The score of a paper is Σ w·q/16 over the words it has, times the weight of these by that of all;
w = √ln(1 + (N − df + .5) / (df + .5)), and q the impact of the word in the paper. The root keeps
one rare word from outdoing several common ones: who half remembers a paper knows words of all
kinds, and it finds 3 % more of them first. Ties go to the newest, then to the first slug. So that
browser and terminal agree to the last bit, w is a whole number of 1/1024, and the order is that of
Σ w·q · Σ w, which is whole too.

What a word finds: its stem, also in British or American spelling, and names that are spelt so. The
last word's completions count half as much where the word itself is known. A word that is not known
is looked for by its beginning where it is the last one, and else by the nearest words. `rank.js`
does the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from paper_archive.search import spelling
from paper_archive.search.postings import LEVELS, name_term
from paper_archive.search.query import Query
from paper_archive.search.site import Site
from paper_archive.search.tokens import stem

WEIGHT_UNIT = 1024
# What the words of a query may load, and the last one's completions, in bytes; the commonest words
# are left out first.
MOST_BYTES = 100_000
MOST_OF_PREFIX, MOST_OF_KNOWN_PREFIX = 30_000, 2_000
SHORTEST_PREFIX = 2
# A last word that nothing begins with is looked for without up to so many of its last letters, if
# these begin one of the endings that stems lose.
_SHORTER = 3
_COMMONER = 8


@dataclass(slots=True)
class Group:
    """A word of the query: of each segment its impact in each paper, 0 where it is not; the
    terms that it was found by; how many papers have it, and its weight."""

    word: str
    levels: list[np.ndarray]
    terms: set[str]
    papers: int = 0
    weight: int = 0
    corrected: list[str] = field(default_factory=list)
    begun: bool = False  # Too little of a last word to look for what begins so.

    def weigh(self, all_papers: int) -> None:
        """Count the papers, and set the weight."""
        self.papers = sum(int(np.count_nonzero(levels)) for levels in self.levels)
        ratio = (all_papers - self.papers + 0.5) / (self.papers + 0.5)
        weight = math.floor(math.sqrt(math.log(1 + ratio)) * WEIGHT_UNIT + 0.5)
        self.weight = max(1, weight) if self.papers else 0

    def clear(self) -> None:
        """Forget what was found."""
        for levels in self.levels:
            levels[:] = 0
        self.terms.clear()
        self.corrected.clear()

    def add(self, segment: int, found: tuple[list[int], bytes], half: bool = False) -> None:
        """Take in the postings of a term."""
        papers, given = found
        if papers:
            levels = np.frombuffer(given, np.uint8)
            own = self.levels[segment]
            own[papers] = np.maximum(own[papers], (levels + 1) >> 1 if half else levels)


class Lookup:
    """Finds the words of a query in a site."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def exact(self, word: str, terms: Sequence[str]) -> Group:
        """Return the group of a word that is looked for by these terms."""
        group = self._empty(word)
        for number, segment in enumerate(self.site.segments):
            for term in terms:
                found = segment.terms(segment.shard_of(term)).find(term)
                group.add(number, found)
                if found[0]:
                    group.terms.add(term)
        group.weigh(self.site.papers)
        return group

    def word(self, word: str, prefix: bool) -> Group:
        """Return the group of a word, with completions if it is a `prefix`, or corrections."""
        group = self.exact(word, all_terms_of(word))
        if prefix:
            known = group.papers > 0
            self._complete(group)
            if not known:
                self._shorten(group)
        if not group.papers:
            taken = self.nearest(word)
            if taken:
                group = self.exact(word, [stem for stem, _ in taken])
                group.corrected = [spelt for _, spelt in taken]
        return group

    def beginning(self, word: str) -> Group:
        """Return the group of what is a word or begins so."""
        group = self.exact(word, [stem(word)])
        self._complete(group)
        return group

    def affordable(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """Part words into those that are loaded and those that would take too much."""
        sizes = {word: self._shards(word) for word in words}
        kept = sorted(words, key=lambda word: sum(sizes[word].values()))
        while len(kept) > 1:
            shards: dict[tuple[int, int], int] = {}
            for word in kept:
                shards |= sizes[word]
            if sum(shards.values()) <= MOST_BYTES:
                break
            kept.pop()
        return [w for w in words if w in kept], [w for w in words if w not in kept]

    def nearest(self, word: str) -> list[tuple[str, str]]:
        """Return the stems of known words that are one letter away, commonest first, each with
        such a word."""
        if not spelling.SHORTEST <= len(word) <= spelling.LONGEST:
            return []
        variants = spelling.variants(word)
        for backward in (False, True):
            wanted = [s for s in variants if spelling.starts_alike(word, s) != backward]
            counts = dict.fromkeys(wanted, 0)
            for segment in self.site.segments:
                known = segment.lexicon(wanted, backward)
                for own in wanted:
                    counts[own] += known.get(own, 0)
            found = sorted((s for s in wanted if counts[s]), key=lambda s: (-counts[s], s))
            if found:
                return [(own, variants[own]) for own in found[: spelling.TAKEN]]
        return []

    def suggestion(self, word: str) -> str:
        """Return the known word that is nearest to one that is not, "" if none is near."""
        taken = self.nearest(word)
        if taken:
            return taken[0][1]
        if len(word) < spelling.SHORTEST:
            return ""
        own = stem(word)
        counts: dict[str, int] = {}
        for segment in self.site.segments:
            for backward in (False, True):
                counts |= segment.lexicon([own], backward)
        near = (
            (spelling.distance(own, each, 2), -count, each)
            for each, count in counts.items()
            if len(each) >= spelling.SHORTEST
        )
        best = min((item for item in near if item[0] <= 2), default=(0, 0, ""))[2]
        return best and spelling.completed(best, word)

    def _empty(self, word: str) -> Group:
        return Group(word, [np.zeros(s.papers, np.uint8) for s in self.site.segments], set())

    def _shards(self, word: str) -> dict[tuple[int, int], int]:
        """The term shards of a word with their sizes."""
        return {
            (number, shard): segment.size(shard)
            for number, segment in enumerate(self.site.segments)
            for shard in {segment.shard_of(term) for term in all_terms_of(word)}
        }

    def _complete(self, group: Group) -> None:
        """Add the terms that begin as the word or its stem does, the commonest if they are many."""
        known = group.papers > 0
        own = all_terms_of(group.word)
        group.begun = len(group.word) < SHORTEST_PREFIX and group.word.isascii()
        if group.begun:
            return
        most = MOST_OF_KNOWN_PREFIX if known else MOST_OF_PREFIX
        for prefix in dict.fromkeys((group.word, stem(group.word))):
            for number, shard in self._of_prefix(prefix, most):
                for term, found in self.site.segments[number].terms(shard).beginning(prefix):
                    if term not in own:
                        group.add(number, found, half=known)
                        group.terms.add(term)
        if not known:
            group.weigh(self.site.papers)

    def _of_prefix(self, prefix: str, most: int) -> list[tuple[int, int]]:
        """The shards to look for completions in: that where they begin, and the largest others,
        which have the commonest words, as long as they take no more than `most` bytes."""
        taken, others = [], []
        for number, segment in enumerate(self.site.segments):
            first, last = segment.shard_of(prefix), segment.shard_of(f"{prefix}\uffff")
            taken.append((number, first))
            others += [(-segment.size(at), number, at) for at in range(first + 1, last + 1)]
        for size, number, shard in sorted(others):
            if -size <= most:
                most += size
                taken.append((number, shard))
        return taken

    def _shorten(self, group: Group) -> None:
        """Take a known word that is the beginning of this one instead, where it is far commoner
        than the completions: *generati* begins *generativist*, but what is meant is *generat*. In
        *decodng*, *ng* begins no ending: it is misspelt."""
        word = group.word
        for end in range(len(word) - 1, max(len(word) - _SHORTER, spelling.SHORTEST) - 1, -1):
            if not any(ending.startswith(word[end:]) for ending in spelling.ENDINGS):
                continue
            found = self.exact(word, [word[:end]])
            if found.papers > _COMMONER * group.papers:
                group.levels, group.terms = found.levels, found.terms
                group.papers, group.weight = found.papers, found.weight
                return


def terms_of(word: str) -> list[str]:
    """The terms that a word is looked for by: its stem, and as a name."""
    return [stem(word), name_term(word)]


def all_terms_of(word: str) -> list[str]:
    """The terms of a word that may as well be spelt as in another country."""
    other = spelling.other_spelling(word)
    return list(dict.fromkeys([*terms_of(word), stem(other)] if other else terms_of(word)))


def rank(
    groups: Sequence[Group],
    allowed: Sequence[np.ndarray],
    by_date: bool,
    any_word: bool,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of the papers that are found, best first, and their scores.

    `allowed` says of each segment's papers whether they may be; with `any_word` a paper must have
    a word of the groups.
    """
    scored, matched = [], []
    for number, mask in enumerate(allowed):
        impact = np.zeros(len(mask), np.int64)
        weight = np.zeros(len(mask), np.int64)
        for group in groups:
            levels = group.levels[number].astype(np.int64)
            impact += levels * group.weight
            weight += np.where(levels > 0, group.weight, 0)
        scored.append(impact * weight)
        matched.append(mask & (weight > 0) if any_word else mask)
    of_all = np.concatenate(scored) if scored else np.zeros(0, np.int64)
    found = np.flatnonzero(np.concatenate(matched)) if matched else np.zeros(0, np.int64)
    keys = (-found,) if by_date else (-found, -of_all[found])
    order = found[np.lexsort(keys)]
    total = sum(group.weight for group in groups)
    scores = of_all[order] / max(total, 1) / (LEVELS * WEIGHT_UNIT)
    return order, scores


def permitted(lookup: Lookup, query: Query, phrases: Iterable[Group]) -> list[np.ndarray]:
    """Return of each segment's papers whether the query's conditions let them be found, but for
    the order of words in phrases. `phrases` are the groups of the words in phrases."""
    segments = lookup.site.segments
    masks = [np.ones(segment.papers, bool) for segment in segments]
    required = [*phrases]
    required += [lookup.exact(tag, [f"#{tag}"]) for tag in query.tags]
    required += [lookup.exact(name, [name_term(name)]) for name in query.authors]
    refused = [lookup.exact(word, [stem(word)]) for word in query.without]
    refused += [lookup.exact(tag, [f"#{tag}"]) for tag in query.without_tags]
    for mask, number in zip(masks, range(len(segments)), strict=True):
        for group in required:
            mask &= group.levels[number] > 0
        for group in refused:
            mask &= group.levels[number] == 0
    for names in query.without_authors:
        groups = [lookup.exact(name, [name_term(name)]) for name in names]
        for number, mask in enumerate(masks):
            mask &= ~np.logical_and.reduce([group.levels[number] > 0 for group in groups])
    if query.after or query.before:
        for mask, segment in zip(masks, segments, strict=True):
            start, end = segment.between(query.after, query.before)
            mask[:start] = False
            mask[end:] = False
    return masks

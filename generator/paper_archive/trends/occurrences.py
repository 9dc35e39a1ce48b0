"""Finds the papers that have phrases.

Only phrases in several titles of a period are counted, and names. All periods of a year have theirs
among those of the whole year, so its words are gone through once (`PhrasesOf`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from paper_archive.trends.corpus import Corpus, Ints
from paper_archive.trends.windows import Window
from paper_archive.trends.words import BREAK, COMMON, FLAGS, NAME

MOST_WORDS = 3
# Without a rule for titles, the list shows how abstracts are written. A single word must be in more
# titles.
LEAST_TITLES, LEAST_TITLES_OF_WORD = 2, 3
_ODD = np.uint64(0x9E3779B97F4A7C15)
SIEVE = (1 << 16) - 1
# Words that are looked at together, which fit a processor's cache.
_PART = 1 << 16
# Phrases are looked up by so many bits of their keys at first.
_KEY_BITS = 18
_SHIFT = np.uint64(64 - _KEY_BITS)
_NONE = -1


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in order of key; one of each has `lengths` words from `starts` on in the corpus."""

    keys: Ints
    lengths: Ints
    starts: Ints
    firsts: Ints

    @classmethod
    def of(cls, corpus: Corpus) -> Phrases:
        """Return the phrases of a corpus that may rise or be new."""
        return cls.of_titles(corpus).joined(cls.names(corpus))

    @classmethod
    def of_titles(cls, corpus: Corpus) -> Phrases:
        """Return the phrases that are in enough titles of a corpus."""
        in_titles = np.flatnonzero(corpus.titles)
        found = []
        for length in range(1, MOST_WORDS + 1):
            starts, keys = _keys(corpus.words, in_titles, length)
            order = np.lexsort((corpus.word_of[starts], keys))
            starts, keys = starts[order], keys[order]
            once = _changes(keys) | _changes(corpus.word_of[starts])  # A title counts once.
            starts, keys = starts[once], keys[once]
            first = np.flatnonzero(_changes(keys))
            titles = np.diff(first, append=len(keys))
            first = first[titles >= (LEAST_TITLES_OF_WORD if length == 1 else LEAST_TITLES)]
            found.append((keys[first], np.full(len(first), length), starts[first]))
        keys, lengths, starts = map(np.concatenate, zip(*found, strict=True))
        order = np.argsort(keys)
        starts = starts[order]
        return cls(keys[order], lengths[order], starts, corpus.words[starts])

    @classmethod
    def names(cls, corpus: Corpus) -> Phrases:
        """Return the words of a corpus that look like names."""
        starts, keys = _keys(corpus.words, np.flatnonzero(corpus.words & NAME), 1)
        keys, first = np.unique(keys, return_index=True)
        starts = starts[first]
        return cls(keys, np.ones(len(keys), np.int64), starts, corpus.words[starts])

    def __len__(self) -> int:
        return len(self.keys)

    def joined(self, others: Phrases) -> Phrases:
        """Return these phrases and others of the same corpus, each once."""
        keys, first = np.unique(np.concatenate((self.keys, others.keys)), return_index=True)
        rest = (
            np.concatenate(pair)[first]
            for pair in (
                (self.lengths, others.lengths),
                (self.starts, others.starts),
                (self.firsts, others.firsts),
            )
        )
        return Phrases(keys, *rest)

    def words(self, phrase: int, corpus: Corpus) -> tuple[int, ...]:
        """Return the numbers of the words of a phrase of the corpus."""
        start = int(self.starts[phrase])
        return tuple(corpus.words[start : start + int(self.lengths[phrase])].tolist())

    def only(self, kept: Ints) -> Phrases:
        """Return those of the phrases that a mask keeps."""
        return Phrases(self.keys[kept], self.lengths[kept], self.starts[kept], self.firsts[kept])


class Occurrences(NamedTuple):
    """Pairs of a phrase (its place) and a paper that has it, in order."""

    phrases: Ints
    papers: Ints

    def counts(self, phrases: Phrases) -> Ints:
        """Return the document frequencies."""
        return np.bincount(self.phrases, minlength=len(phrases))

    def only(self, kept: Ints) -> Occurrences:
        """Return the pairs of those of the phrases that a mask keeps."""
        of_kept = kept[self.phrases]
        return Occurrences((np.cumsum(kept) - 1)[self.phrases[of_kept]], self.papers[of_kept])

    def within(self, place: Ints, start: int, papers: int) -> Occurrences:
        """Return the pairs of the phrases whose `place` is not negative, and of so many papers from
        `start` on. Both are counted from there."""
        inside = (self.papers >= start) & (self.papers < start + papers)
        phrases, of = place[self.phrases[inside]], self.papers[inside]
        kept = phrases >= 0
        return Occurrences(phrases[kept], of[kept] - start)

    def papers_of(self, phrase: int) -> frozenset[int]:
        """Return the papers that have a phrase."""
        start, end = np.searchsorted(self.phrases, (phrase, phrase + 1))
        return frozenset(self.papers[start:end].tolist())


@dataclass(frozen=True)
class PhrasesOf:
    """The papers of a range of days, `corpus`, with the occurrences of all phrases that periods
    from `first` to `last`, the last of these days, may show."""

    first: date
    last: date
    corpus: Corpus
    phrases: Phrases
    everywhere: Occurrences
    in_titles: Occurrences

    @classmethod
    def of(cls, corpus: Corpus, first: date, last: date) -> PhrasesOf:
        """Find the occurrences of the phrases in titles from `first` to `last`."""
        phrases = Phrases.of(corpus.between(first, last))
        return cls(first, last, corpus, phrases, *occurrences(phrases, corpus))

    def has(self, window: Window) -> bool:
        """Tell whether a period is one of those."""
        return self.first <= window.first and window.last <= self.last

    def within(self, phrases: Phrases, part: Corpus) -> tuple[Occurrences, Occurrences]:
        """Return the occurrences of some of the phrases in the papers of some of the days."""
        start = int(np.searchsorted(self.corpus.days, part.days[0]))
        place = np.full(len(self.phrases), _NONE, np.int32)
        place[np.searchsorted(self.phrases.keys, phrases.keys)] = np.arange(len(phrases))
        return (
            self.everywhere.within(place, start, len(part)),
            self.in_titles.within(place, start, len(part)),
        )


def occurs(words: Ints, phrase: Sequence[int]) -> bool:
    """Tell whether words of a corpus have those of a phrase in this order."""
    at = np.flatnonzero(words == phrase[0])
    for place, word in enumerate(phrase):
        at = at[at + place < len(words)]
        at = at[words[at + place] == word]
    return bool(len(at))


def occurrences(phrases: Phrases, corpus: Corpus) -> tuple[Occurrences, Occurrences]:
    """Find the papers of a corpus that have phrases at all, and those that have them in the
    title."""
    if not len(phrases):
        nothing = Occurrences(np.zeros(0, np.int32), np.zeros(0, np.int32))
        return nothing, nothing
    # Few words begin a phrase, so most places are passed over by one look-up of their lengths.
    sieve = np.zeros(SIEVE + 1, np.uint8)
    np.bitwise_or.at(sieve, sifted(phrases.firsts), (1 << phrases.lengths).astype(np.uint8))
    look_up = _LookUp.of(phrases.keys)
    everywhere, in_titles = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, len(corpus.words), _PART):
        lengths = sieve[sifted(corpus.words[start : start + _PART])]
        begin = np.flatnonzero(lengths)
        places, lengths = start + begin, lengths[begin]
        for length in range(1, MOST_WORDS + 1):
            at, keys = _keys(corpus.words, places[lengths & (1 << length) > 0], length)
            hit, place = look_up.find(keys)
            at = at[hit]
            pairs = place * len(corpus) + corpus.word_of[at]
            everywhere.append(pairs)
            in_titles.append(pairs[corpus.titles[at]])
    return _pairs(everywhere, len(corpus)), _pairs(in_titles, len(corpus))


class _LookUp(NamedTuple):
    """Keys in order, and for each beginning of a key the place of the first key that has it."""

    keys: Ints
    first: Ints

    @classmethod
    def of(cls, keys: Ints) -> _LookUp:
        beginnings = np.arange((1 << _KEY_BITS) + 1)
        first = np.searchsorted((keys >> _SHIFT).astype(np.int64), beginnings)
        return cls(keys, first.astype(np.int32))

    def find(self, keys: Ints) -> tuple[Ints, Ints]:
        """Return the places of keys that are known, and what their places are in the look-up."""
        beginning = (keys >> _SHIFT).astype(np.int64)
        at, end = self.first[beginning], self.first[beginning + 1]
        # Most of these begin as a phrase does and go on as none.
        likely = np.flatnonzero(at < end)
        at, end, wanted = at[likely], end[likely], keys[likely]
        found, places = [], []
        while len(likely):
            same = self.keys[at] == wanted
            found.append(likely[same])
            places.append(at[same])
            at = at + 1
            more = ~same & (at < end)
            at, end, wanted, likely = at[more], end[more], wanted[more], likely[more]
        if not found:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.concatenate(found), np.concatenate(places).astype(np.int64)


def _pairs(found: Sequence[Ints], papers: int) -> Occurrences:
    """Return pairs of a phrase and one of so many papers, each once, from single numbers."""
    pairs = np.sort(np.concatenate(found))
    phrases, of_papers = np.divmod(pairs[_changes(pairs)], max(1, papers))
    return Occurrences(phrases.astype(np.int32), of_papers.astype(np.int32))


def sifted(words: Ints) -> Ints:
    """Return the places of words in a sieve, a table of `SIEVE` + 1 items."""
    sifted: Ints = words >> FLAGS.bit_length() & SIEVE
    return sifted


def _keys(words: Ints, starts: Ints, length: int) -> tuple[Ints, Ints]:
    """Return the starts of phrases of `length` words, and 64-bit checksums of the phrases.

    A phrase has no break inside, and at least one word that is not common.
    """
    starts = starts[starts <= len(words) - length]
    keys = np.full(len(starts), length, np.uint64)
    common = np.full(len(starts), COMMON, np.uint32)
    whole = np.ones(len(starts), bool)
    for place in range(length):
        word = words[starts + place]
        keys = keys * _ODD + word
        common &= word
        whole &= word != BREAK
    kept = whole & (common == 0)
    # Once more, so that keys are spread evenly whatever their last word is.
    return starts[kept], keys[kept] * _ODD


def _changes(values: Ints) -> Ints:
    """Tell which values differ from the one before; the first does."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]

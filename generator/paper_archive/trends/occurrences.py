"""Finds the papers that have phrases.

Only phrases in several titles of a period are counted, and names. All periods of a year have theirs
among those of the whole year, so its words are gone through once (`PhrasesOf`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from paper_archive.trends.corpus import Corpus, Ints
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
_NARROW = 32


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in order of key: their lengths, and their words (columns), `BREAK` after the last."""

    keys: Ints
    lengths: Ints
    words: Ints

    @classmethod
    def of(cls, corpus: Corpus) -> Phrases:
        """Return the phrases of a corpus that may rise or be new."""
        return cls.of_titles(corpus).joined(cls.names(corpus))

    @classmethod
    def of_titles(cls, corpus: Corpus) -> Phrases:
        """Return the phrases that are in enough titles of a corpus."""
        in_titles = corpus.in_titles
        found = []
        for length in range(1, MOST_WORDS + 1):
            starts, keys = _keys(corpus.words, in_titles, length)
            titles = np.searchsorted(corpus.texts, starts, "right")
            # Stable: the titles of a phrase stay in order.
            order = np.argsort(keys, kind="stable")
            starts, keys, titles = starts[order], keys[order], titles[order]
            once = _changes(keys) | _changes(titles)  # A title counts once.
            starts, keys = starts[once], keys[once]
            first = np.flatnonzero(_changes(keys))
            first = first[np.diff(first, append=len(keys)) >= least_titles(length)]
            found.append(cls._at(corpus, keys[first], starts[first], length))
        return found[0].joined(*found[1:])

    @classmethod
    def names(cls, corpus: Corpus) -> Phrases:
        """Return the words of a corpus that look like names."""
        starts, keys = _keys(corpus.words, np.flatnonzero(corpus.words & NAME > 0), 1)
        keys, first = np.unique(keys, return_index=True)
        return cls._at(corpus, keys, starts[first], 1)

    @classmethod
    def _at(cls, corpus: Corpus, keys: Ints, starts: Ints, length: int) -> Phrases:
        words = np.full((len(keys), MOST_WORDS), BREAK, np.uint32)
        for place in range(length):
            words[:, place] = corpus.words[starts + place]
        return cls(keys, np.full(len(keys), length), words)

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def are_names(self) -> Ints:
        """Tell which phrases are words that look like names."""
        are_names: Ints = (self.lengths == 1) & (self.words[:, 0] & NAME > 0)
        return are_names

    def joined(self, *others: Phrases) -> Phrases:
        """Return these phrases and others, each once."""
        several = (self, *others)
        keys, first = np.unique(np.concatenate([each.keys for each in several]), return_index=True)
        lengths = np.concatenate([each.lengths for each in several])
        words = np.concatenate([each.words for each in several])
        return Phrases(keys, lengths[first], words[first])

    def words_of(self, phrase: int) -> tuple[int, ...]:
        """Return the numbers of the words of a phrase."""
        return tuple(self.words[phrase, : self.lengths[phrase]].tolist())

    def only(self, kept: Ints) -> Phrases:
        """Return those of the phrases that a mask keeps."""
        return Phrases(self.keys[kept], self.lengths[kept], self.words[kept])


class Occurrences(NamedTuple):
    """Pairs of a phrase (its place) and a paper that has it, in order."""

    phrases: Ints
    papers: Ints

    def counts(self, phrases: Phrases) -> Ints:
        """Return the document frequencies."""
        return np.bincount(self.phrases, minlength=len(phrases))

    def within(self, start: int, papers: int) -> Occurrences:
        """Return the pairs of so many papers from `start` on, which are counted from there."""
        inside = (self.papers >= start) & (self.papers < start + papers)
        return Occurrences(self.phrases[inside], self.papers[inside] - start)

    def papers_of(self, phrases: Ints) -> Iterator[frozenset[int]]:
        """Yield for each of some phrases the papers that have it."""
        # Of the type of the pairs: else NumPy converts all of these.
        sought = phrases.astype(self.phrases.dtype)
        starts = np.searchsorted(self.phrases, sought).tolist()
        ends = np.searchsorted(self.phrases, sought, "right").tolist()
        for start, end in zip(starts, ends, strict=True):
            yield frozenset(self.papers[start:end].tolist())


@dataclass(frozen=True)
class PhrasesOf:
    """The papers of a range of days, `corpus`, with the occurrences of all phrases that some
    periods may show."""

    corpus: Corpus
    phrases: Phrases
    everywhere: Occurrences
    in_titles: Occurrences

    @classmethod
    def of(cls, phrases: Phrases, corpus: Corpus) -> PhrasesOf:
        """Find the occurrences of phrases in a corpus."""
        return cls(corpus, phrases, *occurrences(phrases, corpus))

    def within(self, part: Corpus) -> tuple[Occurrences, Occurrences]:
        """Return the occurrences of the phrases in the papers of some of the days."""
        start = int(np.searchsorted(self.corpus.days, part.days[0]))
        return self.everywhere.within(start, len(part)), self.in_titles.within(start, len(part))


def least_titles(lengths: Ints | int) -> Ints:
    """Return in how many titles phrases of so many words must be."""
    return np.where(np.equal(lengths, 1), LEAST_TITLES_OF_WORD, LEAST_TITLES)


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
    np.bitwise_or.at(sieve, sifted(phrases.words[:, 0]), (1 << phrases.lengths).astype(np.uint8))
    look_up = _LookUp.of(phrases.keys)
    bits = len(corpus).bit_length()
    # Half as wide, they are sorted in half the time.
    wide = np.uint32 if len(phrases).bit_length() + bits <= _NARROW else np.uint64
    everywhere, in_titles = [np.zeros(0, wide)], [np.zeros(0, wide)]
    for start in range(0, len(corpus.words), _PART):
        words = corpus.words[start : start + _PART]
        texts = corpus.texts_of(start, start + len(words))
        lengths = sieve[sifted(words)]
        # Of numbers, it takes twice as long.
        begin = np.flatnonzero(lengths > 0)
        places, lengths = start + begin, lengths[begin]
        for length in range(1, MOST_WORDS + 1):
            at, keys = _keys(corpus.words, places[lengths & (1 << length) > 0], length)
            hit, place = look_up.find(keys)
            at = at[hit]
            high: Ints = place.astype(wide)
            of_texts = texts[at - start]
            pairs = high << bits | (of_texts >> 1).astype(wide)
            everywhere.append(pairs)
            in_titles.append(pairs[of_texts & 1 == 0])
    return _pairs(everywhere, bits), _pairs(in_titles, bits)


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
            return np.zeros(0, np.int64), np.zeros(0, np.int32)
        return np.concatenate(found), np.concatenate(places)


def _pairs(found: Sequence[Ints], bits: int) -> Occurrences:
    """Return pairs of a phrase and a paper, each once, from numbers whose lowest bits are the
    paper."""
    pairs = np.sort(np.concatenate(found))
    pairs = pairs[_changes(pairs)]
    papers = (pairs & ((1 << bits) - 1)).astype(np.int32)
    return Occurrences((pairs >> bits).astype(np.int32), papers)


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

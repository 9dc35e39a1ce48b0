"""Finds the papers of a corpus that have phrases.

A phrase is known by a 64-bit checksum of its words, its key. Most places of a corpus begin no
phrase that is looked for, which a sieve of first words tells; most of the others go on as none,
which the first bits of their key tell.
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
SIEVE = (1 << 16) - 1
_ODD = np.uint64(0x9E3779B97F4A7C15)
# Words that are looked at together, which fit a processor's cache.
_PART = 1 << 16
# The bits of a key without the first ones, by which keys are looked up.
_OTHER_BITS = np.uint64(46)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in order of key; one of each has `lengths` words from `starts` on in the corpus."""

    keys: Ints
    lengths: Ints
    starts: Ints
    firsts: Ints

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
    def names(cls, corpus: Corpus, least: int) -> Phrases:
        """Return the words of a corpus that look like names, and are there `least` times."""
        starts, keys = _keys(corpus.words, np.flatnonzero(corpus.words & NAME), 1)
        keys, first, counts = np.unique(keys, return_index=True, return_counts=True)
        keys, starts = keys[counts >= least], starts[first[counts >= least]]
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

    def papers_of(self, phrase: int) -> frozenset[int]:
        start, end = np.searchsorted(self.phrases, (phrase, phrase + 1))
        return frozenset(self.papers[start:end].tolist())


NOWHERE = Occurrences(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Finder:
    """Finds phrases in a corpus."""

    def __init__(self, phrases: Phrases) -> None:
        self._keys = phrases.keys
        # The lengths of the phrases that begin with a word, as bits.
        self._sieve = np.zeros(SIEVE + 1, np.uint8)
        bits = (1 << phrases.lengths).astype(np.uint8)
        np.bitwise_or.at(self._sieve, sifted(phrases.firsts), bits)
        # Where the keys of each beginning start, which are in order, and how many they are at most.
        beginnings = (phrases.keys >> _OTHER_BITS).astype(np.intp)
        counts = np.bincount(beginnings, minlength=1 << (64 - int(_OTHER_BITS)))
        self._first = np.append(0, np.cumsum(counts, dtype=np.int32))
        self._most = int(counts.max())

    def found(self, corpus: Corpus, start: int, end: int) -> Iterator[tuple[Ints, Ints]]:
        """Yield places of words where phrases begin, and the places of those phrases, in arrays.

        Only beginnings from `start` to before `end` are looked at.
        """
        lengths = self._sieve[sifted(corpus.words[start:end])]
        begin = np.flatnonzero(lengths)
        places, lengths = start + begin, lengths[begin]
        for length in range(1, MOST_WORDS + 1):
            at, keys = _keys(corpus.words, places[lengths & (1 << length) > 0], length)
            beginning = (keys >> _OTHER_BITS).astype(np.intp)
            phrase, last = self._first[beginning], self._first[beginning + 1]
            for _ in range(self._most):
                likely = phrase < last
                at, keys, phrase, last = at[likely], keys[likely], phrase[likely], last[likely]
                hit = self._keys[phrase] == keys
                yield at[hit], phrase[hit]
                phrase = phrase + 1


def occurrences(phrases: Phrases, corpus: Corpus) -> tuple[Occurrences, Occurrences]:
    """Find the papers of a corpus that have phrases at all, and those that have them in the
    title."""
    # A sort of small numbers takes half the time.
    pair = np.uint32 if len(phrases) * len(corpus) <= np.iinfo(np.uint32).max else np.uint64
    everywhere, in_titles = [np.zeros(0, pair)], [np.zeros(0, pair)]
    finder = Finder(phrases)
    for start in range(0, len(corpus.words), _PART):
        for at, phrase in finder.found(corpus, start, start + _PART):
            pairs: Ints = phrase.astype(pair)
            pairs *= len(corpus)
            pairs += corpus.papers_of(at).astype(pair)
            everywhere.append(pairs)
            in_titles.append(pairs[corpus.titles[at]])
    return _pairs(everywhere, len(corpus)), _pairs(in_titles, len(corpus))


def absent(phrases: Phrases, corpus: Corpus) -> Ints:
    """Tell which phrases no paper of a corpus has."""
    missing = np.ones(len(phrases), bool)
    wanted = np.flatnonzero(missing)
    finder = Finder(phrases)
    for start in range(0, len(corpus.words), _PART):
        for _, phrase in finder.found(corpus, start, start + _PART):
            missing[wanted[phrase]] = False
        # Most are in the first papers, and need not be looked for in the others.
        if 2 * np.count_nonzero(missing[wanted]) < len(wanted):
            wanted = np.flatnonzero(missing)
            finder = Finder(phrases.only(missing))
    return missing


def _pairs(found: Sequence[Ints], papers: int) -> Occurrences:
    """Return pairs of a phrase and one of so many papers, each once, from single numbers."""
    pairs = np.sort(np.concatenate(found))
    phrases, of_phrases = np.divmod(pairs[_changes(pairs)], max(1, papers))
    return Occurrences(phrases.astype(np.int64), of_phrases.astype(np.int64))


def occurs(words: Ints, phrase: Sequence[int]) -> bool:
    """Tell whether words of a corpus have those of a phrase in this order."""
    at = np.flatnonzero(words == phrase[0])
    for place, word in enumerate(phrase):
        at = at[at + place < len(words)]
        at = at[words[at + place] == word]
    return bool(len(at))


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
    # The first bits must differ too, also where there is one word.
    return starts[kept], keys[kept] * _ODD


def _changes(values: Ints) -> Ints:
    """Tell which values differ from the one before; the first does."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]

"""Phrases that rise: log-odds of document frequencies with a Dirichlet prior.

The z-score is that of Monroe, Colaresi & Quinn, "Fightin' Words" (Political Analysis 16, 2008),
equations 16, 19 and 22, with papers in place of words: a document frequency is the number of papers
that have a phrase in title or abstract. The prior is the share in all papers compared, as strong as
`PRIOR` papers, so that a rare phrase does not rise by two or three mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from paper_archive.trends.corpus import Corpus, Ints
from paper_archive.trends.words import BREAK, COMMON, FLAGS, NAME

MOST_WORDS = 3
PRIOR = 500
LEAST_Z, LEAST_RATIO = 2.3, 1.6
LEAST_PAPERS, LEAST_SHARE = 4, 0.012
# Without a rule for titles, the list shows how abstracts are written. A single word must be in more
# titles, and in those of this share of its papers.
LEAST_TITLES, LEAST_TITLES_OF_WORD, LEAST_TITLES_SHARE = 2, 3, 0.25
# A single word must rise in titles too: by chance, one of twenty does.
LEAST_Z_IN_TITLES = 1.64
LEAST_NEW_PAPERS = 3
LONGER_WINS, SHARED_WITH_BETTER = 0.75, 0.5
_ODD = np.uint64(0x9E3779B97F4A7C15)
SIEVE = (1 << 16) - 1
# Words that are looked at together, which fit a processor's cache.
_PART = 1 << 16
# Without so many bits, keys of phrases are places in a second sieve.
_KEY_BITS = np.uint64(46)


def log_odds(now: Ints, of_now: int, before: Ints, of_before: int) -> Ints:
    """Return the z-scores of document frequencies in `of_now` papers against those `before`.

    The score of a phrase that all papers have is 0.
    """
    prior = PRIOR * (now + before) / (of_now + of_before)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = 1 / (now + prior) + 1 / (before + prior)
        odds_now = (now + prior) / (of_now + PRIOR - now - prior)
        odds_before = (before + prior) / (of_before + PRIOR - before - prior)
        scores = np.log(odds_now / odds_before) / np.sqrt(variance)
    found: Ints = np.nan_to_num(scores, nan=0.0)
    return found


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A phrase that `papers` have now, and `before` papers had.

    `papers` and `titles` are the places in the corpus of the papers that have it at all and in the
    title, and `former` those in the corpus before. `words` are its numbers. `ratio` is that of its
    shares, infinite if no paper had it.
    """

    words: tuple[int, ...]
    papers: frozenset[int]
    titles: frozenset[int]
    former: frozenset[int]
    ratio: float
    z: float

    @property
    def before(self) -> int:
        """The number of papers that had it."""
        return len(self.former)


@dataclass(frozen=True, slots=True)
class PhraseChanges:
    """The phrases that rise, most significant first, and those that are new, most papers first."""

    rising: tuple[FoundPhrase, ...] = ()
    new: tuple[FoundPhrase, ...] = ()


def phrase_changes(now: Corpus, before: Corpus) -> PhraseChanges:
    """Return the phrases that rise from `before` to `now`, and those that no paper had before.

    Names of models are new wherever they are, other phrases only if they are in titles.
    """
    if not len(now) or not len(before):
        return PhraseChanges()
    phrases = _Phrases.of_titles(now).joined(_Phrases.names(now))
    everywhere, in_titles = _occurrences(phrases, now)
    several = everywhere.counts(phrases) >= LEAST_NEW_PAPERS
    phrases = phrases.only(several)
    everywhere, in_titles = everywhere.only(several), in_titles.only(several)
    papers, titles = everywhere.counts(phrases), in_titles.counts(phrases)
    formerly, formerly_in_titles = _occurrences(phrases, before)
    former, former_titles = formerly.counts(phrases), formerly_in_titles.counts(phrases)
    scores = log_odds(papers, len(now), former, len(before))
    with np.errstate(divide="ignore"):
        ratios = (papers / len(now)) / (former / len(before))
    single = phrases.lengths == 1
    rises = papers >= max(LEAST_PAPERS, LEAST_SHARE * len(now))
    rises &= titles >= np.where(single, LEAST_TITLES_OF_WORD, LEAST_TITLES)
    in_title = log_odds(titles, len(now), former_titles, len(before)) >= LEAST_Z_IN_TITLES
    rises &= ~single | ((titles >= LEAST_TITLES_SHARE * papers) & in_title)
    rises &= (scores >= LEAST_Z) & (ratios >= LEAST_RATIO)

    def found(chosen: Ints, order: Ints) -> list[tuple[float, FoundPhrase]]:
        return [
            (
                float(order[n]),
                FoundPhrase(
                    phrases.words(n, now),
                    everywhere.papers_of(n),
                    in_titles.papers_of(n),
                    formerly.papers_of(n),
                    float(ratios[n]),
                    float(scores[n]),
                ),
            )
            for n in np.flatnonzero(chosen).tolist()
        ]

    return PhraseChanges(tuple(best(found(rises, scores))), tuple(best(found(former == 0, papers))))


def occurs(words: Ints, phrase: Sequence[int]) -> bool:
    """Tell whether words of a corpus have those of a phrase in this order."""
    at = np.flatnonzero(words == phrase[0])
    for place, word in enumerate(phrase):
        at = at[at + place < len(words)]
        at = at[words[at + place] == word]
    return bool(len(at))


def best(found: Iterable[tuple[float, FoundPhrase]]) -> list[FoundPhrase]:
    """Return phrases in order of their scores, highest first, without superfluous ones.

    A phrase gives way to a longer one that most of its papers have, to a better one that half of
    them have, and to a better and longer one without which it does not rise.
    """
    phrases = [
        phrase
        for _, phrase in sorted(
            found, key=lambda item: (-item[0], -len(item[1].words), item[1].words)
        )
    ]
    kept: list[FoundPhrase] = []
    for phrase in phrases:
        longer = (other for other in phrases if _is_part(phrase.words, other.words))
        if any(_shared(phrase, other) >= LONGER_WINS for other in longer):
            continue
        if all(
            _shared(phrase, better) < SHARED_WITH_BETTER and _rises_without(phrase, better)
            for better in kept
        ):
            kept.append(phrase)
    return kept


def _rises_without(phrase: FoundPhrase, better: FoundPhrase) -> bool:
    """Tell whether a phrase rises in the papers that have no better and longer one."""
    if not phrase.former or not _is_part(phrase.words, better.words):
        return True
    now = len(phrase.papers - better.papers) / len(phrase.papers)
    before = len(phrase.former - better.former) / len(phrase.former)
    return phrase.ratio * now >= LEAST_RATIO * before


def _is_part(part: tuple[int, ...], whole: tuple[int, ...]) -> bool:
    length = len(part)
    return length < len(whole) and any(
        whole[at : at + length] == part for at in range(len(whole) - length + 1)
    )


def _shared(phrase: FoundPhrase, other: FoundPhrase) -> float:
    return len(phrase.papers & other.papers) / len(phrase.papers)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases in order of key; one of each has `lengths` words from `starts` on in the corpus."""

    keys: Ints
    lengths: Ints
    starts: Ints
    firsts: Ints

    @classmethod
    def of_titles(cls, corpus: Corpus) -> _Phrases:
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
    def names(cls, corpus: Corpus) -> _Phrases:
        """Return the words of a corpus that look like names."""
        starts, keys = _keys(corpus.words, np.flatnonzero(corpus.words & NAME), 1)
        keys, first = np.unique(keys, return_index=True)
        starts = starts[first]
        return cls(keys, np.ones(len(keys), np.int64), starts, corpus.words[starts])

    def __len__(self) -> int:
        return len(self.keys)

    def joined(self, others: _Phrases) -> _Phrases:
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
        return _Phrases(keys, *rest)

    def words(self, phrase: int, corpus: Corpus) -> tuple[int, ...]:
        """Return the numbers of the words of a phrase of the corpus."""
        start = int(self.starts[phrase])
        return tuple(corpus.words[start : start + int(self.lengths[phrase])].tolist())

    def only(self, kept: Ints) -> _Phrases:
        """Return those of the phrases that a mask keeps."""
        return _Phrases(self.keys[kept], self.lengths[kept], self.starts[kept], self.firsts[kept])


class _Occurrences(NamedTuple):
    """Pairs of a phrase (its place) and a paper that has it, in order."""

    phrases: Ints
    papers: Ints

    def counts(self, phrases: _Phrases) -> Ints:
        """Return the document frequencies."""
        return np.bincount(self.phrases, minlength=len(phrases))

    def only(self, kept: Ints) -> _Occurrences:
        """Return the pairs of those of the phrases that a mask keeps."""
        of_kept = kept[self.phrases]
        return _Occurrences((np.cumsum(kept) - 1)[self.phrases[of_kept]], self.papers[of_kept])

    def papers_of(self, phrase: int) -> frozenset[int]:
        start, end = np.searchsorted(self.phrases, (phrase, phrase + 1))
        return frozenset(self.papers[start:end].tolist())


def _occurrences(phrases: _Phrases, corpus: Corpus) -> tuple[_Occurrences, _Occurrences]:
    """Find the papers of a corpus that have phrases at all, and those that have them in the
    title."""
    if not len(phrases):
        nothing = _Occurrences(np.zeros(0, np.int64), np.zeros(0, np.int64))
        return nothing, nothing
    # Few words begin a phrase, so most places are passed over by one look-up of their lengths.
    sieve = np.zeros(SIEVE + 1, np.uint8)
    np.bitwise_or.at(sieve, sifted(phrases.firsts), (1 << phrases.lengths).astype(np.uint8))
    known = np.zeros(1 << (64 - int(_KEY_BITS)), bool)
    known[phrases.keys >> _KEY_BITS] = True
    everywhere, in_titles = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, len(corpus.words), _PART):
        lengths = sieve[sifted(corpus.words[start : start + _PART])]
        begin = np.flatnonzero(lengths)
        places, lengths = start + begin, lengths[begin]
        for length in range(1, MOST_WORDS + 1):
            at, keys = _keys(corpus.words, places[lengths & (1 << length) > 0], length)
            # Most of these begin as a phrase does and go on as none.
            likely = known[keys >> _KEY_BITS]
            at, keys = at[likely], keys[likely]
            place = np.minimum(np.searchsorted(phrases.keys, keys), len(phrases) - 1)
            hit = phrases.keys[place] == keys
            at, place = at[hit], place[hit].astype(np.int64)
            pairs = place * len(corpus) + corpus.word_of[at]
            everywhere.append(pairs)
            in_titles.append(pairs[corpus.titles[at]])
    return _pairs(everywhere, len(corpus)), _pairs(in_titles, len(corpus))


def _pairs(found: Sequence[Ints], papers: int) -> _Occurrences:
    """Return pairs of a phrase and one of so many papers, each once, from single numbers."""
    pairs = np.sort(np.concatenate(found))
    return _Occurrences(*np.divmod(pairs[_changes(pairs)], max(1, papers)))


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
    return starts[kept], keys[kept]


def _changes(values: Ints) -> Ints:
    """Tell which values differ from the one before; the first does."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]

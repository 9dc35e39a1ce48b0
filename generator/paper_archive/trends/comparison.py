"""Compares a period with the year before it: tags, pairs of tags, phrases, and votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from paper_archive.store.store import Store
from paper_archive.trends import memory
from paper_archive.trends.corpus import Corpus
from paper_archive.trends.occurrences import SIEVE, PhrasesOf, occurs, sifted
from paper_archive.trends.phrases import FoundPhrase, phrase_changes
from paper_archive.trends.shares import Change, adjusted, share_changes
from paper_archive.trends.windows import Window
from paper_archive.trends.wording import wording
from paper_archive.trends.words import BREAK, numbers_of

# A paper with fewer votes is in no list of the most voted.
LEAST_VOTES = 3
MOST_PHRASES = 12
# The papers whose texts are looked at for the spelling of a phrase.
_LOOKED_AT = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as papers write it; `papers` have it now, and `before` had it.

    `ratio` is that of the shares, infinite if no paper had it. `first` is the id in the store of
    the first paper that has it, one with it in the title if there is any.
    """

    text: str
    papers: int
    before: int
    ratio: float
    z: float
    first: int


@dataclass(frozen=True)
class Comparison:
    """What differs between two periods.

    `of_now` and `of_before` are the numbers of papers. Tags and pairs come most significant first,
    and only pairs that grow; phrases best first. Phrases are `new` if no paper of the year before
    has them; none is where that period is shorter.
    """

    window: Window
    of_now: int
    of_before: int
    tags: tuple[Change, ...]
    pairs: tuple[Change, ...]
    phrases: tuple[Phrase, ...]
    new: tuple[Phrase, ...]


def compare(
    store: Store, known: PhrasesOf, windows: Sequence[Window], tags: Sequence[str]
) -> list[Comparison]:
    """Compare periods with the years before them. Their q-values are those of all tests together.

    `known` must have the periods, and its papers the years before them.
    """
    papers = known.corpus
    sides = [(papers.between(w.first, w.last), papers.between(w.since, w.until)) for w in windows]
    shares = [share_changes(*side, tags) for side in sides]
    of_tags = adjusted([each.tags for each in shares])
    of_phrases = [phrase_changes(*side, known, MOST_PHRASES) for side in sides]
    of_pairs = adjusted([each.pairs for each in shares])
    return [
        Comparison(
            window,
            len(now),
            len(before),
            tuple(of_tag),
            tuple(pair for pair in of_pair if pair.z > 0),
            _worded(store, now, phrases.rising),
            # What is missing from a few months is not new.
            _really_new(_worded(store, now, phrases.new), before) if window.has_year_before else (),
        )
        for window, (now, before), of_tag, of_pair, phrases in zip(
            windows, sides, of_tags, of_pairs, of_phrases, strict=True
        )
    ]


def _worded(store: Store, papers: Corpus, rises: Iterable[FoundPhrase]) -> tuple[Phrase, ...]:
    phrases = []
    for rise in rises:
        looked_at = [*sorted(rise.titles), *sorted(rise.papers - rise.titles)][:_LOOKED_AT]
        ids = papers.ids[looked_at].tolist()
        text = wording(rise.words, map(store.paper, ids))
        # Capitals that become two letters in lower case are divided in another way.
        if text:
            count = len(rise.papers)
            phrases.append(Phrase(text, count, rise.before, rise.ratio, rise.z, ids[0]))
    return tuple(phrases)


def _really_new(phrases: Iterable[Phrase], before: Corpus) -> tuple[Phrase, ...]:
    """Return the phrases without those that papers wrote without hyphens before."""
    return tuple(phrase for phrase in phrases if not _is_respelt(phrase.text, before))


def _is_respelt(text: str, before: Corpus) -> bool:
    return any(occurs(before.words, words) for words in _spellings_of(text)[1:])


def _spellings_of(text: str) -> list[Sequence[int]]:
    """Return the numbers of a phrase, and those it has without hyphens."""
    spellings: list[Sequence[int]] = [numbers_of(text)]
    if "-" in text and BREAK not in (words := numbers_of(text.replace("-", " "))):
        spellings.append(words)
    return spellings


def never_before(store: Store, comparison: Comparison) -> tuple[Phrase, ...]:
    """Return the new phrases of a comparison that no earlier paper has either."""
    spelt = {phrase: _spellings_of(phrase.text) for phrase in comparison.new}
    sieve = np.zeros(SIEVE + 1, bool)
    words_of_all = [word for several in spelt.values() for each in several for word in each]
    sieve[sifted(np.array(words_of_all, np.uint32))] = True
    for words in memory.words_before(store, comparison.window.since):
        if not spelt:
            break
        # `np.isin` would sort the words of each day.
        known = set(words[sieve[sifted(words)]].tolist())
        for phrase, several in list(spelt.items()):
            if any(known.issuperset(each) and occurs(words, each) for each in several):
                del spelt[phrase]
    return tuple(spelt)


def most_voted(papers: Corpus, most: int) -> list[int]:
    """Return the ids of the papers with the most votes, of equal ones the newest first."""
    voted = np.flatnonzero(papers.votes >= LEAST_VOTES)
    order = np.lexsort((voted, -papers.days[voted], -papers.votes[voted]))
    ids: list[int] = papers.ids[voted[order[:most]]].tolist()
    return ids

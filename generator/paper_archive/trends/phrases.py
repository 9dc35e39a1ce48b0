"""Phrases that rise: log-odds of document frequencies with a Dirichlet prior.

The z-score is that of Monroe, Colaresi & Quinn, "Fightin' Words" (Political Analysis 16, 2008),
equations 16, 19 and 22, with papers in place of words: a document frequency is the number of papers
that have a phrase in title or abstract. The prior is the share in all papers compared, as strong as
`PRIOR` papers, so that a rare phrase does not rise by two or three mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

import numpy as np

from paper_archive.trends.corpus import Corpus, Ints
from paper_archive.trends.occurrences import (
    Phrases,
    PhrasesOf,
    least_titles,
    occurrences,
)

PRIOR = 500
LEAST_Z, LEAST_RATIO = 2.3, 1.6
LEAST_PAPERS, LEAST_SHARE = 4, 0.012
# A single word must be in the titles of this share of its papers.
LEAST_TITLES_SHARE = 0.25
# A single word must rise in titles too: by chance, one of twenty does.
LEAST_Z_IN_TITLES = 1.64
LEAST_NEW_PAPERS = 3
LONGER_WINS, SHARED_WITH_BETTER = 0.75, 0.5


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


def may_change(most_now: Ints, of_now: int, least_before: Ints, of_before: int) -> Ints:
    """Tell which phrases may rise or be new if at most so many papers have them now, and at least
    so many had them."""
    may_be_new = (most_now >= LEAST_NEW_PAPERS) & (least_before == 0)
    may_rise = most_now >= _least_papers(of_now)
    # A little less than the ratio: divisions are rounded.
    may_rise &= most_now / of_now >= 0.999 * LEAST_RATIO * (least_before / of_before)
    either: Ints = may_be_new | may_rise
    return either


def _least_papers(of_now: int) -> float:
    return max(LEAST_PAPERS, LEAST_SHARE * of_now)


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


def phrase_changes(
    now: Corpus, before: Corpus, known: PhrasesOf | None = None, most: int | None = None
) -> PhraseChanges:
    """Return the phrases that rise from `before` to `now`, and those that no paper had before; at
    `most` so many of each.

    Names of models are new wherever they are, other phrases only if they are in titles. `known` has
    all phrases of `now` that may change, and both corpora.
    """
    if not len(now) or not len(before):
        return PhraseChanges()
    phrases = known.phrases if known else Phrases.of(now)
    find = known.within if known else partial(occurrences, phrases)
    found = (*find(now), *find(before))
    counts = [each.counts(phrases) for each in found]
    # Other periods may have the rest of the phrases in titles.
    is_of_now = (counts[1] >= least_titles(phrases.lengths)) | phrases.are_names
    places = np.flatnonzero(is_of_now & (counts[0] >= LEAST_NEW_PAPERS))
    papers, titles, former, former_titles = (each[places] for each in counts)
    scores = log_odds(papers, len(now), former, len(before))
    with np.errstate(divide="ignore"):
        ratios = (papers / len(now)) / (former / len(before))
    single = phrases.lengths[places] == 1
    rises = papers >= _least_papers(len(now))
    rises &= titles >= least_titles(phrases.lengths[places])
    in_title = log_odds(titles, len(now), former_titles, len(before)) >= LEAST_Z_IN_TITLES
    rises &= ~single | ((titles >= LEAST_TITLES_SHARE * papers) & in_title)
    rises &= (scores >= LEAST_Z) & (ratios >= LEAST_RATIO)

    def chosen(which: Ints, order: Ints) -> list[tuple[float, FoundPhrase]]:
        at = places[which]
        words = map(phrases.words_of, at.tolist())
        papers_of = (each.papers_of(at) for each in found[:3])
        measures = ratios[which].tolist(), scores[which].tolist()
        return list(
            zip(
                order[which].astype(float).tolist(),
                map(FoundPhrase, words, *papers_of, *measures),
                strict=True,
            )
        )

    return PhraseChanges(
        tuple(islice(best(chosen(rises, scores)), most)),
        tuple(islice(best(chosen(former == 0, papers)), most)),
    )


def best(found: Iterable[tuple[float, FoundPhrase]]) -> Iterator[FoundPhrase]:
    """Yield phrases in order of their scores, highest first, without superfluous ones.

    A phrase gives way to a longer one that most of its papers have, to a better one that half of
    them have, and to a better and longer one without which it does not rise.
    """
    phrases = [
        phrase
        for _, phrase in sorted(
            found, key=lambda item: (-item[0], -len(item[1].words), item[1].words)
        )
    ]
    longer = defaultdict(list)
    for phrase in phrases:
        for part in _parts(phrase.words):
            longer[part].append(phrase)
    kept: list[FoundPhrase] = []
    for phrase in phrases:
        if any(_shared(phrase, other) >= LONGER_WINS for other in longer.get(phrase.words, ())):
            continue
        if all(
            _shared(phrase, better) < SHARED_WITH_BETTER and _rises_without(phrase, better)
            for better in kept
        ):
            kept.append(phrase)
            yield phrase


def _rises_without(phrase: FoundPhrase, better: FoundPhrase) -> bool:
    """Tell whether a phrase rises in the papers that have no better and longer one."""
    if not phrase.former or phrase.words not in _parts(better.words):
        return True
    now = len(phrase.papers - better.papers) / len(phrase.papers)
    before = len(phrase.former - better.former) / len(phrase.former)
    return phrase.ratio * now >= LEAST_RATIO * before


def _parts(whole: tuple[int, ...]) -> set[tuple[int, ...]]:
    """Return the shorter phrases in a phrase."""
    return {
        whole[at : at + length]
        for length in range(1, len(whole))
        for at in range(len(whole) - length + 1)
    }


def _shared(phrase: FoundPhrase, other: FoundPhrase) -> float:
    return len(phrase.papers & other.papers) / len(phrase.papers)

"""Phrases that rise: log-odds of document frequencies with a Dirichlet prior.

The z-score is that of Monroe, Colaresi & Quinn, "Fightin' Words" (Political Analysis 16, 2008),
equations 16, 19 and 22, with papers in place of words: a document frequency is the number of papers
that have a phrase in title or abstract. The prior is the share in all papers compared, as strong as
`PRIOR` papers, so that a rare phrase does not rise by two or three mentions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from paper_archive.trends.corpus import Corpus, Ints
from paper_archive.trends.occurrences import (
    LEAST_TITLES,
    LEAST_TITLES_OF_WORD,
    Occurrences,
    Phrases,
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


# The occurrences of phrases in a corpus: at all, and in titles.
Find = Callable[[Phrases, Corpus], tuple[Occurrences, Occurrences]]


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


def phrase_changes(now: Corpus, before: Corpus, find: Find = occurrences) -> PhraseChanges:
    """Return the phrases that rise from `before` to `now`, and those that no paper had before.

    Names of models are new wherever they are, other phrases only if they are in titles. `find`
    returns their occurrences in either.
    """
    if not len(now) or not len(before):
        return PhraseChanges()
    phrases = Phrases.of(now)
    everywhere, in_titles = find(phrases, now)
    several = everywhere.counts(phrases) >= LEAST_NEW_PAPERS
    phrases = phrases.only(several)
    everywhere, in_titles = everywhere.only(several), in_titles.only(several)
    papers, titles = everywhere.counts(phrases), in_titles.counts(phrases)
    formerly, formerly_in_titles = find(phrases, before)
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

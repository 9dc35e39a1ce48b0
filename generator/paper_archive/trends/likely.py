"""The phrases that periods may show, of all that are in titles: a kept tally rules out most.

What is left is counted exactly, so a tally changes what a comparison costs and never what it says.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from paper_archive.store.store import Store
from paper_archive.trends import kept_tally, memory
from paper_archive.trends.corpus import Corpus, Ints
from paper_archive.trends.occurrences import Phrases, PhrasesOf
from paper_archive.trends.phrases import may_change
from paper_archive.trends.tally import Tally
from paper_archive.trends.windows import Window


def phrases_of(store: Store, periods: Sequence[Window]) -> PhrasesOf:
    """Return the phrases that may rise or be new in some periods, and where they occur."""
    first, last = min(p.first for p in periods), max(p.last for p in periods)
    papers = memory.corpus(store, min(p.since for p in periods), last)
    phrases = Phrases.of(papers.between(first, last))
    tally = kept_tally.tally(store)
    if tally and len(papers):
        phrases = phrases.only(_may_change(phrases, papers, periods, tally))
    return PhrasesOf.of(phrases, papers)


def _may_change(phrases: Phrases, papers: Corpus, periods: Sequence[Window], tally: Tally) -> Ints:
    tally = tally.until_last(papers)
    known, places = tally.places(phrases)
    likely = np.zeros(len(tally.phrases), bool)
    for period in periods:
        if period.first < tally.since:
            return np.ones(len(phrases), bool)
        of_now = len(papers.between(period.first, period.last))
        of_before = len(papers.between(period.since, period.until))
        if of_now and of_before:
            likely |= may_change(
                tally.most(period.first, period.last),
                of_now,
                tally.least(period.since, period.until),
                of_before,
            )
    chosen: Ints = ~known | likely[places]
    return chosen

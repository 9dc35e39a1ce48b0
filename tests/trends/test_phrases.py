"""Phrases that rise: against the words of the literature, a naive count, and chance."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from math import log, sqrt

import numpy as np
import pytest
from paper_archive.trends import phrases as module
from paper_archive.trends.corpus import Corpus
from paper_archive.trends.occurrences import Phrases, occurs
from paper_archive.trends.phrases import PhraseChanges, log_odds, phrase_changes
from paper_archive.trends.words import BREAK, COMMON, numbers_of, words_of

from tests.pages.papers import paper
from tests.trends.papers import NEWEST, corpus, random_papers, shuffled

WINDOW = 91


def sides(papers: list) -> tuple[Corpus, Corpus]:
    whole, first = corpus(papers), NEWEST - timedelta(WINDOW - 1)
    before = whole.between(first - timedelta(365), first - timedelta(1))
    return whole.between(first, NEWEST), before


def test_the_score_is_that_of_the_paper() -> None:
    # Written out from equations 16, 19 and 22 for one phrase, in 34 of 370 and 84 of 4,352 papers.
    prior = 500 * (34 + 84) / (370 + 4352)
    delta = log((34 + prior) / (370 + 500 - 34 - prior))
    delta -= log((84 + prior) / (4352 + 500 - 84 - prior))
    z = delta / sqrt(1 / (34 + prior) + 1 / (84 + prior))
    (found,) = log_odds(np.array([34]), 370, np.array([84]), 4352)
    assert found == pytest.approx(z) and 5.6 < z < 5.8


def naive(now: list, before: list) -> set[tuple[int, ...]]:
    """The phrases that meet the rules for one phrase alone, counted word by word."""

    def phrases(text: str) -> set[tuple[int, ...]]:
        numbers = [word.number for word in words_of(text)]
        runs = (tuple(numbers[a : a + n]) for n in (1, 2, 3) for a in range(len(numbers) - n + 1))
        return {run for run in runs if BREAK not in run and any(not w & COMMON for w in run)}

    counts: dict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for at, papers in enumerate((now, before)):
        for each in papers:
            in_title = phrases(each.title)
            for phrase in in_title | phrases(each.abstract):
                counts[phrase][at] += 1
                counts[phrase][2 + at] += phrase in in_title
    found = set()
    for phrase, (y, former, titles, former_titles) in counts.items():
        enough = y >= max(4, 0.012 * len(now)) and titles >= 2
        enough &= len(phrase) > 1 or (titles >= 3 and titles >= y / 4)
        if enough and len(phrase) == 1:
            of_titles = np.array([titles]), len(now), np.array([former_titles]), len(before)
            enough = log_odds(*of_titles)[0] >= 1.64
        if enough and (y / len(now)) >= 1.6 * (former / len(before)):
            z = log_odds(np.array([y]), len(now), np.array([former]), len(before))[0]
            found.update([phrase] if z >= 2.3 else [])
    return found


def planted(seed: int) -> list:
    """Random papers, some of which are about a harness: one in thirty, lately one in eight."""
    papers = random_papers(seed, 900)
    since = NEWEST - timedelta(WINDOW - 1)
    for n, each in enumerate(papers):
        if n % (8 if each.days[0] >= since else 30) == 0:
            title = f"{each.title} Agent harness" if n % 16 == 0 else each.title
            papers[n] = paper(
                each.slug, each.days[0].isoformat(), title=title,
                abstract=f"{each.abstract} the agent harness.", tags=each.tags,
            )  # fmt: skip
    return papers


def test_a_planted_phrase_is_found_and_equals_a_naive_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers = planted(1)
    now, before = sides(papers)
    since = NEWEST - timedelta(WINDOW - 1)
    first = since - timedelta(365)
    expected = naive(
        [each for each in papers if each.days[0] >= since],
        [each for each in papers if first <= each.days[0] < since],
    )
    (best, *_) = phrase_changes(now, before).rising
    # The longer phrase stands for its words.
    assert best.words == tuple(numbers_of("agent harness"))
    assert len(best.titles) < len(best.papers)
    shown = {rise.words for rise in phrase_changes(now, before).rising}
    assert not shown & {tuple(numbers_of("agent")), tuple(numbers_of("harness"))}
    monkeypatch.setattr(module, "best", lambda found: [phrase for _, phrase in found])
    assert {rise.words for rise in phrase_changes(now, before).rising} == expected


def test_little_rises_where_days_are_shuffled() -> None:
    # z ≥ 2.3 of one side is reached by chance once in a hundred phrases; of some hundreds that
    # are frequent enough, most that reach it do not reach the ratio.
    papers, found, tested = planted(2), 0, 0
    for seed in range(4):
        now, before = sides(shuffled(papers, seed))
        found += len(phrase_changes(now, before).rising)
        tested += len(Phrases.of_titles(now))
    assert tested > 100 and found <= 0.011 * tested


def test_new_phrases_are_names_anywhere_and_others_in_titles() -> None:
    base = random_papers(3, 300)
    texts = [
        ("A harness optimizer of birds", "is small"),
        ("B harness optimizer", "is slow"),
        ("C", "a harness optimizer and a secret marmot"),
        ("D", "a secret marmot of GPT-5.6"),
        ("E", "a secret marmot near GPT-5.6"),
        ("F", "uses GPT-5.6"),
    ]
    fresh = [paper(f"n-{n}", NEWEST.isoformat(), title=title, abstract=abstract)
             for n, (title, abstract) in enumerate(texts)]  # fmt: skip
    now, before = sides([*base, *fresh])
    words = {rise.words for rise in phrase_changes(now, before).new}
    assert words == {tuple(numbers_of("harness optimizer")), tuple(numbers_of("GPT-5.6"))}
    assert occurs(now.words, numbers_of("harness optimizer"))
    assert not occurs(before.words, numbers_of("harness"))


def test_nothing_rises_without_papers() -> None:
    some, none = corpus(random_papers(4, 30)), corpus([])
    assert phrase_changes(some, none) == phrase_changes(none, some) == PhraseChanges()

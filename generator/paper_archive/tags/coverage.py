"""Measures how well the rules cover papers: counts per tag, untagged papers, unmatched phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from paper_archive.tags.matching import Tagger
from paper_archive.tags.stop_words import ENGLISH, OF_EVERY_PAPER

LONGEST = 3
# A phrase is left out if a longer one has at least this share of its papers.
_WITHIN = 0.8

_STOP = ENGLISH | OF_EVERY_PAPER


@dataclass(frozen=True, slots=True)
class TagCount:
    """How many papers carry a tag."""

    tag: str
    papers: int


@dataclass(frozen=True, slots=True)
class OpenPhrase:
    """A phrase of folded words, and how many papers have it outside the matches of rules."""

    phrase: str
    papers: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of all tags of the taxonomy (most papers first), untagged titles, and phrases."""

    papers: int
    counts: tuple[TagCount, ...]
    untagged: tuple[str, ...]
    phrases: tuple[OpenPhrase, ...]


def coverage(
    tagger: Tagger,
    papers: Iterable[tuple[str, str, tuple[str, ...]]],
    most: int = 100,
    least: int = 3,
) -> Coverage:
    """Return the coverage of papers, which are (title, abstract, tags).

    Untagged titles keep the order of the papers. At most `most` phrases are returned, all of which
    occur in at least `least` papers.
    """
    total = 0
    counts = Counter({tag.id: 0 for tag in tagger.taxonomy.tags})
    untagged = []
    phrases: Counter[str] = Counter()
    for title, abstract, tags in papers:
        total += 1
        counts.update(tags)
        if not tags:
            untagged.append(title)
        phrases.update(_phrases(tagger, title) | _phrases(tagger, abstract))
    ranked = sorted(phrases.items(), key=lambda item: (-item[1], item[0]))
    frequent = _longest({phrase: papers for phrase, papers in ranked if papers >= least})
    return Coverage(
        papers=total,
        counts=tuple(
            TagCount(tag, papers)
            for tag, papers in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ),
        untagged=tuple(untagged),
        phrases=tuple(OpenPhrase(p, n) for p, n in list(frequent.items())[:most]),
    )


def _phrases(tagger: Tagger, text: str) -> set[str]:
    """Return the phrases of one to three words, without stop words, between matches of rules."""
    phrases: set[str] = set()
    for rest in tagger.uncovered(text):
        run: list[str] = []
        for word in rest.split():
            if word.lower() in _STOP or len(word) < 2 or word.isdigit():
                run.clear()
                continue
            run = [*run[1 - LONGEST :], word]
            phrases.update(" ".join(run[i:]) for i in range(len(run)))
    return phrases


def _longest(frequent: dict[str, int]) -> dict[str, int]:
    """Drop the phrases that nearly always occur within a phrase of one word more."""
    within = set()
    for phrase, papers in frequent.items():
        words = phrase.split()
        if len(words) > 1:
            for part in (" ".join(words[:-1]), " ".join(words[1:])):
                if papers >= _WITHIN * frequent.get(part, papers):
                    within.add(part)
    return {phrase: papers for phrase, papers in frequent.items() if phrase not in within}

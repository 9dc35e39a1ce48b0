"""The papers nearest to each paper, all at once or only where papers came, changed or went.

A paper's list is the `SHOWN` papers of the highest scores, at least `LEAST`; of equal scores the
newest first, undated ones last, then by slug. As a score depends on two papers alone, a new paper
changes those lists only that it gets into, and a list updated is the list made anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.model import Paper
from generator.related.terms import Terms
from generator.related.vectors import MOST, Ints, Vectors

SHOWN = 5
_NONE = -1
# A row's candidates are sorted as one number: row, score from the highest, rank.
_ROW, _SCORE = MOST * MOST, MOST


@dataclass(frozen=True, slots=True)
class Related:
    """The vectors of papers, and by the same rows the rows of their nearest and these' scores,
    the nearest first; -1 and 0 where there are fewer."""

    vectors: Vectors
    nearest: Ints
    scores: Ints

    @classmethod
    def of(cls, papers: Iterable[Paper], terms: Terms) -> Related:
        """Find the lists of papers, whose slugs differ."""
        vectors = Vectors.of(papers, terms)
        count = len(vectors.slugs)
        made = cls(vectors, *_empty(count))
        made._search(np.arange(count), vectors.ranks())
        return made

    def lists(self, papers: Iterable[Paper]) -> Mapping[str, tuple[Paper, ...]]:
        """The papers nearest to each paper, by slug; `papers` are those that this is of."""
        by_slug = {paper.slug: paper for paper in papers}
        of_row = [by_slug[slug] for slug in self.vectors.slugs]
        return {
            slug: tuple(of_row[other] for other in nearest if other != _NONE)
            for slug, nearest in zip(self.vectors.slugs, self.nearest.tolist(), strict=True)
        }

    def update(
        self, fresh: Sequence[Paper], removed: Collection[str], terms: Terms
    ) -> tuple[Related, frozenset[str]]:
        """Return the same of the papers with `fresh` ones, new or changed, and without `removed`;
        and the slugs of the lists that changed, or have a paper that did, or are new."""
        slugs = self.vectors.slugs
        changed = {paper.slug for paper in fresh}
        gone = np.array([slug in changed or slug in removed for slug in slugs], bool)
        kept = np.flatnonzero(~gone)
        now = Related(self.vectors.only(kept).and_(Vectors.of(fresh, terms)), *_empty(0))
        # From the old rows to the new ones; -1, the last, stays.
        moved = np.full(len(slugs) + 1, _NONE, np.int32)
        moved[kept] = np.arange(len(kept))
        nearest, scores = _empty(len(now.vectors.slugs))
        nearest[: len(kept)] = moved[self.nearest[kept]]
        scores[: len(kept)] = self.scores[kept]
        now = Related(now.vectors, nearest, scores)
        new = np.arange(len(kept), len(now.vectors.slugs))
        # Who takes the place of one that went is known to a search only.
        bereft = np.flatnonzero(((nearest == _NONE) & (scores > 0)).any(axis=1))
        ranks = now.vectors.ranks()
        before = nearest.copy()
        now._search(np.concatenate((bereft, new)), ranks)
        now._insert(new, bereft, ranks)
        differs = (nearest != before).any(axis=1)
        differs[bereft] = differs[new] = True
        return now, frozenset(now.vectors.slugs[row] for row in np.flatnonzero(differs).tolist())

    def _search(self, rows: Ints, ranks: Ints) -> None:
        """Fill in the lists of rows, from all papers."""
        for of, others, scores in self.vectors.near(rows):
            self._fill(of, others, scores, ranks)

    def _insert(self, new: Ints, searched: Ints, ranks: Ints) -> None:
        """Let new rows into the lists of those that were there and were not searched anew."""
        done = np.zeros(len(ranks), bool)
        done[new] = done[searched] = True
        found = [(others, of, scores) for of, others, scores in self.vectors.near(new)]
        if not found:
            return
        of, others, scores = map(np.concatenate, zip(*found, strict=True))
        waiting = ~done[of]
        of, others, scores = of[waiting], others[waiting], scores[waiting]
        rows = np.unique(of)
        known = self.nearest[rows]
        there = known != _NONE
        self._fill(
            np.concatenate((of, np.repeat(rows, SHOWN)[there.ravel()])),
            np.concatenate((others, known[there])),
            np.concatenate((scores, self.scores[rows][there])),
            ranks,
        )

    def _fill(self, of: Ints, others: Ints, scores: Ints, ranks: Ints) -> None:
        """Write the best of all candidates of these rows as their lists."""
        by_rank = np.empty(len(ranks), np.int32)
        by_rank[ranks] = np.arange(len(ranks))
        rows, of = np.unique(of, return_inverse=True)
        keys = np.sort(of * _ROW + (MOST - scores.astype(np.int64)) * _SCORE + ranks[others])
        counts = np.bincount(of, minlength=len(rows))
        place = np.arange(len(keys)) - np.repeat(np.cumsum(counts) - counts, counts)
        keys, place = keys[place < SHOWN], place[place < SHOWN]
        row, rest = rows[keys // _ROW], keys % _ROW
        self.nearest[rows] = _NONE
        self.scores[rows] = 0
        self.nearest[row, place] = by_rank[rest % _SCORE]
        self.scores[row, place] = MOST - rest // _SCORE


def _empty(count: int) -> tuple[Ints, Ints]:
    return np.full((count, SHOWN), _NONE, np.int32), np.zeros((count, SHOWN), np.int32)

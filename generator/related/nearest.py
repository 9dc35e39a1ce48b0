"""The papers nearest to each paper, made where papers came, changed or went, and kept in a file.

A paper's list is the `SHOWN` papers of the highest scores, at least `LEAST`; of equal scores the
newest first, undated ones last, then by slug. As a score depends on two papers alone, a new paper
changes those lists only that it gets into, and a list updated is the list made anew.

The file is NumPy's `.npz`: the arrays of `Related`, the slugs with line ends between, and a digest
of all that a score depends on. One that is damaged, or of another digest, counts as none.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from generator.model import Paper
from generator.related.pairs import LEAST, MOST, ROWS, TAGS, Vectors, tag_bits
from generator.related.terms import LENGTH, TERMS, TITLE, UNKNOWN, Ints, Terms
from generator.related.words import load_words, table

SHOWN = 5
# To be counted up with the way in which scores are made.
_VERSION = 1
_NONE = -1


@dataclass(frozen=True)
class Related:
    """Papers in the order of equal scores, a row for each: slug, first day (0 for none), vector,
    and the rows and scores of the nearest, the nearest first; -1 and 0 where there are fewer."""

    slugs: tuple[str, ...]
    days: Ints
    vectors: Vectors
    nearest: Ints
    scores: Ints

    @classmethod
    def nothing(cls) -> Related:
        """No papers."""
        vectors = Vectors(
            np.zeros((0, TERMS), np.uint32), np.zeros((0, TERMS), np.uint8), np.zeros(0, np.uint64)
        )
        return cls((), np.zeros(0, np.int32), vectors, *_empty(0))

    @classmethod
    def load(cls, path: Path) -> Related:
        """Read a file; nothing where there is none that can be read."""
        try:
            with np.load(path, allow_pickle=False) as file:
                if str(file["digest"]) != digest():
                    return cls.nothing()
                text = file["slugs"].tobytes().decode("ascii")
                vectors = Vectors(file["terms"], file["weights"], file["tags"])
                slugs = tuple(text.split("\n")) if text else ()
                loaded = cls(slugs, file["days"], vectors, file["nearest"], file["scores"])
        except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile):
            return cls.nothing()
        return loaded

    def save(self, path: Path) -> None:
        """Write the file whole, or leave what is there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        with unfinished.open("wb") as file:
            np.savez(
                file,
                digest=np.array(digest()),
                slugs=np.frombuffer("\n".join(self.slugs).encode("ascii"), np.uint8),
                days=self.days,
                terms=self.vectors.terms,
                weights=self.vectors.weights,
                tags=self.vectors.tags,
                nearest=self.nearest,
                scores=self.scores,
            )
        unfinished.replace(path)

    def of(self, slug: str) -> tuple[str, ...]:
        """The slugs of the papers nearest to one, the nearest first; none of an unknown slug."""
        row = self._rows.get(slug)
        if row is None:
            return ()
        return tuple(self.slugs[other] for other in self.nearest[row].tolist() if other != _NONE)

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return dict(zip(self.slugs, range(len(self.slugs)), strict=True))

    def update(
        self, fresh: Iterable[Paper], removed: Collection[str] = ()
    ) -> tuple[Related, frozenset[str]]:
        """Return the same of the papers with `fresh` ones, new or changed, whose slugs differ, and
        without `removed`; and the slugs of the lists to show anew: those that differ, name a paper
        that changed, or are of a fresh one."""
        new = {paper.slug: paper for paper in fresh}
        rows = self._rows
        gone = np.zeros(len(self.slugs), bool)
        gone[[rows[slug] for slug in {*new, *removed} if slug in rows]] = True
        if not new and not gone.any():
            return self, frozenset()
        now, place, added = self._joined(np.flatnonzero(~gone), list(new.values()))
        # From the old rows to the new ones; -1, the last, stays.
        moved = np.full(len(self.slugs) + 1, _NONE, np.int32)
        moved[:-1][~gone] = place
        now.nearest[place] = moved[self.nearest[~gone]]
        now.scores[place] = self.scores[~gone]
        # Who takes the place of one that went is known to a search only.
        bereft = np.flatnonzero(((now.nearest == _NONE) & (now.scores > 0)).any(axis=1))
        before = now.nearest.copy()
        searched = np.concatenate((bereft, added))
        if len(searched) * 2 > len(now.slugs):
            # Then all anew is less work.
            searched = np.arange(len(now.slugs))
        waiting = np.ones(len(now.slugs), bool)
        waiting[searched] = False
        now._search(np.sort(searched), waiting)
        differs = (now.nearest != before).any(axis=1)
        differs[bereft] = differs[added] = True
        return now, frozenset(now.slugs[row] for row in np.flatnonzero(differs).tolist())

    def _joined(self, kept: Ints, papers: list[Paper]) -> tuple[Related, Ints, Ints]:
        """Return these rows and papers in order, with no lists, and the places of either."""
        days = np.concatenate((self.days[kept], [_ordinal(paper.first_day) for paper in papers]))
        slugs = [self.slugs[row] for row in kept.tolist()] + [paper.slug for paper in papers]
        # What was there is in order: to sort it with a few more is little work.
        ordered = sorted(zip((-days).tolist(), slugs, range(len(slugs)), strict=True))
        order = np.fromiter((row for _, _, row in ordered), np.int32, len(slugs))
        place = np.empty(len(slugs), np.int32)
        place[order] = np.arange(len(slugs))
        terms, weights, tags = self.vectors.terms, self.vectors.weights, self.vectors.tags
        new_terms, new_weights = (
            Terms(load_words()).vectors((paper.title, paper.abstract) for paper in papers)
            if papers
            else (terms[:0], weights[:0])
        )
        new_tags = np.array([tag_bits(paper.tags) for paper in papers], np.uint64)
        vectors = Vectors(
            np.concatenate((terms[kept], new_terms))[order],
            np.concatenate((weights[kept], new_weights))[order],
            np.concatenate((tags[kept], new_tags))[order],
        )
        sorted_slugs = tuple(slug for _, slug, _ in ordered)
        days = days[order].astype(np.int32)
        now = Related(sorted_slugs, days, vectors, *_empty(len(slugs)))
        return now, place[: len(kept)], place[len(kept) :]

    def _search(self, rows: Ints, waiting: Ints) -> None:
        """Fill in the lists of rows, and let these rows into the lists of those `waiting`."""
        self.nearest[rows] = _NONE
        self.scores[rows] = 0
        for of, others, scores in self.vectors.near(rows):
            self._fill(of, others, scores)
            into = waiting[others]
            if into.any():
                of, others, scores = others[into], of[into], scores[into]
                known = np.unique(of)
                there = self.nearest[known] != _NONE
                listed = (self.nearest[known][there], self.scores[known][there])
                names = np.repeat(known, there.sum(axis=1))
                # A bereft one may stand in the list already.
                new = ~np.isin(of.astype(np.int64) * ROWS + others, names * ROWS + listed[0])
                self._fill(
                    np.concatenate((of[new], names)),
                    np.concatenate((others[new], listed[0])),
                    np.concatenate((scores[new], listed[1])),
                )

    def _fill(self, of: Ints, others: Ints, scores: Ints) -> None:
        """Write the best of all candidates of these rows as their lists."""
        rows, of = np.unique(of, return_inverse=True)
        # Sorted as one number: row, score from the highest, and the order of equal scores.
        keys = np.sort((of * MOST + MOST - scores) * ROWS + others)
        of = keys // (MOST * ROWS)
        place = np.arange(len(keys)) - np.searchsorted(of, np.arange(len(rows)))[of]
        kept = place < SHOWN
        keys, of, place = keys[kept], rows[of[kept]], place[kept]
        self.nearest[rows] = _NONE
        self.scores[rows] = 0
        self.nearest[of, place] = keys % ROWS
        self.scores[of, place] = MOST - keys // ROWS % MOST


def digest() -> str:
    """Of all that a score depends on, papers apart."""
    numbers = (_VERSION, SHOWN, LEAST, TAGS, TERMS, LENGTH, TITLE, UNKNOWN)
    return sha256(f"{numbers}\n{table()}".encode()).hexdigest()


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _empty(count: int) -> tuple[Ints, Ints]:
    return np.full((count, SHOWN), _NONE, np.int32), np.zeros((count, SHOWN), np.int32)

"""Lists the papers nearest to a paper, and updates the lists when papers change.

The list of a paper has the `SHOWN` papers of the highest scores; papers of equal score stand newest
first, undated last, then by slug. A score depends on two papers alone, so a new paper changes only
the lists that it enters, and an updated list equals one computed from scratch. All lists are
computed again where the number of papers reaches one of the `bounds`, and where very many papers
share a pair of terms, which then counts nothing.

The lists are stored as NumPy's `.npz`: the arrays of `Related`, the slugs joined by line feeds, and
a digest of everything else that a score depends on. A damaged file, or one with another digest, is
ignored.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile

import numpy as np

from paper_archive.model import Paper
from paper_archive.related import words
from paper_archive.related.pair_index import ROWS, PairIndex
from paper_archive.related.pairs import (
    MOST,
    ROOT,
    SUBJECT,
    TAG_PARTS,
    TAGS,
    Vectors,
    bounds,
    tag_bits,
)
from paper_archive.related.terms import LENGTH, TERMS, TITLE, UNKNOWN, Ints, Terms, no_vectors
from paper_archive.workers import ALONE, Workers

SHOWN = 5
# Increase it when scores are computed in another way.
_VERSION = 4
_NONE = -1
# A vector is so much of the work on a paper.
_WORK = 0.25
_NO_VECTORS = Vectors(*no_vectors(), np.zeros(0, np.uint64))


@dataclass(frozen=True)
class Related:
    """Papers and their nearest papers, in the order of equal scores.

    The row of a paper has its slug, its first day (0 for none), its vector, and the rows and scores
    of the nearest papers, nearest first, filled up with -1 and 0. The papers are `crowded` if too
    many of them share a pair of terms.
    """

    slugs: tuple[str, ...]
    days: Ints
    vectors: Vectors
    nearest: Ints
    scores: Ints
    crowded: bool = False

    @classmethod
    def nothing(cls) -> Related:
        """No papers."""
        return cls((), np.zeros(0, np.int32), _NO_VECTORS, *_empty(0))

    @classmethod
    def unpack(cls, packed: bytes) -> Related:
        """Read what `pack` wrote; no papers if that cannot be read."""
        try:
            with np.load(BytesIO(packed), allow_pickle=False) as file:
                if str(file["digest"]) != digest():
                    return cls.nothing()
                text = file["slugs"].tobytes().decode("ascii")
                vectors = Vectors(*(file[name] for name in Vectors.__slots__))
                slugs = tuple(text.split("\n")) if text else ()
                lists = file["nearest"], file["scores"], bool(file["crowded"])
                return cls(slugs, file["days"], vectors, *lists)
        except (OSError, EOFError, ValueError, KeyError, RuntimeError, BadZipFile):
            return cls.nothing()

    def pack(self) -> bytes:
        """Return the lists as bytes, for `unpack`."""
        file = BytesIO()
        np.savez(
            file,
            digest=np.array(digest()),
            slugs=np.frombuffer("\n".join(self.slugs).encode("ascii"), np.uint8),
            days=self.days,
            **{name: getattr(self.vectors, name) for name in Vectors.__slots__},
            nearest=self.nearest,
            scores=self.scores,
            crowded=np.array(self.crowded),
        )
        return file.getvalue()

    def of(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the nearest papers, nearest first; none for an unknown slug."""
        row = self._rows.get(slug)
        if row is None:
            return ()
        return tuple(self.slugs[other] for other in self.nearest[row].tolist() if other != _NONE)

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return dict(zip(self.slugs, range(len(self.slugs)), strict=True))

    def update(
        self,
        fresh: Iterable[Paper],
        removed: Collection[str] = (),
        workers: Workers = ALONE,
    ) -> tuple[Related, frozenset[str]]:
        """Return the lists with `fresh` papers, new or changed, and without `removed` slugs.

        Return also the slugs whose lists must be shown again: lists that differ, name a changed
        paper, or belong to a fresh one. No two fresh papers may have the same slug.
        """
        new = _Rows.of(fresh, workers)
        rows = self._rows
        gone = np.zeros(len(self.slugs), bool)
        gone[[rows[slug] for slug in {*new.slugs, *removed} if slug in rows]] = True
        if not new.slugs and not gone.any():
            return self, frozenset()
        now, place, added = self._joined(np.flatnonzero(~gone), new)
        # Maps old rows to new ones; its last element maps -1 to -1.
        moved = np.full(len(self.slugs) + 1, _NONE, np.int32)
        moved[:-1][~gone] = place
        now.nearest[place] = moved[self.nearest[~gone]]
        now.scores[place] = self.scores[~gone]
        # Rows that lost a neighbour are searched again.
        bereft = np.flatnonzero(((now.nearest == _NONE) & (now.scores > 0)).any(axis=1))
        before = now.nearest.copy()
        searched = np.concatenate((bereft, added))
        every = np.arange(len(now.slugs))
        moved_bound = bounds(len(self.slugs)) != bounds(len(every))
        # If most rows are searched, it is less work to search all of them.
        if len(searched) * 2 > len(every) or self.crowded or moved_bound:
            searched = every
        index = now.vectors.index(np.sort(searched))
        if index.crowded and len(searched) < len(every):
            # A pair may have counted until now.
            searched, index = every, now.vectors.index(every)
        now = replace(now, crowded=index.crowded)
        waiting = np.ones(len(now.slugs), bool)
        waiting[searched] = False
        now._search(np.sort(searched), waiting, index)
        differs = (now.nearest != before).any(axis=1)
        differs[bereft] = differs[added] = True
        return now, frozenset(now.slugs[row] for row in np.flatnonzero(differs).tolist())

    def _joined(self, kept: Ints, new: _Rows) -> tuple[Related, Ints, Ints]:
        """Return the kept rows and new ones in order, without lists, and the new places of both."""
        count, days = len(self.slugs), self.days
        at = [
            bisect_left(kept, key, key=lambda row: (-int(days[row]), self.slugs[row]))
            for key in zip((-new.days).tolist(), new.slugs, strict=True)
        ]
        # Row numbers, in which those of the new ones follow the old ones.
        order = np.insert(kept, at, np.arange(count, count + len(at)))
        place = np.empty(count + len(at), np.int32)
        place[order] = np.arange(len(order))
        slugs = self.slugs + new.slugs
        vectors = _vectors_in(self.vectors, new.vectors, order)
        days = np.concatenate((days, new.days))[order]
        in_order = tuple(map(slugs.__getitem__, order.tolist()))
        now = Related(in_order, days, vectors, *_empty(len(order)))
        return now, place[kept], place[count:]

    def _search(self, rows: Ints, waiting: Ints, index: PairIndex) -> None:
        """Fill the lists of `rows`, and insert these rows into the lists of `waiting` rows."""
        self.nearest[rows] = _NONE
        self.scores[rows] = 0
        for of, others, scores in self.vectors.near(rows, index):
            self._fill(of, others, scores)
            into = waiting[others]
            if into.any():
                of, others, scores = others[into], of[into], scores[into]
                # `np.unique` imports `numpy.ma`, which takes longer than a day of papers does here.
                known = np.flatnonzero(np.bincount(of))
                there = self.nearest[known] != _NONE
                listed = (self.nearest[known][there], self.scores[known][there])
                names = np.repeat(known, there.sum(axis=1))
                self._fill(
                    np.concatenate((of, names)),
                    np.concatenate((others, listed[0])),
                    np.concatenate((scores, listed[1])),
                )

    def _fill(self, of: Ints, others: Ints, scores: Ints) -> None:
        """Write the best candidates of these rows as their lists."""
        # Sorted as one number of 63 bits: row, score from the highest, order of equal scores.
        keys = np.sort((of.astype(np.int64) * MOST + MOST - 1 - scores) * ROWS + others)
        # A row that lost a neighbour may be in the list already that it is inserted into.
        keys = keys[np.diff(keys, prepend=-1) > 0]
        of = keys // (MOST * ROWS)
        begins = np.diff(of, prepend=-1) != 0
        place = np.arange(len(keys)) - np.flatnonzero(begins)[np.cumsum(begins) - 1]
        self.nearest[of[begins]] = _NONE
        self.scores[of[begins]] = 0
        kept = place < SHOWN
        keys, of, place = keys[kept], of[kept], place[kept]
        self.nearest[of, place] = keys % ROWS
        self.scores[of, place] = MOST - 1 - keys // ROWS % MOST


def digest() -> str:
    """Return a digest of all that a score depends on, except the papers."""
    numbers = (_VERSION, SHOWN, ROOT, SUBJECT, TAGS, TAG_PARTS, TERMS, LENGTH, TITLE, UNKNOWN)
    return sha256(f"{numbers} {words.digest()}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of new papers, in the order of equal scores: newest first, undated last, by slug."""

    slugs: tuple[str, ...]
    days: Ints
    vectors: Vectors

    @classmethod
    def of(cls, papers: Iterable[Paper], workers: Workers) -> _Rows:
        """Make the rows of papers, of which only few are in memory together."""
        slugs: list[str] = []
        days, tags = array("i"), array("Q")

        def texts() -> Iterator[tuple[str, str]]:
            for paper in papers:
                slugs.append(paper.slug)
                days.append(paper.first_day.toordinal() if paper.first_day else 0)
                tags.append(tag_bits(paper.tags))
                yield paper.title, paper.abstract

        parts = [no_vectors(), *workers.map(_vectors_of, texts(), _WORK)]
        _terms.cache_clear()  # It takes 60 MB.
        terms, weights, subjects = map(np.concatenate, zip(*parts, strict=True))
        vectors = Vectors(terms, weights, subjects, np.array(tags, np.uint64))
        order = sorted(range(len(slugs)), key=lambda row: (-days[row], slugs[row]))
        in_order = tuple(map(slugs.__getitem__, order))
        of_rows = np.array(order, np.intp)
        return cls(
            in_order, np.array(days, np.int32)[of_rows], _vectors_in(_NO_VECTORS, vectors, of_rows)
        )


def _vectors_in(old: Vectors, new: Vectors, order: Ints) -> Vectors:
    """Return the rows of two in this order, in which new ones follow old ones."""
    parts = ((getattr(old, name), getattr(new, name)) for name in Vectors.__slots__)
    return Vectors(*(np.concatenate(part)[order] for part in parts))


def _vectors_of(texts: Iterable[tuple[str, str]]) -> list[tuple[Ints, Ints, Ints]]:
    return [_terms().vectors(texts)]


@cache
def _terms() -> Terms:
    return Terms(words.load_words())


def _empty(count: int) -> tuple[Ints, Ints]:
    return np.full((count, SHOWN), _NONE, np.int32), np.zeros((count, SHOWN), np.int32)

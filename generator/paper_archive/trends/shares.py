"""Shares that rise or fall: tags, and pairs of tags.

Two shares are compared by the two-proportion z-test with pooled variance (Fleiss, Levin & Paik,
"Statistical Methods for Rates and Proportions", 2003, section 3.2). Several tests are made at once,
so the p-values are adjusted to q-values (Benjamini & Hochberg, JRSS B 57, 1995): of the changes
reported at q < .05, one in twenty is expected to be chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from typing import NamedTuple

import numpy as np

from paper_archive.trends.corpus import Corpus, Ints
from paper_archive.trends.words import tag_number

SURE, UNSURE = 0.05, 0.1
# The z-test is a good approximation if so many papers are expected on both sides, had nothing
# changed (Cochran 1954).
LEAST_EXPECTED = 5
# A tag of one busy day is no trend.
LEAST_DAYS = 3
# Papers that are looked at first for those days.
_FEW_PAPERS = 1 << 10
_BYTES = np.dtype(np.uint64).itemsize


@dataclass(frozen=True, slots=True)
class Change:
    """The shares of a tag or a pair of tags: `now` of `of_now` papers against those `before`.

    `z` is the z-score of their difference, `q` its q-value among all tests that were made.
    """

    tags: tuple[str, ...]
    now: int
    of_now: int
    before: int
    of_before: int
    z: float
    q: float = 1.0

    def with_q(self, q: float) -> Change:
        """Return the change with its q-value; `dataclasses.replace` takes five times as long."""
        return Change(self.tags, self.now, self.of_now, self.before, self.of_before, self.z, q)

    @property
    def share(self) -> float:
        """The share now."""
        return self.now / self.of_now

    @property
    def former_share(self) -> float:
        """The share before."""
        return self.before / self.of_before

    @property
    def is_sure(self) -> bool:
        """Whether it is significant, also as pages show its q-value, with three places."""
        return round(self.q, 3) < SURE

    @property
    def is_unsure(self) -> bool:
        """Whether it may be significant, and may well be chance."""
        return not self.is_sure and self.q <= UNSURE


def z_score(now: int, of_now: int, before: int, of_before: int) -> float:
    """Return the z-score of two proportions; 0 if nothing or everything has the property."""
    pooled = (now + before) / (of_now + of_before)
    variance = pooled * (1 - pooled) * (1 / of_now + 1 / of_before)
    return (now / of_now - before / of_before) / sqrt(variance) if variance else 0.0


def q_values(scores: Sequence[float]) -> list[float]:
    """Return the q-values of z-scores, from two-sided p-values."""
    ps = [erfc(abs(z) / sqrt(2)) for z in scores]
    order = sorted(range(len(ps)), key=lambda n: ps[n])
    qs = [1.0] * len(ps)
    least = 1.0
    for rank in range(len(order), 0, -1):
        n = order[rank - 1]
        least = min(least, ps[n] * len(ps) / rank)
        qs[n] = least
    return qs


def adjusted(groups: Sequence[Sequence[Change]]) -> list[list[Change]]:
    """Return groups of changes with their q-values among all of them.

    Within a group, the most significant come first.
    """
    qs = iter(q_values([change.z for group in groups for change in group]))
    found = [[change.with_q(next(qs)) for change in group] for group in groups]
    return [sorted(group, key=lambda change: (-abs(change.z), change.tags)) for group in found]


class ShareChanges(NamedTuple):
    """The changes that can be tested, of tags and of pairs of tags, without q-values."""

    tags: list[Change]
    pairs: list[Change]


def share_changes(now: Corpus, before: Corpus, tags: Sequence[str]) -> ShareChanges:
    """Compare the shares of tags, and those of pairs of tags."""
    if not len(now) or not len(before):
        return ShareChanges([], [])
    sides = carriers(now, tags), carriers(before, tags)
    counts = together(sides[0]), together(sides[1])
    both = np.ones((len(tags), len(tags)), bool)
    return ShareChanges(
        *(
            _changes((now, before), sides, counts, tags, wanted)
            for wanted in (np.eye(len(tags), dtype=bool), np.triu(both, 1))
        )
    )


def _changes(
    corpora: tuple[Corpus, Corpus],
    sides: tuple[Ints, Ints],
    counted: tuple[Ints, Ints],
    tags: Sequence[str],
    wanted: Ints,
) -> list[Change]:
    """Return the changes of pairs of tags; a tag paired with itself is that tag."""
    (now, before), (counts, former) = corpora, counted
    expected = (counts + former) * min(len(now), len(before)) / (len(now) + len(before))
    found = []
    for one, other in np.argwhere(wanted & (expected >= LEAST_EXPECTED)).tolist():
        count, count_before = int(counts[one, other]), int(former[one, other])
        z = z_score(count, len(now), count_before, len(before))
        corpus, side = (now, sides[0]) if z > 0 else (before, sides[1])
        if _is_of_several_days(corpus.days, side[:, one], side[:, other]):
            names = (tags[one],) if one == other else (tags[one], tags[other])
            found.append(Change(names, count, len(now), count_before, len(before), z))
    return found


def _is_of_several_days(days: Ints, one: Ints, other: Ints) -> bool:
    """Tell whether papers of `LEAST_DAYS` days carry both of two tags."""
    # Of most pairs, the papers of some days tell.
    for end in (_FEW_PAPERS, len(days)):
        of_both = days[:end][one[:end] & other[:end]]
        if np.count_nonzero(of_both[1:] != of_both[:-1]) + 1 >= LEAST_DAYS:
            return True
    return False


def together(carried: Ints) -> Ints:
    """Return how many papers carry both of two tags; the diagonal has those that carry one."""
    # A product of matrices would start threads. Here a bit stands for a paper, 64 in a number.
    packed = np.packbits(carried.T, axis=1)
    numbers = np.pad(packed, ((0, 0), (0, -packed.shape[1] % _BYTES))).view(np.uint64)
    counts = np.zeros((len(numbers), len(numbers)), np.int64)
    for n, column in enumerate(numbers):
        counts[n, n:] = np.bitwise_count(numbers[n:] & column).sum(axis=1, dtype=np.int64)
    return counts + np.triu(counts, 1).T


def carriers(corpus: Corpus, tags: Sequence[str]) -> Ints:
    """Tell which paper (row) carries which of the tags (column). Columns are contiguous."""
    known = np.array([tag_number(tag) for tag in tags], np.uint32)
    order = np.argsort(known)
    # Tags that the vocabulary no longer has go into a column that is cut off.
    place = np.searchsorted(known, corpus.tags, sorter=order)
    column = np.append(order, len(tags))[place]
    column[np.append(known, 0)[column] != corpus.tags] = len(tags)
    found = np.zeros((len(tags) + 1, len(corpus)), bool)
    found[column, corpus.tag_of] = True
    return found[:-1].T

"""The papers of a range of days as arrays, to count their words, tags and votes.

A paper counts on the day on which it was new. Papers are in order of day, and within a day in the
order of its listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from paper_archive.model import Paper
from paper_archive.trends.words import BREAK, packed_numbers, tag_number

Ints = np.ndarray
_FACTS, _LENGTHS = 3, 2  # numbers per paper
_BREAK = np.uint32(BREAK).tobytes()


class Counted(NamedTuple):
    """What is counted of a paper."""

    upvotes: int | None
    tags: tuple[str, ...]
    title: str
    abstract: str

    @classmethod
    def of(cls, paper: Paper) -> Counted:
        """Return what is counted of a paper."""
        return cls(paper.upvotes, paper.tags, paper.title, paper.abstract)


class PackedDay(NamedTuple):
    """The papers of a day as numbers, 4 bytes each, little endian.

    `facts` has their number; for each its id in the store, its votes + 1 (0 if unknown) and how
    many tags it has; then all tags. `words` has for each paper how many words its title and its
    abstract have, breaks included, and then all words, paper by paper.
    """

    day: date
    facts: bytes
    words: bytes

    @classmethod
    def of(cls, day: date, papers: Iterable[tuple[int, Counted]]) -> PackedDay:
        """Pack the papers of a day with their ids."""
        facts: list[int] = []
        tags: list[int] = []
        words: list[bytes] = []
        for paper_id, paper in papers:
            votes = 0 if paper.upvotes is None else max(0, paper.upvotes) + 1
            facts += (paper_id, votes, len(paper.tags))
            tags += map(tag_number, paper.tags)
            words += (packed_numbers(paper.title), _BREAK, packed_numbers(paper.abstract), _BREAK)
        numbers = np.frombuffer(b"".join(words), np.uint32)
        # Every second piece is the break at the end of a text.
        starts = np.cumsum([0, *map(len, words)])[:-1:2] // numbers.itemsize
        # A break after a break says nothing, and every third number is one.
        kept = (numbers != BREAK) | (np.append(BREAK, numbers[:-1]) != BREAK)
        lengths = np.add.reduceat(kept, starts, dtype=np.uint32)
        return cls(
            day,
            _packed([len(facts) // _FACTS, *facts, *tags]),
            _packed(np.concatenate((lengths, numbers[kept]))),
        )


@dataclass(frozen=True)
class Corpus:
    """Papers as arrays. `days` (ordinals), `ids` and `votes` (-1 if unknown) have an item a paper.

    `tags` and `words` have an item a tag and a word; `tag_of` and `word_of` are the places of their
    papers. `titles` tells which words are in a title.
    """

    days: Ints
    ids: Ints
    votes: Ints
    tags: Ints
    tag_of: Ints
    words: Ints
    word_of: Ints
    titles: Ints

    @classmethod
    def of(cls, packed: Sequence[PackedDay]) -> Corpus:
        """Unpack days, which ascend; those without `words` have no words."""
        days = [date.toordinal(day.day) for day in packed]
        of_days = [_unpacked(day.facts) for day in packed]
        counts = [int(of_day[0]) for of_day in of_days]
        ends = [1 + _FACTS * count for count in counts]
        facts = _joined([of_day[1:end] for of_day, end in zip(of_days, ends, strict=True)]).reshape(
            -1, _FACTS
        )
        texts = [
            (_unpacked(day.words), _LENGTHS * n) for day, n in zip(packed, counts, strict=True)
        ]
        lengths = _joined([of_day[:end] for of_day, end in texts])
        papers = np.arange(len(facts), dtype=np.int32)
        of_texts = np.repeat(papers, _LENGTHS)[: len(lengths)]
        in_title = np.tile([True, False], len(facts))[: len(lengths)]
        return cls(
            np.repeat(np.array(days, np.int32), counts),
            facts[:, 0],
            facts[:, 1].astype(np.int64) - 1,
            _joined([of_day[end:] for of_day, end in zip(of_days, ends, strict=True)]),
            np.repeat(papers, facts[:, 2]),
            _joined([of_day[end:] for of_day, end in texts]),
            np.repeat(of_texts, lengths),
            np.repeat(in_title, lengths),
        )

    def __len__(self) -> int:
        return len(self.days)

    def between(self, first: date, last: date) -> Corpus:
        """Return the papers of the days from `first` to `last`."""
        start = int(np.searchsorted(self.days, first.toordinal()))
        end = int(np.searchsorted(self.days, last.toordinal(), "right"))
        # Of the type of the places: else NumPy converts all of these.
        ends = np.array((start, end), np.int32)
        tags = slice(*np.searchsorted(self.tag_of, ends).tolist())
        words = slice(*np.searchsorted(self.word_of, ends).tolist())
        return Corpus(
            self.days[start:end],
            self.ids[start:end],
            self.votes[start:end],
            self.tags[tags],
            self.tag_of[tags] - start,
            self.words[words],
            self.word_of[words] - start,
            self.titles[words],
        )


def packed_words(words: bytes) -> Ints:
    """Return all words of a packed day, after numbers that are too small to be words."""
    return _unpacked(words)


def _packed(numbers: Sequence[int] | Ints) -> bytes:
    return np.asarray(numbers, "<u4").tobytes()


def _unpacked(packed: bytes) -> Ints:
    return np.frombuffer(packed, "<u4")


def _joined(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.uint32)

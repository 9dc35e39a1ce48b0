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

    `tags` have an item a tag; `tag_of` are the places of their papers. `words` are those of the
    title and of the abstract of each paper in turn; `texts` are the places in `words` where each of
    these begins, and the place after the last.
    """

    days: Ints
    ids: Ints
    votes: Ints
    tags: Ints
    tag_of: Ints
    words: Ints
    texts: Ints

    @classmethod
    def of(cls, packed: Iterable[PackedDay]) -> Corpus:
        """Unpack days, which ascend; those without `words` have no words."""
        days, counts, facts, tags, lengths = [], [], [], [], []
        # It grows in place. Days in a list and joined would take twice the memory, and the time.
        words = bytearray()
        for day in packed:
            of_day = _unpacked(day.facts)
            count = int(of_day[0])
            end = 1 + _FACTS * count
            days.append(day.day.toordinal())
            counts.append(count)
            facts.append(of_day[1:end])
            tags.append(of_day[end:])
            begin = _LENGTHS * count * of_day.itemsize if day.words else 0
            lengths.append(_unpacked(day.words[:begin]))
            words += memoryview(day.words)[begin:]
        of_papers = _joined(facts).reshape(-1, _FACTS)
        places = np.zeros(_LENGTHS * len(of_papers) + 1, np.int64)
        known = _joined(lengths)
        places[1 : 1 + len(known)] = known
        return cls(
            np.repeat(np.array(days, np.int32), counts),
            of_papers[:, 0],
            of_papers[:, 1].astype(np.int64) - 1,
            _joined(tags),
            np.repeat(np.arange(len(of_papers), dtype=np.int32), of_papers[:, 2]),
            np.frombuffer(words, "<u4"),
            np.cumsum(places),
        )

    def __len__(self) -> int:
        return len(self.days)

    def between(self, first: date, last: date) -> Corpus:
        """Return the papers of the days from `first` to `last`."""
        start = int(np.searchsorted(self.days, first.toordinal()))
        end = int(np.searchsorted(self.days, last.toordinal(), "right"))
        # Of the type of the places: else NumPy converts all of these.
        tags = slice(*np.searchsorted(self.tag_of, np.array((start, end), np.int32)).tolist())
        texts = self.texts[_LENGTHS * start : _LENGTHS * end + 1]
        return Corpus(
            self.days[start:end],
            self.ids[start:end],
            self.votes[start:end],
            self.tags[tags],
            self.tag_of[tags] - start,
            self.words[texts[0] : texts[-1]],
            texts - texts[0],
        )

    @property
    def in_titles(self) -> Ints:
        """The places of the words of titles."""
        starts, ends = self.texts[:-1:_LENGTHS], self.texts[1::_LENGTHS]
        lengths = ends - starts
        # How far the words of a title are from where they were if there were no abstracts.
        shifts = starts - (np.cumsum(lengths) - lengths)
        places: Ints = np.arange(lengths.sum()) + np.repeat(shifts, lengths)
        return places

    def texts_of(self, first: int, last: int) -> Ints:
        """Return the texts of the words from the place `first` to before `last`: twice the place of
        the paper, and 1 more in the abstract."""
        begin, end = np.searchsorted(self.texts, (first, last - 1), "right") - 1
        lengths = np.diff(np.clip(self.texts[begin : end + 2], first, last))
        return np.repeat(np.arange(begin, end + 1, dtype=np.int32), lengths)


def packed_words(words: bytes) -> Ints:
    """Return all words of packed days; among them are numbers that are too small to be words."""
    return _unpacked(words)


def _packed(numbers: Sequence[int] | Ints) -> bytes:
    return np.asarray(numbers, "<u4").tobytes()


def _unpacked(packed: bytes) -> Ints:
    return np.frombuffer(packed, "<u4")


def _joined(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.uint32)

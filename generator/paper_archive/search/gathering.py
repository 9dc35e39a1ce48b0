"""Computes the terms of many papers at once, with the levels of their impacts (`postings`).

NumPy counts and compares what Python only looks up. Nothing but the texts of a paper decides its
levels, so papers may be gathered in parts of any size.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from paper_archive.search.postings import (
    ABSTRACT_AVERAGE,
    MOST_LEVEL_OF_ABSTRACT,
    OF_AUTHOR,
    OF_TAG,
    OF_TAGGED,
    TAG_MARK,
    Document,
    of_author,
    of_tag,
    of_titles,
    stems_of,
)

LEVEL_BITS = 5
_TERM_BITS = 32


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of papers: distinct `terms`, the `numbers` of those of each paper, paper by paper,
    their `levels`, and how many of them each paper has (`sizes`)."""

    terms: tuple[str, ...]
    numbers: np.ndarray
    levels: np.ndarray
    sizes: np.ndarray


def _numbers() -> defaultdict[str, int]:
    """Return a dictionary that numbers terms as they come."""
    return defaultdict(count().__next__)


def gathered(papers: Sequence[Document]) -> Postings:
    """Return the postings of papers; those of a paper are in order of the numbers of their terms.

    Of the levels that a term has in several places of a paper the highest counts: a title's are
    above all of an abstract, and that of its first word is the highest.
    """
    terms = _numbers()
    number = terms.__getitem__
    # Words of abstracts, whose levels depend on their number; all others, with their levels.
    words, others, levels = array("I"), array("I"), bytearray()
    word_ends, other_ends = array("Q"), array("Q")
    for paper in papers:
        words.extend(map(number, stems_of(paper.abstract)))
        word_ends.append(len(words))
        others.extend(map(number, stems_of(paper.title)))
        levels += of_titles(len(others) - len(levels))
        for name in paper.authors:
            *names, person = of_author(name)
            others.extend(map(number, names))
            levels += bytes((OF_AUTHOR,)) * len(names)
            if person:
                others.append(number(person))
                levels.append(OF_TAGGED)
        for tag in paper.tags:
            stems = of_tag(tag)
            others.extend(map(number, (*stems, TAG_MARK + tag)))
            levels += bytes((OF_TAG,)) * len(stems)
            levels.append(OF_TAGGED)
        others.extend(map(number, paper.facts))
        levels += bytes((OF_TAGGED,)) * len(paper.facts)
        other_ends.append(len(others))
    # Paper, term and level in one number: a plain sort brings equal ones together.
    keys = np.concatenate((_of_abstracts(words, word_ends), _keys(others, other_ends)))
    keys[len(keys) - len(levels) :] |= np.frombuffer(levels, np.uint8)
    keys.sort()
    places = keys >> np.uint64(LEVEL_BITS)
    keys = keys[np.append(places[1:] != places[:-1], True)[: len(keys)]]
    of_papers = (keys >> np.uint64(_TERM_BITS + LEVEL_BITS)).astype(np.int64)
    return Postings(
        tuple(terms),
        (keys >> np.uint64(LEVEL_BITS)).astype(np.uint32),
        (keys & np.uint64((1 << LEVEL_BITS) - 1)).astype(np.uint8),
        np.bincount(of_papers, minlength=len(papers)),
    )


def joined(parts: Iterable[Postings]) -> Postings:
    """Return the postings of the papers of several parts, one after the other."""
    number = _numbers()
    of_terms, levels, sizes = array("I"), bytearray(), array("I")
    for part in parts:
        renumbered = np.fromiter(map(number.__getitem__, part.terms), np.uint32)
        of_terms.frombytes(renumbered[part.numbers].tobytes())
        levels += part.levels.tobytes()
        sizes.frombytes(part.sizes.astype(np.uint32).tobytes())
    return Postings(
        tuple(number),
        np.frombuffer(of_terms, np.uint32),
        np.frombuffer(levels, np.uint8),
        np.frombuffer(sizes, np.uint32),
    )


def _of_abstracts(words: array[int], ends: array[int]) -> np.ndarray:
    """Return the keys of the distinct words of abstracts, with their levels."""
    keys = _keys(words, ends)
    keys.sort()
    first = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    first = np.append(0, first) if len(keys) else first
    counts = np.diff(first, append=len(keys))
    keys = keys[first]
    of_papers = (keys >> np.uint64(_TERM_BITS + LEVEL_BITS)).astype(np.int64)
    by_length = 1 / (0.1 + 0.9 * np.diff(_array(ends), prepend=0) / ABSTRACT_AVERAGE)
    keys |= of_abstract(counts * by_length[of_papers]).astype(np.uint64)
    return keys


def of_abstract(f: np.ndarray) -> np.ndarray:
    """Return the levels of terms of frequencies `f`, normalised by length, in abstracts."""
    return np.clip(np.rint(18 * f / (f + 0.5) - 3), 1, MOST_LEVEL_OF_ABSTRACT)


def _keys(numbers: array[int], ends: array[int]) -> np.ndarray:
    """Return the numbers of terms with those of their papers above, and room for a level below."""
    sizes = np.diff(_array(ends), prepend=0)
    papers = np.arange(len(ends), dtype=np.uint64) << np.uint64(_TERM_BITS)
    keys = np.repeat(papers, sizes) | np.frombuffer(numbers, np.uint32)
    return keys << np.uint64(LEVEL_BITS)


def _array(ends: array[int]) -> np.ndarray:
    return np.array(ends, np.int64)

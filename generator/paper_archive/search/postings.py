"""Computes the terms of a paper, and their impacts on its score.

The impact of a term is the part of its score that depends on the paper alone. It is stored as one
of 20 levels; `IMPACTS` has the impact of each.

- Of a term that only the abstract has, BM25's share of the score, quantised: f = tf / (.1 + .9 *
  len / avg) and level = clip(round(18 * f / (f + .5) - 3), 1, 12). The average is a constant, so
  that a new paper leaves the postings of others unchanged. The others rank the most known items
  first among 10,000 arXiv papers (`make bench`) and 8,000 papers of another source; whether a word
  occurs says more than how often. Twice as many levels rank no better.
- A term of the title says more than one that an abstract repeats. What differs among these terms
  is how likely readers are to begin with each: titles are typed from left to right, and the words
  of a short one are fewer. Of those who type two to four words of a title of n, about 3 * (1 -
  place / n)^2 / n begin with the one at a place. The logarithm makes eight levels, close to each
  other: they bring papers with the same words into an order, and half as many again of the papers
  are found by one word.

Words of the tags' ids count a little if the text lacks
them. Stems of the authors' names are separate terms, `hinton!`, and so are their whole names
(`people`), the tags, `#optimization`, and other facts (`fact_terms`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import log

from paper_archive.search.people import in_other_spelling, person_term
from paper_archive.search.tokens import Memo, parts, raw_words, stem, stems

# The terms of names end with the one, the terms of tags begin with the other.
NAME_MARK, TAG_MARK = "!", "#"
ABSTRACT_AVERAGE = 130.0  # Stems; measured on 20,000 arXiv papers.
_MOST_OF_ABSTRACT = 12
_OF_TAG = 1  # The level of a word that only a tag's id has: as if mentioned in passing.
_OF_TAGGED = 9  # Also of other facts. No score uses it: a level with the shortest code.
_OF_TITLE, _TITLE_LEVELS = 13, 8  # The first level of a title's terms, and how many there are.
_OF_AUTHOR = _OF_TITLE
# The impacts of the levels: a title's are 14 levels of an abstract, and a little more.
IMPACTS = (*range(0, 16 * _OF_TITLE, 16), *range(224, 224 + 2 * _TITLE_LEVELS, 2))
MOST_OF_ABSTRACT = IMPACTS[_MOST_OF_ABSTRACT]
_INITIAL = 1


@dataclass(frozen=True, slots=True)
class Document:
    """The fields of a paper that the search uses.

    `date` is the day of its first listing, "" if undated; `facts` are the terms of its facts;
    `gist` is the place of the gist in the abstract; `votes` are 0 if no listing states any.
    """

    slug: str
    title: str
    date: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    abstract: str
    facts: tuple[str, ...] = ()
    gist: tuple[int, int] = (0, 0)
    votes: int = 0
    has_code: bool = False


@dataclass(frozen=True, slots=True)
class Postings:
    """The distinct terms of a document, and the levels of their impacts, a byte per term."""

    terms: tuple[str, ...]
    levels: bytes


def name_term(name: str) -> str:
    """Return the term of a word of an author's name: its stem and a mark that sorts after it."""
    return f"{stem(name)}{NAME_MARK}"


def _name_terms(raw: str) -> tuple[str, ...]:
    return tuple(name_term(word) for word in parts(raw) if len(word) > _INITIAL)


_names = Memo(_name_terms).__getitem__


def of_abstract(f: float) -> int:
    """Return the level of a term of frequency `f`, normalised by length, in an abstract."""
    return min(max(round(18 * f / (f + 0.5) - 3), 1), _MOST_OF_ABSTRACT)


@lru_cache(1 << 12)
def of_title(place: int, length: int) -> int:
    """Return the level of the term at a place of a title of so many stems."""
    begin = 3 * (1 - place / length) ** 2 / length  # The share of readers who begin with it.
    last = _TITLE_LEVELS - 1
    return _OF_TITLE + min(max(round(last + 2 * log(begin)), 0), last)


def postings(document: Document) -> Postings:
    """Return the terms of a document with their levels."""
    title, abstract = _stems(document.title), Counter(_stems(document.abstract))
    by_length = 1 / (0.1 + 0.9 * abstract.total() / ABSTRACT_AVERAGE)
    level = {count: of_abstract(count * by_length) for count in set(abstract.values())}
    levels = {term: level[count] for term, count in abstract.items()}
    # The first of two places counts.
    for place in range(len(title) - 1, -1, -1):
        levels[title[place]] = of_title(place, len(title))
    for term in _tag_stems(document):
        levels.setdefault(term, _OF_TAG)
    for name in _name_terms_of(document):
        levels[name] = _OF_AUTHOR
    for person in filter(None, map(person_term, document.authors)):
        levels[person] = _OF_TAGGED
    for tag in document.tags:
        levels[f"{TAG_MARK}{tag}"] = _OF_TAGGED
    for fact in document.facts:
        levels[fact] = _OF_TAGGED
    return Postings(tuple(levels), bytes(levels.values()))


def terms(document: Document, stems_of: Callable[[str], Iterable[str]] = stems) -> set[str]:
    """Return the terms of a document, at a fraction of the cost of `postings`.

    `stems_of` returns those stems of an item of `raw_words` that are wanted.
    """
    found = {*map(f"{TAG_MARK}{{}}".format, document.tags), *document.facts}
    for text in (document.title, document.abstract):
        found.update(chain.from_iterable(map(stems_of, raw_words(text))))
    found.update(_tag_stems(document), _name_terms_of(document))
    found.update(map(person_term, document.authors))
    return found


def _tag_stems(document: Document) -> Iterator[str]:
    """Yield the stems of the words of the tags' ids."""
    return chain.from_iterable(map(_of_tag, document.tags))


@lru_cache(1 << 12)
def _of_tag(tag: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(stems, raw_words(tag.replace("-", " ")))))


def _name_terms_of(document: Document) -> Iterator[str]:
    others = filter(None, map(in_other_spelling, document.authors))
    return chain.from_iterable(map(_names, raw_words(" ".join((*document.authors, *others)))))


def _stems(text: str) -> list[str]:
    """Return the stems of a text."""
    return list(chain.from_iterable(map(stems, raw_words(text))))

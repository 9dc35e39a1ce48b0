"""The terms of a paper, and their impacts on its score; `gathering` computes them for many papers.

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
MOST_LEVEL_OF_ABSTRACT = 12
OF_TAG = 1  # The level of a word that only a tag's id has: as if mentioned in passing.
OF_TAGGED = 9  # Also of other facts. No score uses it: a level with the shortest code.
OF_TITLE, _TITLE_LEVELS = 13, 8  # The first level of a title's terms, and how many there are.
OF_AUTHOR = OF_TITLE
# The impacts of the levels: a title's are 14 levels of an abstract, and a little more.
IMPACTS = (*range(0, 16 * OF_TITLE, 16), *range(224, 224 + 2 * _TITLE_LEVELS, 2))
MOST_OF_ABSTRACT = IMPACTS[MOST_LEVEL_OF_ABSTRACT]
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


def name_term(name: str) -> str:
    """Return the term of a word of an author's name: its stem and a mark that sorts after it."""
    return f"{stem(name)}{NAME_MARK}"


def _name_terms(raw: str) -> tuple[str, ...]:
    return tuple(name_term(word) for word in parts(raw) if len(word) > _INITIAL)


_names = Memo(_name_terms).__getitem__


@lru_cache(1 << 12)
def of_title(place: int, length: int) -> int:
    """Return the level of the term at a place of a title of so many stems."""
    begin = 3 * (1 - place / length) ** 2 / length  # The share of readers who begin with it.
    last = _TITLE_LEVELS - 1
    return OF_TITLE + min(max(round(last + 2 * log(begin)), 0), last)


@lru_cache(1 << 8)
def of_titles(length: int) -> bytes:
    """Return the levels of the terms of a title of so many stems, in order."""
    return bytes([of_title(place, length) for place in range(length)])


def terms(document: Document, wanted: Callable[[str], Iterable[str]] = stems) -> set[str]:
    """Return the terms of a document, without their levels.

    `wanted` returns those stems of an item of `raw_words` that are wanted.
    """
    found = {*map(f"{TAG_MARK}{{}}".format, document.tags), *document.facts}
    for text in (document.title, document.abstract):
        found.update(chain.from_iterable(map(wanted, raw_words(text))))
    found.update(chain.from_iterable(map(of_tag, document.tags)))
    for author in document.authors:
        found.update(of_author(author))
    return found


@lru_cache(1 << 12)
def of_tag(tag: str) -> tuple[str, ...]:
    """Return the stems of the words of a tag's id."""
    return tuple(stems_of(tag.replace("-", " ")))


def _of_author(name: str) -> tuple[str, ...]:
    words = raw_words(f"{name} {in_other_spelling(name)}")
    return *chain.from_iterable(map(_names, words)), person_term(name)


# The terms of the words of an author's name, and that of the whole name at the end, "" for none.
of_author = Memo(_of_author).__getitem__


def stems_of(text: str) -> Iterator[str]:
    """Yield the stems of a text in order, without stop words."""
    return chain.from_iterable(map(stems, raw_words(text)))

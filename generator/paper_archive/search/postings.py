"""Computes the terms of a paper, and their impacts on its score.

The impact of a term is BM25F's share of a term's score that depends on the paper alone, quantised
to 16 levels: f = 10·tf_title / (.4 + .6·len/avg) + tf_abstract / (.1 + .9·len/avg) and q =
clip(round(18·f / (f + .5) − 3), 1, 15), at most 12 for a term that the title does not have. The
averages are constants, so that a new paper leaves the postings of others unchanged. The other
constants rank the most known items first among 10,000 arXiv papers (`make bench`) and 8,000 papers
of another source; whether a word occurs says more than how often. Twice as many levels rank no
better, and cost a bit in every posting. Words of the tags' ids count a little if the text lacks
them. Stems of the authors' names are separate terms, `hinton!`, and so are their whole names
(`people`), the tags, `#optimization`, and other facts (`fact_terms`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from paper_archive.search.people import in_other_spelling, person_term
from paper_archive.search.tokens import Memo, parts, raw_words, stem, stems

LEVELS = 16
# The terms of names end with the one, the terms of tags begin with the other.
NAME_MARK, TAG_MARK = "!", "#"
TITLE_AVERAGE, ABSTRACT_AVERAGE = 9.0, 130.0  # Stems; measured on 20,000 arXiv papers.
MOST_OF_ABSTRACT = 12  # A word of the title says more than one that an abstract repeats.
_OF_TAG = 0.15  # f of a word that only a tag's id has: as if mentioned in passing.
_OF_AUTHOR = 14  # Impact; a name occurs once, however long the text is.
_OF_TAGGED = 9  # Also of other facts. No score uses it: the level with the shortest code.
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
    """The distinct terms of a document, and their impacts (1 to 15), a byte per term."""

    terms: tuple[str, ...]
    impacts: bytes


def name_term(name: str) -> str:
    """Return the term of a word of an author's name: its stem and a mark that sorts after it."""
    return f"{stem(name)}{NAME_MARK}"


def _name_terms(raw: str) -> tuple[str, ...]:
    return tuple(name_term(word) for word in parts(raw) if len(word) > _INITIAL)


_names = Memo(_name_terms).__getitem__


def impact(f: float) -> int:
    """Return the level of a term of frequency `f`, normalised by length."""
    return min(max(round(18 * f / (f + 0.5) - 3), 1), LEVELS - 1)


def postings(document: Document) -> Postings:
    """Return the terms of a document with their impacts."""
    title, abstract = _frequencies(document.title), _frequencies(document.abstract)
    by_title = 10 / (0.4 + 0.6 * title.total() / TITLE_AVERAGE)
    by_abstract = 1 / (0.1 + 0.9 * abstract.total() / ABSTRACT_AVERAGE)
    counts = set(abstract.values())
    level = {count: min(impact(count * by_abstract), MOST_OF_ABSTRACT) for count in counts}
    impacts = {term: level[count] for term, count in abstract.items()}
    for term, count in title.items():
        impacts[term] = impact(count * by_title + abstract.get(term, 0) * by_abstract)
    for term in _tag_stems(document):
        impacts.setdefault(term, impact(_OF_TAG))
    for name in _name_terms_of(document):
        impacts[name] = _OF_AUTHOR
    for person in filter(None, map(person_term, document.authors)):
        impacts[person] = _OF_TAGGED
    for tag in document.tags:
        impacts[f"{TAG_MARK}{tag}"] = _OF_TAGGED
    for fact in document.facts:
        impacts[fact] = _OF_TAGGED
    return Postings(tuple(impacts), bytes(impacts.values()))


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


def _frequencies(text: str) -> Counter[str]:
    """Count the stems of a text."""
    return Counter(chain.from_iterable(map(stems, raw_words(text))))

"""The terms of a paper with their levels, the slow way: `gathering` does many papers at once."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from paper_archive.search.people import in_other_spelling, person_term
from paper_archive.search.postings import (
    ABSTRACT_AVERAGE,
    MOST_LEVEL_OF_ABSTRACT,
    OF_AUTHOR,
    OF_TAG,
    OF_TAGGED,
    TAG_MARK,
    Document,
    name_term,
    of_title,
)
from paper_archive.search.tokens import STOP_WORDS, stem, words


def levels(document: Document) -> dict[str, int]:
    """Return the level of each term of a document."""
    title, abstract = _stems(document.title), Counter(_stems(document.abstract))
    found = {term: _of_abstract(count, abstract.total()) for term, count in abstract.items()}
    # The first of two places counts.
    for place in range(len(title) - 1, -1, -1):
        found[title[place]] = of_title(place, len(title))
    for tag in document.tags:
        for term in _stems(tag.replace("-", " ")):
            found.setdefault(term, OF_TAG)
    names = filter(None, chain(document.authors, map(in_other_spelling, document.authors)))
    for word in words(" ".join(names)):
        if len(word) > 1:
            found[name_term(word)] = OF_AUTHOR
    people = filter(None, map(person_term, document.authors))
    tags = (f"{TAG_MARK}{tag}" for tag in document.tags)
    return found | dict.fromkeys((*people, *tags, *document.facts), OF_TAGGED)


def _of_abstract(count: int, length: int) -> int:
    f = count / (0.1 + 0.9 * length / ABSTRACT_AVERAGE)
    return min(max(round(18 * f / (f + 0.5) - 3), 1), MOST_LEVEL_OF_ABSTRACT)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in STOP_WORDS]

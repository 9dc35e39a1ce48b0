"""The query of a topic, and whether a paper matches it: yes or no, without a score.

A paper matches if it has every word of the query (in another ending or spelling too, as the search
finds it), all phrases, and all that the filters ask for, and nothing that a minus excludes. Where
the search box shows papers with *any* of the words, a topic has those with *all* of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from typing import Any

from paper_archive.model import Paper
from paper_archive.search.fact_terms import FACT_MARK
from paper_archive.search.index_files import document
from paper_archive.search.people import without_umlauts
from paper_archive.search.postings import TAG_MARK, name_term, of_author, terms
from paper_archive.search.tokens import STOP_WORDS, Memo, parts, raw_words, stem, stems

_parts = Memo(parts).__getitem__
# Terms that a paper must have together.
Together = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicQuery:
    """A parsed query; `repr` of two of them is the same if they match the same papers.

    A paper needs, for each of `wanted`, one of its readings, and may have none of `refused` whole.
    Phrases are words with blanks between and around them. `after` and `before` are days or "".
    """

    wanted: tuple[tuple[Together, ...], ...]
    refused: tuple[Together, ...]
    phrases: tuple[str, ...]
    refused_phrases: tuple[str, ...]
    after: str
    before: str
    people: tuple[str, ...] = ()
    refused_people: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, query: Mapping[str, Any], readings: Sequence[Sequence[Sequence[str]]]
    ) -> TopicQuery:
        """Return the query of what the search's parser says; `readings` are those of its words."""
        # Every word of a phrase is a stem or a name; stop words are in no index.
        phrased = (word for phrase in query["phrases"] for word in phrase if word not in STOP_WORDS)
        wanted = [tuple(map(tuple, ways)) for ways in readings]
        wanted += [((stem(word),), (name_term(word),)) for word in phrased]
        wanted += [tuple((term,) for term in _name_terms(word)) for word in query["authors"]]
        single = [
            *(f"{TAG_MARK}{tag}" for tag in query["tags"]),
            *map(_fact_term, query["facts"]),
        ]
        refused = [
            *((stem(word),) for word in query["without"]),
            *((f"{TAG_MARK}{tag}",) for tag in query["without_tags"]),
            *(
                together
                for names in query["without_authors"]
                for together in product(*map(_name_terms, names))
            ),
            *(tuple(map(_fact_term, facts)) for facts in query["without_facts"]),
        ]
        return cls(
            (*wanted, *(((term,),) for term in single)),
            tuple(refused),
            tuple(map(_spaced, query["phrases"])),
            tuple(map(_spaced, query["without_phrases"])),
            query["after"],
            query["before"],
            tuple(query["people"]),
            tuple(query["without_people"]),
        )

    @property
    def terms(self) -> frozenset[str]:
        """The terms that decide whether a paper matches."""
        return frozenset(chain(*chain.from_iterable(self.wanted), *self.refused))

    @property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Sets of terms, of each of which a paper needs one at least."""
        return tuple(frozenset(chain(*ways)) for ways in self.wanted)

    def matches(self, paper: IndexedPaper) -> bool:
        """Tell whether a paper matches."""
        has = paper.terms.issuperset
        return (
            all(any(map(has, ways)) for ways in self.wanted)
            and not any(map(has, self.refused))
            and self._has_day(paper.day)
            and all(map(paper.is_by, self.people))
            and not any(map(paper.is_by, self.refused_people))
            and all(map(paper.says, self.phrases))
            and not any(map(paper.says, self.refused_phrases))
        )

    def _has_day(self, day: str) -> bool:
        if not (self.after or self.before):
            return True
        return bool(day) and self.after <= day and (not self.before or day < self.before)


class IndexedPaper:
    """A paper with the terms that the search's index has of it, of stems those `stems_of` keeps."""

    def __init__(self, paper: Paper, stems_of: Callable[[str], Iterable[str]] = stems) -> None:
        self._document = document(paper)
        self._texts: tuple[str, ...] = ()
        self.day = self._document.date
        self.terms = terms(self._document, stems_of)

    def is_by(self, pattern: str) -> bool:
        """Tell whether one of its authors is a person, by the pattern of the person's terms."""
        people = [of_author(name)[-1] for name in self._document.authors]
        return any(map(re.compile(pattern).fullmatch, people))

    def says(self, phrase: str) -> bool:
        """Tell whether one of its texts has a phrase, as the search tests it (`answer.js`)."""
        if not self._texts:
            of = self._document
            tags = (tag.replace("-", " ") for tag in of.tags)
            texts = (of.title, of.abstract, *of.authors, *tags)
            self._texts = tuple(
                _spaced(chain.from_iterable(map(_parts, raw_words(text)))) for text in texts
            )
        return any(phrase in text for text in self._texts)


@dataclass(frozen=True)
class TopicQueries:
    """The queries of topics, by id."""

    queries: Mapping[str, TopicQuery]

    @property
    def keys(self) -> Mapping[str, str]:
        """What the papers of a topic depend on, by id of the topic."""
        return {topic: repr(query) for topic, query in self.queries.items()}

    def matching(self, papers: Iterable[Paper], topics: Sequence[str]) -> list[list[str]]:
        """Return for each paper the ids of those of `topics` that it matches."""
        asked = [(topic, self.queries[topic], self.queries[topic].needed) for topic in topics]
        stems_of = _stems_in(frozenset().union(*(query.terms for _, query, _ in asked)))
        return [
            [
                topic
                for topic, query, needed in asked
                # Most papers lack a word of most topics, and this takes a fifth of the time.
                if not any(map(paper.terms.isdisjoint, needed)) and query.matches(paper)
            ]
            for paper in (IndexedPaper(paper, stems_of) for paper in papers)
        ]


@lru_cache(4)  # A process gets the papers in chunks.
def _stems_in(wanted: frozenset[str]) -> Callable[[str], Iterable[str]]:
    """Return `stems` without those that are not wanted, which are nearly all."""
    return Memo(lambda raw: tuple(term for term in stems(raw) if term in wanted)).__getitem__


def _fact_term(fact: Sequence[str]) -> str:
    name, value = fact
    return f"{FACT_MARK}{name}:{stem(value) if name == 'venue' else value}"


def _name_terms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name_term(word), name_term(without_umlauts(word)))))


def _spaced(some: Iterable[str]) -> str:
    return f" {' '.join(some)} "

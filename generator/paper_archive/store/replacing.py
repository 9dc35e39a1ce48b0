"""Replaces papers in the store by others, and notes what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

from paper_archive.archive.occurrence import Occurrence
from paper_archive.model import Paper, Redirect
from paper_archive.store.days import iso
from paper_archive.store.outline import places_in_outline
from paper_archive.store.rows import Row
from paper_archive.store.store import Store


def known(paper: Paper) -> Paper:
    """Return a paper without its sources, because renaming a listing changes no paper."""
    return replace(paper, sources=())


def renamed(redirects: Iterable[Redirect], old: Container[str]) -> frozenset[str]:
    """Return the slugs of papers to which old slugs lead: they are not new."""
    return frozenset(one.paper.slug for one in redirects if one.slug in old)


class Count(NamedTuple):
    """The slugs of new papers, and how many others changed."""

    new: frozenset[str]
    changed: int


class Former(dict[str, int]):
    """Hashes of the papers that a store had, by slug, withdrawn ones left out."""

    @classmethod
    def of(cls, store: Store) -> Former:
        """Remember the papers of a store."""
        return cls((paper.slug, hash(known(paper))) for paper in store.all_papers())

    def count(self, papers: Iterable[Paper], redirects: Iterable[Redirect]) -> Count:
        """Compare papers with those that were there; `redirects` lead to them."""
        leading, new, changed = renamed(redirects, self), set[str](), 0
        for paper in papers:
            if paper.withdrawn:
                continue
            if (before := self.get(paper.slug)) is not None:
                changed += before != hash(known(paper))
            else:
                new.add(paper.slug)
        return Count(frozenset(new - leading), changed + len(new & leading))


@dataclass(slots=True)
class ChangeLog:
    """The changes so far; see `Changes`."""

    new: int = 0
    changed: int = 0
    slugs: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    tags: dict[str, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    votes: set[str] = field(default_factory=set)
    added: list[tuple[Paper, Sequence[Occurrence]]] = field(default_factory=list)
    former: list[Paper] = field(default_factory=list)
    fresh: list[Paper] = field(default_factory=list)
    gained: Counter[tuple[str, str]] = field(default_factory=Counter)

    def by(self, row: Row) -> None:
        """Note the slug, days and tags of a paper that was removed or added."""
        self.slugs.add(row.paper.slug)
        self.days |= {iso(occurrence.listing.date) for occurrence in row.occurrences}
        day = iso(row.paper.first_day)
        for tag in row.paper.tags:
            self.tags[tag] = min(day, self.tags.get(tag, day))


def _words(row: Row) -> object:
    """Return the fields that the search indexes or shows, None for a withdrawn paper."""
    paper = row.paper
    if paper.withdrawn:
        return None
    facts = paper.facts
    return (
        *(paper.slug, paper.title, paper.first_day, paper.tags, paper.authors, paper.abstract),
        *(facts.ids, facts.categories, facts.venue, paper.arxiv_id, paper.merged_ids),
        bool(paper.code),
    )


def _votes(row: Row) -> object:
    return row.paper.slug, row.paper.upvotes, row.paper.first_day


def replace_rows(
    store: Store,
    old: Mapping[int, Row],
    rows: Iterable[Row],
    touched: ChangeLog,
    renamed: Container[str],
) -> None:
    """Replace the old rows by the new ones where they differ, and note the changes."""
    by_slug = {row.paper.slug: (paper_id, row) for paper_id, row in old.items()}
    fresh: list[Row] = []
    for row in rows:
        paper_id, before = by_slug.get(row.paper.slug, (0, None))
        if before is not None and before.stored() == row.stored():
            del by_slug[row.paper.slug]
            continue
        if before is None:
            if row.paper.slug in renamed:
                touched.changed += not row.paper.withdrawn
            else:
                touched.new += not row.paper.withdrawn
            touched.added.append((row.paper, row.occurrences))
        elif known(before.paper) != known(row.paper):
            touched.changed += not row.paper.withdrawn
        fresh.append(row)
    former = [before for _, before in by_slug.values()]
    touched.former += [row.paper for row in former]
    touched.fresh += [row.paper for row in fresh]
    for row in (*former, *fresh):
        touched.by(row)
    touched.gained.update(chain.from_iterable(map(places_in_outline, fresh)))
    touched.gained.subtract(chain.from_iterable(map(places_in_outline, former)))
    same = set(map(_words, former)) & set(map(_words, fresh))
    votes = set(map(_votes, former)) & set(map(_votes, fresh))
    for row in (*former, *fresh):
        if (words := _words(row)) is not None and words not in same:
            touched.texts.add(iso(row.paper.first_day))
        if _votes(row) not in votes:
            touched.votes.add(iso(row.paper.first_day))
    for paper_id, _ in by_slug.values():
        for topic, day in store.topics_of(paper_id):
            touched.topics[topic] = min(day, touched.topics.get(topic, day))
        store.remove(paper_id)
    store.put(fresh)

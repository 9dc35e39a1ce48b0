"""Who has most papers of a tag or of a topic, kept up to date with the papers.

The store has the first few of each list. An update counts the papers of those authors again whose
papers differ. Nobody else has moved, so the first few of these and of the former ones are right,
unless the last of them is behind the last one of before. Only then is the list counted anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache, partial
from heapq import nlargest
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from paper_archive.archive.author_names import PEOPLE, folder_of, natural
from paper_archive.model import Paper
from paper_archive.store import author_rules
from paper_archive.store.authors import Authors
from paper_archive.store.days import iso
from paper_archive.store.store import Store
from paper_archive.store.update import Changes

FACT = "leaders"
MOST = 8
FEWEST = 2  # papers: with one paper, nobody leads
TAGS, TOPICS = "tags", "topics"
# The kind of a list, and its id.
ListKey = tuple[str, str]


class Leader(NamedTuple):
    """An author with the number of papers in a list, the day (ISO) of the newest of them, the
    author's number, and the name on that paper. The greatest are first in a list."""

    papers: int
    day: str
    number: int
    name: str = ""


Leaders = dict[ListKey, list[Leader]]


def leaders(store: Store) -> Leaders:
    """Return the authors with most papers of each tag and topic; lists without any are left out."""
    return _read(store)[1]


def update_leaders(store: Store, changes: Changes) -> Changes:
    """Bring the lists up to date, after papers, authors and topics; return the changes with the
    lists that differ."""
    rules, before = _read(store)
    authors, rules_now = Authors(store), store.fact(author_rules.FACT)
    if changes.everything or rules != rules_now:
        now = _counted(store, authors)
    else:
        now = _updated(store, authors, before, changes)
    if now != before or rules != rules_now:
        store.set_fact(FACT, json.dumps([rules_now, [[*key, found] for key, found in now.items()]]))
    if changes.everything:
        return changes
    renamed = changes.authors.renamed
    differ = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    differ |= {key for key, found in now.items() if any(each.number in renamed for each in found)}
    return replace(changes, leaders=frozenset(differ))


def _read(store: Store) -> tuple[str | None, Leaders]:
    """Return the rules of authors under which the stored lists were counted, and the lists."""
    rules, rows = json.loads(store.fact(FACT) or "[null, []]")
    return rules, {(kind, of): [Leader(*row) for row in found] for kind, of, found in rows}


def _updated(store: Store, authors: Authors, before: Leaders, changes: Changes) -> Leaders:
    """Return the lists after an update, from those of before."""
    exist = {(TAGS, tag) for tag in changes.after.tags}
    exist |= {(TOPICS, topic) for topic in changes.after.topics}
    touched = {(TAGS, tag) for tag in changes.tags} | {(TOPICS, topic) for topic in changes.topics}
    # A topic whose query differs has other papers from before all days on.
    anew = {(TOPICS, topic) for topic, day in changes.topics.items() if not day} & exist
    moved = {
        number
        for paper in (*changes.former, *changes.fresh)
        for number in authors.rules.authors(paper)
        if _is_person(number)
    }
    # Each paper has several authors.
    lists_of = _lists_of if changes.after.topics else _tags_of
    counts = _Counts(authors, store.paper, cache(partial(lists_of, store)))
    for number in moved:
        counts.add(number, authors.papers_of(number).ids)
    now = {key: former for key, former in before.items() if key in exist}
    for key in touched & exist - anew:
        former = before.get(key, [])
        kept = [each for each in former if each.number not in moved]
        first = nlargest(MOST, [*kept, *counts.first(key)])
        if len(former) < MOST or (len(first) == MOST and first[-1][:3] >= former[-1][:3]):
            now[key] = [counts.named(key, each) if each.number in moved else each for each in first]
        else:
            anew.add(key)
    for key in anew:
        now[key] = []
    if anew:
        now |= _counted(store, authors, anew)
    return {key: now[key] for key in sorted(now) if now[key]}


def _counted(store: Store, authors: Authors, only: Collection[ListKey] = ()) -> Leaders:
    """Count the papers of all authors, in all lists or in `only` some."""
    lists = _all_lists(store, only)
    counts, rules = _Counts(authors, store.paper, lambda n: lists.get(n, ())), authors.rules
    ruled = {*rules.aliases, *rules.aliases.values(), *rules.splits}
    ruled.update(*(split.values() for split in rules.splits.values()))
    query = "SELECT author, paper FROM authored ORDER BY author"
    for number, rows in groupby(store.db.execute(query), itemgetter(0)):
        if _is_person(number) and number not in ruled:
            counts.add(number, [paper_id for _, paper_id in rows])
    for number in ruled - rules.aliases.keys():
        if _is_person(number):
            counts.add(number, authors.papers_of(number).ids)
    return {
        key: [counts.named(key, each) for each in counts.first(key)] for key in sorted(counts.found)
    }


class _Counts:
    """Counts the papers of authors in lists; `lists` returns the lists of a paper, by id."""

    def __init__(
        self,
        authors: Authors,
        paper: Callable[[int], Paper],
        lists: Callable[[int], Sequence[ListKey]],
    ) -> None:
        self._authors, self._paper, self._lists = authors, paper, lists
        self.found: dict[ListKey, list[tuple[int, str, int]]] = {}

    def add(self, number: int, papers: Sequence[int]) -> None:
        """Count the papers of an author."""
        if len(papers) < FEWEST:
            return
        of_lists: dict[ListKey, list[int]] = defaultdict(list)
        for paper_id in papers:
            for key in self._lists(paper_id):
                of_lists[key].append(paper_id)
        for key, of_list in of_lists.items():
            count, found = len(of_list), self.found.get(key, [])
            if count < FEWEST or (len(found) >= MOST and count < found[MOST - 1][0]):
                continue
            day = max(iso(self._paper(paper_id).first_day) for paper_id in of_list)
            found.append((count, day, number))
            # In order, so that the last of the first few says who is behind them.
            self.found[key] = nlargest(MOST, found)

    def first(self, key: ListKey) -> list[Leader]:
        """Return the first few of a list, without their names."""
        return [Leader(*found) for found in self.found.get(key, ())]

    def named(self, key: ListKey, leader: Leader) -> Leader:
        """Return one of them with the name."""
        of_list = (
            self._paper(paper_id)
            for paper_id in self._authors.papers_of(leader.number).ids
            if key in self._lists(paper_id)
        )
        newest = [
            (paper.slug, self._authors.rules.authors(paper)[leader.number])
            for paper in of_list
            if iso(paper.first_day) == leader.day
        ]
        return leader._replace(name=natural(min(newest)[1]))


def _is_person(number: int) -> bool:
    return folder_of(number) == PEOPLE


def _tags_of(store: Store, paper_id: int) -> list[ListKey]:
    """Return the lists of a paper in an archive without topics."""
    return [(TAGS, tag) for tag in store.paper(paper_id).tags]


def _lists_of(store: Store, paper_id: int) -> list[ListKey]:
    """Return the lists of a paper."""
    topics = [(TOPICS, topic) for topic, _ in store.topics_of(paper_id)]
    return _tags_of(store, paper_id) + topics


def _all_lists(store: Store, only: Collection[ListKey]) -> dict[int, list[ListKey]]:
    """Return the lists of all papers, or only some of them, by id of the paper."""
    lists: dict[int, list[ListKey]] = {}
    for kind, column, table in ((TAGS, "tag", "tagged"), (TOPICS, "topic", "topical")):
        keys: dict[str, ListKey] = {}
        for of, paper_id in store.db.execute(f"SELECT {column}, paper FROM {table}"):
            key = keys.setdefault(of, (kind, of))
            if not only or key in only:
                lists.setdefault(paper_id, []).append(key)
    return lists

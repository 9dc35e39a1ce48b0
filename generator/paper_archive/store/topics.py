"""The papers of topics: matched when a paper or a topic's query changes, and then stored.

The store remembers what the papers of each topic depend on (`keys`) and what its pages show. A
topic whose key differs is matched anew over all papers; for the others, only the papers that an
update adds or changes are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from paper_archive.model import Paper
from paper_archive.store.days import iso
from paper_archive.store.outline import store_topics
from paper_archive.store.periods import newest_of
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.update import Changes

FACT = "topics"
# Returns, for each paper, the topics of a list that it matches.
Match = Callable[[Iterable[Paper], Sequence[str]], Iterable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that a query describes: `id` is its address, `text` may be ""."""

    id: str
    name: str
    text: str
    query: str


def update_topics(
    store: Store,
    changes: Changes,
    topics: Sequence[Topic],
    keys: Mapping[str, str],
    match: Match,
) -> Changes:
    """Bring the papers of topics up to date with changes of papers; return the changes of both.

    `keys` say by id what the papers of a topic depend on besides the papers.
    """
    known: dict[str, list[str]] = json.loads(store.fact(FACT) or "{}")
    if not topics and not known:
        return changes
    now = {topic.id: [keys[topic.id], repr(topic)] for topic in topics}
    anew = [
        topic.id
        for topic in topics
        if changes.everything or known.get(topic.id, [""])[0] != keys[topic.id]
    ]
    kept = [topic.id for topic in topics if topic.id not in anew]
    for topic in (*(known.keys() - now.keys()), *anew):
        store.db.execute("DELETE FROM topical WHERE topic = ?", (topic,))
    papers = StoredArchive(store).papers
    fresh = [paper for paper in changes.fresh if not paper.withdrawn]
    since = {topic: day for topic, day in changes.topics.items() if topic in now}
    if anew:
        _store(store, papers, anew, match)
    for paper, matched in _store(store, fresh, kept, match) if kept else ():
        day = iso(paper.first_day)
        since |= {topic: min(day, since.get(topic, day)) for topic in matched}
    # Every page of a topic shows its name; "" is before all days.
    since |= {topic: "" for topic in now if known.get(topic) != now[topic]}
    since |= dict.fromkeys(known.keys() - now.keys(), "")
    store.set_fact(FACT, json.dumps(now))
    return replace(changes, topics=since, after=store_topics(store, changes.after, now))


def _store(
    store: Store, papers: Iterable[Paper], topics: Sequence[str], match: Match
) -> list[tuple[Paper, Sequence[str]]]:
    """Store which of some topics papers match; return the papers that match any."""
    papers = list(papers)
    pairs = zip(papers, match(papers, topics), strict=True)
    matching = [(paper, matched) for paper, matched in pairs if matched]
    store.db.executemany(
        "INSERT INTO topical SELECT ?, day, place, id, code, revision FROM papers WHERE slug = ?",
        ((topic, paper.slug) for paper, matched in matching for topic in matched),
    )
    return matching


def papers_of_topic(archive: StoredArchive, topic: str, most: int) -> Sequence[Paper]:
    """Return at most `most` papers of a topic as `StoredArchive.newest_tagged` does."""
    return archive.newest_of("topical", "topic", topic, most)


def newest_of_topic(archive: StoredArchive, topic: str, most: int) -> list[Paper]:
    """Return at most `most` papers of a topic, as `periods.newest` does."""
    return newest_of(archive, "topical", "topic", topic, most)


def slugs_of_topic(archive: StoredArchive, topic: str) -> frozenset[str]:
    """Return the slugs of the papers of a topic."""
    query = "SELECT slug FROM topical JOIN papers ON paper = id WHERE topic = ?"
    return frozenset(slug for (slug,) in archive.store.db.execute(query, (topic,)))

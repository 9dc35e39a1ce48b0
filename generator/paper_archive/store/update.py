"""Brings the store up to date with the listings, and merges again only the papers that a change may
concern.

The paper of an entry depends only on the entries that share an id, a title or an address with it,
directly or through others, and on those that `curation.yml` names. An update takes the papers that
have entries in changed files, and all papers that share a name with them or with a new entry. It
merges their entries with the new ones, and replaces the old papers by the result.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import starmap

from paper_archive.archive.curation import Curation
from paper_archive.archive.merge import TagAll, United, occurrences_of, unite
from paper_archive.archive.occurrence import Occurrence
from paper_archive.archive.report import contradictions, odd_address
from paper_archive.archive.shared_ids import conflicts
from paper_archive.model import InputError, Listing, Paper, Problem
from paper_archive.store.author_changes import NO_AUTHOR_CHANGES, AuthorChanges
from paper_archive.store.connections import (
    connected_papers,
    curated_names,
    former_curated_names,
    name_hash,
    names_of,
    store_curated_names,
)
from paper_archive.store.days import iso
from paper_archive.store.listing_files import ListingFile, is_as_read, seen
from paper_archive.store.outline import Outline, store_outline, stored_outline
from paper_archive.store.rows import Row
from paper_archive.store.store import FileRow, Store
from paper_archive.text.gist import Gist, find_gist
from paper_archive.workers import ALONE, Workers


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of an update. With `everything`, every page may differ, and the sets are empty.

    `new` and `changed` count papers. `slugs` are the addresses of papers, redirects and shared
    pages whose page may differ, `gone` those that no longer have a page. `days` are the days whose
    list may differ ("" for undated). `tags` have the first day from which a tag's list may differ,
    and so have `topics` (see `store/topics.py`).
    `texts` are the first days of papers whose searchable text changed, and `votes` those of papers
    whose votes did. `odd` are addresses of new papers that hold what looks like a leftover.
    `before` and `after` are the outlines; `former` and `fresh` the papers that differ, as they were
    and as they are. `authors` are the changes on pages of authors, which `author_update` adds;
    `leaders` are the lists that name other authors, which `leaders` adds. `lists` are the shared
    lists that differ or are gone (see `lists/changes.py`).
    """

    everything: bool
    new: int
    changed: int
    before: Outline
    after: Outline
    slugs: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    tags: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    votes: frozenset[str] = frozenset()
    odd: tuple[Problem, ...] = ()
    former: tuple[Paper, ...] = ()
    fresh: tuple[Paper, ...] = ()
    authors: AuthorChanges = NO_AUTHOR_CHANGES
    leaders: frozenset[tuple[str, str]] = frozenset()
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UpdateSteps:
    """The steps of an update: how files are read, tagged and corrected.

    `rules` identify everything else that papers depend on. If they change, all files are read
    again. `workers` share the work.
    """

    read: Callable[[Sequence[ListingFile]], Iterable[Listing]]
    tags: TagAll
    curation: Curation
    rules: str
    workers: Workers = ALONE


def update(store: Store, files: Sequence[ListingFile], steps: UpdateSteps) -> Changes:
    """Bring the store up to date with `files`, which are all files of listings; return the changes.

    Raises InputError for a mistake in the curation.
    """
    before = stored_outline(store)
    if store.fact("rules") == steps.rules:
        store.db.execute("SAVEPOINT part")
        try:
            return _part(store, files, steps, before)
        except (InputError, sqlite3.IntegrityError):
            # With all papers, the error message can name more of them. Or a paper that shares
            # nothing else now has the same address.
            store.undo("part")
    return _whole(store, files, steps, before)


def _whole(
    store: Store, files: Sequence[ListingFile], steps: UpdateSteps, before: Outline
) -> Changes:
    rows = seen(files)
    listings, occurrences = _read(files, steps)
    united = _unite(occurrences, files, steps)
    new, changed = _compare(store, united)
    odd = _odd_addresses(
        (paper, draft.occurrences)
        for paper, draft in zip(united.papers, united.drafts, strict=True)
        if paper.slug in new
    )
    store.clear()
    _store_files(store, rows, listings)
    store.put(_rows(united, steps.workers))
    store.put_addresses(united.redirects, united.shared)
    store_curated_names(store, steps.curation)
    store.set_fact("rules", steps.rules)
    return Changes(True, len(new), changed, before, store_outline(store), odd=odd)


def _read(
    files: Sequence[ListingFile], steps: UpdateSteps
) -> tuple[list[Listing], list[Occurrence]]:
    """Return the listings of files and their occurrences, which are cleaned while others are
    read."""
    listings: list[Listing] = []
    occurrences: list[Occurrence] = []
    for listing in steps.read(files):
        listings.append(listing)
        occurrences += occurrences_of([listing])
    return listings, occurrences


def _compare(store: Store, united: United) -> tuple[frozenset[str], int]:
    """Return the slugs of new papers, and how many papers have changed."""
    now = {paper.slug: paper for paper in united.papers}
    old: set[str] = set()
    changed = 0
    for before in store.all_papers():
        old.add(before.slug)
        paper = now.get(before.slug)
        changed += paper is not None and _known(paper) != _known(before)
    renamed = _renamed(united, old)
    other = {slug for slug, paper in now.items() if slug not in old and not paper.withdrawn}
    return frozenset(other - renamed), changed + len(other & renamed)


def _renamed(united: United, old: Container[str]) -> frozenset[str]:
    """Return the slugs of papers to which old slugs lead: they are not new."""
    return frozenset(one.paper.slug for one in united.redirects if one.slug in old)


def _odd_addresses(
    papers: Iterable[tuple[Paper, Sequence[Occurrence]]],
) -> tuple[Problem, ...]:
    problems = (odd_address(paper, occurrences) for paper, occurrences in papers)
    return tuple(sorted(problem for problem in problems if problem is not None))


def _known(paper: Paper) -> Paper:
    """Return a paper without its sources, because renaming a listing changes no paper."""
    return replace(paper, sources=())


def _part(
    store: Store, files: Sequence[ListingFile], steps: UpdateSteps, before: Outline
) -> Changes:
    known = store.files()
    stale = [file for file in files if not is_as_read(store, file, known.get(file.name))]
    lost = known.keys() - {file.name for file in files}
    if not stale and not lost and store.fact("curation") == repr(steps.curation):
        return Changes(False, 0, 0, before, before)
    dropped = lost | {file.name for file in stale}
    rows_of_files = seen(stale)
    listings, fresh = _read(stale, steps)
    seeds = {
        *curated_names(steps.curation),
        *former_curated_names(store),
        *names_of(occurrence.claim for occurrence in fresh),
    }
    while True:
        old = {
            paper_id: store.row(paper_id) for paper_id in connected_papers(store, dropped, seeds)
        }
        kept = [
            p for row in old.values() for p in row.occurrences if p.listing.source not in dropped
        ]
        united = _unite(kept + fresh, files, steps)
        rows = list(_rows(united, steps.workers))
        # A corrected title makes a paper related to others of that title.
        seeds.update(name for row in rows for name in row.names)
        if connected_papers(store, dropped, seeds) == old.keys():
            break
    touched = _ChangeLog()
    touched.days |= store.days_of(dropped)
    for name in dropped:
        store.remove_file(name)
    _store_files(store, rows_of_files, listings)
    touched.days |= store.days_of(dropped)
    addresses = store.remove_addresses(old)
    _replace(store, old, rows, touched, _renamed(united, {row.paper.slug for row in old.values()}))
    store.put_addresses(united.redirects, united.shared)
    store_curated_names(store, steps.curation)
    papers = {paper.slug for paper in united.papers}
    leading = {redirect.slug for redirect in united.redirects}
    leading |= {address.slug for address in united.shared}
    return Changes(
        False,
        touched.new,
        touched.changed,
        before,
        store_outline(store),
        slugs=frozenset(touched.slugs | (leading - papers)),
        gone=frozenset({*addresses, *(row.paper.slug for row in old.values())} - papers - leading),
        days=frozenset(touched.days),
        tags=touched.tags,
        topics=touched.topics,
        texts=frozenset(touched.texts),
        votes=frozenset(touched.votes),
        odd=_odd_addresses(touched.added),
        former=tuple(touched.former),
        fresh=tuple(touched.fresh),
    )


@dataclass(slots=True)
class _ChangeLog:
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


def _replace(
    store: Store,
    old: Mapping[int, Row],
    rows: Iterable[Row],
    touched: _ChangeLog,
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
        elif _known(before.paper) != _known(row.paper):
            touched.changed += not row.paper.withdrawn
        fresh.append(row)
    former = [before for _, before in by_slug.values()]
    touched.former += [row.paper for row in former]
    touched.fresh += [row.paper for row in fresh]
    for row in (*former, *fresh):
        touched.by(row)
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


def _store_files(store: Store, rows: Mapping[str, FileRow], listings: Sequence[Listing]) -> None:
    problems: dict[str, list[Problem]] = defaultdict(list)
    for listing in listings:
        problems[listing.source] += listing.problems
    for name, row in rows.items():
        store.put_file(name, row, problems[name])
    store.put_listings(listing for listing in listings if listing.entries)


def _unite(
    occurrences: Iterable[Occurrence], files: Iterable[ListingFile], steps: UpdateSteps
) -> United:
    ordered = sorted(occurrences, key=lambda occurrence: occurrence.order)
    return unite(ordered, [file.name for file in files], steps.tags, steps.curation)


def _rows(united: United, workers: Workers) -> Iterator[Row]:
    shared: dict[int, list[Problem]] = defaultdict(list)
    for n, problem in conflicts([draft.occurrences for draft in united.drafts]):
        shared[n].append(problem)
    texts = ((paper.title, paper.abstract) for paper in united.papers)
    # Many pages show the gist, and it is found only once.
    gists = workers.map(_gists, texts)
    for n, (paper, draft) in enumerate(zip(united.papers, united.drafts, strict=True)):
        claims = (*draft.claims, *(occurrence.claim for occurrence in draft.occurrences))
        corrected = draft.entry.arxiv_id
        names = {*names_of(claims), *([name_hash(corrected.text)] if corrected else [])}
        odd = () if paper.withdrawn else contradictions(draft.occurrences)
        problems = (*odd, *shared.get(n, ()))
        paper = replace(paper, gist=next(gists))
        yield Row(paper, draft.occurrences, sorted(names), problems)


def _gists(texts: Iterable[tuple[str, str]]) -> list[Gist]:
    return list(starmap(find_gist, texts))

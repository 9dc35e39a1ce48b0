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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import starmap

from paper_archive.archive.curation import NO_CURATION, Curation
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
from paper_archive.store.listing_files import (
    MOST_BYTES,
    ListingFile,
    in_parts,
    is_as_read,
    seen,
)
from paper_archive.store.outline import Outline, store_outline, stored_outline, update_outline
from paper_archive.store.replacing import ChangeLog, Former, renamed, replace_rows
from paper_archive.store.rows import Row
from paper_archive.store.store import FileRow, Store
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.text.gist import Gist, find_gist
from paper_archive.workers import ALONE, Workers

# A part may lack what an error message names. Or a paper that shares nothing else now has the same
# address.
_UNDONE = (InputError, sqlite3.IntegrityError)


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
        except _UNDONE:
            store.undo("part")
    parts = list(in_parts(files, MOST_BYTES))
    if len(parts) > 1:
        store.db.execute("SAVEPOINT parts")
        try:
            return _whole_in_parts(store, parts, steps, before)
        except _UNDONE:
            store.undo("parts")
    return _whole(store, files, steps, before)


def _whole(
    store: Store, files: Sequence[ListingFile], steps: UpdateSteps, before: Outline
) -> Changes:
    rows = seen(files)
    listings, occurrences = _read(files, steps)
    united = _unite(occurrences, files, steps)
    old = Former.of(store)
    count = old.count(united.papers, united.redirects)
    odd = _odd_addresses(
        (paper, draft.occurrences)
        for paper, draft in zip(united.papers, united.drafts, strict=True)
        if paper.slug in count.new
    )
    store.clear()
    _store_files(store, rows, listings)
    store.put(_rows(united, steps.workers))
    store.put_addresses(united.redirects, united.shared)
    store_curated_names(store, steps.curation)
    store.set_fact("rules", steps.rules)
    return Changes(True, len(count.new), count.changed, before, store_outline(store), odd=odd)


def _whole_in_parts(
    store: Store, parts: Sequence[Sequence[ListingFile]], steps: UpdateSteps, before: Outline
) -> Changes:
    """Read everything anew as if one part of the files came after the other: the entries of very
    large archives do not fit into memory together."""
    old = Former.of(store)
    store.clear()
    files: list[ListingFile] = []
    odd: set[tuple[str, Problem]] = set()
    # Corrections may name papers of any part.
    uncorrected = replace(steps, curation=NO_CURATION)
    store_curated_names(store, NO_CURATION)
    for part in parts:
        files += part
        merged = _merge(store, part, files, set(), uncorrected)
        odd |= set(_odd_by_slug(merged.touched.added))
    merged = _merge(store, (), files, set(), steps)
    odd |= set(_odd_by_slug(merged.touched.added))
    store.set_fact("rules", steps.rules)
    count = old.count(store.all_papers(), StoredArchive(store).redirects)
    problems = tuple(sorted({problem for slug, problem in odd if slug in count.new}))
    return Changes(True, len(count.new), count.changed, before, store_outline(store), odd=problems)


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


def _part(
    store: Store, files: Sequence[ListingFile], steps: UpdateSteps, before: Outline
) -> Changes:
    known = store.files()
    stale = [file for file in files if not is_as_read(store, file, known.get(file.name))]
    lost = known.keys() - {file.name for file in files}
    if not stale and not lost and store.fact("curation") == repr(steps.curation):
        return Changes(False, 0, 0, before, before)
    merged = _merge(store, stale, files, lost, steps)
    touched, leading = merged.touched, merged.leading
    return Changes(
        False,
        touched.new,
        touched.changed,
        before,
        update_outline(store, before, touched.gained),
        slugs=frozenset(touched.slugs | (leading - merged.papers)),
        gone=frozenset(merged.former - merged.papers - leading),
        days=frozenset(touched.days),
        tags=touched.tags,
        topics=touched.topics,
        texts=frozenset(touched.texts),
        votes=frozenset(touched.votes),
        odd=_odd_addresses(touched.added),
        former=tuple(touched.former),
        fresh=tuple(touched.fresh),
    )


@dataclass(frozen=True, slots=True)
class _Merged:
    """What a merge touched: the slugs of its `papers`, those `leading` to them, and all `former`
    ones."""

    touched: ChangeLog
    papers: set[str]
    leading: set[str]
    former: set[str]


def _merge(
    store: Store,
    stale: Sequence[ListingFile],
    files: Sequence[ListingFile],
    lost: Collection[str],
    steps: UpdateSteps,
) -> _Merged:
    """Read the stale ones of all `files`, and merge them and what is connected with them; `lost`
    are the names of files that are gone."""
    dropped = {*lost, *(file.name for file in stale)}
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
    touched = ChangeLog()
    touched.days |= store.days_of(dropped)
    for name in dropped:
        store.remove_file(name)
    _store_files(store, rows_of_files, listings)
    touched.days |= store.days_of(dropped)
    addresses = store.remove_addresses(old)
    former = {row.paper.slug for row in old.values()}
    replace_rows(store, old, rows, touched, renamed(united.redirects, former))
    store.put_addresses(united.redirects, united.shared)
    store_curated_names(store, steps.curation)
    papers = {paper.slug for paper in united.papers}
    leading = {redirect.slug for redirect in united.redirects}
    leading |= {address.slug for address in united.shared}
    return _Merged(touched, papers, leading, former | addresses)


def _odd_addresses(
    papers: Iterable[tuple[Paper, Sequence[Occurrence]]],
) -> tuple[Problem, ...]:
    return tuple(sorted(problem for _, problem in _odd_by_slug(papers)))


def _odd_by_slug(
    papers: Iterable[tuple[Paper, Sequence[Occurrence]]],
) -> Iterator[tuple[str, Problem]]:
    for paper, occurrences in papers:
        if problem := odd_address(paper, occurrences):
            yield paper.slug, problem


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

"""Finds the papers that are nearest to a paper by the words of title and abstract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paper_archive.model import Paper
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.update import Changes
from paper_archive.workers import ALONE, Workers

if TYPE_CHECKING:
    from paper_archive.related.nearest import Related

BLOB = "related"


def relate(store: Store, changes: Changes, workers: Workers = ALONE) -> frozenset[str]:
    """Update the lists of related papers in the store after an update of the archive.

    Return the slugs of papers whose list differs, or names a paper that changed.
    """
    if not (changes.everything or changes.slugs or changes.gone):
        return frozenset()
    archive = StoredArchive(store)
    before = related(store)
    if changes.everything or not before.slugs:
        now, again = before.nothing().update(archive.papers, workers=workers)
    else:
        changed = map(archive.at, changes.slugs)
        fresh = [paper for paper in changed if isinstance(paper, Paper) and not paper.withdrawn]
        now, again = before.update(fresh, changes.slugs | changes.gone, workers)
    store.set_blob(BLOB, now.pack())
    return again


def related(store: Store) -> Related:
    """Return the lists of the last update."""
    # NumPy is slow to import, and a build with nothing to do does not need it.
    from paper_archive.related.nearest import Related

    return Related.unpack(store.blob(BLOB))

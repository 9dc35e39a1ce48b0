"""Counts what rises and falls in the archive: tags, pairs of tags, phrases, votes.

NumPy is slow to import, and a build with nothing to do does not need it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from paper_archive.store.store import Store
from paper_archive.store.update import Changes
from paper_archive.workers import ALONE, Workers

if TYPE_CHECKING:
    from paper_archive.trends.field import Field


def begin_record(store: Store, changes: Changes, workers: Workers = ALONE) -> Callable[[], None]:
    """Begin to update what the store keeps for trends after an update of the archive; return the
    function that ends it."""
    if not (changes.everything or changes.former or changes.fresh):
        return lambda: None
    from paper_archive.trends import kept_tally, memory

    end = memory.begin_record(store, changes, workers)
    return lambda: kept_tally.record(store, end())


def trends_of(store: Store, tags: Iterable[str]) -> Field:
    """Return the trends of a store's papers and of some tags."""
    from paper_archive.trends.field import Field

    return Field(store, tuple(tags))

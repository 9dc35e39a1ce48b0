"""Keeps a tally of the phrases of the newest year and the year before in the store.

It covers the days up to the newest one when it was made. An update counts the quarters of months
in which such days changed once more; if the newest day is weeks away from it, the tally is made
anew. Phrases that came into titles since are not in it: pages count them all.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from paper_archive.store.store import Store
from paper_archive.trends import memory, windows
from paper_archive.trends.occurrences import Phrases
from paper_archive.trends.tally import Tally

_NAME = "trends tally"
# How far it may be from the newest day.
_MOST_DAYS = 28


def tally(store: Store) -> Tally | None:
    """Return the tally in the store, None without any."""
    packed = store.blob(_NAME)
    return Tally.unpacked(packed) if packed else None


def record(store: Store, days: Collection[date] | None) -> None:
    """Bring the tally up to date after the packed days of the store; `days` are those that
    changed, None if all may have."""
    found = memory.days(store)
    if not found:
        store.db.execute("DELETE FROM blobs WHERE name = ?", (_NAME,))
        return
    last = tally(store) if days is not None else None
    if last is None or days is None or abs((found[1] - last.until).days) > _MOST_DAYS:
        _put(store, _made(store, *found))
        return
    quarters = last.quarters_of(days)
    for first, end in quarters:
        last = last.recounted(first, memory.corpus(store, first, end))
    if quarters:
        _put(store, last)


def _made(store: Store, oldest: date, newest: date) -> Tally:
    periods = windows.of_year_from(newest, newest.year, oldest, newest)
    since = min(period.since for period in periods)
    papers = memory.corpus(store, since, newest)
    phrases = Phrases.of(papers.between(min(period.first for period in periods), newest))
    return Tally.of(phrases, papers, since, newest)


def _put(store: Store, new: Tally) -> None:
    # Without a tally, everything is counted.
    store.set_blob(_NAME, new.packed if new.is_packable else b"")

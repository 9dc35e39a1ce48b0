"""Keeps the words, tags and votes of all papers as numbers in the store, a day at a time.

An update packs the days of papers that differ, so the trends of a new day need no older paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar

from paper_archive.store.days import iso
from paper_archive.store.store import Store
from paper_archive.store.update import Changes
from paper_archive.trends.corpus import Corpus, Counted, Ints, PackedDay, packed_words
from paper_archive.trends.words import forget
from paper_archive.workers import ALONE, Workers

T = TypeVar("T")
# Blobs of these names and of a day, like `trends 2025-03-14`.
FACTS, WORDS = "trends", "trends words"
# Bytes of words that are looked at together, which fit a processor's cache.
_TOGETHER = 1 << 18
_FIRST_DAY, _LAST_DAY = "0", "9999-99-99"


def begin_record(
    store: Store, changes: Changes, workers: Workers = ALONE
) -> Callable[[], set[date] | None]:
    """Begin to bring the packed days in the store up to date with its papers.

    Return the function that ends it; that returns the days that differ, None if all may.
    """
    if changes.everything:
        store.db.execute("DELETE FROM blobs WHERE name GLOB ?", (f"{FACTS} *",))
        packed = _begin_pack(store, workers, "day > ''", ())
        return lambda: _put(store, packed, None)
    days = sorted({iso(paper.first_day) for paper in (*changes.former, *changes.fresh)} - {""})
    if not days:
        return set
    for day in days:
        names = (f"{name} {day}" for name in (FACTS, WORDS))
        store.db.executemany("DELETE FROM blobs WHERE name = ?", [(name,) for name in names])
    packed = _begin_pack(store, workers, f"day IN ({','.join('?' * len(days))})", days)
    return lambda: _put(store, packed, set(map(date.fromisoformat, days)))


def _begin_pack(
    store: Store, workers: Workers, condition: str, values: Iterable[str]
) -> Iterator[PackedDay]:
    papers, values = f"FROM papers WHERE NOT withdrawn AND NOT revision AND {condition}", (*values,)
    of_days, count = store.db.execute(
        f"SELECT count(DISTINCT day), count(*) {papers}", values
    ).fetchone()
    rows = store.db.execute(f"SELECT day, id {papers} ORDER BY day, place", values)
    days = (
        (date.fromisoformat(day), [(at, Counted.of(store.paper(at))) for _, at in ids])
        for day, ids in groupby(rows, key=lambda row: row[0])
    )
    return workers.begin(_packed_days, days, count / max(1, of_days))


def _put(store: Store, every: Iterable[PackedDay], days: T) -> T:
    """Store packed days; return the `days` that they are."""
    for packed in every:
        day = iso(packed.day)
        store.set_blob(f"{FACTS} {day}", packed.facts)
        store.set_blob(f"{WORDS} {day}", packed.words)
    forget()
    return days


def _packed_days(days: Iterable[tuple[date, list[tuple[int, Counted]]]]) -> list[PackedDay]:
    return [PackedDay.of(day, papers) for day, papers in days]


def days(store: Store) -> tuple[date, date] | None:
    """Return the first and the last day with papers, None without any."""
    query = "SELECT min(name), max(name) FROM blobs WHERE name BETWEEN ? AND ?"
    names = store.db.execute(query, (f"{FACTS} {_FIRST_DAY}", f"{FACTS} {_LAST_DAY}")).fetchone()
    if names[0] is None:
        return None
    first, last = (date.fromisoformat(name.rpartition(" ")[2]) for name in names)
    return first, last


def facts(store: Store) -> Corpus:
    """Return all papers, without words."""
    return Corpus.of(PackedDay(day, packed, b"") for day, packed in _days(store, FACTS))


def corpus(store: Store, first: date, last: date) -> Corpus:
    """Return the papers of the days from `first` to `last`, with their words."""
    days = _days(store, FACTS, iso(first), iso(last))
    words = _days(store, WORDS, iso(first), iso(last))
    return Corpus.of(
        PackedDay(day, packed, of_day)
        for (day, packed), (_, of_day) in zip(days, words, strict=True)
    )


def words_before(store: Store, first: date) -> Iterator[Ints]:
    """Yield the words of the papers before `first`, those of some days at a time."""
    before = iso(first - timedelta(1)) if first > date.min else _FIRST_DAY
    together = bytearray()
    for _, packed in _days(store, WORDS, _FIRST_DAY, before):
        together += packed
        if len(together) > _TOGETHER:
            yield packed_words(bytes(together))
            together.clear()
    yield packed_words(bytes(together))


def _days(
    store: Store, kind: str, first: str = _FIRST_DAY, last: str = _LAST_DAY
) -> Iterator[tuple[date, bytes]]:
    query = "SELECT name, value FROM blobs WHERE name BETWEEN ? AND ? ORDER BY name"
    rows = store.db.execute(query, (f"{kind} {first}", f"{kind} {last}"))
    for name, packed in rows:
        yield date.fromisoformat(name.rpartition(" ")[2]), packed

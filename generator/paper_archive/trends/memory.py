"""Keeps the words, tags and votes of all papers as numbers in the store, a day at a time.

An update packs the days of papers that differ, so the trends of a new day need no older paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from paper_archive.store.days import iso
from paper_archive.store.store import Store
from paper_archive.store.update import Changes
from paper_archive.trends.corpus import Corpus, Counted, Ints, PackedDay, packed_words
from paper_archive.trends.words import forget
from paper_archive.workers import ALONE, Workers

# Blobs of these names and of a day, like `trends 2025-03-14`.
FACTS, WORDS = "trends", "trends words"
# Bytes of words that are looked at together, which fit a processor's cache.
_TOGETHER = 1 << 18
_FIRST_DAY, _LAST_DAY = "0", "9999-99-99"


def record(store: Store, changes: Changes, workers: Workers = ALONE) -> set[date] | None:
    """Bring the packed days in the store up to date with its papers; return the days that differ,
    None if all may."""
    if changes.everything:
        store.db.execute("DELETE FROM blobs WHERE name GLOB ?", (f"{FACTS} *",))
        _pack(store, workers, "day > ''", ())
        return None
    days = {iso(paper.first_day) for paper in (*changes.former, *changes.fresh)} - {""}
    if not days:
        return set()
    for day in days:
        names = (f"{name} {day}" for name in (FACTS, WORDS))
        store.db.executemany("DELETE FROM blobs WHERE name = ?", [(name,) for name in names])
    _pack(store, workers, f"day IN ({','.join('?' * len(days))})", sorted(days))
    return set(map(date.fromisoformat, days))


def _pack(store: Store, workers: Workers, condition: str, values: Iterable[str]) -> None:
    query = "SELECT day, id FROM papers WHERE NOT withdrawn AND NOT revision"
    query += f" AND {condition} ORDER BY day, place"
    rows = store.db.execute(query, tuple(values)).fetchall()
    days = (
        (date.fromisoformat(day), [(at, Counted.of(store.paper(at))) for _, at in ids])
        for day, ids in groupby(rows, key=lambda row: row[0])
    )
    papers_a_day = len(rows) / max(1, len({day for day, _ in rows}))
    for packed in workers.map(_packed_days, days, papers_a_day):
        day = iso(packed.day)
        store.set_blob(f"{FACTS} {day}", packed.facts)
        store.set_blob(f"{WORDS} {day}", packed.words)
    forget()


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

"""The days on which the papers of tags and topics were first listed, in short.

Pages of a list show how many of its papers are of a month, and the first and the last day of every
hundred. The store has both, so that an update reads only the newest papers of a list: before the
first day that differs, nothing does.

    [["tags", "robotics", 148, {"2025-01": 90, "2025-02": 51},
      [["2025-01-02", "2025-02-03"], ["2025-02-03", "2025-02-28"]]], …]
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from paper_archive.store.leaders import TAGS, TOPICS, ListKey
from paper_archive.store.store import Store
from paper_archive.store.update import Changes

MEMORY = "list days"  # The key of what is kept, in the store.
PART = 100  # papers
_MONTH = len("2025-03")
_TABLES = {TAGS: ("tagged", "tag"), TOPICS: ("topical", "topic")}


@dataclass(frozen=True, slots=True)
class ListDays:
    """The number of a list's papers, the numbers by month (`2025-03`, ascending), and the first and
    the last day (ISO) of every `PART` papers, the last of which may be fewer.

    Papers come oldest first, undated before dated. An undated paper is of no month; days are "" if
    all papers of a part are undated.
    """

    papers: int = 0
    months: Mapping[str, int] = field(default_factory=dict)
    parts: Sequence[Sequence[str]] = ()

    @classmethod
    def of(cls, days: Sequence[str]) -> ListDays:
        """Return those of papers of `days` (ISO, "" for undated), ascending."""
        months = Counter(day[:_MONTH] for day in days if day)
        return cls(len(days), months, _parts(days))

    def span(self, start: int, end: int) -> tuple[str, str]:
        """Return the first and the last day of papers that begin and end with a part."""
        dated = [part for part in self.parts[start // PART : -(-end // PART)] if part[0]]
        return (dated[0][0], dated[-1][1]) if dated else ("", "")


NO_DAYS = ListDays()


def list_days(store: Store) -> Mapping[ListKey, ListDays]:
    """Return the days of all lists that have papers."""
    stored = store.blob(MEMORY)
    return _unpacked(stored) if stored else _counted(store)


def update_list_days(store: Store, changes: Changes) -> None:
    """Bring the days up to date, after papers and topics."""
    if not (changes.everything or changes.tags or changes.topics):
        return
    stored = b"" if changes.everything else store.blob(MEMORY)
    now = _updated(store, _unpacked(stored), changes) if stored else _counted(store)
    rows = [[*key, days.papers, days.months, days.parts] for key, days in sorted(now.items())]
    store.set_blob(MEMORY, json.dumps(rows).encode())


def papers_before(store: Store, key: ListKey, papers: int, day: str) -> int:
    """Return how many of the `papers` of a list were first listed before a day (ISO)."""
    table, column = _TABLES[key[0]]
    query = f"SELECT count(*) FROM {table} WHERE {column} = ? AND day >= ?"
    return papers - store.ids(query, key[1], day)[0]


def _unpacked(stored: bytes) -> dict[ListKey, ListDays]:
    return {(kind, of): ListDays(*values) for kind, of, *values in json.loads(stored)}


def _counted(store: Store) -> dict[ListKey, ListDays]:
    found: dict[ListKey, ListDays] = {}
    for kind, (table, column) in _TABLES.items():
        query = f"SELECT {column}, day, count(*) FROM {table} GROUP BY {column}, day"
        for of, rows in groupby(store.db.execute(query), lambda row: row[0]):
            days = [day for _, day, count in rows for _ in range(count)]
            found[kind, of] = ListDays.of(days)
    return found


def _updated(
    store: Store, former: Mapping[ListKey, ListDays], changes: Changes
) -> dict[ListKey, ListDays]:
    now = dict(former)
    for kind, touched, counts in (
        (TAGS, changes.tags, changes.after.tags),
        (TOPICS, changes.topics, changes.after.topics),
    ):
        for of, since in touched.items():
            papers, _ = counts.get(of, (0, 0))
            before = now.pop((kind, of), NO_DAYS)
            if papers:
                now[kind, of] = _since(store, (kind, of), before, papers, since)
    return now


def _since(store: Store, key: ListKey, former: ListDays, papers: int, since: str) -> ListDays:
    """Return the days of a list of now so many papers, which differs from a day on."""
    table, column = _TABLES[key[0]]
    same = papers_before(store, key, papers, since) // PART
    query = f"SELECT day FROM {table} WHERE {column} = ? ORDER BY day DESC LIMIT ?"
    newest = [day for (day,) in store.db.execute(query, (key[1], papers - same * PART))]
    months = {month: count for month, count in former.months.items() if month < since[:_MONTH]}
    query = f"SELECT substr(day, 1, {_MONTH}) AS month, count(*) FROM {table}"
    query += f" WHERE {column} = ? AND day >= ? AND day > '' GROUP BY month ORDER BY month"
    months |= dict(store.db.execute(query, (key[1], since[:_MONTH])))
    return ListDays(papers, months, [*former.parts[:same], *_parts(newest[::-1])])


def _parts(days: Sequence[str]) -> list[tuple[str, str]]:
    parts = []
    for start in range(0, len(days), PART):
        dated = [day for day in days[start : start + PART] if day] or [""]
        parts.append((dated[0], dated[-1]))
    return parts

"""Counts papers by day, week, month, year and tag.

Calendars and lists show these numbers, and an update compares them with the former ones to find the
pages it touches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from paper_archive.store.rows import Row, listed_rows
from paper_archive.store.store import Store
from paper_archive.store.week import Week

FACT = "outline"
# The period of a day (ISO), by field of `Outline`.
_PERIODS: dict[str, Callable[[str], str]] = {
    "weeks": lambda day: Week.of(date.fromisoformat(day)).name,
    "months": lambda day: day[: len("2025-03")],
    "years": lambda day: day[: len("2025")],
}


@dataclass(frozen=True, slots=True)
class Outline:
    """Numbers of papers, without withdrawn ones; `code` counts those with code.

    `days` (ISO dates), `weeks` (`2025-W11`), `months` (`2025-03`) and `years` ascend, and have a 0
    if all papers of a listing are withdrawn. A paper listed on two days counts once in their month.
    `undated` is None without an undated listing. `tags` and `topics` have (papers, papers with
    code), a topic also if it has none, and shared `lists` have papers. `moved` leads from days that
    files state to the corrected ones, the first of several.
    """

    papers: int = 0
    code: int = 0
    days: Mapping[str, int] = field(default_factory=dict)
    weeks: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    undated: int | None = None
    tags: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    lists: Mapping[str, int] = field(default_factory=dict)


def stored_outline(store: Store) -> Outline:
    """Return the outline that the last update stored."""
    values = json.loads(store.fact(FACT) or "{}")
    for name in ("tags", "topics"):
        values[name] = {of: tuple(counts) for of, counts in values.get(name, {}).items()}
    return Outline(**values)


def places_in_outline(row: Row) -> Iterator[tuple[str, str]]:
    """Yield where an outline counts a paper: a name for what is counted, and a day, a period or a
    tag, "" for undated and where there is one number."""
    paper = row.paper
    for tag in paper.tags:
        yield "tags", tag
        if paper.code:
            yield "code of tags", tag
    if paper.withdrawn:
        return
    yield "papers", ""
    if paper.code:
        yield "code", ""
    days = {day for day, _, _, replaced in listed_rows((0, row)) if not replaced}
    yield from (("days", day) for day in days)
    for name, period in _PERIODS.items():
        yield from {(name, period(day)) for day in days if day}


def update_outline(store: Store, before: Outline, gained: Mapping[tuple[str, str], int]) -> Outline:
    """Store and return the outline after an update, from that of before, without topics and lists.

    `gained` says by `places_in_outline` how many papers came less those that went.
    """
    listed = sorted(day for (day,) in store.db.execute("SELECT DISTINCT day FROM listings"))
    dated = [day for day in listed if day]

    def counts(name: str, former: Mapping[str, int], keys: Iterable[str]) -> dict[str, int]:
        return {key: former.get(key, 0) + gained.get((name, key), 0) for key in keys}

    days = counts("days", {**before.days, "": before.undated or 0}, listed)
    undated = days.pop("", None)
    weeks, months, years = (
        counts(name, getattr(before, name), sorted(set(map(period, dated))))
        for name, period in _PERIODS.items()
    )
    tags = sorted(before.tags.keys() | {tag for name, tag in gained if name == "tags"})
    papers_of = counts("tags", {tag: papers for tag, (papers, _) in before.tags.items()}, tags)
    code_of = counts("code of tags", {tag: code for tag, (_, code) in before.tags.items()}, tags)
    return _stored(
        store,
        Outline(
            before.papers + gained.get(("papers", ""), 0),
            before.code + gained.get(("code", ""), 0),
            days,
            weeks,
            months,
            years,
            undated,
            {tag: (papers_of[tag], code_of[tag]) for tag in tags if papers_of[tag]},
            _moved(store),
        ),
    )


def store_outline(store: Store) -> Outline:
    """Count, store and return the outline."""
    rows = store.db.execute
    listed = {day: 0 for (day,) in rows("SELECT DISTINCT day FROM listings")}
    listed |= dict(rows("SELECT day, count(*) FROM listed WHERE NOT replaced GROUP BY day"))
    undated = listed.pop("", None)
    papers, code = rows(
        "SELECT count(*), coalesce(sum(code), 0) FROM papers WHERE NOT withdrawn"
    ).fetchone()
    outline = Outline(
        papers,
        code,
        dict(sorted(listed.items())),
        _weeks(store, listed),
        _sums(store, listed, 7),
        _sums(store, listed, 4),
        undated,
        {
            tag: (count, with_code)
            for tag, count, with_code in rows(
                "SELECT tag, count(*), sum(code) FROM tagged GROUP BY tag"
            )
        },
        _moved(store),
    )
    return _stored(store, outline)


def store_topics(store: Store, outline: Outline, topics: Iterable[str]) -> Outline:
    """Count the papers of topics; store and return the outline with them."""
    query = "SELECT topic, count(*), sum(code) FROM topical GROUP BY topic"
    counts = {topic: (papers, code) for topic, papers, code in store.db.execute(query)}
    return _stored(store, replace(outline, topics=dict.fromkeys(topics, (0, 0)) | counts))


def store_lists(store: Store, outline: Outline, lists: Mapping[str, int]) -> Outline:
    """Store and return the outline with the numbers of papers of shared lists."""
    return _stored(store, replace(outline, lists=lists))


def _stored(store: Store, outline: Outline) -> Outline:
    # dataclasses.asdict would copy every number.
    values = {each.name: getattr(outline, each.name) for each in fields(outline)}
    store.set_fact(FACT, json.dumps(values))
    return outline


def _moved(store: Store) -> dict[str, str]:
    query = "SELECT stated, min(day) FROM moved GROUP BY stated ORDER BY stated"
    return dict(store.db.execute(query))


def _weeks(store: Store, days: Mapping[str, int]) -> dict[str, int]:
    """Count papers by ISO week."""
    weeks = dict.fromkeys(sorted({Week.of(date.fromisoformat(day)).name for day in days}), 0)
    mondays = store.db.execute(
        "SELECT date(day, 'weekday 0', '-6 days') AS monday, count(DISTINCT paper) FROM listed "
        "WHERE day > '' AND NOT replaced GROUP BY monday"
    )
    weeks |= {Week.of(date.fromisoformat(monday)).name: count for monday, count in mondays}
    return weeks


def _sums(store: Store, days: Mapping[str, int], length: int) -> dict[str, int]:
    """Count papers by period: the first `length` characters of a day name its period."""
    sums = dict.fromkeys(sorted({day[:length] for day in days}), 0)
    # A paper counts once in a period, however many of its days it was listed on.
    sums |= store.db.execute(
        f"SELECT substr(day, 1, {length}) AS period, count(DISTINCT paper) FROM listed "
        "WHERE day > '' AND NOT replaced GROUP BY period"
    )
    return sums

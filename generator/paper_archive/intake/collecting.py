"""Fetches from the sources of an archive, and places what is new as listings.

Papers of all lists of a source are put together by day, so that a paper in two categories stands
there once. What the source has listed before is left out; the rest becomes
`2025/2025-03-14.arxiv.jsonl`, or `.2.jsonl` if there is such a file. A source that fails does not
stop the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from paper_archive.archive.identity import title_key
from paper_archive.intake.answers import Get
from paper_archive.intake.detail import detail_of
from paper_archive.intake.file_names import label_of
from paper_archive.intake.placing import Decision, Intake, Outcome, days_of, listings_of
from paper_archive.intake.source import CATCH_UP, Asked, Batch, Said
from paper_archive.intake.sources import KINDS
from paper_archive.intake.stored import Stored
from paper_archive.intake.wanted import Wanted
from paper_archive.listing.json.writer import line_of
from paper_archive.model import CROSS_LIST, NEW, REPLACED, Entry, Problem, Source
from paper_archive.text.english import plural

# A paper that one list has as new and another as a cross-list is new.
_ORDER = {NEW: 0, "": 1, CROSS_LIST: 2, REPLACED: 3}
_Key = tuple[str, int]


class Status(Enum):
    """The outcome of asking for a list of a source."""

    NEW = "new"
    NOTHING_NEW = "nothing-new"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one answer; `papers` are those in it, `new` those that were added.

    `unasked` says that nobody was asked, because others had failed before.
    """

    source: str
    part: str
    day: date | None
    status: Status
    why: str = ""
    papers: int = 0
    new: int = 0
    left_out: tuple[str, ...] = ()
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of a source: a row per answer, and the decisions on the listings."""

    rows: tuple[Row, ...]
    decisions: tuple[Decision, ...]


def collect(
    wanted: Sequence[Wanted],
    intake: Intake,
    get_with_pause: Callable[[float], Get],
    now: datetime,
    *,
    since: date | None = None,
    only: date | None = None,
    dry_run: bool = False,
) -> Iterator[Collected]:
    """Ask the sources one after the other, place their listings, and yield what became of each.

    `get_with_pause` returns a client that waits so many seconds between two requests.
    """
    for each in wanted:
        kind = KINDS[each.kind]
        oldest = only or since or (now - CATCH_UP).date()
        asked = Asked(now, Stored(intake, each.name, each.kind, oldest), since, only)
        batches = list(kind.batches(each.options, asked, get_with_pause(kind.PAUSE)))
        yield _placed(each.name, batches, intake, dry_run)


def _placed(name: str, batches: Sequence[Batch], intake: Intake, dry_run: bool) -> Collected:
    rows: list[Row] = []
    decisions: list[Decision] = []
    of_days: dict[date, dict[_Key, Said]] = defaultdict(dict)
    lined: list[tuple[Batch, dict[date, set[_Key]]]] = []
    announced = _announced(batches)
    for batch in batches:
        if batch.body and batch.day:
            row, decision = _kept(name, batch, batch.day, intake, dry_run)
            rows.append(row)
            decisions += decision
            continue
        keys: dict[date, set[_Key]] = defaultdict(set)
        for said in batch.papers:
            key = _key(said.entry)
            is_elsewhere = batch.is_once and announced.get(key[0], said.day) != said.day
            if not is_elsewhere and not _is_known(name, batch, said, intake):
                papers = of_days[said.day]
                papers[key] = _joined(papers[key], said) if key in papers else said
                keys[said.day].add(key)
        lined.append((batch, keys))
    outcomes = {
        day: _written(name, day, list(papers.values()), intake, dry_run)
        for day, papers in sorted(of_days.items())
    }
    decisions += [each for each in outcomes.values() if each.outcome is Outcome.ADDED]
    rows += [_row(name, batch, keys, outcomes) for batch, keys in lined]
    return Collected(tuple(rows), tuple(decisions))


def _announced(batches: Iterable[Batch]) -> dict[str, date]:
    """Return the days of the papers that a list announces: another list only finds them."""
    return {
        _key(said.entry)[0]: said.day
        for batch in batches
        if not batch.is_once
        for said in batch.papers
        if said.entry.kind in (NEW, CROSS_LIST)
    }


def _kept(
    name: str, batch: Batch, day: date, intake: Intake, dry_run: bool
) -> tuple[Row, list[Decision]]:
    """Place an answer that is kept byte for byte."""
    source = Source(f"answer for {day}", batch.body)
    row = Row(name, batch.part, day, Status.FAILED)
    if others := {on for on in days_of(listings_of(source)) if on and on != day}:
        # Filed under the requested day, its papers would be listed on a wrong day too.
        named = ", ".join(map(str, sorted(others)))
        return replace(row, why=f"the response is for another day: {named}"), []
    decision = intake.offer(source, day, dry_run, label=name)
    row = replace(row, papers=decision.papers, why=decision.reason.what if decision.reason else "")
    if decision.outcome is Outcome.ADDED:
        new = len(decision.new)
        return replace(row, status=Status.NEW, new=new), [decision]
    status = Status.NOTHING_NEW if decision.outcome is Outcome.PRESENT else Status.FAILED
    return replace(row, status=status, left_out=tuple(map(str, decision.problems))), []


def _is_known(name: str, batch: Batch, said: Said, intake: Intake) -> bool:
    """Tell whether the source has listed a paper before, with as much detail."""
    detail = detail_of(said.entry)
    for seen in intake.known.entries(said.entry):
        if label_of(seen.source)[1] != name:
            continue
        is_older = seen.entry.facts.version < said.entry.facts.version
        if batch.is_once and seen.day and not is_older:
            return True
        if seen.day == said.day and seen.detail.covers(detail):
            return True
    return False


def _key(entry: Entry) -> _Key:
    ids = (entry.arxiv_id, *(value for _, value in entry.facts.ids))
    return next(filter(None, ids), title_key(entry.title)), entry.facts.version


def _joined(first: Said, other: Said) -> Said:
    """Return a paper that stands in two lists."""
    kind = min(first.entry.kind, other.entry.kind, key=_ORDER.__getitem__)
    about = {**other.about, **first.about}
    for key in ("lists", "caught_up"):
        if lists := [*first.about.get(key, ()), *other.about.get(key, ())]:
            about[key] = list(dict.fromkeys(lists))
    return replace(first, entry=replace(first.entry, kind=kind), about=about)


def _written(
    name: str, day: date, papers: Sequence[Said], intake: Intake, dry_run: bool
) -> Decision:
    """Place the papers of a day as JSON lines, in the order in which the source has them."""
    lines = (line_of(said.entry, day, {"name": name, **said.about}) for said in papers)
    source = Source(f"{day}.{name}.jsonl", b"".join(lines))
    listings = listings_of(source)
    if sum(len(each.entries) for each in listings) != len(papers):
        what = f"of {plural(len(papers), 'paper')}, not all can be read as they would be written"
        return Decision(source.name, Outcome.REFUSED, Problem(source.name, 0, what, "report it"))
    return intake.offer(source, day, dry_run, label=name)


def _row(
    name: str, batch: Batch, keys: dict[date, set[_Key]], outcomes: dict[date, Decision]
) -> Row:
    row = Row(
        name,
        batch.part,
        batch.day,
        Status.NOTHING_NEW,
        batch.note,
        len(batch.papers),
        left_out=batch.left_out,
        unasked=batch.unasked,
    )
    refused = [outcomes[day] for day in keys if outcomes[day].outcome is Outcome.REFUSED]
    if batch.failed or refused:
        whys = [batch.note, *(str(each.reason) for each in refused)]
        return replace(row, status=Status.FAILED, why="; ".join(filter(None, whys)))
    new = sum(len(of_day) for day, of_day in keys.items() if _is_added(outcomes[day]))
    if batch.is_stale:
        return replace(row, status=Status.STALE, new=new)
    if new:
        return replace(row, status=Status.NEW, new=new)
    listed = "all its papers are listed already" if batch.papers else "no papers"
    return replace(row, why=row.why or listed)


def _is_added(decision: Decision) -> bool:
    return decision.outcome is Outcome.ADDED

"""What `fetch` does with the sources of `mkdocs.yml`, and how it reports it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import click

from paper_archive.cli import arrivals
from paper_archive.cli.terminal import error, fail, note, out, print_json, warn
from paper_archive.intake.client import Client, Limits, World, check_address
from paper_archive.intake.collecting import Row, Status, collect
from paper_archive.intake.placing import Decision
from paper_archive.intake.source import Options
from paper_archive.intake.sources import hugging_face
from paper_archive.intake.wanted import Wanted
from paper_archive.model import InputError
from paper_archive.strict_yaml import nearest
from paper_archive.text.english import plural


@dataclass(frozen=True, slots=True)
class Request:
    """What `fetch` is asked for: sources, the day `only` or the days from `since` on."""

    sources: tuple[Wanted, ...]
    only: date | None
    since: date | None
    pause: float
    dry_run: bool


def chosen(sources: Sequence[Wanted], names: Sequence[str], api: str) -> tuple[Wanted, ...]:
    """Return the sources with these names, all without names; `api` is that of Hugging Face.

    Raises UsageError for a name that no source has; fails if the API must not be requested.
    """
    known = [source.name for source in sources]
    for name in names:
        if name not in known:
            raise click.BadParameter(
                f"no source is called '{name}' ({nearest(name, known)})", param_hint="--source"
            )
    wanted = [source for source in sources if not names or source.name in names]
    if not api:
        return tuple(wanted)
    try:
        check_address(api)
    except InputError as wrong:
        fail(str(wrong))
    if not any(source.kind == hugging_face.KIND for source in sources):
        warn(f"the address of an API is set, but {hugging_face.KIND} is not among the sources")
    return tuple(
        replace(source, options=Options({**source.options.values, "address": api}))
        if source.kind == hugging_face.KIND
        else source
        for source in wanted
    )


def fetch(place: arrivals.Place, request: Request, world: World, *, as_json: bool) -> int:
    """Ask the sources, place their listings, report, and return the exit code."""
    rows: list[Row] = []
    decisions: list[Decision] = []
    silent: set[str] = set()
    for collected in collect(
        request.sources,
        place.open(),
        lambda pause: Client(Limits(), world, max(pause, request.pause), silent).get,
        world.now(),
        since=request.since,
        only=request.only,
        dry_run=request.dry_run,
    ):
        rows += collected.rows
        decisions += collected.decisions
        if not as_json:
            for row in collected.rows:
                _print(row)
            for decision in collected.decisions:
                arrivals.print_added(place.into, decision)
    counts = Counter(row.status for row in rows)
    commands = arrivals.git_commands(place.into, decisions)
    if as_json:
        print_json(
            {
                "sources": list(map(_json, rows)),
                "listings": [arrivals.row(place.into, decision) for decision in decisions],
                "totals": {status.value.replace("-", "_"): counts[status] for status in Status},
                "dry_run": request.dry_run,
                "git": commands,
            }
        )
    else:
        _print_failed([row for row in rows if row.status is Status.FAILED])
        out.print(
            f"{plural(len(rows), 'answer')}: {counts[Status.NEW]:,} new, "
            f"{counts[Status.NOTHING_NEW]:,} with nothing new, {counts[Status.STALE]:,} stale, "
            f"{counts[Status.FAILED]:,} failed"
        )
        arrivals.print_git(commands, request.dry_run)
        if counts[Status.FAILED]:
            note(arrivals.FETCH_AGAIN)
    return 1 if counts[Status.FAILED] else 0


def _print(row: Row) -> None:
    for problem in row.left_out:
        warn(problem)
    place = f"{_name(row)}, {row.day}" if row.day else _name(row)
    why = f": {row.why}" if row.why else ""
    if row.status is Status.STALE:
        warn(f"{place}: stale{why}" + (f"; {row.new:,} of its papers added" if row.new else ""))
    elif row.status is Status.NEW:
        out.print(f"{place}: {row.new:,} new of {plural(row.papers, 'paper')}{why}")
    elif row.status is Status.NOTHING_NEW:
        out.print(f"{place}: nothing new{why}")


def _print_failed(rows: Sequence[Row]) -> None:
    """Say what failed, in one line for each reason: a dead network fails all sources alike."""
    reasons: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if not row.unasked:
            reasons[row.why].append(row)
    for why, failed in reasons.items():
        names = list(dict.fromkeys(map(_name, failed)))
        days = sorted({row.day for row in failed if row.day}) if len(names) == 1 else []
        error(f"{', '.join([*names, *filter(None, [arrivals.in_words(days)])])}: failed: {why}")
    arrivals.print_unasked([row.why for row in rows if row.unasked])


def _name(row: Row) -> str:
    return " ".join(filter(None, (row.source, row.part)))


def _json(row: Row) -> dict[str, Any]:
    return {
        "source": row.source,
        "list": row.part or None,
        "date": row.day.isoformat() if row.day else None,
        "outcome": row.status.value,
        "reason": row.why or None,
        "papers": row.papers,
        "new": row.new,
        "left_out": list(row.left_out),
    }

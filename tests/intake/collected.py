"""Fetches from sources of a server of this computer, without waiting."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from paper_archive.in_memory import check
from paper_archive.inputs import Inputs
from paper_archive.intake.answers import Get
from paper_archive.intake.client import Client, Limits, World
from paper_archive.intake.collecting import Collected, Row, collect
from paper_archive.intake.placing import Intake
from paper_archive.intake.wanted import read_sources

# A slow machine is no silent server.
PATIENT = Limits(connect=60, read=60, total=120, most_bytes=400_000, attempts=2)


@dataclass
class Run:
    """What became of one `fetch`: rows, files and their lines, pauses between requests."""

    into: Path
    rows: list[Row] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    collected: list[Collected] = field(default_factory=list)

    @property
    def outcomes(self) -> list[str]:
        return [row.status.value for row in self.rows]

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The lines of a file that was added."""
        return [json.loads(line) for line in (self.into / name).read_text("utf-8").splitlines()]


def run(
    into: Path,
    sources: list[Any],
    now: datetime,
    *,
    since: date | None = None,
    only: date | None = None,
    limits: Limits = PATIENT,
    dry_run: bool = False,
) -> Run:
    """Fetch from sources as `mkdocs.yml` names them; everything that is stored passes `check`."""
    done = Run(into)
    world = World(lambda: now, done.pauses.append, lambda: 1.0)

    def client(pause: float) -> Get:
        return Client(limits, world, pause).get

    wanted = read_sources(sources, "mkdocs.yml", lambda path: 0)
    intake = Intake(into, (into,), into.parent)
    done.collected += collect(wanted, intake, client, now, since=since, only=only, dry_run=dry_run)
    for collected in done.collected:
        done.rows += collected.rows
        done.added += [decision.name for decision in collected.decisions]
    passes_check(into)
    return done


def passes_check(into: Path, *, with_doubts: bool = False) -> None:
    """Every file that is stored is read without a loss and, but `with_doubts`, a problem."""
    stored = tuple(sorted(path for path in into.rglob("*") if path.is_file()))
    checked = check(Inputs(stored, into), lambda items, what, total: items)
    assert with_doubts or not checked.problems
    assert not any(credit.lost for credit in checked.credits)

"""What `add` and `fetch` share: where listings go, and how to say what became of one."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.cli import options
from generator.cli.terminal import count, fail, out, show_mkdocs_log, warn
from generator.intake.placing import Decision, Intake
from generator.model import Problem

CONFIG_FILE = Path("mkdocs.yml")
TITLES_SHOWN = 10
DAY = click.DateTime(formats=["%Y-%m-%d"])

config_file = click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="MkDocs configuration.  [default: mkdocs.yml]",
)
into = click.option(
    "--into",
    type=options.PATH,
    metavar="FOLDER",
    help="Folder of listings.  [default: the first one of mkdocs.yml]",
)
dry_run = click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where listings go: `listings` are all folders of the archive; `api` is "" if not given."""

    into: Path
    listings: tuple[Path, ...]
    root: Path
    year: int | None
    api: str

    def open(self) -> Intake:
        """Read what the archive has."""
        return Intake(self.into, self.listings, self.root, self.year)


def place(config_file: Path | None, into: Path | None, year: int | None = None) -> Place:
    """Find out where listings go; without `mkdocs.yml`, `into` must say it."""
    if config_file is None and not CONFIG_FILE.is_file():
        if into is None:
            raise click.UsageError(
                f"there is no {CONFIG_FILE} here: go to the archive's folder, or give --into"
            )
        return Place(into, (into,), Path.cwd(), year, "")
    # MkDocs takes a moment to import, which `--help` need not wait for.
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    file = config_file or CONFIG_FILE
    show_mkdocs_log()
    try:
        config = load_config(str(file))
        plugin = config.plugins["paper-archive"]
    except (ConfigurationError, Abort) as error:
        fail(f"{file}: {error}")
    except KeyError:
        fail(f"{file}: add 'paper-archive' to its plugins")
    inputs = plugin.inputs(config)
    listings = inputs.listings
    target = into or next((path for path in listings if not path.is_file()), None)
    if target is None:
        fail(f"{file}: names no folder of listings; give --into")
    if not any(target.resolve().is_relative_to(path.resolve()) for path in listings):
        listings = (target,)  # another archive
    return Place(target, listings, inputs.root, year or inputs.year, plugin.config.api or "")


def shown(into: Path, decision: Decision) -> str:
    """The path of a file that was added, as seen from here."""
    return Path(os.path.relpath(into / decision.name)).as_posix()


def print_added(into: Path, decision: Decision) -> None:
    """Say where it went, what is new in it and what is wrong with it."""
    for problem in decision.problems:
        warn(str(problem))
    days = _days(decision.days)
    fuller = f", {decision.fuller:,} told more fully" if decision.fuller else ""
    out.print(
        f"{shown(into, decision)}: {count(decision.papers, 'paper')}{days and f' of {days}'}, "
        f"{len(decision.new):,} new{fuller}",
        markup=False,
    )
    for title in decision.new[:TITLES_SHOWN]:
        # With a mark before it no title begins a line, where logs may take it for a command.
        out.print(f"  - {title}", markup=False)
    if (more := len(decision.new) - TITLES_SHOWN) > 0:
        out.print(f"  … and {more:,} more")


def git_commands(into: Path, decisions: Sequence[Decision]) -> list[str]:
    """The commands that publish what was added."""
    if not decisions:
        return []
    days = sorted({day for decision in decisions for day in decision.days})
    of_days = f" of {_days(days)}" if days else ""
    noun = "listing" if len(decisions) == 1 else "listings"
    files = (shlex.quote(shown(into, decision)) for decision in decisions)
    return [
        f"git add {' '.join(files)}",
        f'git commit -m "Add the {noun}{of_days}"',
        "git push",
    ]


def print_git(commands: Iterable[str], dry_run: bool) -> None:
    """Show the commands that publish."""
    if dry_run:
        out.print("Nothing was written.")
        return
    for n, command in enumerate(commands):
        if not n:
            out.print("To publish:")
        out.print(f"  {command}", markup=False)


def row(into: Path, decision: Decision) -> dict[str, Any]:
    """What became of a file, for JSON."""
    return {
        "path": shown(into, decision) if decision.name else None,
        "dates": [day.isoformat() for day in decision.days],
        "papers": decision.papers,
        "new": len(decision.new),
        "new_titles": list(decision.new),
        "fuller": decision.fuller,
        "problems": [_problem(problem) for problem in decision.problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "what": problem.what, "fix": problem.fix}


def _days(days: Sequence[date]) -> str:
    """`2025-03-14`, `2025-03-14 and 2025-03-15`, `12 days, 2025-03-01 to 2025-03-14`."""
    if len(days) > 2:
        return f"{count(len(days), 'day')}, {days[0]} to {days[-1]}"
    return " and ".join(map(str, days))

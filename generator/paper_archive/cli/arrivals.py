"""What `add` and `fetch` share: where listings go, and how to say what became of one."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from paper_archive.cli import options
from paper_archive.cli.terminal import error, fail, note, out, progress, warn
from paper_archive.config import Settings
from paper_archive.inputs import Inputs
from paper_archive.intake.placing import Decision, Intake, Outcome
from paper_archive.intake.wanted import Wanted
from paper_archive.model import InputError, Listing, Problem
from paper_archive.site.session import last_store
from paper_archive.store.listing_files import ListingFile
from paper_archive.store.stored_listings import stored_listings
from paper_archive.text.english import plural

CONFIG_FILE = Path(options.MKDOCS_YML)
TITLES_SHOWN = 10
FEW = 10  # Files that are listed one by one; of more, a summary says what became of them.
REFUSED_SHOWN = 3
FETCH_AGAIN = (
    "run the command again later: it asks for what failed again, as long as a source has it. "
    "Behind a proxy, set HTTPS_PROXY"
)

config_file = click.option(
    "-f",
    "--config-file",
    type=options.CONFIG_FILE,
    help="MkDocs configuration.  [default: mkdocs.yml]",
)
into = click.option(
    "--into",
    type=options.PATH,
    metavar="FOLDER",
    help="Folder of listings.  [default: the first one of mkdocs.yml]",
)
dry_run = click.option("--dry-run", is_flag=True, help="Say what it would do; write nothing.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where listings go, the archive that they join, and what `fetch` asks.

    `api` is "" by default; `sources` are None if the archive does not have the setting, and () if
    it names none there. `settings` are those of the archive, None if listings join another one.
    """

    into: Path
    archive: Inputs
    api: str = ""
    sources: tuple[Wanted, ...] | None = None
    settings: Settings | None = None

    def open(self, latest: date | None = None, *, quiet: bool = False) -> Intake:
        """Learn what the archive has: from the last build, and from files that it did not read.

        `latest` is the last day that a listing can be from. Unless `quiet`, a bar shows the reading
        at a terminal.
        """
        archive = self.archive
        try:
            return Intake(
                self.into,
                archive.listings,
                archive.root,
                archive.year,
                archive.corrections(),
                latest,
                self._stored,
                progress(quiet=quiet),
            )
        except InputError as error:
            fail(*map(str, error.problems))

    def _stored(self, files: Sequence[ListingFile]) -> Mapping[str, tuple[Listing, ...]]:
        if self.settings is None:
            return {}
        return stored_listings(last_store(self.settings), files, self.archive.year)


def place(config_file: Path | None, into: Path | None, year: int | None = None) -> Place:
    """Find out where listings go; without `mkdocs.yml`, `into` must say it."""
    if config_file is None and not CONFIG_FILE.is_file():
        if into is None:
            raise options.NoArchive(also=", or give --into")
        return Place(into, Inputs((into,), Path.cwd(), year))
    settings = options.settings(config_file or CONFIG_FILE, year=year)
    inputs = settings.inputs
    target = into or next((path for path in inputs.listings if not path.is_file()), None)
    if target is None:
        fail(f"{config_file or CONFIG_FILE}: names no folder of listings; give --into")
    if not any(target.resolve().is_relative_to(path.resolve()) for path in inputs.listings):
        another = Inputs((target,), Path.cwd(), inputs.year)
        return Place(target, another, settings.api, settings.sources)
    return Place(target, inputs, settings.api, settings.sources, settings)


def shown(into: Path, decision: Decision) -> str:
    """The path of a file that was added, as seen from here."""
    return Path(os.path.relpath(into / decision.name)).as_posix()


def print_added(into: Path, decision: Decision) -> None:
    """Say where it went, what is new in it and what is wrong with it."""
    for problem in decision.problems:
        warn(str(problem))
    days = in_words(decision.days)
    fuller = f", {decision.fuller:,} told more fully" if decision.fuller else ""
    out.print(
        f"{shown(into, decision)}: {plural(decision.papers, 'paper')}{days and f' of {days}'}, "
        f"{len(decision.new):,} new{fuller}",
    )
    for title in decision.new[:TITLES_SHOWN]:
        # With a mark before it no title begins a line, where logs may take it for a command.
        out.print(f"  - {title}")
    if (more := len(decision.new) - TITLES_SHOWN) > 0:
        out.print(f"  … and {more:,} more")


def print_summary(into: Path, decisions: Sequence[Decision]) -> None:
    """Say what became of many files, in a few lines."""
    of = {kind: [each for each in decisions if each.outcome is kind] for kind in Outcome}
    added, refused = of[Outcome.ADDED], of[Outcome.REFUSED]
    for decision in refused[:REFUSED_SHOWN]:
        error(str(decision.reason))
    if (more := len(refused) - REFUSED_SHOWN) > 0:
        error(f"{plural(more, 'more file')} refused: --verbose lists all")
    out.print(
        f"{plural(len(decisions), 'file')}: {len(added):,} added, "
        f"{len(of[Outcome.PRESENT]):,} there already, {len(refused):,} refused"
    )
    if added:
        days = sorted({day for decision in added for day in decision.days})
        fuller = sum(decision.fuller for decision in added)
        out.print(
            f"{plural(sum(decision.papers for decision in added), 'paper')} of {in_words(days)}: "
            f"{sum(len(decision.new) for decision in added):,} new"
            + (f", {fuller:,} told more fully" if fuller else "")
        )
    if problems := sum(len(decision.problems) for decision in added):
        note(f"{plural(problems, 'problem')} in them: `paper-archive check {shown_folder(into)}`")


def shown_folder(into: Path) -> str:
    """The path of the folder of listings, as seen from here, for a command line."""
    return shlex.quote(Path(os.path.relpath(into)).as_posix())


def git_commands(into: Path, decisions: Sequence[Decision]) -> list[str]:
    """The commands that publish what was added."""
    if not decisions:
        return []
    days = sorted({day for decision in decisions for day in decision.days})
    of_days = f" of {in_words(days)}" if days else ""
    noun = "listing" if len(decisions) == 1 else "listings"
    files = [shlex.quote(shown(into, decision)) for decision in decisions]
    return [
        f"git add {' '.join(files if len(files) <= FEW else [shown_folder(into)])}",
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
        out.print(f"  {command}")


def row(into: Path, decision: Decision) -> dict[str, Any]:
    """What became of a file, for JSON."""
    return {
        "path": shown(into, decision) if decision.name else None,
        "dates": [day.isoformat() for day in decision.days],
        "papers": decision.papers,
        "new": len(decision.new),
        "new_titles": list(decision.new),
        "fuller": decision.fuller,
        "problems": [problem_row(problem) for problem in decision.problems],
    }


def problem_row(problem: Problem) -> dict[str, Any]:
    """A problem, for JSON."""
    return {"line": problem.line, "what": problem.what, "fix": problem.fix}


def print_unasked(whys: Sequence[str]) -> None:
    """Say in one line how much was not requested, and why."""
    if whys:
        were = "was" if len(whys) == 1 else "were"
        error(f"{plural(len(whys), 'further answer')} {were} {whys[-1]}")


def in_words(days: Sequence[date]) -> str:
    """`2025-03-14`, `2025-03-14 and 2025-03-15`, `12 days, 2025-03-01 to 2025-03-14`."""
    if len(days) > 2:
        return f"{plural(len(days), 'day')}, {days[0]} to {days[-1]}"
    return " and ".join(map(str, days))

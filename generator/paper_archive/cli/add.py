"""`paper-archive add`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from paper_archive.cli import arrivals, options
from paper_archive.cli.terminal import error, note, print_json, progress, warn
from paper_archive.intake.issue_form import Pasted, read_issue
from paper_archive.intake.placing import STANDARD_INPUT, Decision, Outcome
from paper_archive.listing.sources import open_source
from paper_archive.listing.tables.renamed_columns import renamed
from paper_archive.model import InputError, Problem, Source

END_OF_INPUT = "Ctrl+Z and Enter" if sys.platform == "win32" else "Ctrl+D on an empty line"


@click.command()
@click.argument("files", nargs=-1, metavar="FILE…")
@arrivals.config_file
@arrivals.into
@click.option(
    "--date",
    "day",
    type=options.DAY,
    metavar="DAY",
    help="Day of the listing.  [default: from the file]",
)
@click.option(
    "--issue",
    type=options.PATH,
    metavar="EVENT",
    help="Take day and page from an issue: the JSON file of its event on GitHub Actions.",
)
@options.year
@options.columns
@click.option(
    "--force", is_flag=True, help="Accept a day before 1991, or one that has not come yet."
)
@arrivals.dry_run
@click.option("-v", "--verbose", is_flag=True, help="List every file, however many there are.")
@arrivals.as_json
def add(
    files: tuple[str, ...],
    config_file: Path | None,
    into: Path | None,
    day: datetime | None,
    issue: Path | None,
    year: int | None,
    columns: dict[str, str],
    force: bool,
    dry_run: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Check listings and put them in their place.

    A listing of 14 March 2025 goes to 2025/2025-03-14.txt. - reads what you paste. A file that is
    refused does not keep the others out; exits with 1 if any was refused. Of more than ten files,
    says how many were added, were there already and were refused.
    """
    if not files and not issue:
        raise click.UsageError("Missing argument 'FILE…'.")
    if issue and (files or day):
        raise click.UsageError("--issue gives the page and its day: leave out FILE… and --date")
    place = arrivals.place(config_file, into, year)
    shelf = place.open(None if force else options.latest_day())
    decisions: list[Decision] = []
    is_summary = len(files) > arrivals.FEW and not verbose
    show = progress(quiet=as_json or not is_summary)
    for file in show(files or ("issue",), "Adding", len(files) or 1):
        try:
            pasted = (
                _pasted(issue)
                if issue
                else Pasted(_open(file, columns), day.date() if day else None)
            )
        except InputError as unreadable:
            decision = Decision(file, Outcome.REFUSED, unreadable.problem)
        else:
            decision = shelf.offer(pasted.source, pasted.day, dry_run)
        decisions.append(decision)
        if as_json or is_summary:
            continue
        if decision.outcome is Outcome.ADDED:
            arrivals.print_added(place.into, decision)
        else:
            for problem in decision.problems if decision.outcome is Outcome.REFUSED else ():
                warn(str(problem))
            error(str(decision.reason))
    added = [decision for decision in decisions if decision.outcome is Outcome.ADDED]
    commands = arrivals.git_commands(place.into, added)
    if as_json:
        rows = [
            {
                "source": decision.source,
                "outcome": decision.outcome.value,
                "reason": str(decision.reason) if decision.reason else None,
                **arrivals.row(place.into, decision),
            }
            for decision in decisions
        ]
        print_json({"listings": rows, "dry_run": dry_run, "git": commands})
    else:
        if is_summary:
            arrivals.print_summary(place.into, decisions)
        arrivals.print_git(commands, dry_run)
    is_refused = any(decision.outcome is Outcome.REFUSED for decision in decisions)
    # Of a single file one wants to hear that the archive has it.
    if is_refused or (len(decisions) == 1 and not added):
        sys.exit(1)


def _pasted(event: Path) -> Pasted:
    return read_issue(open_source(event, Path.cwd()))


def _open(file: str, columns: Mapping[str, str]) -> Source:
    if file == "-" and sys.stdin is None:
        what, fix = "is closed", "paste the listing, or name its file"
        raise InputError(Problem(STANDARD_INPUT, 0, what, fix))
    if file == "-":
        if sys.stdin.isatty():
            note(f"paste the listing, then press {END_OF_INPUT}")
        source = Source(STANDARD_INPUT, sys.stdin.buffer.read())
    else:
        source = open_source(Path(file), Path.cwd(), typed=True)
    return renamed(source, columns) if columns else source

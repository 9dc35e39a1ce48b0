"""`paper-archive import`."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from paper_archive.cli import arrivals, options
from paper_archive.cli.imported import Imported, shown
from paper_archive.cli.terminal import fail, print_json, progress
from paper_archive.intake.day_files import DayFiles
from paper_archive.intake.importing import Days, import_files
from paper_archive.intake.tree import find
from paper_archive.listing import sources
from paper_archive.text.english import plural

FILES_NAMED = 10
MOST_OF_NAME = 60


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=options.PATH, metavar="PATH…")
@arrivals.config_file
@arrivals.into
@click.option(
    "--date",
    "day",
    type=options.DAY,
    metavar="DAY",
    help="Day of listings that state none, such as a bibliography.",
)
@click.option(
    "--by",
    type=click.Choice(["published"]),
    help="List the papers of such listings on the days that their own dates say; --date is then "
    "for those without one.",
)
@click.option(
    "--name",
    metavar="NAME",
    help="Part of the names of the new files.  [default: the name of the first PATH]",
)
@options.year
@options.columns
@click.option(
    "--force", is_flag=True, help="Accept days before 1991, or days that have not come yet."
)
@arrivals.dry_run
@arrivals.as_json
def import_(
    paths: tuple[Path, ...],
    config_file: Path | None,
    into: Path | None,
    day: datetime | None,
    by: str | None,
    name: str | None,
    year: int | None,
    columns: dict[str, str],
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import another collection: files or folders.

    A folder may be the checkout of a repository. Writes one file per day, such as
    2025/2025-03-14.NAME.jsonl, with all that was read. Papers that are already listed on their day
    with as much detail are counted and not written, so you can run it again. Exits with 1 if a
    listing was refused or nothing was read.
    """
    place = arrivals.place(config_file, into, year)
    latest = None if force else options.latest_day()
    shelf = place.open(latest)
    part = _part_of_name(name or paths[0].resolve().name)
    tree = find(paths)
    days = Days(day.date() if day else None, by == "published", year, latest)
    imported = Imported(tree, place.into, dry_run)
    files = progress(as_json)(tree.files, "Importing", len(tree.files))
    try:
        with DayFiles(place.into, part, shelf.names) as day_files:
            write = _write_nothing if dry_run else day_files.add
            imported.files += import_files(files, Path.cwd(), shelf.known, days, write, columns)
            day_files.publish(imported.written)
    except OSError as wrong:  # Reading raises none.
        kept = f"; {plural(len(imported.written), 'file')} before it are written"
        fail(
            f"{place.into} cannot be written: {wrong.strerror or wrong}"
            f"{kept if imported.written else ''} (check its permissions and the free disk space)"
        )
    commands = _git_commands(place.into, part, imported.written)
    named = {sources.typed_name(path, Path.cwd()) for path in paths}
    refused = [
        file for file in imported.files if file.reason and (file.is_listing or file.source in named)
    ]
    if as_json:
        print_json({**imported.as_json(), "git": commands})
    else:
        imported.show(refused)
        arrivals.print_git(commands, dry_run)
    if refused or all(file.reason for file in imported.files):
        sys.exit(1)


def _write_nothing(day: date, line: bytes) -> None:
    """Stand in for a writer on a dry run."""


def _part_of_name(name: str) -> str:
    """Return a part of a file name: letters, digits and hyphens, and no number alone."""
    stem = name.partition(".")[0]
    part = re.sub(r"[^0-9A-Za-z]+", "-", stem).strip("-").lower()[:MOST_OF_NAME].strip("-")
    return part if part and not part.isdecimal() else "import"


def _git_commands(into: Path, part: str, written: Sequence[tuple[str, date]]) -> list[str]:
    """The commands that publish what was written."""
    if not written:
        return []
    folder = shown(into)
    # A thousand names are too long for a line; git itself knows patterns.
    few = len(written) <= FILES_NAMED
    paths = [f"{folder}/{name}" for name, _ in written] if few else [f"{folder}/*.{part}.*"]
    days = arrivals.in_words(sorted({day for _, day in written}))
    return [
        f"git add {' '.join(map(shlex.quote, paths))}",
        f'git commit -m "Import {part}: {plural(len(written), "listing")} of {days}"',
        "git push",
    ]

"""`paper-archive upgrade`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import __version__
from generator.cli import options
from generator.cli.terminal import count, err, fail, out, warn
from generator.init.upgrade import Upgrade, differences
from generator.model import InputError


@click.command()
@click.argument("folder", type=options.PATH, metavar="[DIR]", default=Path())
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--force", is_flag=True, help="Replace also the files that you have changed.")
def upgrade(folder: Path, yes: bool, force: bool) -> None:
    """Bring the workflows and settings of an archive to the installed version.

    Shows the difference first. Files that you have changed are named and kept; listings,
    corrections, pages and mkdocs.yml are never touched.
    """
    try:
        found = Upgrade.of(folder)
        if found.changes:
            click.echo(differences(found.changes))
        for change in found.changes:
            if change.owners and not force:
                did = "deleted" if change.now is None else "changed"
                warn(f"{change.path}: you have {did} it, so it stays so (--force replaces it)")
        for path in found.superfluous:
            warn(f"{path}: version {__version__} does without it (delete it)")
        if not found.is_needed and not (force and found.changes):
            out.print(f"Everything is as version {__version__} has it or as you have made it.")
            return
        if not yes:
            if not sys.stdin.isatty():
                err.print("Nothing was written: --yes writes it.")
                return
            click.confirm("Write this?", abort=True)
        written = found.write(force)
    except InputError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror or error}")
    out.print(
        f"From version {found.record.version} to {__version__}: {count(len(written), 'file')}"
        " written.",
        markup=False,
    )

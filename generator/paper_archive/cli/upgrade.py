"""`paper-archive upgrade`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from paper_archive import __version__
from paper_archive.cli import options
from paper_archive.cli.terminal import err, fail, out, warn
from paper_archive.init.kept_files import Change, Upgrade, differences
from paper_archive.model import InputError
from paper_archive.text.english import plural


@click.command()
@click.argument("folder", type=options.PATH, metavar="[DIR]", default=Path())
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--force", is_flag=True, help="Also replace files that you have changed.")
def upgrade(folder: Path, yes: bool, force: bool) -> None:
    """Bring workflows and settings to the installed version.

    Shows the difference first. Names files that you have changed, and keeps them. Never touches
    listings, corrections, pages, README.md and mkdocs.yml.
    """
    if not (folder / options.MKDOCS_YML).exists():
        raise options.NoArchive(folder / options.MKDOCS_YML)
    try:
        comparison = Upgrade.of(folder, force)
        if comparison.changes:
            out.print(*differences(comparison.changes).split("\n"))
        for change in comparison.changes:
            if not change.is_done(force):
                warn(f"{change.path}: {_kept(change)}")
        if not comparison.is_needed and not any(
            change.is_done(force) for change in comparison.changes
        ):
            out.print(f"Nothing to do: every file is that of version {__version__}, or yours.")
            _warn_of_another_version(comparison)
            return
        if not yes:
            if not sys.stdin.isatty():
                err.print("Nothing was written: --yes writes it.")
                return
            click.confirm("Write this?", abort=True)
        done = comparison.write(force)
    except InputError as error:
        fail(*map(str, error.problems))
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror or error}")
    _warn_of_another_version(comparison)
    written = sum(change.new is not None for change in done)
    gone = f", {len(done) - written:,} deleted" if written < len(done) else ""
    versions = f"From version {comparison.record.version} to {__version__}"
    out.print(f"{versions}: {plural(written, 'file')} written{gone}.")


def _warn_of_another_version(upgraded: Upgrade) -> None:
    """Say so where the workflows would go on with another version than this one."""
    if upgraded.installs not in ("", __version__):
        warn(
            f"requirements.txt: the workflows install version {upgraded.installs}, and this is "
            f"{__version__}: name it there"
        )


def _kept(change: Change) -> str:
    """Why a file stays as it is."""
    if change.new is None:
        return f"version {__version__} does without it, but you have changed it (delete it)"
    did = "deleted" if change.now is None else "changed"
    return f"you have {did} it, so it stays so (--force replaces it)"

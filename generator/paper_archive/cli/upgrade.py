"""`paper-archive upgrade`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from paper_archive import __version__
from paper_archive.cli import arrivals, options
from paper_archive.cli.terminal import err, fail, note, out, warn
from paper_archive.init import program, requirements
from paper_archive.init.change import Change, differences
from paper_archive.init.kept_files import FORMER, Upgrade
from paper_archive.init.manifest import HOSTS, PATH, Contents
from paper_archive.model import InputError
from paper_archive.text.english import plural

_WHAT_TO_DO = (
    "take over by hand what you want of these differences, or run `paper-archive upgrade --force`, "
    "which replaces the files; `git diff` then shows what of yours is gone"
)

_RESTORED = (
    "What was missing is back as it was. There is nothing to commit, unless you committed that it "
    "was gone."
)


@click.command()
@click.argument("folder", type=options.PATH, metavar="[DIR]", default=Path())
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--force", is_flag=True, help="Also replace files that you have changed.")
@click.option(
    "--host",
    type=click.Choice(HOSTS),
    help="Move to the workflows of another host.  [default: that of the archive]",
)
def upgrade(folder: Path, yes: bool, force: bool, host: str | None) -> None:
    """Bring workflows and settings to the installed version.

    Shows the difference first. Names files that you have changed, and keeps them. Never touches
    listings, corrections, pages, README.md and mkdocs.yml.
    """
    if not (folder / options.MKDOCS_YML).exists():
        raise options.NoArchive(folder / options.MKDOCS_YML)
    try:
        comparison = Upgrade.of(folder, force, host or "")
        coming = [change for change in comparison.changes if change.is_done(force)]
        staying = [change for change in comparison.changes if not change.is_done(force)]
        if coming:
            out.print(*differences(coming).split("\n"))
        if staying:
            out.print("These differences stay:", *differences(staying).split("\n"))
        for change in staying:
            warn(f"{change.path}: {_kept(change)}")
        if any(change.new is not None for change in staying):
            note(_WHAT_TO_DO)
        if comparison.owners:
            note(
                f"{', '.join(comparison.owners)}: yours, and kept (--force replaces what is yours)"
            )
        _tell_of_packages(coming, comparison.files)
        for change in coming:
            if change.path.startswith(FORMER):
                warn(f"{program.PATH}: is not the program that runs; it moves to {change.path}")
        if not comparison.is_needed and not coming:
            out.print(f"Nothing to do: every file is that of version {__version__}, or yours.")
            return
        out.print(*_summary(coming))
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
    written = sum(change.new is not None for change in done)
    gone = f", {len(done) - written:,} deleted" if written < len(done) else ""
    old = comparison.record.version
    versions = f"From version {old} to {__version__}" if old != __version__ else f"Version {old}"
    out.print(f"{versions}: {plural(written, 'file')} written{gone}. {_program(comparison, done)}")
    if done and old == __version__ and all(map(comparison.restores, done)):
        out.print(_RESTORED)
    elif done and any((parent / ".git").exists() for parent in (folder, *folder.resolve().parents)):
        arrivals.print_git(_git_commands(folder, done), dry_run=False)


def _tell_of_packages(coming: Sequence[Change], files: Mapping[str, Contents]) -> None:
    """Say which packages of the owner move to their own file, and what is wrong with them there."""
    change = next((each for each in coming if each.path == requirements.OWN), None)
    if change is None or isinstance(change.now, bytes) or not isinstance(change.new, str):
        return
    packages = requirements.moved(change.now or "", change.new)
    if packages:
        to = f"{requirements.OWN}, which is installed after the rest"
        note(f"{requirements.PATH}: {', '.join(packages)}: moved to {to}")
    for line, pinned in requirements.clashes(packages, str(files.get(requirements.PINS, ""))):
        what = f"{line} replaces the version that paper-archive is tested with, {pinned}"
        warn(f"{requirements.OWN}: {what} (take the line out, unless you need it)")


def _program(comparison: Upgrade, done: Sequence[Change]) -> str:
    """What became of the program that the archive installs."""
    change = next((each for each in done if each.path == requirements.PATH), None)
    if change and comparison.restores(change):
        return "It installs the same program."
    before, now = (change.now, change.new) if change else ("", "")
    old, new = (requirements.digest(str(text or "")) for text in (before, now))
    if old == new:
        return "It installs the same program."
    former = f", before {old[:12]}…" if old else ""
    return f"It installs another program: sha256 {new[:12]}…{former}"


def _git_commands(folder: Path, done: Sequence[Change]) -> list[str]:
    """The commands that publish what was written and deleted."""
    at = "" if folder == Path() else f" -C {shlex.quote(str(folder))}"
    paths = " ".join(map(shlex.quote, sorted({*(change.path for change in done), PATH})))
    return [
        f"git{at} add --all {paths}",
        f'git{at} commit -m "Upgrade to paper-archive {__version__}"',
        f"git{at} push",
    ]


def _summary(coming: Sequence[Change]) -> Iterator[str]:
    """What will be written and deleted, below diffs that may fill many screens."""
    written = [change.path for change in coming if change.new is not None]
    deleted = [change.path for change in coming if change.new is None]
    if written:
        yield f"{plural(len(written), 'file')} to write: {', '.join(written)}"
    if deleted:
        yield f"{plural(len(deleted), 'file')} to delete: {', '.join(deleted)}"


def _kept(change: Change) -> str:
    """Why a file stays as it is."""
    if change.new is None:
        return f"version {__version__} does without it, but you have changed it (delete it)"
    did = "deleted" if change.now is None else "changed"
    return f"you have {did} it, so it stays so (--force replaces it)"

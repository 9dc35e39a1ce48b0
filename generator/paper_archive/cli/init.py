"""`paper-archive init`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from paper_archive.cli import options
from paper_archive.cli.terminal import fail, out, warn
from paper_archive.init.create import create, repository_around
from paper_archive.model import InputError
from paper_archive.resources import DEFAULT, vocabularies
from paper_archive.text.english import plural


@click.command()
@click.argument("folder", type=options.PATH, metavar="DIR")
@click.option("--name", help="Name of the archive.  [default: that of the folder]")
@click.option(
    "--tags",
    metavar="NAME",
    help="Vocabulary of tags: default (machine learning), biology, mathematics, physics or empty.  "
    "[default: default; asked for at a terminal]",
)
def init(folder: Path, name: str | None, tags: str | None) -> None:
    """Create an archive of your own.

    Writes settings, workflows, a sample listing and a README into DIR, and overwrites nothing.
    """
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    try:
        if tags is None:
            tags = _ask_for_tags() if asks else DEFAULT
        written = create(folder, folder.resolve().name if name is None else name, tags)
    except InputError as error:
        fail(*map(str, error.problems))
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror or error}")
    if around := repository_around(folder):
        warn(f"{folder}: is inside the git repository {around}, of which GitHub runs no workflows")
    out.print(f"{plural(len(written), 'file')} in {folder}. Next:")
    if folder.resolve() != Path.cwd():
        out.print(f"  cd {shlex.quote(str(folder))}")
    out.print("  git init --initial-branch=main", "  paper-archive build")
    out.print("README.md says the rest.")


def _ask_for_tags() -> str:
    """Ask until the answer is the name of a vocabulary."""
    out.print("Which tags should papers get? The default ones are for machine learning.")
    names = click.Choice(list(vocabularies()))
    tags: str = click.prompt("Tags", DEFAULT, type=names)
    return tags

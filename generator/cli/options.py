"""Options that several commands take."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

PATH = click.Path(path_type=Path)

config_file = click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default="mkdocs.yml",
    show_default=True,
    help="MkDocs configuration.",
)
listings = click.option(
    "--listings",
    type=PATH,
    multiple=True,
    metavar="PATH",
    help="File or folder of listings; may be repeated.  [default: from mkdocs.yml]",
)
year = click.option(
    "--year",
    type=click.IntRange(1900, 2999),
    help="Year of listings whose page and folder name none.",
)


def must_exist(paths: Iterable[Path]) -> None:
    """Refuse a path of `--listings` that is not there: wrong usage."""
    for path in paths:
        if not path.exists():
            raise click.BadParameter(f"'{path}' does not exist", param_hint="--listings")

"""Options that several commands take, and the settings that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import click

from paper_archive import config
from paper_archive.cli.terminal import fail, warn
from paper_archive.listing.dates.plausible import FIRST_YEAR, LAST_YEAR, WRITE_DAY, is_possible
from paper_archive.model import InputError
from paper_archive.text.typed_day import typed_day

MKDOCS_YML = "mkdocs.yml"


class _Day(click.ParamType[datetime]):
    """A day of a listing, as people type it (see `text.typed_day`); its midnight."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, datetime):
            return value
        try:
            day = typed_day(value, datetime.now(UTC).date())
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)
        if not is_possible(day):
            self.fail(f"{day} is not a day of a listing: {WRITE_DAY}", param, ctx)
        return datetime.combine(day, time.min)


class NoArchive(click.ClickException):
    """A command stands where there is no archive: wrong usage, in one sentence."""

    exit_code = 2

    def __init__(self, file: Path | str = MKDOCS_YML, also: str = "") -> None:
        here = f"no {file} here" if str(file) == MKDOCS_YML else f"no {file}"
        super().__init__(
            f"this is no archive, there is {here}: go to the folder of one, or make one with "
            f"`paper-archive init`{also}"
        )


class _ConfigFile(click.Path):
    """A configuration that exists."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not Path(value).exists():
            raise NoArchive(value)
        return super().convert(value, param, ctx)


def latest_day() -> date:
    """Return the last day that a listing can be from: tomorrow (UTC), which has begun somewhere."""
    return datetime.now(UTC).date() + timedelta(days=1)


DAY = _Day()


class _Path(click.Path):
    """A path. An empty one, as of a variable that is not set, would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("it is empty (name a path; . is the current folder)", param, ctx)
        return super().convert(value, param, ctx)


class _Executor(click.ParamType[str]):
    """Where work is shared out to: processes, or the address of a scheduler of Dask."""

    name = "executor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value != PROCESSES and not _DASK.fullmatch(value):
            self.fail(
                f"{value!r} is neither `{PROCESSES}` nor an address like dask://127.0.0.1:8786",
                param,
                ctx,
            )
        return value


PROCESSES = "processes"
_DASK = re.compile(r"dask://[^/\s]+:\d{1,5}")
EXECUTOR = _Executor()
PATH = _Path(path_type=Path)
CONFIG_FILE = _ConfigFile(dir_okay=False, path_type=Path)


def _columns(_: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    if not values:
        return {}
    from paper_archive.listing.tables.renamed_columns import columns_of

    try:
        return columns_of(values)
    except ValueError as error:
        raise click.BadParameter(str(error), param=option) from None


columns = click.option(
    "--columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=NAME",
    help="Names of columns in a table, as in title=Titel,abstract=Zusammenfassung.",
)
config_file = click.option(
    "-f",
    "--config-file",
    type=CONFIG_FILE,
    default=MKDOCS_YML,
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
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    help="Year of listings that give no year.",
)
curation = click.option(
    "--curation",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of corrections by hand.  [default: from mkdocs.yml]",
)
site_dir = click.option(
    "--site-dir", type=PATH, help="Folder of the site.  [default: from mkdocs.yml]"
)


def settings(config_file: Path, **overrides: Any) -> config.Settings:
    """Read `mkdocs.yml`; what a command's options say (see `config.Overrides`) prevails.

    Where it cannot be used, the command fails and says why.
    """
    must_exist(overrides.get("listings", ()))
    try:
        loaded = config.load(config_file, config.Overrides(**overrides))
    except InputError as error:
        fail(*map(str, error.problems))
    for problem in loaded.problems:
        warn(str(problem))
    return loaded


def must_exist(paths: Iterable[Path]) -> None:
    """Refuse a path of `--listings` that does not exist: wrong usage."""
    for path in paths:
        if not path.exists():
            raise click.BadParameter(f"'{path}' does not exist", param_hint="--listings")

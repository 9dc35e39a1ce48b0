"""Options that several commands take, and what they make of `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paper_archive.cli.terminal import fail, show_mkdocs_log, warn
from paper_archive.listing.sources import find
from paper_archive.model import InputError
from paper_archive.pipeline import Progress, Result, build

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from paper_archive.mkdocs_plugin import PaperArchivePlugin

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
curation = click.option(
    "--curation",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of corrections by hand.  [default: from mkdocs.yml]",
)


@dataclass(frozen=True, slots=True)
class Setup:
    """MkDocs' configuration and the plugin in it, with the options of the command applied."""

    config: MkDocsConfig
    plugin: PaperArchivePlugin

    def gather(self, show: Progress) -> Result:
        """Read and merge the listings; problems are printed. Without any, the command fails."""
        inputs = self.plugin.inputs(self.config)
        if not find(path for path in inputs.listings if path.exists()):
            fail(f"no listing found in {', '.join(map(str, inputs.listings))}")
        try:
            result = build(inputs, self.plugin.tags(self.config), progress=show)
        except InputError as error:
            fail(str(error))
        for problem in result.problems:
            warn(str(problem))
        return result


def load(
    config_file: Path,
    listings: Iterable[Path] = (),
    year: int | None = None,
    curation: Path | None = None,
    **settings: Any,
) -> Setup:
    """Load `mkdocs.yml` and let the options of a command replace what it says.

    `settings` are MkDocs' own. Where the file cannot be used, the command fails and says why.
    """
    # MkDocs takes a moment to import, which `--help` and `check` need not wait for.
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    must_exist(listings)
    show_mkdocs_log()
    try:
        config = load_config(str(config_file), **settings)
        plugin = config.plugins["paper-archive"]
    except (ConfigurationError, Abort) as error:
        fail(f"{config_file}: {error}")
    except KeyError:
        fail(f"{config_file}: add 'paper-archive' to its plugins")
    if given := [str(Path.cwd() / path) for path in listings]:
        plugin.config.listings = given
    if curation:
        plugin.config.curation = str(curation.resolve())
    plugin.config.year = year or plugin.config.year
    return Setup(config, plugin)


def must_exist(paths: Iterable[Path]) -> None:
    """Refuse a path of `--listings` that is not there: wrong usage."""
    for path in paths:
        if not path.exists():
            raise click.BadParameter(f"'{path}' does not exist", param_hint="--listings")

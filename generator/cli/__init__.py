"""The command line: the only place for exit codes and printing. One module a command.

Exit codes: 0 fine (problems are reported), 1 problems under --strict, no listing found, a failed
build, a listing that was refused or a day that failed, 2 wrong usage.
"""

from __future__ import annotations

import gc

import click

from generator import __version__
from generator.cli.add import add
from generator.cli.build import build
from generator.cli.check import check
from generator.cli.curate import curate
from generator.cli.fetch import fetch
from generator.cli.search import search
from generator.cli.tags import tags


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="paper-archive")
def main() -> None:
    """Turn saved daily listings of papers into a permanent, searchable static site."""
    # Next to nothing here is garbage: looking for it among a million texts takes a tenth of a
    # build.
    gc.set_threshold(100_000)


for command in (add, build, check, curate, fetch, search, tags):
    main.add_command(command)

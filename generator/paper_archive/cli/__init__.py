"""The command line: the only place for exit codes and printing. One module per command.

Exit codes: 0 fine (problems are reported), 1 problems under --strict, no listing found, a failed
build, a listing that was refused or a day that failed, 2 wrong usage.
"""

from __future__ import annotations

import gc
from importlib import import_module

import click

from paper_archive import __version__

COMMANDS = (
    "add", "build", "bundle", "check", "curate", "diff", "digest", "fetch", "init", "measure",
    "search", "tags", "upgrade",
)  # fmt: skip


class Commands(click.Group):
    """Imports a command once it is asked for: a build need not wait for what `fetch` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"paper_archive.cli.{cmd_name}"), cmd_name)
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="paper-archive")
def main() -> None:
    """Turn saved daily listings of papers into a permanent, searchable static site."""
    # Next to nothing here is garbage: looking for it among a million texts takes a tenth of a
    # build.
    gc.set_threshold(100_000)

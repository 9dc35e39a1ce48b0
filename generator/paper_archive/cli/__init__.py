"""The command line: the only place for exit codes and printing. One module per command.

Exit codes: 0 fine (problems are reported), 1 problems under --strict, no listing found, a failed
build, a listing that was refused or a day that failed, 2 wrong usage.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from paper_archive import __version__
from paper_archive.cli import terminal

COMMANDS = (
    "add", "build", "bundle", "check", "curate", "diff", "digest", "fetch", "import", "init",
    "measure", "publish", "search", "tags", "upgrade",
)  # fmt: skip


class Commands(click.Group):
    """Imports a command once it is asked for: a build need not wait for what `fetch` needs."""

    def main(  # type: ignore[override] # click's has overloads
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Run a command. What click says of wrong usage is printed as everything else is."""
        terminal.replace_what_cannot_be_encoded()
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except click.ClickException as wrong:
            if not standalone_mode:
                raise
            terminal.usage_error(wrong)
            code = wrong.exit_code
        except click.Abort:
            if not standalone_mode:
                raise
            terminal.err.print("Aborted!")
            code = 1
        return sys.exit(code or 0) if standalone_mode else code

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"paper_archive.cli.{name}"), name)
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="paper-archive")
def main() -> None:
    """Turn saved daily listings of papers into a permanent, searchable static site."""
    # Next to nothing here is garbage in circles: looking for it in a million texts is in vain.
    gc.disable()

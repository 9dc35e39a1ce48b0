"""Printing: results to standard output; problems, errors and progress to standard error."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from typing import NoReturn, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from paper_archive.progress import Progress, quietly

T = TypeVar("T")
# Control characters but for tab and line feed, and halves of surrogate pairs.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Into a file or a pipe, tables are as wide as they need to be.
out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def warn(message: str) -> None:
    """Report a problem that does not stop the command."""
    err.print(f"[yellow]warning[/]: {_as_text(message)}")


def note(message: str) -> None:
    """Explain what a command does."""
    err.print(f"note: {_as_text(message)}")


def error(message: str) -> None:
    """Report what stops the command."""
    err.print(f"[red]error[/]: {_as_text(message)}")


def printable(text: str) -> str:
    """Return a text that can be encoded and cannot move the terminal's cursor."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _as_text(message: str) -> str:
    """What a listing says must not be markup here."""
    return escape(printable(message))


def fail(message: str) -> NoReturn:
    """Report what stops the command, and stop with exit code 1."""
    error(message)
    sys.exit(1)


def print_json(value: object) -> None:
    """Print a value for programs to read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(*columns: str, numbers: Iterable[str]) -> Table:
    """A plain table; `numbers` are further columns, flush right."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        grid.add_column(name, overflow="fold")
    for name in numbers:
        grid.add_column(name, justify="right")
    return grid


def progress(quiet: bool) -> Progress:
    """A bar on the terminal; nothing where there is none."""
    if quiet or not err.is_terminal:
        return quietly

    def bar(items: Iterable[T], what: str, total: int) -> Iterable[T]:
        return track(items, what, total, console=err, transient=True)

    return bar


class _MkDocsLog(logging.Handler):
    """Shows MkDocs' warnings and errors, in which the plugin's problems come too."""

    def emit(self, record: logging.LogRecord) -> None:
        # `config.py` has reported these, with their lines.
        if "Plugin 'paper-archive' option" in record.getMessage():
            return
        message = record.getMessage().removeprefix("paper-archive: ")
        (error if record.levelno >= logging.ERROR else warn)(message)


def show_mkdocs_log() -> None:
    """Print what MkDocs logs from warnings on."""
    log = logging.getLogger("mkdocs")
    log.handlers = [_MkDocsLog(logging.WARNING)]
    log.propagate = False

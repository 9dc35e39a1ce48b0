"""Printing: results to standard output; problems, errors and progress to standard error.

The only module that prints. Whatever it is handed is text: no markup, no escape sequence, and no
line that a log takes for a command (see `text.printable`).
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from paper_archive.progress import Progress, quietly
from paper_archive.text.printable import printable, printable_json, without_commands

if TYPE_CHECKING:
    # Rich is slow to import, and only colours, tables and bars need it.
    from rich.console import Console
    from rich.text import Text

T = TypeVar("T")
# A cell: a text, or lines of pieces (text, style).
Cell = str | Sequence[Sequence[tuple[str, str]]]
_REPORTED = (
    ("Plugin 'paper-archive' option",),
    (".md", "is included in the 'nav' configuration, which is not found"),
)
# With these Rich takes a file for a terminal.
_FORCING = ("FORCE_COLOR", "TTY_COMPATIBLE")
WIDTH_OF_FILES = 200  # Into a file or a pipe, tables are as wide as they need to be.


class _Stream:
    """Standard output or error, as it is when it is written to, without commands of a log."""

    def __init__(self, name: str) -> None:
        self._name = name

    def write(self, text: str) -> int:
        """Write a text. Where a table breaks a title, its rest may begin a line."""
        try:
            written: int = getattr(sys, self._name).write(without_commands(text))
        except BrokenPipeError:
            self._stop()
        return written

    def flush(self) -> None:
        """Send what was written."""
        try:
            getattr(sys, self._name).flush()
        except BrokenPipeError:
            self._stop()

    def _stop(self) -> NoReturn:
        """Stop without a word where nobody reads any more, as in `upgrade | head`."""
        # Python would report what is left in the buffer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), getattr(sys, self._name).fileno())
        sys.exit(1)

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(sys, self._name), name)


class Table:
    """A plain table of texts; `numbers` are further columns, flush right."""

    def __init__(self, *columns: str, numbers: Iterable[str]) -> None:
        from rich.table import Table as Grid

        self.grid = Grid(box=None, pad_edge=False, header_style="bold")
        for name in columns:
            self.grid.add_column(name, overflow="fold")
        for name in numbers:
            self.grid.add_column(name, justify="right")

    def add_row(self, *cells: Cell) -> None:
        """Add a row."""
        from rich.text import Text

        self.grid.add_row(*(_text(((cell, ""),)) if isinstance(cell, str) else
                            Text("\n").join(map(_text, cell)) for cell in cells))  # fmt: skip


class Printer:
    """Prints to one of the two streams."""

    def __init__(self, stream: str) -> None:
        self._name = stream
        self._is_terminal = getattr(sys, stream).isatty()
        # Rich asks a file only for what `_Stream` passes on.
        self._file: Any = _Stream(stream)

    @cached_property
    def console(self) -> Console:
        """What prints colours and tables."""
        from rich.console import Console

        return Console(
            file=self._file,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
            width=None if self._is_terminal or self._name == "stderr" else WIDTH_OF_FILES,
        )

    def print(self, *lines: str, style: str = "") -> None:
        """Print each text as one line; an empty line without any."""
        for line in lines or ("",):
            self.pieces((line, style))

    def pieces(self, *pieces: tuple[str, str]) -> None:
        """Print one line of pieces (text, style)."""
        line = "".join(printable(text) for text, _ in pieces)
        if self._has_colours or "\t" in line:  # Rich knows how wide signs are.
            self.console.print(_text(pieces))
        else:  # Rich would print the same, and take a second for 5,000 problems.
            self._file.write(f"{line}\n")
            self._file.flush()

    @cached_property
    def _has_colours(self) -> bool:
        may_have = self._is_terminal or any(map(os.environ.get, _FORCING))
        return may_have and self.console.color_system is not None

    def table(self, rows: Table) -> None:
        """Print a table."""
        self.console.print(rows.grid)


out = Printer("stdout")
err = Printer("stderr")


def _text(pieces: Iterable[tuple[str, str]]) -> Text:
    from rich.text import Text

    return Text.assemble(*((printable(text), style) for text, style in pieces))


def warn(message: str) -> None:
    """Report a problem that does not stop the command."""
    err.pieces(("warning", "yellow"), (f": {message}", ""))


def note(message: str) -> None:
    """Explain what a command does."""
    err.print(f"note: {message}")


def error(message: str) -> None:
    """Report what stops the command."""
    err.pieces(("error", "red"), (f": {message}", ""))


def fail(*messages: str) -> NoReturn:
    """Report what stops the command, and stop with exit code 1."""
    for message in messages:
        error(message)
    sys.exit(1)


def print_json(value: object) -> None:
    """Print a value for programs to read, who get back every character of it."""
    utf8 = (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf8")
    encoded = json.dumps(value, ensure_ascii=not utf8, indent=2)
    sys.stdout.write(printable_json(encoded) + "\n")


def usage_error(wrong: click.ClickException) -> None:
    """Report wrong usage as click does, which quotes what was typed."""
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        # Its message is the help, which quotes nothing.
        text = wrong.format_message()
    else:
        shown = io.StringIO()
        wrong.show(shown)
        # Click's own line feeds stay; those of an argument do not.
        text = shown.getvalue().replace(wrong.message or "\n", printable(wrong.message) or "\n")
    err.print(*text.removesuffix("\n").split("\n"))


def is_conversation() -> bool:
    """Whether a person is there who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def is_terminal(*, errors: bool = False) -> bool:
    """Whether the output, or the output of errors, goes to a terminal."""
    return (sys.stderr if errors else sys.stdout).isatty()


def replace_what_cannot_be_encoded() -> None:
    """Let both streams print `?` for a character that their encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def progress(quiet: bool) -> Progress:
    """A bar on the terminal; nothing where there is none."""
    # Not where colours are only asked for: in a log a bar would be hundreds of lines.
    if quiet or not sys.stderr.isatty():
        return quietly
    from rich.progress import track

    def bar(items: Iterable[T], what: str, total: int) -> Iterable[T]:
        return track(items, what, total, console=err.console, transient=True)

    return bar


class _MkDocsLog(logging.Handler):
    """Shows MkDocs' warnings and errors, in which the plugin's problems come too."""

    def emit(self, record: logging.LogRecord) -> None:
        # These are reported with their lines, by `config.py` and `site/nav.py`.
        if any(all(words in record.getMessage() for words in said) for said in _REPORTED):
            return
        first, *others = record.getMessage().removeprefix("paper-archive: ").split("\n")
        (error if record.levelno >= logging.ERROR else warn)(first)
        for line in others:
            err.print(f"  {line}")


def show_mkdocs_log() -> None:
    """Print what MkDocs logs from warnings on."""
    log = logging.getLogger("mkdocs")
    log.handlers = [_MkDocsLog(logging.WARNING)]
    log.propagate = False

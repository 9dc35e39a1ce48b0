"""The log of `mkdocs build` and `mkdocs serve`, which says what files and pages are called."""

from __future__ import annotations

import logging
from collections.abc import Callable

from paper_archive.listing.decoding.surrogates import whole
from paper_archive.model import Problem
from paper_archive.paths import is_strange
from paper_archive.text.printable import printable, without_commands

Log = logging.Logger | logging.LoggerAdapter[logging.Logger]


class _Printable(logging.Filter):
    """Lets every record through, as text that is safe to print; its own line feeds stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        lines = record.getMessage().split("\n")
        record.msg, record.args = without_commands("\n".join(map(printable, lines))), ()
        return True


def reporting(log: Log) -> Callable[[Problem], None]:
    """Return a function that logs a problem as one line.

    From now on whatever MkDocs logs is safe to print too, and what other plugins log.
    """
    for handler in logging.getLogger("mkdocs").handlers:
        if not any(isinstance(known, _Printable) for known in handler.filters):
            handler.addFilter(_Printable())
    return lambda problem: log.warning("%s", printable(str(problem)))


def noting(log: Log) -> Callable[[str], None]:
    """Return a function that logs a note as one line, which fails no build."""
    return lambda note: log.info("%s", printable(note))


def is_left_out(path: str | None, page: str, log: Log) -> bool:
    """Tell whether MkDocs would stop or wait at a file, and warn if it would.

    `page` is the file's address among the pages, "" if it is none.
    """
    if path is None:
        return False
    if whole(page) != page:  # Its address could not be written.
        reason = "its name is not UTF-8; rename it"
    elif is_strange(path):
        reason = "it is no file"
    else:
        return False
    log.warning("%s", printable(f"{path} is left out: {reason}"))
    return True

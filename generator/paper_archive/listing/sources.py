"""Finds listings on disk; no other module opens them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from paper_archive.listing import read, read_stream
from paper_archive.model import InputError, Listing, Problem, Source
from paper_archive.paths import contents, opened, walk

UNREADABLE = "unreadable"


def find(paths: Iterable[Path]) -> list[Path]:
    """Return the files under `paths` in order, without duplicates.

    Symbolic links are followed; hidden files and folders are left out. Broken links, pipes and
    devices are returned too, and reported when they are read.
    """
    files: dict[str, Path] = {}
    for path in paths:
        for file in _files(path) if os.path.isdir(path) else [path]:  # noqa: PTH112 - see `paths`
            files.setdefault(os.path.realpath(file), file)
    return sorted(files.values())


def _files(folder: Path) -> Iterator[Path]:
    for parent, names in walk(folder, leave_out=_is_hidden):
        yield from (Path(parent, name) for name in names if not _is_hidden(name))


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def load(
    file: Path,
    name: str,
    year: int | None,
    day: date | None = None,
    columns: Mapping[str, str] | None = None,
) -> list[Listing]:
    """Return the listings of a file; if it cannot be read, one listing that reports the error.

    `name` is the name to show; `year` and `day` are those of `read_stream`. `columns` are names of
    columns of a table, by field. Raises InputError if one of them is missing.
    """
    try:
        if columns:
            from paper_archive.listing.tables.renamed_columns import renamed

            return read(renamed(Source(name, contents(file)), columns), year, day)
        with opened(file) as stream:
            return read_stream(name, stream, year, day)
    except OSError as error:
        return [Listing(name, UNREADABLE, None, (), (_unreadable(name, error),))]


def open_source(file: Path, root: Path, *, typed: bool = False) -> Source:
    """Read a file; its name is relative to `root`, or that of `typed_name`.

    Raises InputError if it cannot be read.
    """
    name = (typed_name if typed else name_of)(file, root)
    try:
        return Source(name, contents(file))
    except OSError as error:
        raise InputError(_unreadable(name, error)) from error


def name_of(file: Path, root: Path) -> str:
    """Return the name to show for a file: its path relative to `root`, with forward slashes."""
    try:
        return Path(os.path.relpath(file, root)).as_posix()
    except ValueError:  # On another drive.
        return file.as_posix()


def typed_name(file: Path, root: Path) -> str:
    """Return the name to show for a file that a person named: as typed, if it is not in `root`."""
    name = name_of(file, root)
    return file.as_posix() if file.is_absolute() and name.startswith("../") else name


def _unreadable(name: str, error: OSError) -> Problem:
    what = f"cannot be read: {error.strerror or error}"
    is_folder = error.errno == errno.EISDIR
    fix = "name the files in it" if is_folder else "check the file and its permissions"
    return Problem(name, 0, what, fix)

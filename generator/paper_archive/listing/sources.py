"""Finds listings on disk; no other module opens them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from paper_archive.listing import read_stream
from paper_archive.model import InputError, Listing, Problem, Source

UNREADABLE = "unreadable"


def find(paths: Iterable[Path]) -> list[Path]:
    """Return the files under `paths` in order, without duplicates.

    Symbolic links are followed; hidden files and folders are left out. Broken links are returned
    too, and reported when they are read.
    """
    files: dict[Path, Path] = {}
    for path in paths:
        for file in _files(path) if path.is_dir() else [path]:
            hidden = file != path and file.name.startswith(".")
            # Reading a pipe or a device might never end.
            if not hidden and (file.is_file() or file.is_symlink() or file == path):
                files.setdefault(file.resolve(), file)
    return sorted(files.values())


def _files(folder: Path) -> Iterator[Path]:
    seen: set[Path] = set()
    for parent, folders, files in os.walk(folder, followlinks=True):
        real = Path(parent).resolve()
        # A link may lead to a folder above it, and round in circles.
        folders[:] = [] if real in seen else sorted(f for f in folders if not f.startswith("."))
        if real not in seen:
            yield from (Path(parent, file) for file in sorted(files))
        seen.add(real)


def load(file: Path, name: str, year: int | None, day: date | None = None) -> list[Listing]:
    """Return the listings of a file; if it cannot be read, one listing that reports the error.

    `name` is the name to show; `year` and `day` are those of `read_stream`.
    """
    try:
        with file.open("rb") as stream:
            return read_stream(name, stream, year, day)
    except OSError as error:
        return [Listing(name, UNREADABLE, None, (), (_unreadable(name, error),))]


def open_source(file: Path, root: Path) -> Source:
    """Read a file; its name is relative to `root`. Raises InputError if it cannot be read."""
    name = name_of(file, root)
    try:
        return Source(name, file.read_bytes())
    except OSError as error:
        raise InputError(_unreadable(name, error)) from error


def name_of(file: Path, root: Path) -> str:
    """Return the name to show for a file: its path relative to `root`, with forward slashes."""
    try:
        return Path(os.path.relpath(file, root)).as_posix()
    except ValueError:  # On another drive.
        return file.as_posix()


def _unreadable(name: str, error: OSError) -> Problem:
    what = f"cannot be read: {error.strerror or error}"
    return Problem(name, 0, what, "check the file and its permissions")

"""Finding listings on disk: the only place that opens them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from paper_archive.listing import read_stream
from paper_archive.model import InputError, Listing, Problem, Source

UNREADABLE = "unreadable"


def find(paths: Iterable[Path]) -> list[Path]:
    """Return the files under `paths` in order, each once, links followed; hidden files and
    folders are left out. Links that lead nowhere are among them: reading tells."""
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files(path) if path.is_dir() else [path]:
            hidden = file != path and file.name.startswith(".")
            # A pipe or a device could be read for ever.
            if not hidden and (file.is_file() or file.is_symlink() or file == path):
                found.setdefault(file.resolve(), file)
    return sorted(found.values())


def _files(folder: Path) -> Iterator[Path]:
    seen: set[Path] = set()
    for parent, folders, files in os.walk(folder, followlinks=True):
        real = Path(parent).resolve()
        # A link may lead to a folder above it.
        folders[:] = [] if real in seen else sorted(f for f in folders if not f.startswith("."))
        if real not in seen:
            yield from (Path(parent, file) for file in sorted(files))
        seen.add(real)


def load(file: Path, name: str, year: int | None, given: date | None = None) -> list[Listing]:
    """Return the listings of a file; of one that cannot be read, one that says so.

    `name` is the one to show, `given` the day that a person has given it.
    """
    try:
        with file.open("rb") as stream:
            return read_stream(name, stream, year, given)
    except OSError as error:
        return [Listing(name, UNREADABLE, None, (), (_unreadable(name, error),))]


def open_source(file: Path, root: Path) -> Source:
    """Read a file; its name is relative to `root`. Raises InputError where it cannot."""
    name = name_of(file, root)
    try:
        return Source(name, file.read_bytes())
    except OSError as error:
        raise InputError(_unreadable(name, error)) from error


def name_of(file: Path, root: Path) -> str:
    """The name to show for a file: its path relative to `root`, with forward slashes."""
    try:
        return Path(os.path.relpath(file, root)).as_posix()
    except ValueError:  # another drive
        return file.as_posix()


def _unreadable(name: str, error: OSError) -> Problem:
    what = f"cannot be read: {error.strerror or error}"
    return Problem(name, 0, what, "check the file and its permissions")

"""Finding listings on disk: the only place that opens them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.model import InputError, Problem, Source


def find(paths: Iterable[Path]) -> list[Path]:
    """Return the files under `paths` in order, each once; hidden files and folders are left out."""
    found: dict[Path, Path] = {}
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if not hidden and file.is_file():
                found.setdefault(file.resolve(), file)
    return sorted(found.values())


def load(files: Iterable[Path], root: Path) -> Iterator[Source | Problem]:
    """Yield each file, or why it cannot be read."""
    for file in files:
        try:
            yield open_source(file, root)
        except InputError as error:
            yield error.problem


def open_source(file: Path, root: Path) -> Source:
    """Read a file; its name is relative to `root`. Raises InputError where it cannot."""
    try:
        name = Path(os.path.relpath(file, root)).as_posix()
    except ValueError:  # another drive
        name = file.as_posix()
    try:
        return Source(name, file.read_bytes())
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        fix = "check the file and its permissions"
        raise InputError(Problem(name, 0, what, fix)) from error

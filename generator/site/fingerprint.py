"""Whether anything changed since the last build: of every file that a site is made of, its name,
size and time, and of the rest what it is. Contents are not read: at 50,000 papers that is 90 MB.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from generator.site.state import digest

PROGRAM = Path(__file__).parents[1]


def fingerprint(paths: Iterable[Path], settings: object) -> str:
    """Return a digest of files and folders, of this program's own files, and of `settings`."""
    parts = [repr(settings)]
    for path in (*paths, PROGRAM):
        parts.append(str(path))
        parts += [f"{name} {size} {time}" for name, size, time in sorted(_files(path))]
    return digest("\n".join(parts).encode("utf-8", "surrogateescape"))


def names(folder: Path) -> str:
    """Return a digest of the names of a folder's files."""
    found = (
        os.path.join(parent, name)  # noqa: PTH118 - a Path for each of 50,000 takes a second
        for parent, _, files in os.walk(folder)
        for name in files
    )
    return digest("\n".join(sorted(found)).encode("utf-8", "surrogateescape"))


def _files(path: Path) -> Iterable[tuple[str, int, int]]:
    if path.is_file():
        stat = path.stat()
        yield path.name, stat.st_size, stat.st_mtime_ns
    for parent, folders, files in os.walk(path, followlinks=True):
        folders[:] = [folder for folder in folders if folder != "__pycache__"]
        for name in files:
            stat = Path(parent, name).stat(follow_symlinks=Path(parent, name).exists())
            yield f"{parent}/{name}", stat.st_size, stat.st_mtime_ns

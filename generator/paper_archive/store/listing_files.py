"""The files of listings as the store knows them: whether one has to be read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from paper_archive.store.rows import iso
from paper_archive.store.store import FileRow, Store


@dataclass(frozen=True, slots=True)
class ListingFile:
    """A file of listings: where it is, its name to show, and the day that a person gave it."""

    path: Path
    name: str
    given: date | None = None


def is_as_read(store: Store, file: ListingFile, known: FileRow | None) -> bool:
    """Tell whether a file is still what the store has of it, by its size and time, else by its
    bytes: a fresh checkout has new times."""
    if known is None or known.given != iso(file.given):
        return False
    try:
        stat = file.path.stat()
        if (stat.st_size, stat.st_mtime_ns) == (known.size, known.time):
            return True
        if stat.st_size != known.size or _checksum(file.path) != known.checksum:
            return False
    except OSError:
        return False
    store.touch_file(file.name, stat.st_mtime_ns)
    return True


def seen(files: Iterable[ListingFile]) -> dict[str, FileRow]:
    """What files are like before they are read, by name: what is written meanwhile is read the
    next time."""
    rows = {}
    for file in files:
        try:
            stat = file.path.stat()
            found = (stat.st_size, stat.st_mtime_ns, _checksum(file.path))
        except OSError:
            found = (-1, 0, b"")
        rows[file.name] = FileRow(*found, iso(file.given))
    return rows


def _checksum(path: Path) -> bytes:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").digest()

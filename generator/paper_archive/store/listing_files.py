"""The files of listings as the store knows them, and how it notices that one has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from paper_archive.store.days import iso
from paper_archive.store.store import FileRow, Store


@dataclass(frozen=True, slots=True)
class ListingFile:
    """A file of listings: its path, its name in reports, and its day in `curation.yml`."""

    path: Path
    name: str
    day: date | None = None


def is_as_read(store: Store, file: ListingFile, known: FileRow | None) -> bool:
    """Tell whether the store has the present contents of a file.

    Size and time decide. If only the time differs, the checksum decides, because a fresh checkout
    has new times.
    """
    if known is None or known.day != iso(file.day):
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
    """Return the states of files by name.

    Call it before the files are read, so that a file that changes meanwhile is read again next
    time.
    """
    rows = {}
    for file in files:
        try:
            stat = file.path.stat()
            state = (stat.st_size, stat.st_mtime_ns, _checksum(file.path))
        except OSError:
            state = (-1, 0, b"")
        rows[file.name] = FileRow(*state, iso(file.day))
    return rows


def _checksum(path: Path) -> bytes:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").digest()

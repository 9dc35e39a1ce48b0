"""The files of listings as the store knows them, and how it notices that one has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from paper_archive.file_status import FileStatus, status_of
from paper_archive.paths import opened
from paper_archive.store.days import iso
from paper_archive.store.store import FileRow, Store

# Some 100,000 papers, whose entries take 700 MB of memory.
MOST_BYTES = 150_000_000
_UNREADABLE = FileStatus(-1, 0, 0)


@dataclass(frozen=True, slots=True)
class ListingFile:
    """A file of listings: its path, its name in reports, and its day in `curation.yml`."""

    path: Path
    name: str
    day: date | None = None


def is_as_read(store: Store, file: ListingFile, known: FileRow | None) -> bool:
    """Tell whether the store has the present contents of a file.

    Size and times decide (`file_status`). If only a time differs, the checksum decides, because a
    fresh checkout has new times.
    """
    if known is None or known.day != iso(file.day):
        return False
    try:
        status = status_of(file.path)
        if status == known.status:
            return True
        if status.size != known.status.size or _checksum(file.path) != known.checksum:
            return False
    except OSError:
        return False
    store.touch_file(file.name, status)
    return True


def in_parts(files: Iterable[ListingFile], most: int) -> Iterator[list[ListingFile]]:
    """Yield files in order, so many bytes of them together, or a larger one alone."""
    part: list[ListingFile] = []
    size = 0
    for file in files:
        try:
            of_file = file.path.stat().st_size
        except OSError:
            of_file = 0
        if part and size + of_file > most:
            yield part
            part, size = [], 0
        part.append(file)
        size += of_file
    if part:
        yield part


def seen(files: Iterable[ListingFile]) -> dict[str, FileRow]:
    """Return the states of files by name.

    Call it before the files are read, so that a file that changes meanwhile is read again next
    time.
    """
    rows = {}
    for file in files:
        try:
            status = status_of(file.path)
            row = FileRow(status, _checksum(file.path), iso(file.day))
        except OSError:
            row = FileRow(_UNREADABLE, b"", iso(file.day))
        rows[file.name] = row
    return rows


def _checksum(path: Path) -> bytes:
    with opened(path) as stream:
        return file_digest(stream, "sha256").digest()

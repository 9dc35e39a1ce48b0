"""Writing files: many small ones, and single ones that are there whole or not at all.

The many are written by `os.open`, because `Path.open` takes twice as long as the file itself.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Only Windows opens files as text by default.
_BINARY = getattr(os, "O_BINARY", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY
# A pipe in the place of a file is not waited for.
_READ = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0)


def write(path: str, data: bytes) -> tuple[int, int]:
    """Write a file; return its size in bytes and its time in ns. Raises OSError."""
    file = os.open(path, _WRITE, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        written = os.fstat(file)
        return written.st_size, written.st_mtime_ns
    finally:
        os.close(file)


def is_written(path: str, data: bytes) -> bool:
    """Tell whether a file exists and has these bytes. Raises OSError if it cannot be read."""
    try:
        file = os.open(path, _READ)
    except FileNotFoundError:
        return False
    try:
        # One byte more than expected is read, so that a longer file differs.
        return os.fstat(file).st_size == len(data) and os.read(file, len(data) + 1) == data
    finally:
        os.close(file)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`, and rename what was written there to `path`.

    A reader meets the old file or the new one, never half of it. Where the block raises,
    the temporary file is deleted and `path` stays as it is. Raises OSError, also for a path that is
    a device or a pipe, which a file must not replace.
    """
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError(errno.EINVAL, "it is no file", str(path))
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)  # It may be a link, which would be written through.
    try:
        yield temporary
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in (None, str(temporary)):
            error.filename = str(path)  # A full disk names no file.
        raise


def replace_file(path: Path, data: bytes) -> None:
    """Write a file, so that a reader meets the old one or the new one. Raises OSError.

    It is not flushed to the disk: a power cut may lose it.
    """
    with replacing(path) as temporary:
        write(str(temporary), data)


def create_file(path: Path, data: bytes) -> None:
    """Write a new file, whole or not at all, and its folders; it survives a power cut.

    Raises FileExistsError if the file exists, another OSError if it cannot be written.
    """
    _make_folder_of(path)
    beside = path.with_name(f".{path.name}.new-{os.getpid()}")
    beside.unlink(missing_ok=True)  # It may be a link, which would be written through.
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _take_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def move_to_new(file: Path, path: Path) -> None:
    """Move a finished file to a path that no file has, on the same disk, and make its folders.

    Raises FileExistsError if the path is taken, another OSError if the file cannot be moved.
    """
    _make_folder_of(path)
    _take_place(file, path)
    file.unlink(missing_ok=True)


def _make_folder_of(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, "its folder is a file") from error


def _take_place(file: Path, path: Path) -> None:
    """Let a file have a path too, or instead, unless the path is taken."""
    try:
        os.link(file, path)  # A rename would overwrite.
    except FileExistsError:
        raise
    except OSError:  # No hard links here, so an empty file reserves the place.
        path.open("xb").close()
        file.replace(path)

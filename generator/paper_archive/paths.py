"""Files and folders of people, which may be anything: links in circles, pipes, devices.

None of these functions waits for a pipe, opens a device, or follows links for ever. `pathlib`
differs between Python versions where links lead in a circle (before 3.13 `Path.resolve` raises
RuntimeError) and where a name is too long (`Path.is_file` raises OSError); `os.path` does not.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from unicodedata import normalize

# A pipe that took the place of a file meanwhile is not waited for.
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


def opened(path: str | Path) -> BufferedReader:
    """Open a file for reading. Raises OSError, also where it is no regular file."""
    _refuse_what_is_no_file(os.stat(path), path)  # noqa: PTH116 - a Path takes as long as the file
    descriptor = os.open(path, _READ)
    try:
        _refuse_what_is_no_file(os.fstat(descriptor), path)
        return open(descriptor, "rb")  # noqa: PTH123 - it has no path any more
    except BaseException:
        os.close(descriptor)
        raise


def contents(path: str | Path) -> bytes:
    """Return the bytes of a file. Raises OSError, also where it is no regular file."""
    with opened(path) as stream:
        return stream.read()


def _refuse_what_is_no_file(status: os.stat_result, path: str | Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(status.st_mode)), "special file")
        number = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL
        raise OSError(number, f"it is a {kind}, and no file", str(path))


def is_strange(path: str | Path) -> bool:
    """Tell whether a path leads to something that is neither a file nor a folder."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - as above
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def real(path: str | Path) -> Path:
    """Return a path without links, as far as they lead somewhere."""
    return Path(os.path.realpath(path))


def as_on_disk(path: Path) -> Path:
    """Return a path as the disk spells it, where it names a file that is there.

    Unicode can write é as one character or as e with an accent. macOS takes both for one name,
    other systems do not.
    """
    if str(path).isascii() or os.path.lexists(path):
        return path
    place = Path(path.anchor)
    for name in path.relative_to(path.anchor).parts:
        if not name.isascii() and not os.path.lexists(place / name):
            with suppress(OSError):
                wanted = normalize("NFC", name)
                names = (entry.name for entry in place.iterdir())
                same = [other for other in names if normalize("NFC", other) == wanted]
                name = min(same, default=name)
        place /= name
    return place


def walk(folder: str | Path, leave_out: Callable[[str], bool]) -> Iterator[tuple[str, list[str]]]:
    """Yield each folder under one, itself included, and the names of its files, in order.

    Links are followed, and a folder that several paths lead to is only visited by the first.
    Folders are left out by name.
    """
    seen: set[str] = set()
    for parent, folders, files in os.walk(folder, followlinks=True):
        place = os.path.realpath(parent)
        folders[:] = (
            [] if place in seen else sorted(name for name in folders if not leave_out(name))
        )
        if place not in seen:
            seen.add(place)
            yield parent, sorted(files)


def circle(folder: str | Path) -> Path | None:
    """Return a link under a folder that leads to a folder above itself, None without one.

    A program that follows links would go round in it.
    """
    for parent, _ in walk(folder, lambda _: False):
        place = os.path.realpath(parent)
        for entry in _links(parent):
            target = os.path.realpath(entry)
            is_above = Path(place).is_relative_to(target)
            if is_above and os.path.isdir(target):  # noqa: PTH112 - see the top of this module
                return Path(entry)
    return None


def _links(folder: str) -> list[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        return sorted(entry.path for entry in entries if entry.is_symlink())
    return []


def remove(path: Path) -> None:
    """Delete whatever has a path: a file, a link, a folder with all in it. Raises OSError."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        if path.is_symlink() or not path.is_dir():
            raise
        shutil.rmtree(path)


def remove_if_no_file(path: Path) -> None:
    """Delete what has the place of a file and is none, so that one can be written there."""
    try:
        status = path.lstat()
    except OSError:
        return
    if not stat.S_ISREG(status.st_mode):
        remove(path)

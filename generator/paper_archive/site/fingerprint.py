"""Whether anything changed since the last build.

Of listings, name, size and time of each file: at 50,000 papers their contents are 90 MB. Of the
rest (this program, theme, hand-written pages, settings) the contents: where the cache of a build
is kept and the program checked out anew, as in a workflow, times say nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from sysconfig import get_path

from paper_archive.site.state import digest

PROGRAM = Path(__file__).parents[1]
INSTALLED = Path(get_path("purelib"))
# What renders pages beside this program.
PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "jinja2")


def fingerprint(paths: Iterable[Path], settings: object = "") -> str:
    """Return a digest of files and folders by their times, and of `settings`."""
    return _digest(repr(settings), ((path, _by_time) for path in paths))


def of_contents(paths: Iterable[Path], settings: object = "") -> str:
    """Return a digest of files and folders, of this program, and of `settings`.

    Of a folder of an installed package it takes the package's version: Material's has 15,000
    files.
    """
    own = [path for path in paths if not path.is_relative_to(INSTALLED)]
    named = repr((settings, *map(_version, PACKAGES)))
    return _digest(named, ((path, _by_contents) for path in (*own, PROGRAM)))


def _digest(settings: str, paths: Iterable[tuple[Path, Callable[[str], str]]]) -> str:
    parts = [settings]
    for path, mark in paths:
        parts += [str(path), *sorted(f"{file} {mark(file)}" for file in _files(path))]
    return digest("\n".join(parts).encode("utf-8", "surrogateescape"))


def _version(package: str) -> str:
    return f"{package} {version(package)}"


def _files(path: Path) -> Iterator[str]:
    if path.is_file():
        yield str(path)
    for parent, folders, files in os.walk(path, followlinks=True):
        folders[:] = [folder for folder in folders if folder != "__pycache__"]
        yield from (f"{parent}/{name}" for name in files)


def _by_time(file: str) -> str:
    try:
        stat = os.stat(file)  # noqa: PTH116 - a Path for each takes as long as the file
    except OSError:  # a link that leads nowhere
        stat = os.lstat(file)
    return f"{stat.st_size} {stat.st_mtime_ns}"


def _by_contents(file: str) -> str:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - as above
            return file_digest(stream, "sha256").hexdigest()
    except OSError:  # as above, or one that cannot be read
        return "-"

"""Whether anything changed since the last build: of every file that a site is made of, its name,
size and time, and of the rest what it is. Contents are not read: at 50,000 papers that is 90 MB.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from sysconfig import get_path

from generator.site.state import digest

PROGRAM = Path(__file__).parents[1]
INSTALLED = Path(get_path("purelib"))
# What renders pages beside this program.
PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "jinja2")


def fingerprint(paths: Iterable[Path], settings: object = "") -> str:
    """Return a digest of files and folders, of this program's own files, and of `settings`.

    Of a folder of an installed package it takes the package's version: Material's has 15,000
    files.
    """
    parts = [repr(settings), *map(_version, PACKAGES)]
    for path in (*paths, PROGRAM):
        parts.append(str(path))
        if path == PROGRAM or not path.is_relative_to(INSTALLED):
            parts += sorted(_files(path))
    return digest("\n".join(parts).encode("utf-8", "surrogateescape"))


def _version(package: str) -> str:
    return f"{package} {version(package)}"


def _files(path: Path) -> Iterator[str]:
    if path.is_file():
        yield _file(path.name, path.stat())
    for parent, folders, files in os.walk(path, followlinks=True):
        folders[:] = [folder for folder in folders if folder != "__pycache__"]
        for name in files:
            file = f"{parent}/{name}"
            try:
                yield _file(file, os.stat(file))  # noqa: PTH116 - as above
            except OSError:  # a link that leads nowhere
                yield _file(file, os.lstat(file))


def _file(name: str, stat: os.stat_result) -> str:
    return f"{name} {stat.st_size} {stat.st_mtime_ns}"

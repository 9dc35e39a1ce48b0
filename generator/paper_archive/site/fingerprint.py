"""Whether anything changed since the last build.

Listings are compared by the name, size and times of each file: at 50,000 papers their contents are
90 MB. The rest (this program, the theme, hand-written pages, settings) is compared by contents,
because times say nothing where a workflow checks the program out anew beside a cache it kept.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import file_digest
from pathlib import Path
from sysconfig import get_path

from paper_archive.file_status import status_of
from paper_archive.paths import opened, walk
from paper_archive.site.state import checksum

PROGRAM = Path(__file__).parents[1]
INSTALLED = Path(get_path("purelib"))
# Packages that render pages; ProperDocs may stand in for MkDocs.
PACKAGES = ("mkdocs", "properdocs", "mkdocs-material", "markdown", "jinja2")
_DISTRIBUTION = re.compile(r"(?P<package>[^-]+)-(?P<version>[^-]+)\.(?:dist|egg)-info")


def fingerprint(paths: Iterable[Path], settings: object = "") -> str:
    """Return a checksum of `settings`, and of files and folders by their times."""
    return _checksum(repr(settings), ((path, _by_time) for path in paths))


def of_contents(paths: Iterable[Path], settings: object = "") -> str:
    """Return a checksum of `settings`, of this program, and of files and folders by contents.

    Installed packages count by their version: Material has 15,000 files.
    """
    others = [path for path in paths if not path.is_relative_to(INSTALLED)]
    installed = versions()
    named = (_named(package, installed.get(package)) for package in PACKAGES)
    return _checksum(
        repr((settings, *named, _program())), ((path, _by_contents) for path in others)
    )


@cache
def _program() -> str:
    """The program that runs, which is the one that this process read."""
    return _checksum("", [(PROGRAM, _by_contents)])


def _checksum(settings: str, paths: Iterable[tuple[Path, Callable[[str], str]]]) -> str:
    parts = [settings]
    for path, mark in paths:
        parts += [str(path), *sorted(f"{file} {mark(file)}" for file in _files(path))]
    return checksum("\n".join(parts).encode("utf-8", "surrogateescape"))


def _named(package: str, version: str | None) -> str:
    return f"{package} {version}" if version else f"no {package}"


def versions() -> dict[str, str]:
    """Return the versions of all installed packages by name, as their folders tell.

    `importlib.metadata` takes longer to import than the rest of a build without changes.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for name in os.listdir(place or "."):  # noqa: PTH208 - see `paths`
                if match := _DISTRIBUTION.fullmatch(name):
                    package = re.sub(r"[-_.]+", "-", match["package"]).lower()
                    found.setdefault(package, match["version"])
    return found


def _files(path: Path) -> Iterator[str]:
    if os.path.isfile(path):  # noqa: PTH113 - see `paths`
        yield str(path)
    for parent, names in walk(path, leave_out=_is_compiled):
        yield from (f"{parent}/{name}" for name in names)


def _is_compiled(folder: str) -> bool:
    return folder == "__pycache__"


def _by_time(file: str) -> str:
    with suppress(OSError):
        return " ".join(map(str, status_of(file)))
    with suppress(OSError):  # a link that leads nowhere
        return str(Path(file).readlink())
    return "-"


def _by_contents(file: str) -> str:
    try:
        with opened(file) as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:  # a link that leads nowhere, a pipe, or a file that cannot be read
        return "-"

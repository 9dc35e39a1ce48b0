"""The files of a site as its build left them.

What is published is what the state of the site vouches for (`site/state.py`), never whatever lies
in the folder: a build that was killed, a site that somebody changed, and a site without a state are
refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from paper_archive import urls
from paper_archive.paths import contents, real
from paper_archive.publish.errors import Refused
from paper_archive.site.state import State, checksum

BUILD = "build it first: paper-archive build"
BUILD_AGAIN = "build it again: paper-archive build --clean"


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file of a site: its path there, where it lies, its checksum and its bytes."""

    path: str
    source: Path
    checksum: str
    bytes: int


@dataclass(frozen=True, slots=True)
class BuiltFiles:
    """The `files` of a site by path; `name` and `url` say which archive it is, and `strange` are
    paths that no build wrote, which are not published."""

    folder: Path
    name: str
    url: str
    files: Mapping[str, BuiltFile]
    strange: tuple[str, ...] = ()

    @classmethod
    def open(cls, cache: Path, site: Path) -> BuiltFiles:
        """Return the site that the last build left. Raises Refused where there is none.

        No build must run meanwhile (`site.session.alone`).
        """
        folder = real(site)
        if not (folder / urls.DATA_INDEX).is_file():
            raise Refused(f"{site} has no built site; {BUILD}")
        state = State.load(cache, folder)
        if state.damage:
            raise Refused(f"the cache {cache} is damaged ({state.damage}); {BUILD}")
        if not state.files:
            raise Refused(f"{cache} has nothing of the build of {site}; {BUILD}")
        if state.was_killed:
            raise Refused(f"the last build of {site} did not end; {BUILD}")
        if state.altered:
            raise _altered(min(state.altered))
        files = {
            path: BuiltFile(path, folder / path, of_data, size)
            for path, (of_data, size, _) in sorted(state.files.items())
        }
        name, url = _facts(folder / urls.DATA_INDEX)
        return cls(folder, name, url, files, tuple(sorted(state.strange)))


def verify(files: Iterable[BuiltFile]) -> None:
    """Raise Refused for a file that is not as its build left it."""
    for file in files:
        try:
            data = contents(file.source)
        except OSError as error:
            raise Refused(f"{file.source} cannot be read: {error.strerror or error}") from error
        if checksum(data) != file.checksum:
            raise _altered(file.path)


def _altered(path: str) -> Refused:
    return Refused(f"{path} is not as the last build left it; {BUILD_AGAIN}")


def _facts(index: Path) -> tuple[str, str]:
    try:
        facts = json.loads(contents(index))
        return str(facts["title"]), str(facts.get("site", ""))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _altered(urls.DATA_INDEX) from error

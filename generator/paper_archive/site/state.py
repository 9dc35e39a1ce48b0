"""What the last build left in a site's folder, so that the next one writes only what differs.

Kept in `.cache/` under the hash of the folder's path; it may be deleted at any time, and then
everything is written anew. `<hash>.files` has one line a file, `<hash>.json` the rest, and
`<hash>.journal` names the files that a build is about to rename or delete: if it exists, that
build was killed.

A file counts as published only while it has the size and time that the build left. Files in a
folder whose own time has not changed are not looked at, because none was added or removed there;
looking at 50,000 files would take a third of a second.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paper_archive.disk import replace_file

VERSION = 3
_CHECKSUMS = ("listings", "design", "pages", "archive")


@dataclass(slots=True)
class State:
    """`files` has (checksum, size in bytes, time in ns) by path in the site, `folders` the times
    of its folders. `listings` and `design` are checksums of the build's input, `pages` says when
    the Markdown's folders changed, `archive` names the version of the store that the site shows,
    and `summary` is that of the build. `altered` are the files that changed since.
    """

    base: Path
    site: Path
    files: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    altered: set[str] = field(default_factory=set)
    folders: dict[str, int] = field(default_factory=dict)
    listings: str = ""
    design: str = ""
    pages: str = ""
    archive: str = ""
    summary: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def glance(cls, cache: Path, site: Path) -> State:
        """Read everything but the files; a damaged state, or none, reads as an empty one."""
        state = cls(cache / key(site), site)
        try:
            stored = json.loads(state._path("json").read_text("utf-8"))
            if stored["version"] == VERSION:
                state.folders = {str(path): int(time) for path, time in stored["folders"].items()}
                state.summary = dict(stored["summary"])
                for name in _CHECKSUMS:
                    setattr(state, name, str(stored[name]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(state.base, site)
        return state

    @classmethod
    def load(cls, cache: Path, site: Path) -> State:
        """Read the state of a site, and compare it with the files that exist."""
        state = cls.glance(cache, site)
        try:
            if state.folders:
                state._read_files()
            state.altered = set(state._journal())
        except (OSError, ValueError):
            return cls(state.base, site)
        state.altered |= state._altered()
        # What a killed build had begun is no build's result, and may have to go.
        state.files |= dict.fromkeys(state.altered, ("", 0, 0))
        return state

    @property
    def is_left_alone(self) -> bool:
        """Whether no file was added to the site or removed from it since, as its folders tell."""
        was_killed = self._path("journal").exists()
        return bool(self.folders) and not was_killed and not self._changed_folders()

    def announce(self, paths: Iterable[str]) -> None:
        """Write down the files that are about to be renamed or deleted. Raises OSError."""
        self.base.parent.mkdir(parents=True, exist_ok=True)
        _write(self._path("journal"), paths)

    def save(self) -> None:
        """Write the state; raises OSError where that fails."""
        self.base.parent.mkdir(parents=True, exist_ok=True)
        lines = (
            " ".join((checksum, str(size), str(time), path))
            for path, (checksum, size, time) in self.files.items()
        )
        _write(self._path("files"), lines)
        self.folders = {"": _time(self.site)}
        for path in self.files:
            folder = path.rpartition("/")[0]
            if folder not in self.folders:
                self.folders[folder] = _time(self.site / folder)
        written = {"version": VERSION, "folders": self.folders, "summary": self.summary}
        written |= {name: getattr(self, name) for name in _CHECKSUMS}
        # Written last, because it vouches for the others.
        _write(self._path("json"), [json.dumps(written)])
        self._path("journal").unlink(missing_ok=True)

    def forget(self) -> None:
        """Delete the state: the next build writes everything."""
        for ending in ("json", "files", "journal"):
            self._path(ending).unlink(missing_ok=True)

    def _path(self, ending: str) -> Path:
        return self.base.with_name(f"{self.base.name}.{ending}")

    def _read_files(self) -> None:
        for line in self._path("files").read_text("utf-8").splitlines():
            checksum, size, time, path = line.split(" ", 3)
            self.files[path] = (checksum, int(size), int(time))

    def _journal(self) -> list[str]:
        path = self._path("journal")
        return path.read_text("utf-8").splitlines() if path.exists() else []

    def _changed_folders(self) -> set[str]:
        """The folders that changed since the last build."""
        return {path for path, time in self.folders.items() if _time(self.site / path) != time}

    def _altered(self) -> set[str]:
        changed = self._changed_folders()
        return {
            path
            for path, (_, size, time) in (self.files.items() if changed else ())
            if path.rpartition("/")[0] in changed and stamp(self.site / path) != (size, time)
        }


def key(folder: Path) -> str:
    """The name that the state of a folder goes by."""
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def checksum(data: bytes) -> str:
    """A checksum of the contents of a file."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def stamp(file: Path) -> tuple[int, int] | None:
    """Size and time of a file: another one means that somebody else wrote it."""
    try:
        stat = file.stat(follow_symlinks=False)
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _time(folder: Path) -> int:
    """When a file was last added to a folder or removed from it; -1 without a folder."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return -1


def _write(file: Path, lines: Iterable[str]) -> None:
    replace_file(file, "\n".join(lines).encode("utf-8"))

"""What the last build into a folder left there, so that the next one writes what differs.

Kept in `.cache/` under the hash of the folder; it may be deleted at any time, and then everything
is written anew. `<hash>.files` has a line a file, `<hash>.json` all else, and `<hash>.journal`
names the files that a build is about to rename or delete: where there is one, that build was
killed.

A file counts as there only while its size and time are those that the build left. It need not
be looked at in a folder to which nothing came and from which nothing went since, as its own time
tells: of 50,000 files that takes a third of a second.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = 3
_DIGESTS = ("listings", "design", "pages", "archive")


@dataclass(slots=True)
class State:
    """`files` has (digest, size in bytes, time in ns) by path in the site, `folders` the times of
    its folders. `listings` and `design` are digests of what the files were made of, `pages` says
    when the Markdown's folders changed; `archive` names the state of the store that they show;
    `summary` is that of the build. `altered` are the files that are not as that build left them.
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
        """Read all but the files; empty where there is none, or it cannot be understood."""
        state = cls(cache / key(site), site)
        try:
            found = json.loads(state._path("json").read_text("utf-8"))
            if found["version"] == VERSION:
                state.folders = {str(path): int(time) for path, time in found["folders"].items()}
                state.summary = dict(found["summary"])
                for name in _DIGESTS:
                    setattr(state, name, str(found[name]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(state.base, site)
        return state

    @classmethod
    def load(cls, cache: Path, site: Path) -> State:
        """Read the state of a site, and compare it with what is there."""
        state = cls.glance(cache, site)
        try:
            if state.folders:
                state._read_files()
            state.altered = set(state._journal())
        except (OSError, ValueError):
            return cls(state.base, site)
        state.altered |= state._altered()
        # What a killed build was about is nothing that a build left, and may have to go.
        state.files |= dict.fromkeys(state.altered, ("", 0, 0))
        return state

    @property
    def is_left_alone(self) -> bool:
        """Whether nothing came to the site's folders or went from them since, at a glance."""
        return bool(self.folders) and not self._strange() and not self._path("journal").exists()

    def announce(self, paths: Iterable[str]) -> None:
        """Note the files that are about to be renamed or deleted. Raises OSError."""
        self.base.parent.mkdir(parents=True, exist_ok=True)
        _write(self._path("journal"), paths)

    def save(self) -> None:
        """Write the state; raises OSError where that fails."""
        self.base.parent.mkdir(parents=True, exist_ok=True)
        lines = (
            f"{digest} {size} {time} {path}" for path, (digest, size, time) in self.files.items()
        )
        _write(self._path("files"), lines)
        self.folders = {"": _time(self.site)}
        for path in self.files:
            folder = path.rpartition("/")[0]
            if folder not in self.folders:
                self.folders[folder] = _time(self.site / folder)
        written = {"version": VERSION, "folders": self.folders, "summary": self.summary}
        written |= {name: getattr(self, name) for name in _DIGESTS}
        # Last: it vouches for the others.
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
            digest, size, time, path = line.split(" ", 3)
            self.files[path] = (digest, int(size), int(time))

    def _journal(self) -> list[str]:
        path = self._path("journal")
        return path.read_text("utf-8").splitlines() if path.exists() else []

    def _strange(self) -> set[str]:
        """The folders that are not as the last build left them."""
        return {path for path, time in self.folders.items() if _time(self.site / path) != time}

    def _altered(self) -> set[str]:
        strange = self._strange()
        return {
            path
            for path, (_, size, time) in (self.files.items() if strange else ())
            if path.rpartition("/")[0] in strange and stamp(self.site / path) != (size, time)
        }


def key(folder: Path) -> str:
    """The name of a folder's state."""
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def digest(data: bytes) -> str:
    """A digest of a file's bytes."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def stamp(file: Path) -> tuple[int, int] | None:
    """Size and time of a file, which tell whether somebody else wrote it since."""
    try:
        found = file.stat(follow_symlinks=False)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _time(folder: Path) -> int:
    """When something came to a folder or went from it; -1 if it is not there."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return -1


def _write(file: Path, lines: Iterable[str]) -> None:
    temporary = file.with_name(f"{file.name}.new")
    temporary.write_text("\n".join(lines), "utf-8")
    temporary.replace(file)

"""What the last build into a folder left there, so that the next one writes what differs.

Kept as `.cache/<hash of the folder>.json`; the cache may be deleted at any time, and then
everything is written anew. A file counts as there only while its size and time are those that
the build left; a digest of "" says that a build was killed while it wrote the file.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = 2
_DIGESTS = ("listings", "design", "pages", "archive")


@dataclass(slots=True)
class State:
    """`files` has (digest, size in bytes, time in ns) by path in the folder. `listings` and
    `design` are digests of what they were made of, `pages` one of the Markdown's names; `archive`
    names the state of the store that they show; `summary` is that of the build."""

    file: Path
    files: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    listings: str = ""
    design: str = ""
    pages: str = ""
    archive: str = ""
    summary: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, cache: Path, folder: Path) -> State:
        """Read the state of `folder`; empty where there is none, or it cannot be understood."""
        state = cls(cache / f"{key(folder)}.json")
        try:
            found = json.loads(state.file.read_text("utf-8"))
            if found["version"] == VERSION:
                state.files = {path: tuple(entry) for path, entry in found["files"].items()}
                state.summary = dict(found["summary"])
                for name in _DIGESTS:
                    setattr(state, name, str(found[name]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(state.file)
        return state

    def save(self) -> None:
        """Write the state whole; raises OSError where that fails."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        written = {"version": VERSION, "files": self.files, "summary": self.summary}
        written |= {name: getattr(self, name) for name in _DIGESTS}
        temporary = self.file.with_suffix(".new")
        temporary.write_text(json.dumps(written), "utf-8")
        temporary.replace(self.file)

    def is_what_is(self, there: Mapping[str, tuple[int, int]]) -> bool:
        """Tell whether every file is there as the build left it; see `stamps`."""
        return all(there.get(path) == (size, time) for path, (_, size, time) in self.files.items())

    def forget(self) -> None:
        """Delete the state: the next build writes everything."""
        self.file.unlink(missing_ok=True)


def key(folder: Path) -> str:
    """The name of a folder's state."""
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def digest(data: bytes) -> str:
    """A digest of a file's bytes."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def stamp(file: os.stat_result) -> tuple[int, int]:
    """Size and time of a file, which tell whether somebody else wrote it since."""
    return file.st_size, file.st_mtime_ns


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file of a folder by its path there, with forward slashes."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                else:
                    found[below + entry.name] = stamp(entry.stat(follow_symlinks=False))
    return found

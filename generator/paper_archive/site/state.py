"""What the last build left in a site's folder, so that the next one writes only what differs.

Kept in `.cache/` under the hash of the folder's path; it may be deleted at any time, and then
everything is written anew:

    <hash>.json      a checksum of the rest of the file, a line feed, and a JSON object: which site
                     this is, and the checksums of `<hash>.files` and of the store
    <hash>.files     the number of the site's files, and a line feed; their sizes in bytes and times
                     in ns, in eight bytes each, the least first; their checksums, and their paths
    <hash>.journal   the files that a build is about to rename or delete, after a checksum of their
                     names: if it exists, that build was killed
    <hash>.archive   the store (`paper_archive.store`)

Texts end in a NUL, which no name of a file can hold. Decimal numbers, one record a file, would take
twice as long to read. Checksums are verified when a file is read:
if one differs, nothing of the cache is used, and `State.damage` says why. They find accidents, and
caches of other sites; who can write the cache on purpose can write the site as well.

A file counts as published only while it has the size and time that the build left. Files in a
folder whose own time has not changed are not looked at, because none was added or removed there;
looking at 50,000 files would take a third of a second.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paper_archive.disk import replace_file
from paper_archive.paths import contents, real, remove, remove_if_no_file

VERSION = 6
# Hexadecimal digits of SHA-256, which browsers compute too (`offline/`).
CHECKSUM = 24
# Checksum, size in bytes, time in ns.
File = tuple[str, int, int]
_TEXTS = ("listings", "design", "pages", "archive", "archive_trace")


class Damaged(Exception):
    """A part of the cache cannot be used; the text says which and why."""


@dataclass(slots=True)
class State:
    """`files` has (checksum, size in bytes, time in ns) by path in the site, `folders` the times
    of its folders. `listings` and `design` are checksums of the build's input, `pages` says when
    the Markdown's folders changed, `archive` is the checksum of the store that the site shows and
    `archive_trace` its trace, and `summary` is that of the build. `altered` are the files that
    changed since, `strange` the paths that no build wrote and somebody added since, `was_killed`
    says whether a build was killed while it published, and `damage` why the cache cannot be used.
    """

    base: Path
    site: Path
    files: dict[str, File] = field(default_factory=dict)
    altered: set[str] = field(default_factory=set)
    strange: set[str] = field(default_factory=set)
    folders: dict[str, int] = field(default_factory=dict)
    listings: str = ""
    design: str = ""
    pages: str = ""
    archive: str = ""
    archive_trace: str = ""
    summary: dict[str, Any] = field(default_factory=dict)
    was_killed: bool = False
    damage: str = ""
    _files_sum: str = ""

    @classmethod
    def glance(cls, cache: Path, site: Path) -> State:
        """Read everything but the files; a damaged state, or none, reads as an empty one."""
        state = cls(cache / key(site), site)
        try:
            state._read_json()
        except Damaged as damage:
            return cls(state.base, site, damage=str(damage))
        return state

    @classmethod
    def load(cls, cache: Path, site: Path) -> State:
        """Read the state of a site, and compare it with the files that exist."""
        state = cls.glance(cache, site)
        try:
            if state.folders:
                state._read_files()
                state.altered = set(state._journal())
        except Damaged as damage:
            return cls(state.base, site, damage=str(damage))
        changed = state._changed_folders()
        state.altered |= state._altered(changed)
        state.strange = state._strange(changed) - state.altered
        # What a killed build had begun is no build's result, and may have to go.
        state.files |= dict.fromkeys(state.altered, ("", 0, 0))
        return state

    @property
    def is_left_alone(self) -> bool:
        """Whether no file was added to the site or removed from it since, as its folders tell."""
        was_killed = os.path.lexists(self.path("journal"))
        return bool(self.folders) and not was_killed and not self._changed_folders()

    @property
    def is_another_site(self) -> bool:
        """Whether files that a build left have other contents, and no killed build explains it.

        Then the folder may be another build's, with files that no state knows.
        """
        there = (os.path.lexists(self.site / path) for path in self.altered)
        return not self.was_killed and any(there)

    def announce(self, paths: Iterable[str]) -> None:
        """Write down the files that are about to be renamed or deleted. Raises OSError."""
        names = _records(paths)
        self._write("journal", _records([checksum(names)]) + names)

    def save(self) -> None:
        """Write the state; raises OSError where that fails."""
        files = _packed(self.files)
        self._write("files", files)
        self.folders = {"": _time(self.site)}
        for path in self.files:
            folder = path.rpartition("/")[0]
            if folder not in self.folders:
                self.folders[folder] = _time(self.site / folder)
        written = {"version": VERSION, "site": key(self.site), "files": checksum(files)}
        written |= {"folders": self.folders, "summary": self.summary}
        written |= {name: getattr(self, name) for name in _TEXTS}
        # Written last, because it vouches for the others.
        data = json.dumps(written).encode()
        self._write("json", checksum(data).encode() + b"\n" + data)
        remove(self.path("journal"))

    def forget(self) -> None:
        """Delete the state: the next build writes everything. Raises OSError."""
        for ending in ("json", "files", "journal"):
            remove(self.path(ending))

    def path(self, ending: str) -> Path:
        """The path of a part of the cache."""
        return self.base.with_name(f"{self.base.name}.{ending}")

    def _write(self, ending: str, data: bytes) -> None:
        path = self.path(ending)
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_if_no_file(path)
        replace_file(path, data)

    def _read_json(self) -> None:
        """Read `<hash>.json`, if anything of a state exists. Raises Damaged."""
        if not os.path.lexists(self.path("json")):
            others = [ending for ending in ("files", "journal") if self.path(ending).exists()]
            if others:
                raise Damaged(f"{self.path('json').name} is missing")
            return
        data = self._contents("json")
        if data.startswith(b"{"):
            raise Damaged(f"{self.path('json').name} is of an older version, or no state of a site")
        of_data, _, text = data.partition(b"\n")
        if of_data != checksum(text).encode():
            raise self._differs("json")
        try:
            stored = json.loads(text)
            if (version := stored["version"]) != VERSION:
                raise Damaged(f"{self.path('json').name} is of version {version}, not {VERSION}")
            if stored["site"] != key(self.site):
                raise Damaged(f"{self.path('json').name} is of another site")
            self.folders = {str(path): int(time) for path, time in stored["folders"].items()}
            self.summary = dict(stored["summary"])
            self._files_sum = str(stored["files"])
            for name in _TEXTS:
                setattr(self, name, str(stored[name]))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise Damaged(f"{self.path('json').name} is no state of a site") from error

    def _read_files(self) -> None:
        data = self._contents("files")
        if checksum(data) != self._files_sum:
            raise self._differs("files")
        self.files = _unpacked(data)

    def _journal(self) -> list[str]:
        if not os.path.lexists(self.path("journal")):
            return []
        self.was_killed = True
        of_names, _, names = self._contents("journal").partition(b"\0")
        if of_names != checksum(names).encode():
            raise self._differs("journal")
        return _names(names)

    def _contents(self, ending: str) -> bytes:
        path = self.path(ending)
        try:
            return contents(path)
        except OSError as error:
            raise Damaged(f"{path.name} cannot be read: {error.strerror or error}") from error

    def _differs(self, ending: str) -> Damaged:
        return Damaged(f"{self.path(ending).name} does not match its checksum")

    def _changed_folders(self) -> set[str]:
        """The folders that changed since the last build."""
        return {path for path, time in self.folders.items() if _time(self.site / path) != time}

    def _altered(self, changed: set[str]) -> set[str]:
        return {
            path
            for path, (_, size, time) in (self.files.items() if changed else ())
            if path.rpartition("/")[0] in changed and stamp(self.site / path) != (size, time)
        }

    def _strange(self, changed: set[str]) -> set[str]:
        """Return the paths in changed folders that no build wrote, hidden ones left out."""
        found: set[str] = set()
        for folder in changed:
            above = f"{folder}/" if folder else ""
            with suppress(OSError), os.scandir(self.site / folder) as entries:
                found.update(f"{above}{e.name}" for e in entries if not e.name.startswith("."))
        return found - self.files.keys() - self.folders.keys()


def key(folder: Path) -> str:
    """The name that the state of a folder goes by."""
    return hashlib.sha256(os.fsencode(real(folder))).hexdigest()[:16]


def checksum(data: bytes) -> str:
    """A checksum of the contents of a file."""
    return hashlib.sha256(data).hexdigest()[:CHECKSUM]


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


def _packed(files: Mapping[str, File]) -> bytes:
    checksums, sizes, times = zip(*files.values(), strict=True) if files else ((), (), ())
    numbers = struct.pack(_numbers(len(files)), *sizes, *times)
    return b"%d\n" % len(files) + numbers + _records((*checksums, *files))


def _unpacked(data: bytes) -> dict[str, File]:
    begin = data.index(b"\n") + 1
    count = int(data[:begin])
    numbers = struct.unpack_from(_numbers(count), data, begin)
    texts = _names(data[begin + struct.calcsize(_numbers(count)) :])
    columns = texts[:count], numbers[:count], numbers[count:]
    return dict(zip(texts[count:], zip(*columns, strict=True), strict=True))


def _numbers(files: int) -> str:
    return f"<{2 * files}q"


def _records(lines: Iterable[str]) -> bytes:
    return "\0".join((*lines, "")).encode("utf-8", "surrogateescape")


def _names(records: bytes) -> list[str]:
    return records.decode("utf-8", "surrogateescape").split("\0")[:-1]

"""Publishing a site's files: readers never meet half a file, or half a site.

The first build writes into a folder beside the site, and then renames that folder. Later builds
write only what differs, also into a folder beside the site; once it is complete, they rename one
file after the other into the site, in the order in which they took them (papers before the lists
that link to them), and delete orphans last. An error before that leaves the site as it was. A
build that is killed while it renames has written down what it was about to do, and the next build
finishes it.

Only files that a build wrote are deleted, unless the whole site is replaced: where no state of it
is left, or where it is another build's (`State.is_another_site`).
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from paper_archive import urls
from paper_archive.disk import write
from paper_archive.model import InputError, Problem
from paper_archive.paths import contents, real, remove
from paper_archive.site.state import State, checksum
from paper_archive.site.unwritable import unwritable

T = TypeVar("T")
SITE_HAS = ("index.html", "404.html")
MARKER = ".paper-archive-staging"


@dataclass(slots=True)
class Publisher:
    """Takes the files of a build one by one; see `begin`, `put`, `publish`."""

    site: Path
    state: State
    staging: Path
    whole: bool
    now: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    _folders: set[str] = field(default_factory=set)
    # The files that were taken, where `now` has others too.
    _taken: set[str] | None = None

    @classmethod
    def begin(cls, site: Path, cache: Path, clean: bool = False) -> Publisher:
        """Prepare to write; with `clean`, to write everything anew.

        Raises InputError if the folder cannot be written, or holds files of somebody else.
        """
        site = real(site)
        staging = site.with_name(f".{site.name}.new")
        try:
            if site.exists() and not site.is_dir():
                raise NotADirectoryError(20, "it is a file")
            site.parent.mkdir(parents=True, exist_ok=True)
            _clear_up(site)
            state = State.load(cache, site)
            if not state.files:
                _refuse_what_is_no_site(site)
            if site.is_dir() and not os.access(site, os.W_OK | os.X_OK):
                raise PermissionError(13, "permission denied")
            staging.mkdir()
            (staging / MARKER).touch()
        except OSError as error:
            raise unwritable(site, error, "--site-dir") from error
        whole = clean or not state.files or not site.is_dir() or state.is_another_site
        return cls(site, state, staging, whole)

    @property
    def is_intact(self) -> bool:
        """Whether the site is what the last build left."""
        return not self.whole and not self.state.altered

    def keep_pages_but(self, gone: Iterable[str]) -> None:
        """Leave the generated pages of the last build as they are, but for those that are gone
        (source paths); the site must be intact."""
        self.now = {
            path: file for path, file in self.state.files.items() if urls.is_generated(path)
        }
        for src_uri in gone:
            self.now.pop(urls.html(src_uri), None)
        self._taken = set()

    def had(self, path: str) -> bool:
        """Tell whether the last build left a file here."""
        return path in self.state.files

    def checksum(self, path: str) -> str:
        """The checksum of a file that the last build left, "" for none."""
        return self.state.files.get(path, ("",))[0]

    def keep(self, path: str) -> None:
        """Leave a file of the last build as it is; the site must be intact."""
        self._claim(path)
        self.now[path] = self.state.files[path]

    def read(self, path: str) -> bytes:
        """The contents of a file that was put or kept. Raises InputError if it cannot be read."""
        file = self.staging / path
        try:
            return contents(file if file.exists() else self.site / path)
        except OSError as error:
            raise unwritable(self.site / path, error, "--site-dir") from error

    def put(self, path: str, data: bytes) -> None:
        """Take a file; `path` is its path in the site, with forward slashes.

        Raises InputError for the second file of a path: one of them would be lost.
        """
        self._claim(path)
        of_data = checksum(data)
        before = self.state.files.get(path)
        if before and before[0] == of_data and not self.whole and path not in self.state.altered:
            self.now[path] = before
            return
        try:
            folder = path.rpartition("/")[0]
            if folder not in self._folders:
                (self.staging / folder).mkdir(parents=True, exist_ok=True)
                self._folders.add(folder)
            written = write(f"{self.staging}/{path}", data)
        except OSError as error:
            raise unwritable(self.staging / path, error, "--site-dir") from error
        self.now[path] = (of_data, *written)
        self.waiting.append(path)

    def _claim(self, path: str) -> None:
        if path in (self.now if self._taken is None else self._taken):
            what = "this address belongs to a generated file"
            raise InputError(Problem(path, 0, what, "rename the file of that name in docs_dir"))
        if self._taken is not None:
            self._taken.add(path)

    def take(self, files: Generator[tuple[str, bytes | None], None, T]) -> T:
        """Take files one by one, None for one that is as the last build left it; return what the
        generator returns."""
        while True:
            try:
                path, data = next(files)
            except StopIteration as end:
                result: T = end.value
                return result
            if data is None:
                self.keep(path)
            else:
                self.put(path, data)

    def publish(self) -> None:
        """Put the files that were taken into the site. Raises InputError if that fails."""
        try:
            if self.whole:
                self._swap()
            else:
                self._rename()
            self.state.files = self.now
        except OSError as error:
            self.discard()
            raise unwritable(self.site, error, "--site-dir") from error

    def discard(self) -> None:
        """Drop the files that were taken; the site stays as it was."""
        with suppress(OSError):
            _delete(self.staging)

    def _swap(self) -> None:
        old = self.site.with_name(f".{self.site.name}.old")
        self.state.forget()
        (self.staging / MARKER).unlink()
        if self.site.exists():
            self.site.rename(old)
        try:
            self.staging.rename(self.site)
        except OSError:
            if old.exists():
                old.rename(self.site)
            raise
        with suppress(OSError):
            (old / MARKER).touch()
            _delete(old)

    def _rename(self) -> None:
        orphans = [path for path in self.state.files if path not in self.now]
        # If this build is killed, the next one writes or deletes these.
        self.state.announce(self.waiting + orphans)
        # A Path takes as long as what is done with it.
        there = {path for path in self.waiting if os.path.exists(f"{self.site}/{path}")}  # noqa: PTH110
        new = [path for path in self.waiting if path not in there]
        changed = [path for path in self.waiting if path in there]
        for folder in {path.rpartition("/")[0] for path in new}:
            (self.site / folder).mkdir(parents=True, exist_ok=True)
        for path in new + changed:
            os.replace(f"{self.staging}/{path}", f"{self.site}/{path}")  # noqa: PTH105
        for folder, of_folder in groupby(sorted(orphans), lambda path: path.rpartition("/")[0]):
            # A link must not lead the deletion out of the site.
            if real(self.site / folder).is_relative_to(self.site):
                for path in of_folder:
                    with suppress(FileNotFoundError):
                        os.unlink(f"{self.site}/{path}")  # noqa: PTH108
                _remove_empty_folders(self.site / folder, self.site)
        self.discard()


def _remove_empty_folders(folder: Path, above: Path) -> None:
    while folder != above and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _refuse_what_is_no_site(site: Path) -> None:
    """Refuse a folder that holds anything but a built site, because a build replaces all of it."""
    if not site.is_dir() or not any(site.iterdir()):
        return
    if not all((site / name).is_file() for name in SITE_HAS):
        what = f"holds files, but no built site (no {' and '.join(SITE_HAS)})"
        fix = "give a new or empty folder; a build replaces all of it"
        raise InputError(Problem(str(site), 0, what, fix))


def _clear_up(site: Path) -> None:
    """Clear up after a killed build: a staging folder, or a site that was half replaced."""
    staging = site.with_name(f".{site.name}.new")
    old = site.with_name(f".{site.name}.old")
    for place in (staging, old):
        if place.is_symlink():  # What it leads to is somebody else's.
            place.unlink()
    # With a marker it was to be deleted.
    if old.is_dir() and not site.exists() and not (old / MARKER).exists():
        old.rename(site)
    for place in (staging, old):
        if place.is_dir() and _is_ours(place):
            _delete(place)


def _delete(place: Path) -> None:
    """Delete a folder that is ours, its marker last: if this build is killed, the next one still
    knows whose it is. Raises OSError."""
    if not place.is_dir():
        return
    (place / MARKER).touch()
    for path in place.iterdir():
        if path.name != MARKER:
            remove(path)
    remove(place)


def _is_ours(place: Path) -> bool:
    if (place / MARKER).is_file() or not any(place.iterdir()):
        return True
    # Killed just before it was renamed, or a site that was to be replaced.
    return all((place / name).exists() for name in SITE_HAS)

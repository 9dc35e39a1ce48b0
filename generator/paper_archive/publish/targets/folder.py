"""A folder of this computer, or of what is mounted there: `/srv/www/papers`, `file:///srv/www`.

A file is written beside its place and renamed, so that no reader meets half of it. The folder may
be a link; in it no link is followed.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path

from paper_archive.disk import replace_file, replacing
from paper_archive.paths import contents, real
from paper_archive.publish.built_files import BuiltFile
from paper_archive.publish.errors import Refused
from paper_archive.publish.target import Held

# As `disk.replacing` names them.
_LEFTOVER = re.compile(r"(?:.*/)?\.[^/]+\.new")


class Folder:
    """A folder to publish to."""

    headers = ""
    on_line = None

    def __init__(self, folder: Path, site: Path) -> None:
        """Take a folder, which need not exist. Raises Refused where it is no place for a site."""
        self.name = str(folder)
        self._folder = real(folder)
        self._sound: set[Path] = {self._folder}
        site = real(site)
        if self._folder.is_relative_to(site) or site.is_relative_to(self._folder):
            what = f"{folder} and the site {site} must not be inside each other"
            raise Refused(f"{what}: choose another folder")
        if self._folder.exists() and not self._folder.is_dir():
            raise Refused(f"{folder} is no folder")

    def held(self) -> Mapping[str, Held]:
        found: dict[str, Held] = {}
        with self._reporting():
            if self._folder.is_dir():
                _look(str(self._folder), "", found)
        return found

    def is_leftover(self, path: str) -> bool:
        return _LEFTOVER.fullmatch(path) is not None

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        with self._reporting():
            return {
                path: contents(self._folder / path)
                for path in paths
                if self._is_sound(path) and (self._folder / path).is_file()
            }

    def write(self, path: str, data: bytes) -> None:
        with self._reporting():
            replace_file(self._place(path), data)

    def same(self, files: Sequence[BuiltFile], held: Mapping[str, Held]) -> set[str]:
        with self._reporting():
            return {
                file.path
                for file in files
                if self._is_sound(file.path)
                and cmp(file.source, self._folder / file.path, shallow=False)
            }

    def send(self, files: Sequence[BuiltFile]) -> Iterator[str]:
        for file in files:
            with self._reporting():
                place = self._place(file.path)
                if place.is_symlink():  # What it leads to is somebody else's.
                    place.unlink()
                with replacing(place) as temporary:
                    shutil.copyfile(file.source, temporary)
            yield file.path

    def delete(self, paths: Iterable[str]) -> None:
        for path in paths:
            with self._reporting():
                if not self._is_sound(path):
                    continue
                place = self._folder / path
                place.unlink(missing_ok=True)
                _remove_empty(place.parent, self._folder)

    def close(self) -> None:
        pass

    def _place(self, path: str) -> Path:
        """Where a file comes, in a folder that exists. Raises Refused for a link on the way."""
        place = self._folder / path
        if not self._is_sound(path):
            what = f"{place.parent} is a link or leads over one, and is not followed"
            raise Refused(f"{what}: delete the link")
        if place.parent not in self._sound:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._sound.add(place.parent)
        return place

    def _is_sound(self, path: str) -> bool:
        parent = (self._folder / path).parent
        return parent in self._sound or real(parent) == parent

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = error.filename or self._folder
            what = f"{where} cannot be read or written: {error.strerror or error}"
            raise Refused(f"{what}; check its permissions and the disk") from error


def _look(folder: str, inside: str, found: dict[str, Held]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                _look(entry.path, f"{path}/", found)
                continue
            status = entry.stat(follow_symlinks=False)
            size = status.st_size if entry.is_file(follow_symlinks=False) else -1
            # Times of contents can be set, those of the status cannot.
            found[path] = Held(size, max(status.st_mtime, status.st_ctime))


def _remove_empty(folder: Path, above: Path) -> None:
    while folder != above and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent

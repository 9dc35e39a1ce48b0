"""Folders that hold results: the Markdown pages, and the site that is swapped in when done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.model import InputError, Page, Problem

# Lists what an earlier build wrote, so that nothing else is ever deleted.
WRITTEN = ".paper-archive"
SITE_HAS = ("index.html", "404.html")


def write_pages(folder: Path, pages: Iterable[Page]) -> None:
    """Make `folder` hold the pages: changed ones are written, those of earlier builds deleted.

    Files that no build wrote are left alone. Raises InputError where it cannot write, or one of
    these is in the way.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        record = folder / WRITTEN
        before = set(record.read_text("utf-8").splitlines()) if record.is_file() else set()
        now = {page.src_uri: page.markdown for page in pages}
        for src_uri in now.keys() - before:
            if (folder / src_uri).exists():
                what = "is in the way of a generated page, and no build wrote it"
                fix = "move it, or give another --pages-dir"
                raise InputError(Problem(str(folder / src_uri), 0, what, fix))
        # The record first: a build that is killed then still knows what it may delete.
        record.write_text("\n".join(sorted(before | set(now))) + "\n", "utf-8")
        for src_uri, markdown in now.items():
            _write_if_new(folder / src_uri, markdown.encode("utf-8", "replace"))
        for src_uri in before - set(now):
            _inside(folder, src_uri).unlink(missing_ok=True)
        record.write_text("\n".join(sorted(now)) + "\n", "utf-8")
    except OSError as error:
        raise _unwritable(folder, error, "--pages-dir") from error


def _write_if_new(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _inside(folder: Path, src_uri: str) -> Path:
    """The path of a page, which a damaged record must not lead out of the folder."""
    path = folder / src_uri
    if not path.resolve().is_relative_to(folder.resolve()):
        problem = Problem(
            str(folder / WRITTEN), 0, f"names a file elsewhere: {src_uri}", "delete it"
        )
        raise InputError(problem)
    return path


@dataclass(frozen=True, slots=True)
class Staging:
    """A folder beside the site to build into, so that a failing build leaves the site as it was."""

    site: Path
    folder: Path

    @classmethod
    def begin(cls, site: Path) -> Staging:
        """Make the folder. Raises InputError where that, or the swap later, cannot be done."""
        site = site.resolve()
        folder = site.with_name(f".{site.name}.new-{os.getpid()}")
        try:
            if site.exists() and not site.is_dir():
                raise NotADirectoryError(20, "it is a file")
            site.parent.mkdir(parents=True, exist_ok=True)
            _clear_up(site)
            _refuse_what_is_no_site(site)
            if site.is_dir() and not os.access(site, os.W_OK | os.X_OK):
                raise PermissionError(13, "permission denied")
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        except OSError as error:
            raise _unwritable(site, error, "--site-dir") from error
        return cls(site, folder)

    def swap(self) -> None:
        """Put the folder in the site's place."""
        old = self.folder.with_name(f".{self.site.name}.old-{os.getpid()}")
        try:
            if self.site.exists():
                self.site.rename(old)
            try:
                self.folder.rename(self.site)
            except OSError:
                if old.exists():
                    old.rename(self.site)
                raise
        except OSError as error:
            self.discard()
            raise _unwritable(self.site, error, "--site-dir") from error
        shutil.rmtree(old, ignore_errors=True)

    def discard(self) -> None:
        """Forget the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _refuse_what_is_no_site(site: Path) -> None:
    """A build replaces the whole folder: never one that holds anything but a built site."""
    if not site.is_dir() or not any(site.iterdir()):
        return
    if not all((site / name).is_file() for name in SITE_HAS):
        what = f"holds files, but no site that was built before (no {' and '.join(SITE_HAS)})"
        fix = "give a new or empty folder; a build replaces all of it"
        raise InputError(Problem(str(site), 0, what, fix))


def _clear_up(site: Path) -> None:
    """Put right what a build left that was killed: its staging folder, or a site half swapped."""
    for place in (
        *site.parent.glob(f".{site.name}.old-*"),
        *site.parent.glob(f".{site.name}.new-*"),
    ):
        if _is_running(place.name.rpartition("-")[2]):
            continue
        if ".old-" in place.name and not site.exists():
            place.rename(site)
        else:
            shutil.rmtree(place, ignore_errors=True)


def _is_running(process: str) -> bool:
    # Windows has no signal that only asks: what is left there waits for its owner.
    if os.name == "nt" or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def size(folder: Path) -> tuple[int, int]:
    """Return the number of HTML files in a folder and the bytes of all its files."""
    html = total = 0
    for path in folder.rglob("*"):
        if path.is_file():
            total += path.stat().st_size
            html += path.suffix == ".html"
    return html, total


def _unwritable(folder: Path, error: OSError, option: str) -> InputError:
    what = f"cannot be written: {error.strerror or error}"
    return InputError(
        Problem(str(folder), 0, what, f"check its permissions, or give another {option}")
    )

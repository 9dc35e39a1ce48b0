"""The folder of generated Markdown, which people may read and commit.

A record in it lists what builds wrote, so that nothing else is ever deleted (`markdown_record`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from paper_archive.disk import is_written, replace_file, write
from paper_archive.model import InputError, Page, Problem
from paper_archive.paths import real, remove
from paper_archive.site.markdown_record import FOLDERS, NAME, Record, record_checksum
from paper_archive.site.unwritable import unwritable


def changed(folder: Path) -> str:
    """When a file was last added to the folders of pages or removed from them, and the checksum
    of the record: others mean that somebody else did it."""
    return " ".join((*map(_time, (folder / name for name in FOLDERS)), record_checksum(folder)))


def _time(folder: Path) -> str:
    try:
        return str(folder.stat().st_mtime_ns)
    except OSError:
        return "-"


def written(
    pages: Iterable[Page], folder: Path, gone: Collection[str] | None = None
) -> Iterator[Page]:
    """Write the Markdown of pages as they pass; delete that of `gone` ones, or, where that is
    None because all pages pass, of every earlier page that does not.

    Raises InputError where it cannot write.
    """
    target = MarkdownFolder(folder, known=gone is not None)
    try:
        for page in pages:
            target.put(page.src_uri, page.markdown)
            yield page
        target.commit(gone)
    finally:
        target.close()


class MarkdownFolder:
    """Takes pages one by one: writes those that changed, and deletes those that are gone.

    Files that no build wrote are left alone. Raises InputError if it cannot write, or if one of
    them is in the way; a folder that is `known` is not searched for these.
    """

    def __init__(self, folder: Path, known: bool = False) -> None:
        self.folder = folder
        self._now: set[str] = set()
        self._folders: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._record = Record.read(folder, is_trusted=known)
            self._before = self._record.pages
            if not known:
                self._refuse_what_is_in_the_way()
                self._record.write(self._before)
            # A killed build leaves the names of what it wrote at the end of the record.
            self._log = (folder / NAME).open("a", encoding="utf-8")
        except OSError as error:
            raise unwritable(folder, error, "--pages-dir") from error

    def put(self, src_uri: str, markdown: str) -> None:
        """Take a page."""
        path = f"{self.folder}/{src_uri}"  # A `Path` takes as long as the writing.
        data = markdown.encode("utf-8", "replace")
        self._now.add(src_uri)
        try:
            self._make_folder(src_uri.rpartition("/")[0])
            if src_uri not in self._before:
                # On record first: if the build is killed here, the next one may write it.
                self._log.write(f"{src_uri}\n")
                self._log.flush()
                write(path, data)
            elif not is_written(path, data):
                # People may be reading it.
                replace_file(Path(path), data)
        except OSError as error:
            raise unwritable(Path(path), error, "--pages-dir") from error

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)

    def commit(self, gone: Collection[str] | None = None) -> None:
        """Delete the pages that are gone: those named, or else all that were not put."""
        now = self._now if gone is None else (self._before | self._now).difference(gone)
        try:
            for src_uri in self._before - now:
                file = self.folder / src_uri
                # A link must not lead the deletion out of the folder.
                if real(file.parent).is_relative_to(real(self.folder)):
                    remove(file)
            self._log.close()
            self._record.write(now)
        except OSError as error:
            raise unwritable(self.folder, error, "--pages-dir") from error

    def close(self) -> None:
        """Close the record; pages that were written stay on it."""
        self._log.close()

    def _refuse_what_is_in_the_way(self) -> None:
        """Refuse, before anything is written, files in the place of pages that no build wrote."""
        for src_uri in self._record.there():
            if src_uri not in self._before:
                what = "is in the way of generated pages, and no build wrote it"
                fix = "move it, or give another --pages-dir"
                raise InputError(Problem(str(self.folder / src_uri), 0, what, fix))

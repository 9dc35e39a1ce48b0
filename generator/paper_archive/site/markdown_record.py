"""`.paper-archive`, the record of the generated Markdown: which pages builds wrote in a folder.

    2 pages, checksum 7d0c…        of the lines of these pages
    index.md
    papers/a-title.md
    papers/another-title.md        written since by a build that was killed

The first versions wrote no first line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from paper_archive import urls
from paper_archive.disk import replace_file
from paper_archive.paths import contents, remove_if_no_file
from paper_archive.site.state import checksum

NAME = ".paper-archive"
FOLDERS = ("", *urls.FOLDERS)
_FIRST = re.compile(r"(\d{1,9}) pages, checksum ([0-9a-f]+)\n")
_BEGINS = re.compile(rb'---\ntitle: "[^\n]*"\nkind: "[\w-]+"\n')


@dataclass(slots=True)
class Record:
    """The `pages` that builds wrote in a folder, by their source paths."""

    folder: Path
    pages: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path, is_trusted: bool = False) -> Record:
        """Read the record of a folder, which may have none. Raises OSError.

        Unless it is trusted, it may be of another build: files in the folder that begin like a
        generated page are added. Where the record is damaged, all files in the place of generated
        pages are: builds write only into folders that hold no others.
        """
        record = cls(folder, _pages_of(folder) or set())
        if not is_trusted:
            is_damaged = cls.is_damaged(folder)
            unknown = (page for page in record.there() if page not in record.pages)
            record.pages |= {page for page in unknown if is_damaged or _is_generated(folder / page)}
        return record

    @staticmethod
    def is_damaged(folder: Path) -> bool:
        """Tell whether a folder has a record that cannot be used."""
        return os.path.lexists(folder / NAME) and _pages_of(folder) is None

    def there(self) -> list[str]:
        """Return the source paths of all files in the place of generated pages, in order."""
        found = []
        for name in FOLDERS:
            folder = self.folder / name
            if os.path.isdir(folder):  # noqa: PTH112 - see `paths`
                # 50,000 Paths take half a second.
                with os.scandir(folder) as entries:
                    uris = (f"{name}/{entry.name}" if name else entry.name for entry in entries)
                    found += [
                        uri for uri in uris if urls.GENERATED.fullmatch(uri) and "/." not in uri
                    ]
        return sorted(found)

    def write(self, pages: Iterable[str]) -> None:
        """Write a new record. Raises OSError."""
        self.pages = set(pages)
        lines = "".join(f"{page}\n" for page in sorted(self.pages))
        text = f"{len(self.pages)} pages, checksum {checksum(lines.encode())}\n{lines}"
        remove_if_no_file(self.folder / NAME)
        replace_file(self.folder / NAME, text.encode())


def record_checksum(folder: Path) -> str:
    """Return a checksum of a folder's record, "" where it cannot be read."""
    try:
        return checksum(contents(folder / NAME))
    except OSError:
        return ""


def _pages_of(folder: Path) -> set[str] | None:
    """The pages of a record; None where it is lost or damaged."""
    try:
        text = contents(folder / NAME).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    first = _FIRST.match(text)
    pages = text[first.end() if first else 0 :].split("\n")
    # The last line ends too, so that the last of these is empty.
    if pages.pop() or not (first or pages) or not all(map(urls.GENERATED.fullmatch, pages)):
        return None
    if first:
        count, of_lines = int(first[1]), first[2]
        lines = "".join(f"{page}\n" for page in pages[:count])
        if len(pages) < count or checksum(lines.encode()) != of_lines:
            return None
    return set(pages)


def _is_generated(file: Path) -> bool:
    try:
        return _BEGINS.match(contents(file)) is not None
    except OSError:
        return False

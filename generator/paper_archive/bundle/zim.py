"""Writes a ZIM file (openZIM's format) of a built site with libzim, for Kiwix and other readers.

    C/papers/<slug>.html …    the files of the offline bundle by their paths; redirect pages
                              are redirects
    W/mainPage                index.html
    M/Title, Description, Language, Creator, Publisher, Date, Name, Source, Tags, Scraper,
      Illustration_48x48@1    shown in the libraries of readers
    X/fulltext, X/title       libzim's indexes: of papers what `zim_text.py` says, and the
                              titles of all pages

libzim chooses the ids of the file and of its two Xapian indexes at random, and has no way to set
them. With one worker, everything else is the same for the same input. So a hash of the file
replaces the ids, and the MD5 sum at the end (the header has its position at byte 72) is computed
again. With the same version of libzim, the same site then has the same ZIM file.
"""

from __future__ import annotations

import hashlib
import html
import mmap
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath

# libzim is compiled and has no stubs, so its classes are Any to a type checker.
from libzim.writer import (
    Creator,
    Hint,
    IndexData,
    Item,
    StringProvider,
)

from paper_archive import __version__
from paper_archive.bundle.built_site import NAME, REDIRECT, BuiltSite
from paper_archive.bundle.illustration import illustration
from paper_archive.bundle.zim_text import Indexed, apart, indexed, quotable
from paper_archive.disk import replacing

LANGUAGE = "eng"
_TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif",
    ".webp": "image/webp", ".ico": "image/x-icon", ".pdf": "application/pdf", ".txt": "text/plain",
}  # fmt: skip
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_PAPERS = "papers/"
# Ranges of the header: the id, and the position of the MD5 sum.
_ID, _CHECKSUM = slice(8, 24), slice(72, 80)
# The beginning of a Xapian database; its id follows.
_XAPIAN = b"\x0f\x0dXapian Glass\x04\x6e"
_INDEXES = 2
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 30, 80  # by openZIM's metadata conventions


def write_zim(file: Path, site: BuiltSite, members: Iterable[tuple[str, bytes]]) -> None:
    """Write a ZIM file of the members (path and bytes) of a site. Raises OSError."""
    try:
        with replacing(file) as temporary:
            temporary.unlink(missing_ok=True)  # libzim writes no file that exists
            with _silence():
                _create(temporary, site, members)
            _settle(temporary)
    except RuntimeError as error:  # libzim raises no other
        raise OSError(f"{file}: {error}") from error


def _create(file: Path, site: BuiltSite, members: Iterable[tuple[str, bytes]]) -> None:
    creator = Creator(file)
    creator.config_indexing(True, LANGUAGE)
    creator.config_nbworkers(1)  # several workers write in any order
    creator.set_mainpath(site.home)
    with creator:
        for path, data in members:
            title = _title(data) if path.endswith(".html") else ""
            redirect = REDIRECT.search(data.partition(b"</head>")[0]) if title else None
            if redirect:
                to = normpath(join(dirname(path), html.unescape(redirect[1].decode())))
                creator.add_redirection(path, apart(title), to, {})
            else:
                kind = _Paper if path.startswith(_PAPERS) else _ZimItem
                creator.add_item(kind(path, apart(title), data))
        for name, value in _metadata(site):
            creator.add_metadata(name, value)
        creator.add_illustration(48, illustration(48))


class _ZimItem(Item):
    """A file of the site; `title` is "" if it is not a page.

    It is not in the full-text index, where lists of papers would outrank the papers.
    """

    def __init__(self, path: str, title: str, data: bytes) -> None:
        super().__init__()
        self._path, self._title, self._data = path, title, data

    def get_path(self) -> str:
        return self._path

    def get_title(self) -> str:
        return self._title

    def get_mimetype(self) -> str:
        return _TYPES.get(Path(self._path).suffix, "application/octet-stream")

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._data)

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: bool(self._title)}

    def get_indexdata(self) -> IndexData:
        return _Searched("", Indexed("", ""))


class _Paper(_ZimItem):
    """A file in the folder of papers."""

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(quotable(self._data) if self._title else self._data)

    def get_indexdata(self) -> IndexData:
        if not self._title:
            return super().get_indexdata()
        return _Searched(self._title, indexed(self._data))


class _Searched(IndexData):
    """What the full-text index has of a file."""

    def __init__(self, title: str, what: Indexed) -> None:
        super().__init__()
        self._title, self._what = title, what

    def has_indexdata(self) -> bool:
        return bool(self._title)

    def get_title(self) -> str:
        return self._title

    def get_content(self) -> str:
        return self._what.text

    def get_keywords(self) -> str:
        return self._what.tags

    def get_wordcount(self) -> int:
        return len(self._what.text.split())


def _title(page: bytes) -> str:
    match = _TITLE.search(page)
    return html.unescape(match[1].decode("utf-8", "replace")).strip() if match else "Untitled"


def _metadata(site: BuiltSite) -> Iterator[tuple[str, str | date]]:
    yield "Name", NAME
    yield "Title", site.title[:_LONGEST_TITLE]
    yield "Description", f"Papers from daily listings: {site.title}"[:_LONGEST_DESCRIPTION]
    yield "Language", LANGUAGE
    yield "Creator", site.title
    yield "Publisher", site.title
    yield "Date", site.newest or date(1970, 1, 1)
    yield "Tags", "_ftindex:yes;_pictures:no;_videos:no"
    yield "Scraper", f"{NAME} {__version__}"
    if site.url:
        yield "Source", site.url


def _settle(file: Path) -> None:
    """Replace the random ids of a ZIM file.

    A file with another number of indexes than expected is left unchanged.
    """
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), 0) as data:
        ends = [match.end() for match in re.finditer(re.escape(_XAPIAN), data)]
        if len(ends) != _INDEXES:
            return
        ids = [_ID, *(slice(end, end + 16) for end in ends)]
        for place in ids:
            data[place] = bytes(16)
        sum_at = int.from_bytes(data[_CHECKSUM], "little")
        with memoryview(data) as view, view[:sum_at] as summed:
            new_id = hashlib.sha256(summed).digest()[:16]
            for place in ids:
                view[place] = new_id
            view[sum_at : sum_at + 16] = hashlib.md5(summed, usedforsecurity=False).digest()


@contextmanager
def _silence() -> Iterator[None]:
    """Discard libzim's output on standard output, which is for results."""
    sys.stdout.flush()
    former = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(former, 1)
        os.close(nowhere)
        os.close(former)

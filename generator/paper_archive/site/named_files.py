"""What `mkdocs.yml` names for pages to link to or to load, and what of it they can.

Addresses are compared as browsers read them: without tabs and line breaks, `\\` as `/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from paper_archive.site.palette import is_mapping

_SCHEMES = ("http", "https", "mailto")
ASSETS = ("extra_css", "extra_javascript")
IMAGES = ("logo", "favicon")
IMAGE_ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico")


def is_link(address: str) -> bool:
    """Tell whether pages link to an address: on the web, of a mailbox, or relative."""
    read = _as_read(address)
    before, colon, _ = read.partition(":")
    # A colon after one of these is part of a path, a query or a fragment.
    if colon and not any(mark in before for mark in "/?#"):
        return before.lower() in _SCHEMES and _is_readable(read)
    return bool(read) and not read.startswith("/")


def is_image(path: str) -> bool:
    """Tell whether a path ends as those of images do that browsers show."""
    return path.partition("?")[0].partition("#")[0].lower().endswith(IMAGE_ENDINGS)


def is_script(address: str) -> bool:
    """Tell whether an address is a script to run."""
    return _as_read(address).lower().startswith("javascript:")


def is_elsewhere(address: str) -> bool:
    """Tell whether an address leads to another site."""
    read = _as_read(address)
    return read.startswith("//") or "://" in read.partition("?")[0]


def path_of(item: object) -> str:
    """The path in an item of `extra_css` or `extra_javascript`, "" where there is none."""
    path = item.get("path") if is_mapping(item) else item
    return path.strip() if isinstance(path, str) else ""


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """The files that a configuration may name: in `folders`, and those that plugins make."""

    folders: tuple[Path, ...]
    made: Callable[[str], bool] = lambda _: False

    def has(self, path: str) -> bool:
        """Tell whether there is a file for pages to load."""
        try:
            name = unquote(urlsplit(path).path).lstrip("/")
        except ValueError:
            return False
        name = normpath(name)
        if name.startswith("../"):
            return False
        try:
            return self.made(name) or any((folder / name).is_file() for folder in self.folders)
        except OSError:  # No file has so long a name.
            return False

    def shows(self, image: str) -> bool:
        """Tell whether pages show an image."""
        if image.startswith("data:image/"):
            return True
        return not is_elsewhere(image) and is_image(image) and self.has(image)

    def useless(self, values: Mapping[str, Any], key: str, *, anywhere: bool) -> Iterable[str]:
        """Yield the paths of `extra_css` or `extra_javascript` that no page can load.

        With `anywhere`, pages may load files of other sites.
        """
        items = values.get(key)
        for path in map(path_of, items if isinstance(items, list) else ()):
            if not (anywhere if is_elsewhere(path) else self.has(path)):
                yield path


def _is_readable(address: str) -> bool:
    """Tell whether host and port of an address are such: MkDocs fails for `http://[::1`."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _as_read(address: str) -> str:
    kept = "".join(each for each in address if each not in "\t\r\n")
    # White space and control characters around an address are no part of it.
    return kept.strip("".join(map(chr, range(33)))).replace("\\", "/")

"""Finds the files to import: those that are named, and those in folders that may be listings.

In a folder, such as the checkout of a repository, these are left out: hidden files and folders
(`.git`), folders of programs (`node_modules`), files that are code, pictures or packed by their
ending, and the files about a project that nearly every repository has (`LICENSE`). They are
counted. What is left may be anything: reading decides.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from paper_archive.paths import walk

HIDDEN, PROJECT = "hidden", "about the project"
_FOLDERS = frozenset(("node_modules", "__pycache__", "venv", "site-packages", "bower_components"))
_ENDINGS: Mapping[str, str] = {
    ending: kind
    for kind, endings in {
        "code": "bat c cc cfg cpp cs css diff ejs erb go h hbs hpp ini ipynb j2 java jinja jinja2"
        " jl js jsx kt lock lua m map mjs mustache patch php pl ps1 py pyc pyi r rb rs scala scss"
        " sh sql svelte swift tmpl toml tpl ts tsx vue wasm xsd xsl yaml yml",
        "pictures": "bmp eps gif heic ico jpeg jpg png psd svg tif tiff webp",
        "other media": "avi docx eot flac mov mp3 mp4 mpg ogg otf pdf ppt pptx ps ttf wav webm woff"
        " woff2 xls xlsx",
        "packed or binary": "7z bin bz2 db dll exe npy npz parquet pickle pkl pt pth rar so sqlite"
        " sqlite3 tar tgz xz zip zst",
    }.items()
    for ending in endings.split()
}
# In capitals, because `security.md` may be a listing of papers about security.
_PROJECT = frozenset(
    "AUTHORS CHANGELOG CITATION CODE_OF_CONDUCT CODEOWNERS CONTRIBUTING CONTRIBUTORS COPYING"
    " LICENCE LICENSE NOTICE SECURITY Dockerfile Makefile Procfile package package-lock"
    " requirements robots sitemap tsconfig".split()
)


@dataclass(frozen=True, slots=True)
class Tree:
    """The files to read, in order, and the number of others by kind."""

    files: tuple[Path, ...]
    left_out: Mapping[str, int]


def find(paths: Iterable[Path]) -> Tree:
    """Return the files under `paths`; a file that is named itself is never left out.

    A path that does not exist is returned too, and reported when it is read.
    """
    files: dict[str, Path] = {}
    left_out: Counter[str] = Counter()
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - see `paths`
            files.setdefault(os.path.realpath(path), path)
            continue
        for file in _files(path):
            if kind := _kind(file.name):
                left_out[kind] += 1
            else:
                files.setdefault(os.path.realpath(file), file)
    return Tree(tuple(files.values()), dict(sorted(left_out.items())))


def _files(folder: Path) -> Iterator[Path]:
    for parent, names in walk(folder, leave_out=_is_left_out):
        yield from (Path(parent, name) for name in names)


def _is_left_out(folder: str) -> bool:
    return folder.startswith(".") or folder in _FOLDERS


def _kind(name: str) -> str:
    """Return the kind of file that a name says is no listing, "" for any other."""
    if name.startswith("."):
        return HIDDEN
    stem, *endings = name.split(".")
    ending = endings[-1].lower() if endings else ""
    if kind := _ENDINGS.get(ending):
        return kind
    return PROJECT if stem in _PROJECT and ending != "bib" else ""

"""Making a new archive: a folder, to which everything is added and in which nothing is changed."""

from __future__ import annotations

from pathlib import Path

from paper_archive import __version__
from paper_archive.init.manifest import PATH, Record, digest
from paper_archive.init.starter import first, kept
from paper_archive.model import InputError, Problem

_NAMED = 3  # files that are there already


def create(folder: Path, name: str) -> list[str]:
    """Write the files of a new archive, and return their paths.

    Raises InputError where one of them is there already, or the name is no name, and writes
    nothing then; OSError where the folder cannot be written.
    """
    if not name.strip() or not name.isprintable():
        raise InputError(Problem(str(folder), 0, "has no name", "give it one line by --name"))
    texts = first(name.strip())
    record = Record(__version__, {path: digest(text) for path, text in kept().items()})
    texts[PATH] = record.text()
    if (folder / PATH).exists():
        fix = f"`paper-archive upgrade` brings it to version {__version__}; or give a new folder"
        raise InputError(Problem(str(folder), 0, "is an archive already", fix))
    there = [path for path in texts if (folder / path).exists() or (folder / path).is_symlink()]
    if there:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        what = f"has {', '.join(there[:_NAMED])}{more} already, and nothing is overwritten"
        raise InputError(Problem(str(folder), 0, what, "give a new folder"))
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    return list(texts)


def repository_around(folder: Path) -> Path | None:
    """The git repository that a folder is in without being its top, where GitHub would look for
    its workflows; None if there is none."""
    whole = folder.resolve()
    if (whole / ".git").exists():
        return None
    return next((parent for parent in whole.parents if (parent / ".git").exists()), None)

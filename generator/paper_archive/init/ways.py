"""The folders that lead to the files of an archive: none may lead out of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from paper_archive.model import InputError, Problem


def check(archive: Path, paths: Iterable[str]) -> None:
    """Raise InputError if the folder of a path is a link out of the archive, or is no folder.

    Folders that do not exist are fine: they will be made.
    """
    whole = archive.resolve()
    parents = {parent for path in paths for parent in PurePosixPath(path).parents}
    for parent in sorted(parents - {PurePosixPath()}):
        folder = archive / parent
        try:
            is_inside = folder.resolve().is_relative_to(whole)
        except (OSError, RuntimeError):  # a link that leads to itself
            is_inside = False
        if not is_inside:
            what, fix = "leads out of the archive", "put a folder in the place of the link"
            raise InputError(Problem(str(folder), 0, what, fix))
        if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
            what, fix = "is in the way: it is no folder", "move it away or delete it"
            raise InputError(Problem(str(folder), 0, what, fix))

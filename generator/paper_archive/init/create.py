"""Creating an archive: files are added to its folder, and none is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from paper_archive import __version__
from paper_archive.init import sources, ways
from paper_archive.init.manifest import GITHUB, PATH, Contents, Record, checksum
from paper_archive.init.starter import first, kept
from paper_archive.model import InputError, Problem
from paper_archive.resources import DEFAULT

_NAMED = 3  # files that exist already


def create(
    folder: Path,
    name: str,
    host: str = GITHUB,
    named: Sequence[str] = (),
    vocabulary: str = DEFAULT,
) -> list[str]:
    """Write the files of a new archive, and return their paths.

    `named` are its sources, as in `sources.py`. Raises InputError if one of the files exists, the
    name is not one line, a folder leads out of the archive, or a source or the vocabulary is wrong,
    and OSError if the folder cannot be written. The folder is then as it was.
    """
    if not name.strip() or not name.isprintable():
        raise InputError(
            Problem(str(folder), 0, "has no name", "give it one with --name, on one line")
        )
    refuse_link(folder)
    if folder.exists() and not folder.is_dir():
        raise InputError(Problem(str(folder), 0, "is a file", "name a folder, or a new one"))
    if (folder / PATH).exists():
        fix = f"upgrade it to {__version__} with `paper-archive upgrade`, or choose a new folder"
        raise InputError(Problem(str(folder), 0, "is an archive already", fix))
    files = first(name.strip(), host, sources.setting(named), vocabulary)
    digests = {path: checksum(contents) for path, contents in kept(host).items()}
    files[PATH] = Record(__version__, digests, host).text()
    ways.check(folder, files)
    there = [path for path in files if (folder / path).exists() or (folder / path).is_symlink()]
    if there:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        what = f"already has {', '.join(there[:_NAMED])}{more}, and nothing is overwritten"
        raise InputError(Problem(str(folder), 0, what, "choose a new folder"))
    _write(folder, files)
    return list(files)


def refuse_link(folder: Path) -> None:
    """Raise InputError for a link that leads nowhere, or in a circle."""
    for each in (folder, *folder.parents):
        if each.is_symlink() and not each.exists():
            what, fix = "is a link that leads nowhere", "delete the link, or name a folder"
            raise InputError(Problem(str(each), 0, what, fix))


def _write(folder: Path, files: Mapping[str, Contents]) -> None:
    """Write all files or, where one cannot be written, none."""
    written: list[Path] = []
    folders: list[Path] = []
    try:
        for path, contents in files.items():
            file = folder / path
            missing = [each for each in (file.parent, *file.parent.parents) if not each.exists()]
            for each in reversed(missing):
                each.mkdir()
                folders.append(each)
            with file.open("xb") as opened:
                written.append(file)
                opened.write(contents if isinstance(contents, bytes) else contents.encode("utf-8"))
    except BaseException as error:
        if isinstance(error, OSError) and error.filename is None and written:
            error.filename = str(written[-1])  # A full disk names no file.
        for file in written:
            file.unlink()
        for each in reversed(folders):
            each.rmdir()
        raise


def repository_around(folder: Path) -> Path | None:
    """The git repository that a folder is inside of, None if there is none.

    Hosts look for workflows at the top of a repository only.
    """
    whole = folder.resolve()
    if (whole / ".git").exists():
        return None
    return next((parent for parent in whole.parents if (parent / ".git").exists()), None)

"""Creating an archive: files are added to its folder, and none is changed."""

from __future__ import annotations

from pathlib import Path

from paper_archive import __version__
from paper_archive.init.manifest import PATH, Record, checksum
from paper_archive.init.starter import first, kept
from paper_archive.model import InputError, Problem
from paper_archive.resources import DEFAULT

_NAMED = 3  # files that exist already


def create(folder: Path, name: str, vocabulary: str = DEFAULT) -> list[str]:
    """Write the files of a new archive, and return their paths.

    Raises InputError, and writes nothing, if one of them exists, the name is not one line or the
    vocabulary is unknown; OSError if the folder cannot be written.
    """
    if not name.strip() or not name.isprintable():
        raise InputError(
            Problem(str(folder), 0, "has no name", "give it one with --name, on one line")
        )
    texts = first(name.strip(), vocabulary)
    record = Record(__version__, {path: checksum(text) for path, text in kept().items()})
    texts[PATH] = record.text()
    if (folder / PATH).exists():
        fix = f"upgrade it to {__version__} with `paper-archive upgrade`, or choose a new folder"
        raise InputError(Problem(str(folder), 0, "is an archive already", fix))
    there = [path for path in texts if (folder / path).exists() or (folder / path).is_symlink()]
    if there:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        what = f"already has {', '.join(there[:_NAMED])}{more}, and nothing is overwritten"
        raise InputError(Problem(str(folder), 0, what, "choose a new folder"))
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    return list(texts)


def repository_around(folder: Path) -> Path | None:
    """The git repository that a folder is inside of, None if there is none.

    GitHub looks for workflows at the top of a repository only.
    """
    whole = folder.resolve()
    if (whole / ".git").exists():
        return None
    return next((parent for parent in whole.parents if (parent / ".git").exists()), None)

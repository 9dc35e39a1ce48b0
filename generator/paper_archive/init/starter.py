"""The files that a new archive begins with.

They come from `files/`, where `dot-` at the beginning of a name stands for a dot, and from
`site_src/`. In their text, `@@VERSION@@` is the installed version, `@@NAME@@` the archive's name
and `@@TITLE@@` the name as YAML.

Workflows, their scripts and the issue form are those of this project's repository, so that every
archive gets what is mended or pinned there; `files/` has those that differ in an archive, such as
the script that installs. A wheel has a copy of `.github/` in `github/`.

Some files are *kept*: `upgrade` brings them to the installed version. All others are the owner's
from the first day.
"""

from __future__ import annotations

import json
from pathlib import Path

from paper_archive import __version__
from paper_archive.resources import CHECKOUT, DEFAULT, resource
from paper_archive.tags import beginning

_HERE = Path(__file__).parent
_FILES = _HERE / "files"
_GITHUB = (_HERE / "github", CHECKOUT / ".github")
_OF_GITHUB = ("workflows/*.yml", "scripts/*.sh", "ISSUE_TEMPLATE/*.yml")
_NOT_FOR_ARCHIVES = ".github/workflows/test.yml"  # tests the program
_DOT = "dot-"
_KEPT = ("settings.yml", "requirements.txt", ".gitignore", ".gitattributes", ".github/")
_OWN = ("docs/about.md", "curation.yml", "topics.yml")


def kept() -> dict[str, str]:
    """The texts of the files that `upgrade` keeps, by path: the same in every archive."""
    return {path: text for path, text in _texts().items() if is_kept(path)}


def is_kept(path: str) -> bool:
    """Tell whether `upgrade` may write a file; none is outside the archive."""
    return path.startswith(_KEPT) and ".." not in path.split("/")


def first(name: str, vocabulary: str = DEFAULT) -> dict[str, str]:
    """The texts of all files of a new archive, by path.

    Raises InputError if there is no such vocabulary.
    """
    texts = _texts() | {f"site_src/{path}": resource(path).read_text("utf-8") for path in _OWN}
    if vocabulary != DEFAULT:
        texts["site_src/tags.yml"] = beginning(vocabulary)
    title = json.dumps(name, ensure_ascii=False)  # which is YAML too
    return {
        path: text.replace("@@TITLE@@", title).replace("@@NAME@@", name)
        for path, text in sorted(texts.items())
    }


def _texts() -> dict[str, str]:
    own_files = {
        _path(file): file.read_text("utf-8").replace("@@VERSION@@", __version__)
        for file in sorted(_FILES.rglob("*"))
        if file.is_file()
    }
    return dict(sorted((_github() | own_files).items()))


def _github() -> dict[str, str]:
    folder = next(place for place in _GITHUB if place.is_dir())
    texts = {
        f".github/{file.relative_to(folder).as_posix()}": file.read_text("utf-8")
        for pattern in _OF_GITHUB
        for file in folder.glob(pattern)
    }
    del texts[_NOT_FOR_ARCHIVES]
    return texts


def _path(file: Path) -> str:
    parts = file.relative_to(_FILES).parts
    return "/".join(
        f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in parts
    )

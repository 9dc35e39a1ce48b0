"""The files that a new archive begins with.

They are this package's data: `files/`, in which `dot-` at the beginning of a name stands for a dot,
and of `site_src/` what every archive begins with. In a text, `@@VERSION@@` is the installed
version, `@@NAME@@` the archive's name and `@@TITLE@@` the same as YAML.

Some are *kept*: `upgrade` brings them to the installed version. All others are the owner's from
the first day.
"""

from __future__ import annotations

import json
from pathlib import Path

from generator import __version__
from generator.site.own import own

_FILES = Path(__file__).parent / "files"
_DOT = "dot-"
_KEPT = ("settings.yml", "requirements.txt", ".gitignore", ".github/")
_OWN = ("docs/about.md", "curation.yml")


def kept() -> dict[str, str]:
    """The texts of the files that `upgrade` keeps, by path; they are the same in every archive."""
    return {path: text for path, text in _texts().items() if path.startswith(_KEPT)}


def first(name: str) -> dict[str, str]:
    """The texts of all files of a new archive of that name, by path."""
    texts = _texts() | {f"site_src/{path}": own(path).read_text("utf-8") for path in _OWN}
    title = json.dumps(name, ensure_ascii=False)  # which is YAML too
    return {
        path: text.replace("@@TITLE@@", title).replace("@@NAME@@", name)
        for path, text in sorted(texts.items())
    }


def _texts() -> dict[str, str]:
    return {
        _path(file): file.read_text("utf-8").replace("@@VERSION@@", __version__)
        for file in sorted(_FILES.rglob("*"))
        if file.is_file()
    }


def _path(file: Path) -> str:
    parts = file.relative_to(_FILES).parts
    return "/".join(
        f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in parts
    )

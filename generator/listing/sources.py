"""Finding listings on disk: the only place that opens them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.model import Problem, Source


def find(paths: Iterable[Path]) -> list[Path]:
    """Return the files under `paths` in order, each once; hidden files and folders are left out."""
    found: dict[Path, Path] = {}
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if not hidden and file.is_file():
                found.setdefault(file.resolve(), file)
    return sorted(found.values())


def load(files: Iterable[Path], root: Path) -> Iterator[Source | Problem]:
    """Yield each file, or why it cannot be read; names are relative to `root` where they can be."""
    for file in files:
        absolute = file.resolve()
        name = (absolute.relative_to(root) if absolute.is_relative_to(root) else file).as_posix()
        try:
            yield Source(name, file.read_bytes())
        except OSError as error:
            what = f"cannot be read: {error.strerror or error}"
            yield Problem(name, 0, what, "check the file and its permissions")

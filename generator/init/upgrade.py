"""Bringing an archive's workflows and settings to the installed version.

A file that its owner has changed, or deleted, since `init` or the last upgrade is kept as it is,
unless all are to be replaced. Nothing is ever deleted, and no file but those of `kept` is looked
at: listings, corrections, pages and `mkdocs.yml` are the owner's.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator import __version__
from generator.init.files import kept
from generator.init.record import PATH, Record, digest
from generator.model import InputError, Problem


@dataclass(frozen=True, slots=True)
class Change:
    """A file that differs from that of the installed version: its text now, None if it is not
    there, and the new one. `owners` says that its owner changed or deleted it."""

    path: str
    now: str | None
    new: str
    owners: bool

    @property
    def difference(self) -> str:
        """A unified diff."""
        lines = difflib.unified_diff(
            [] if self.now is None else self.now.splitlines(),
            self.new.splitlines(),
            "/dev/null" if self.now is None else f"a/{self.path}",
            f"b/{self.path}",
            lineterm="",
        )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The way of an archive from the version of its record to the installed one. `superfluous`
    are files of the old version that the new one does without."""

    archive: Path
    record: Record
    changes: tuple[Change, ...]
    superfluous: tuple[str, ...]

    @classmethod
    def of(cls, archive: Path) -> Upgrade:
        """Compare an archive with the installed version.

        Raises InputError where the folder is none that `init` made, or a file cannot be read.
        """
        record, files = Record.read(archive), kept()
        found = (_change(archive, path, new, record.files.get(path)) for path, new in files.items())
        superfluous = [
            path for path in sorted(record.files) if path not in files and (archive / path).exists()
        ]
        return cls(archive, record, tuple(filter(None, found)), tuple(superfluous))

    @property
    def is_needed(self) -> bool:
        """Whether the record names another version, or a file is to be written."""
        return self.record.version != __version__ or any(not each.owners for each in self.changes)

    def write(self, force: bool = False) -> list[str]:
        """Write the files that the owner has not changed, with `force` all, and the record; return
        the paths of the files. Raises OSError."""
        written = [each for each in self.changes if force or not each.owners]
        for each in written:
            _write(self.archive / each.path, each.new)
        waiting = {each.path for each in self.changes} - {each.path for each in written}
        # What is kept is measured by what it was made from, at the next upgrade too.
        digests = {path: digest(text) for path, text in kept().items() if path not in waiting}
        before = {path: old for path, old in self.record.files.items() if path in waiting}
        _write(self.archive / PATH, Record(__version__, digests | before).text())
        return [each.path for each in written]


def _change(archive: Path, path: str, new: str, before: str | None) -> Change | None:
    """How a file differs; None if it does not, or the new version has nothing new in it."""
    file = archive / path
    try:
        now = file.read_text("utf-8") if file.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(str(file), 0, f"cannot be read: {error}", "mend it or delete it")
        raise InputError(problem) from error
    if now is not None and digest(now) == digest(new):
        return None
    if now is None:
        return Change(path, None, new, owners=before is not None)
    owners = digest(now) != before
    return None if owners and before == digest(new) else Change(path, now, new, owners)


def _write(file: Path, text: str) -> None:
    """Write a file whole, or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f"{file.name}.new")
    temporary.write_text(text, "utf-8", newline="\n")
    temporary.replace(file)


def differences(changes: Iterable[Change]) -> str:
    """The diffs of all changes."""
    return "\n".join(each.difference for each in changes)

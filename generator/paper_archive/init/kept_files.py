"""Upgrading an archive's workflows and settings to the installed version.

A file that its owner has changed or deleted since `init` or the last upgrade stays as it is,
unless the owner asks for all to be replaced. A file that the new version no longer has is deleted
if its owner never changed it; two workflows might publish the site otherwise. No other file is
touched: listings, corrections, pages and `mkdocs.yml` belong to the owner.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from paper_archive import __version__
from paper_archive.disk import replace_file
from paper_archive.init.manifest import PATH, Record, checksum
from paper_archive.init.starter import is_kept, kept
from paper_archive.model import InputError, Problem

# `paper-archive==0.1.0`, `./wheels/paper_archive-0.1.0-py3-none-any.whl`
_INSTALLED = re.compile(r"^[^#\n]*paper[-_]archive(?:==|-)(\d+(?:\.\d+)*)", re.MULTILINE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Change:
    """A file that differs from that of the installed version.

    `now` is its text, None if it does not exist; `new` is the text to come, None if the installed
    version has no such file; `owners` says that its owner changed or deleted it.
    """

    path: str
    now: str | None
    new: str | None
    owners: bool

    def is_known(self, before: str | None) -> bool:
        """Whether the owner changed this very text, whose checksum was `before`."""
        return self.owners and self.new is not None and before == checksum(self.new)

    def is_done(self, force: bool) -> bool:
        """Whether an upgrade makes this change: `force` may replace a file, but not delete it."""
        return not self.owners or (force and self.new is not None)

    @property
    def difference(self) -> str:
        """A unified diff."""
        lines = difflib.unified_diff(
            [] if self.now is None else self.now.splitlines(),
            [] if self.new is None else self.new.splitlines(),
            "/dev/null" if self.now is None else f"a/{self.path}",
            "/dev/null" if self.new is None else f"b/{self.path}",
            lineterm="",
        )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What takes an archive from the version of its record to the installed one."""

    archive: Path
    record: Record
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, archive: Path, force: bool = False) -> Upgrade:
        """Compare an archive with the installed version.

        A file that its owner changed counts only if the new version changed it too, or with
        `force`. Raises InputError if `init` did not create the folder, a newer version did, or a
        file cannot be read.
        """
        record, files = Record.read(archive), kept()
        if _release(record.version) > _release(__version__):
            what = f"is of version {record.version}, and {__version__} is installed"
            fix = "install that version: pip install --upgrade paper-archive"
            raise InputError(Problem(str(archive), 0, what, fix))
        # A record may say anything: only files that `upgrade` may write are deleted.
        superfluous = [path for path in record.files if path not in files and is_kept(path)]
        wanted = {**files, **dict.fromkeys(sorted(superfluous))}
        compared = [
            (change, record.files.get(path))
            for path, new in wanted.items()
            if (change := _change(archive, path, new, record.files.get(path)))
        ]
        changes = tuple(
            change for change, before in compared if force or not change.is_known(before)
        )
        return cls(archive, record, changes)

    @property
    def is_needed(self) -> bool:
        """Whether the record names another version, or a file has to be written."""
        return self.record.version != __version__ or any(
            not change.owners for change in self.changes
        )

    @property
    def installs(self) -> str:
        """The version that `requirements.txt` names, "" if it names none."""
        try:
            text = (self.archive / "requirements.txt").read_text("utf-8")
        except OSError:
            return ""
        named = _INSTALLED.search(text)
        return named[1] if named else ""

    def write(self, force: bool = False) -> list[Change]:
        """Write and delete the files that the owner has not changed, and with `force` write the
        others too; then write the record. Return the changes that it made. Raises OSError."""
        done = [change for change in self.changes if change.is_done(force)]
        for change in done:
            if change.new is None:
                (self.archive / change.path).unlink()
            else:
                _write(self.archive / change.path, change.new)
        waiting = {change.path for change in self.changes} - {change.path for change in done}
        # The next upgrade, too, compares a file that stays with the one that its owner changed.
        digests = {path: checksum(text) for path, text in kept().items() if path not in waiting}
        before = {path: old for path, old in self.record.files.items() if path in waiting}
        _write(self.archive / PATH, Record(__version__, digests | before).text())
        return done


def _release(version: str) -> tuple[int, ...]:
    """The numbers of a version, which order releases; suffixes do not count."""
    numbers = re.match(r"\d+(?:\.\d+)*", version, re.ASCII)
    return tuple(map(int, numbers[0].split("."))) if numbers else ()


def _change(archive: Path, path: str, new: str | None, before: str | None) -> Change | None:
    """Compare a file with the new one; None if they are the same."""
    file = archive / path
    try:
        now = file.read_text("utf-8") if file.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(str(file), 0, f"cannot be read: {error}", "mend it or delete it")
        raise InputError(problem) from error
    if now is None:
        return None if new is None else Change(path, None, new, owners=before is not None)
    if new is not None and checksum(now) == checksum(new):
        return None
    return Change(path, now, new, owners=checksum(now) != before)


def _write(file: Path, text: str) -> None:
    """Write a file, and its folder if need be."""
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, text.encode("utf-8"))


def differences(changes: Iterable[Change]) -> str:
    """The diffs of all changes."""
    return "\n".join(change.difference for change in changes)

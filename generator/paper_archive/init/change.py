"""What an upgrade does to a file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from paper_archive.init.manifest import Contents, checksum
from paper_archive.init.requirements import PINS


@dataclass(frozen=True, slots=True)
class Change:
    """A file that differs from that of the installed version.

    `now` is what it holds, None if it does not exist; `new` is what it is to hold, None if the
    installed version has no such file; `owners` says that its owner changed or deleted it.
    """

    path: str
    now: Contents | None
    new: Contents | None
    owners: bool

    def is_known(self, before: str | None) -> bool:
        """Whether the owner changed this very text, whose checksum was `before`."""
        return self.owners and self.new is not None and before == checksum(self.new)

    def is_done(self, force: bool) -> bool:
        """Whether an upgrade makes this change: `force` may replace a file, but not delete it."""
        return not self.owners or (force and self.new is not None)

    @property
    def difference(self) -> str:
        """A unified diff of a text; a line for what comes and what goes of another file.

        Pins are no text to read: they are about a thousand lines, nearly all of them checksums.
        """
        if self.path == PINS or isinstance(self.now, bytes) or isinstance(self.new, bytes):
            goes = "" if self.now is None else f"-{self.path}: {_said_of(self.now)}"
            comes = "" if self.new is None else f"+{self.path}: {_said_of(self.new)}"
            return "\n".join(filter(None, (goes, comes)))
        lines = difflib.unified_diff(
            [] if self.now is None else self.now.splitlines(),
            [] if self.new is None else self.new.splitlines(),
            "/dev/null" if self.now is None else f"a/{self.path}",
            "/dev/null" if self.new is None else f"b/{self.path}",
            lineterm="",
        )
        return "\n".join(lines)


def _said_of(contents: Contents) -> str:
    if isinstance(contents, str):
        return f"{len(contents.splitlines()):,} lines, sha256:{checksum(contents)}"
    return f"{len(contents):,} bytes, sha256:{checksum(contents)}"


def differences(changes: Iterable[Change]) -> str:
    """The diffs of all changes."""
    return "\n".join(change.difference for change in changes)

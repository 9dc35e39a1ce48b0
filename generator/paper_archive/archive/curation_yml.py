"""Writes corrections into `curation.yml`, whose comments and other lines stay."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from paper_archive.disk import replacing
from paper_archive.model import InputError, Problem, Source
from paper_archive.yaml_edit import Edit, NotEditable, edited

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class CurationYml:
    """A file of corrections, which need not exist yet; `name` is for messages."""

    path: Path
    name: str

    def with_lines(self, lines: str) -> Source:
        """Return the file as it would be with these lines at its end."""
        return Source(self.name, self._data().rstrip() + b"\n" + lines.encode())

    def write(self, edits: Iterable[Edit], refuse: Callable[[Path], None]) -> Sequence[str]:
        """Make edits, and return the difference: lines that begin with + or -, and others.

        `refuse` raises InputError if a build would not take the new file, which is at the path that
        it is given; then nothing is written. Raises InputError for what cannot be edited, OSError.
        """
        before = self._data()
        text = before.decode("utf-8-sig")
        try:
            after = edited(text, edits)
        except NotEditable as error:
            fix = "write the correction by hand"
            raise InputError(Problem(self.name, error.line, str(error), fix)) from error
        if after == text:
            return ()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(self.path.resolve()) as temporary:
            temporary.write_bytes(_BOM * before.startswith(_BOM) + after.encode())
            if self.path.exists():
                shutil.copymode(self.path, temporary)
            try:
                refuse(temporary)
            except InputError as error:
                problem = error.problem
                what = f"the correction would be refused: {problem.what}"
                raise InputError(Problem(self.name, problem.line, what, problem.fix)) from error
        lines = difflib.unified_diff(
            text.splitlines(), after.splitlines(), self.name, self.name, n=1, lineterm=""
        )
        return list(lines)

    def _data(self) -> bytes:
        return self.path.read_bytes() if self.path.exists() else b""

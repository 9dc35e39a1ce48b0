"""Writes corrections into `curation.yml`, whose comments and other lines stay."""

from __future__ import annotations

import difflib
import errno
import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from paper_archive.disk import replacing
from paper_archive.model import InputError, Problem, Source
from paper_archive.yaml_edit import Edit, NotEditable, edited

# As the messages of `curation_file` and `corrections` name a line.
_LINE = re.compile(r"\bline (\d{1,9})\b")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class CurationYml:
    """A file of corrections, which need not exist yet; `name` is for messages."""

    path: Path
    name: str

    def with_lines(self, lines: str) -> Source:
        """Return the file as it would be with these lines at its end."""
        return Source(self.name, self._data().rstrip() + b"\n" + lines.encode())

    def write(
        self, edits: Iterable[Edit], check: Callable[[Path], Sequence[Edit]]
    ) -> Sequence[str]:
        """Make edits, and return the difference: lines that begin with + or -, and others.

        `check` raises InputError if a build would not take the new file, which is at the path that
        it is given; then nothing is written. It returns further edits, which are made too if a
        build takes them. Raises InputError for what cannot be edited, OSError.
        """
        before = self._data()
        text = self._text(before)
        try:
            after = edited(text, edits)
        except NotEditable as error:
            fix = "write the correction by hand"
            raise InputError(Problem(self.name, error.line, str(error), fix)) from error
        if after == text:
            return ()
        if self.path.exists() and not os.access(self.path, os.W_OK):
            # A file that is read-only can be replaced, but its owner does not want it to be.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.path))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(self.path.resolve()) as temporary:
            mark = _BOM * before.startswith(_BOM)
            temporary.write_bytes(mark + after.encode())
            try:
                further = check(temporary)
            except InputError as error:
                raise InputError(self._refusal(error.problem, text, after)) from error
            if further:
                with suppress(InputError, NotEditable):
                    complete = edited(after, further)
                    temporary.write_bytes(mark + complete.encode())
                    check(temporary)
                    after = complete
                temporary.write_bytes(mark + after.encode())
            if self.path.exists():
                shutil.copymode(self.path, temporary)
        lines = difflib.unified_diff(
            text.splitlines(), after.splitlines(), self.name, self.name, n=1, lineterm=""
        )
        return list(lines)

    def _refusal(self, problem: Problem, before: str, after: str) -> Problem:
        """Return the problem of a file that is not written, with the lines of the one that is.

        A line that the correction adds or changes is quoted.
        """
        lines, new = before.splitlines(), after.splitlines()
        numbers = {
            there + n + 1: here + n + 1
            for here, there, size in difflib.SequenceMatcher(
                None, lines, new, autojunk=False
            ).get_matching_blocks()
            for n in range(size)
        }

        def named(line: re.Match[str]) -> str:
            number = int(line[1])
            if number in numbers:
                return f"line {numbers[number]}"
            there = 0 < number <= len(new)
            return f"the new line `{new[number - 1].strip()}`" if there else line[0]

        what = f"the correction would be refused: {_LINE.sub(named, problem.what)}"
        fix = _LINE.sub(named, problem.fix)
        return Problem(self.name, numbers.get(problem.line, 0), what, fix)

    def _text(self, data: bytes) -> str:
        """Return the text of the file. Raises InputError if it is not UTF-8."""
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            problem = Problem(self.name, line, "is not UTF-8", "save the file as UTF-8")
            raise InputError(problem) from error

    def _data(self) -> bytes:
        return self.path.read_bytes() if self.path.exists() else b""

"""Takes lines of other forms out of JSON lines and tables, which are read line by line.

    {"title": "Birds at Sea"}            title,abstract
    @article{lee2024, …                  Birds at Sea,"We ask …"
      title = {Birds at Night}}          [{"title": "Birds at Night"}]

A form that is read line by line would lose every line of another one. So such lines are held back
and read as a file of their own; if that has no papers, the form gets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paper_archive.listing.decoding.charset import decode_utf8
from paper_archive.listing.limits import MOST_LINE_BYTES
from paper_archive.listing.second_form import Count, begins_form, begins_here
from paper_archive.model import Problem

Lines = Iterable[tuple[int, bytes]]
# Of lines that are held back.
_MOST_BYTES = 8 << 20
_LONGEST_FIRST_LINE = 2_000
# Of a line, in bytes: there an object shows that it is a list of papers and no paper.
_NEAR = 300
_LISTS = (b'"items"', b'"results"', b'"collection"', b'"elements"', b'"resultList"')
_DELIMITERS = b",", b"\t", b";", b"|"
# With which the lines begin by which other forms are known.
_FIRST_SIGNS = tuple(bytes([sign]) for sign in b"[{<@TPF|*\\")
_FIRST_LINES = (b"[", b"{", b"\\\\", b"FN Clarivate Analytics Web of Science", b"FN Clarivate")


class OtherLines:
    """The `lines` of the file `name` without those of other forms, which add to `problems`.

    `is_json` tells JSON lines from a table.
    """

    def __init__(self, name: str, lines: Lines, is_json: bool, count: Count) -> None:
        self.problems: list[Problem] = []
        self.lost = 0
        self._name = name
        self._lines = iter(lines)
        self._is_json = is_json
        self._count = count

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        first = b""
        quoted = after_blank = False
        for number, line in self._lines:
            is_second = first and not quoted and self._may_begin(line, first, after_blank)
            after_blank = line.isspace()
            first = first or line.strip()
            if not is_second:
                if not self._is_json and line.count(b'"') % 2:
                    quoted = not quoted
                yield number, line
                continue
            held, after = self._held((number, line))
            if not self._took(held):
                yield from held
            if after:
                yield after

    def _may_begin(self, line: bytes, first: bytes, after_blank: bool) -> bool:
        """Tell whether a line may be the first of another form; `first` is that of the file."""
        if self._is_json:
            line = line[:_NEAR].strip()
            if line.startswith(b"{") and line != b"{":
                line = line.partition(b'"title"')[0]
                return any(key in line for key in _LISTS)
            return bool(line)
        if after_blank and line.strip():
            delimiter = max(_DELIMITERS, key=first.count)
            if line.count(delimiter) < first.count(delimiter):
                return True  # A row has as many cells as the header.
        if line[:1] not in _FIRST_SIGNS:  # as nearly always
            return False
        if line.strip() in _FIRST_LINES or line.startswith(b"<?xml"):
            return True
        if line.startswith(b"|"):
            return not first.startswith(b"|")
        return begins_form(line[:_LONGEST_FIRST_LINE].decode("utf-8", "replace"))

    def _held(
        self, first: tuple[int, bytes]
    ) -> tuple[list[tuple[int, bytes]], tuple[int, bytes] | None]:
        """Return a line and those after it that are not of the form, and the next one that is."""
        held = [first]
        size = len(first[1])
        for number, line in self._lines:
            if (self._is_json and line.startswith(b'{"')) or size > _MOST_BYTES:
                return held, (number, line)
            held.append((number, line))
            size += len(line)
        return held, None

    def _took(self, held: list[tuple[int, bytes]]) -> bool:
        """Report the lines as those of another form, unless they have no papers."""
        if any(len(line) > MOST_LINE_BYTES for _, line in held):
            return False
        text, _ = decode_utf8(b"".join(line for _, line in held))
        entries, form = self._count(text.replace("\r\n", "\n"))
        if not entries:
            return False
        self.problems.append(begins_here(self._name, held[0][0], form, entries))
        self.lost += entries
        return True

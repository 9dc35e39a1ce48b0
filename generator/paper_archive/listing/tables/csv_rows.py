"""Splits the lines of a table (CSV, TSV) into rows, and goes on after a broken one.

A field in quotes may hold line breaks. If a quote is missing, the rows that follow would become
part of its field: such a row costs itself alone, and what comes after its first line is read again.
This is bounded by `_AGAIN`, so that the work is linear in the length of the table.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

DELIMITERS = (",", "\t", ";", "|")
# In lengths of the table: so much of it may be looked at again.
_AGAIN = 4
# Excel writes this above the header.
_SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?\s*")
# Of a field in quotes; an abstract has no more.
_MOST_LINES_OF_ROW = 500


class Row(NamedTuple):
    """The cells of the row that begins in `line`; `broken` says what is wrong with it.

    `lost` is the number of papers that are lost with it, if it is.
    """

    line: int
    cells: Sequence[str]
    broken: str = ""
    lost: int = 1


class _Lines:
    """The lines of a table, of which the last ones that were taken can be given back."""

    def __init__(self, lines: Iterable[tuple[int, str]]) -> None:
        self._lines = iter(lines)
        self._again: deque[tuple[int, str]] = deque()
        self.taken: list[tuple[int, str]] = []
        self.read = self.read_again = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) > _MOST_LINES_OF_ROW:
            raise csv.Error("a field of too many lines")
        if self._again:
            line = self._again.popleft()
            self.read_again += len(line[1])
        else:
            line = next(self._lines)
            self.read += len(line[1])
        self.taken.append(line)
        return line[1]

    def give_back(self) -> bool:
        """Give all lines but the first that was taken back, unless this was done too often."""
        if self.read_again > _AGAIN * self.read + 1_000_000:
            return False
        self._again.extendleft(reversed(self.taken[1:]))
        return True


def rows(lines: Iterable[tuple[int, str]], delimiter: str, cells: int = 0) -> Iterator[Row]:
    """Yield the rows in numbered lines; blank lines are left out.

    A row of several lines that has more cells than the header, which has `cells`, is one with a
    quote too many.
    """
    source = _Lines(lines)
    while True:
        # A reader that failed has read further than its row, so each row has its own.
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            while True:
                source.taken.clear()
                row = next(reader)
                if 0 < cells < len(row) and len(source.taken) > 1:
                    raise csv.Error("more cells than the header")
                if row:
                    yield Row(source.taken[0][0], row)
        except StopIteration:
            return
        except csv.Error as error:
            if not source.taken:
                return
            yield _broken(source, delimiter, str(error), cells)


def _broken(source: _Lines, delimiter: str, error: str, header: int) -> Row:
    """Return a row that has a quote too many or too few: its first line.

    Many programs write tabs between cells and leave quotes alone: such a row is whole.
    """
    line, text = source.taken[0]
    several = len(source.taken) > 1
    if several and not source.give_back():
        lost = len(source.taken)
        what = f"the quotes of a row do not match; {lost:,} papers are lost with it"
        return Row(line, (), what, lost)
    literal = text.rstrip("\n").split("\t")
    if delimiter == "\t" and len(literal) == header:
        return Row(line, literal)
    try:
        cells = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        cells = []
    what = "a field is too long" if "limit" in error else "the quotes of a row do not match"
    if not several and "end of data" in error:
        what = "a row whose last quote is not closed: it may be cut off"
    return Row(line, cells, what)


def delimiter_of(header: str) -> str:
    """Return the delimiter with which a header has the most cells."""
    if match := _SEPARATOR.fullmatch(header):
        return match[1]
    return max(DELIMITERS, key=lambda sign: len(_split(header, sign)))


def cells_of(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line, none if it is no row."""
    return [cell.strip().lstrip("\ufeff") for cell in _split(line, delimiter)]


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def is_separator(line: str) -> bool:
    """Tell whether a line only names the delimiter, as Excel writes it above the header."""
    return _SEPARATOR.fullmatch(line) is not None

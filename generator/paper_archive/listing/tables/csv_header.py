"""Tells a table of papers (CSV, TSV) by its header, which names its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paper_archive.listing.tables.column_names import MOST_COLUMNS, fields_of
from paper_archive.listing.tables.csv_rows import (
    DELIMITERS,
    cells_of,
    delimiter_of,
    is_separator,
)
from paper_archive.listing.tables.markdown_rows import is_rule

_COMMON = frozenset("abstract authors doi url year date venue arxiv keywords categories".split())
_SHORTEST_REMARK = 20
_NAME = re.compile(r"[^\W\d][\w ()/.:#-]{0,40}")


def reason(lines: Sequence[str]) -> str:
    """Return the reason why lines begin a table of papers, "" if they do not.

    `lines` are the first two or three of a text.
    """
    header, after = _header(lines)
    # Forms of their own read that table, and tables in Markdown.
    if len(header) < 2 or "TweetURL" in header or is_rule(after):
        return ""
    fields = fields_of(header)
    if "title" in fields and len(fields.keys() - {"summary"}) > 1:
        return f"its first row names the columns {_named(fields)}"
    known = len(_COMMON.intersection(fields))
    if ("title" not in fields or len(fields) == 1) and _is_header(header, known, after):
        return "its first row looks like names of columns"
    return ""


def _header(lines: Sequence[str]) -> tuple[list[str], str]:
    """Return the cells of the header, and the line after it."""
    lines = [line for line in lines if line.strip()]
    if not lines:
        return [], ""
    delimiter = delimiter_of(lines[0])
    if is_separator(lines[0]):
        lines = lines[1:]
    elif len(lines) > 1 and is_above(lines[0], lines[1]):
        lines = lines[1:]
        delimiter = delimiter_of(lines[0])
    if not lines or lines[0].count(delimiter) > MOST_COLUMNS:
        return [], ""
    after = lines[1] if len(lines) > 1 else ""
    return cells_of(lines[0], delimiter), after


def is_above(line: str, header: str) -> bool:
    """Tell whether a line is a remark above the header, as Dimensions writes one."""
    # A table in Markdown, whose rule is not seen from here; or another form above a table.
    if header.lstrip().startswith("|") or line.lstrip().startswith(("[", "{", "<", "@")):
        return False
    delimiter = delimiter_of(header)
    cells = [cell for cell in cells_of(line, delimiter) if cell]
    if len(cells) != 1 or len(cells[0]) < _SHORTEST_REMARK:
        return False
    fields = fields_of(cells_of(header, delimiter) or [""])
    return "title" in fields and len(fields) > 2


def _is_header(header: list[str], known: int, after: str) -> bool:
    """Tell whether cells are surely names of columns, though they hold no more than titles.

    `known` is the number of common names among them.
    """
    distinct = len(header) == len(set(header)) and all(map(_NAME.fullmatch, header))
    return distinct and (known > 1 or (len(header) > 2 and _is_row(after, len(header))))


def _is_row(line: str, cells: int) -> bool:
    """Tell whether a line is a row of a table, and no prose, which has a blank after a comma.

    A row that goes on in the next line, in quotes, has fewer cells.
    """
    opened = line.count('"') % 2 == 1
    for delimiter in DELIMITERS:
        row = cells_of(line, delimiter)
        if (
            len(row) >= (2 if opened else cells)
            and f"{delimiter} " not in line.split('"', maxsplit=1)[0]
        ):
            return True
    return False


def _named(fields: dict[str, int]) -> str:
    return ", ".join(sorted(fields, key=fields.__getitem__))

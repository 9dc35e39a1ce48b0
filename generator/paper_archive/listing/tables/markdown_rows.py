r"""The rows of tables in Markdown, one line each.

    |Publish Date|Title|Authors|PDF|Code|
    |---|---|---|---|---|
    |**2026-05-13**|**P(y\|x) …**|Christina Kassab et.al.|[2605.13741](http://…)|null|

A `\|` is a bar. Programs forget to escape the bars of a title, so a row may have more cells than
its header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells as written, and whether a bar closes the last one."""

    cells: list[str]
    closed: bool


def row_of(line: str) -> Row:
    """Return the cells of a line of a table."""
    line = line.strip()
    closed = line.endswith("|") and not line.endswith("\\|") and len(line) > 1
    inner = line[line.startswith("|") : len(line) - closed]
    is_escaped = "\\|" in inner
    cells = _BAR.split(inner) if is_escaped else inner.split("|")
    if "**" in inner:
        cells = _whole(cells)
    return Row([cell.replace("\\|", "|") for cell in cells] if is_escaped else cells, closed)


def _whole(cells: list[str]) -> list[str]:
    """Return the cells with those joined that a bar inside bold text parts."""
    whole: list[str] = []
    opened: list[str] = []
    for cell in cells:
        # Whether bold text begins or ends here that another cell ends or begins.
        is_half = "**" in cell and cell.count("**") % 2 == 1
        if opened:
            opened.append(cell)
            if is_half:
                whole.append("|".join(opened))
                opened = []
        elif is_half and cell.lstrip().startswith("**"):
            opened = [cell]
        else:
            whole.append(cell)
    return [*whole, *opened]


def folded(cells: list[str], count: int) -> list[str]:
    """Return cells, `count` at least, with those joined that a bar inside a text parts.

    That is a bar inside `<details>`, and in a row whose bars have blanks around them one without.
    """
    if len(cells) <= count:
        return cells
    whole: list[str] = []
    depth = 0
    spaced = cells[0][:1] == cells[0][-1:] == " "
    for at, cell in enumerate(cells):
        beside = spaced and whole and not (cell[:1] == whole[-1][-1:] == " ")
        if whole and len(whole) + len(cells) - at > count and (depth > 0 or beside):
            whole[-1] += f"|{cell}"
        else:
            whole.append(cell)
        depth += cell.count("<details") - cell.count("</details>")
    return whole


def is_rule(line: str) -> bool:
    """Tell whether a line is the rule between a table's header and its rows."""
    return "-" in line and "|" in line and not line.strip(" |:-\t")


def fitted(cells: list[str], wide: int, count: int) -> list[str]:
    """Return `count` cells, with those that are too many joined to the cell at `wide`."""
    extra = len(cells) - count
    if extra <= 0 or wide >= count:
        return cells
    return [*cells[:wide], "|".join(cells[wide : wide + extra + 1]), *cells[wide + extra + 1 :]]

"""Refuses a table whose column of titles is not known, and says which it may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from paper_archive.listing.tables.column_names import fields_of
from paper_archive.listing.tables.csv_rows import Row
from paper_archive.listing.tables.renamed_columns import option
from paper_archive.model import Problem

_MOST_NAMED = 12
_LIKE_TITLE = re.compile("tit|name|题|題|論文|제목")
_WORD = re.compile(r"[^\W\d_]{2,30}")
_IF_NONE = "leave it out if it lists no papers"


def without_titles(
    name: str, line: int, names: Sequence[str], lost: int, first: Sequence[Row]
) -> Problem:
    """Return the problem of a table without a column of titles; `first` are some of its rows."""
    shown = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
    what = f"a table without a column of titles; its columns are {shown}"
    what += f"; {lost:,} papers are lost" if lost > 1 else ""
    alike = (each for each in names if _LIKE_TITLE.search(each.casefold()))
    texts = (each for n, each in enumerate(names) if not fields_of([each]) and _is_text(n, first))
    if not (example := next(chain(alike, texts), "")):
        return Problem(name, line, what, _IF_NONE)
    fix = (
        f"say which it is, as in {option('title', example)}, or rename it to title in the first row"
    )
    return Problem(name, line, what, f"{fix}; {_IF_NONE}")


def _is_text(number: int, rows: Sequence[Row]) -> bool:
    """Tell whether the cells of a column could be titles: words, and neither numbers nor days."""
    cells = [row.cells[number] for row in rows if number < len(row.cells)]
    return sum(len(_WORD.findall(cell[:200])) > 1 for cell in cells) * 2 > len(cells)

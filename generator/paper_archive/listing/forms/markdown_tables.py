r"""Tables of papers in Markdown, as the READMEs of the *arxiv-daily* kind have them.

    ## Updated on 2026.06.29
    ## SLAM
    |Publish Date|Title|Authors|PDF|Code|
    |---|---|---|---|---|
    |**2026-05-13**|**LEXI-SG: …**|Christina Kassab et.al.|[2605.13741](http://…)|null|

    Last update: 2026-08-21
    | **Title** | **Date** | **Abstract** | **Comment** |
    | --- | --- | --- | --- |
    | **[A](https://…)** | 2026-08-19 | <details><summary>Show</summary><p>…</p></details> | |

The columns are known by their names (`tables.page_columns`), so their order and number are free. A
heading that is a category of arXiv is the category of the rows below it; any other heading is only
a topic. The day is that of a heading or of a line like `Last update: …`; a table below a later one
belongs to that day. The date in a row is the day of its paper.

Accepted besides: rows without a header; rows that are interrupted; bars in titles and abstracts
that nobody escaped. Refused and reported: a row without a title, and one that is cut off before the
end of its title. A table without a column of titles is not one of papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise

from paper_archive.listing.decoding.pieces import lines_of
from paper_archive.listing.entries.building import built
from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.foreign_formats import FORMS, SAVE
from paper_archive.listing.form import Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.markdown.headings import category_of, day_of, day_of_line, heading_of
from paper_archive.listing.markdown.inline import words
from paper_archive.listing.tables.markdown_rows import Row, fitted, folded, is_rule, row_of
from paper_archive.listing.tables.page_columns import (
    Columns,
    columns_of,
    guessed,
    raw_of,
    wide_column,
)
from paper_archive.model import NO_FACTS, Entry, Problem

FORM = "markdown-tables"
_ADD_TITLE = "write its title"
# In a title, that nobody escaped.
_MOST_BARS = 20
_COPY_AGAIN = "copy the whole row again"


def detect(text: str) -> str:
    """Return the reason why the text has tables of papers, "" if it has none."""
    lines = text.split("\n")
    for line, after in pairwise(lines):
        if "|" in line and is_rule(after) and columns_of(row_of(line).cells):
            return "it has tables with a column of titles"
    rows = [line for line in lines if line.lstrip().startswith("|")]
    if rows and all(guessed(row_of(row).cells) for row in rows[:20]):
        return "its lines are rows of a table: a date, a title, and a link to arXiv"
    return ""


def read(name: str, text: str) -> list[Reading]:
    """Read the rows of all tables of papers."""
    return _read(name, text.split("\n"))


def read_pieces(name: str, pieces: Iterable[bytes]) -> list[Reading]:
    """Read the rows of all tables of a long text."""
    return _read(name, lines_of(pieces))


def _read(name: str, lines: Iterable[str]) -> list[Reading]:
    papers = ByDay(name, FORM)
    for line, columns, row, category in _rows(lines, papers):
        if papers.full:
            papers.add(None)
            continue
        of_row = partial(entry_of_row, name, line, columns, row, category)
        papers.add(*attempt(name, line, "a row", of_row, lambda problem: (None, [problem])))
    return _refused(name, papers.readings())


def _refused(name: str, readings: list[Reading]) -> list[Reading]:
    """Return readings with the reason why they are likely no listing, if no row is a paper's."""
    entries = [entry for reading in readings for entry in reading.entries]
    if not entries or any(
        entry.arxiv_id or entry.authors or entry.abstract or entry.facts is not NO_FACTS
        for entry in entries
    ):
        return readings
    what = "the rows of its tables have titles, but no ids, authors or abstracts of papers"
    refusal = Problem(name, entries[0].line, what, f"{SAVE}; {FORMS}")
    first, *others = readings
    return [replace(first, problems=(*first.problems, refusal), refusal=refusal), *others]


def _rows(lines: Iterable[str], papers: ByDay) -> Iterator[tuple[int, Columns | None, Row, str]]:
    """Yield (line, columns, row, category) of the rows of papers; set the days of headings."""
    columns: Columns | None = None
    foreign = False  # Whether the rows are those of a table of something else.
    category = ""
    for i, (line, after) in enumerate(pairwise(chain(lines, [""]))):
        if "|" not in line:
            foreign = foreign and bool(line.strip())
            if heading := heading_of(line):
                category = category_of(heading[1])
                foreign = False
                if day := day_of(heading[1]):
                    papers.begin(day, i + 1)
            elif "20" in line and not papers.count and (day := day_of_line(line)):
                papers.begin(day, i + 1)
            continue
        if is_rule(line) or not line.strip(" |\t"):
            continue
        row = row_of(line)
        if is_rule(after):
            named = columns_of(row.cells)
            foreign = named is None
            columns = named or columns
        elif line.lstrip().startswith("|") or _is_open_row(row, columns):
            of_row = None if foreign else columns or guessed(row.cells)
            if of_row or "arxiv.org/" in line:
                yield i + 1, of_row, row, category


def _is_open_row(row: Row, columns: Columns | None) -> bool:
    """Tell whether a line that does not begin with a bar is a row: it has all of its cells."""
    return columns is not None and len(row.cells) >= len(columns.roles)


def entry_of_row(
    name: str, line: int, columns: Columns | None, row: Row, category: str = ""
) -> tuple[Entry | None, list[Problem]]:
    """Return the entry of a row, None if it is lost, and its problems.

    `columns` is None in a table without a column of titles.
    """
    if columns is None:
        what = f"a row of a table without a column of titles: '{'|'.join(row.cells).strip()[:60]}'"
        return None, [Problem(name, line, what, "name its column of titles 'Title'")]
    cells = folded(row.cells, len(columns.roles))
    more = len(cells) - len(columns.roles)
    if 0 < more <= _MOST_BARS:
        cells = fitted(cells, wide_column(columns, cells), len(columns.roles))
    if len(cells) <= columns.title or (len(cells) == columns.title + 1 and not row.closed):
        what = f"a row that is cut off: '{'|'.join(row.cells).strip()[:60]}'"
        return None, [Problem(name, line, what, _COPY_AGAIN)]
    if more > _MOST_BARS:
        what = f"a row with {len(row.cells):,} cells, where its header has {len(columns.roles)}"
        return None, [Problem(name, line, what, "write the bars of its title as \\|")]
    raw = raw_of(columns, cells, category)
    if not raw.title:
        what = f"a row without a title: '{words('|'.join(row.cells))[:60]}'"
        return None, [Problem(name, line, what, _ADD_TITLE)]
    has_abstract = columns.has("abstract") and not raw.summaries
    entry, problems = built(name, line, raw, with_abstract=has_abstract)
    cut = len(cells) < len(columns.roles) or cells[-1].count("<d") > cells[-1].count("</d")
    if cut and not row.closed:
        what = f"a row that is cut off: '…{row.cells[-1].strip()[-60:]}'"
        problems.append(Problem(name, line, what, f"{_COPY_AGAIN}; what was read is kept"))
    return entry, problems

"""Tables of papers in HTML, in a page or between the Markdown of a README.

    <h2>SLAM</h2>
    <table>
      <tr><th>Publish Date</th><th>Title</th><th>Authors</th><th>PDF</th></tr>
      <tr><td>2026-05-13</td><td><b>LEXI-SG: …</b></td><td>Christina Kassab et.al.</td>
          <td><a href="http://arxiv.org/abs/2605.13741">2605.13741</a></td></tr>
    </table>

What is accepted and refused is that of the form `markdown_tables`: the columns are known by their
names, and headings above a table state the day or the category. The header is the first row of a
table. A row of a Markdown table beside HTML tables is refused and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from itertools import pairwise

from lxml import etree

from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.form import Reading
from paper_archive.listing.forms.markdown_tables import entry_of_row
from paper_archive.listing.guard import attempt
from paper_archive.listing.markdown.headings import category_of, day_of, day_of_line, heading_of
from paper_archive.listing.tables.markdown_rows import Row
from paper_archive.listing.tables.page_columns import Columns, columns_of
from paper_archive.listing.trees.html import page_of
from paper_archive.model import Problem

FORM = "html-tables"
_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
_ROW = re.compile(r"<tr\b", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,9}<h[1-6]\b[^<>]{0,300}>(.{1,2000})</h[1-6]>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")
# A row with an abstract has 3,000 characters. A tree takes a hundred times the memory of its text.
_MOST_ROW = 100_000


def detect(text: str) -> str:
    """Return the reason why the text has tables of papers, "" if it has none."""
    for begin, end in _tables(text):
        if (row := _ROW.search(text, begin, end)) and columns_of(_cells(text, row.start(), end)):
            return "it has HTML tables with a column of titles"
    return ""


def read(name: str, text: str) -> list[Reading]:
    """Read the rows of all tables of papers."""
    papers = ByDay(name, FORM)
    category = ""
    for line, columns, row in _rows(text):
        if isinstance(row, str):
            category = _between(row, line, papers, category)
            continue
        paper = partial(entry_of_row, name, line, columns, row, category)
        papers.add(*attempt(name, line, "a row", paper, lambda problem: (None, [problem])))
        if papers.full:
            break
    return papers.readings()


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the tables begin and end that have no table inside."""
    begin = -1
    for mark in _TABLE.finditer(text):
        if not mark[1]:
            begin = mark.start()
        elif begin >= 0:
            yield begin, mark.start()
            begin = -1
    if begin >= 0:
        yield begin, len(text)


def _rows(text: str) -> Iterator[tuple[int, Columns | None, Row | str]]:
    """Yield (line, columns, row) of the rows, and (line, None, text) of what is between tables."""
    at, line = 0, 1
    for begin, end in _tables(text):
        yield line, None, text[at:begin]
        line += text.count("\n", at, begin)
        yield from _of_table(text, begin, end, line)
        line += text.count("\n", begin, end)
        at = end
    yield line, None, text[at:]


def _of_table(
    text: str, begin: int, end: int, line: int
) -> Iterator[tuple[int, Columns | None, Row]]:
    columns: Columns | None = None
    begins = [row.start() for row in _ROW.finditer(text, begin, end)]
    counted = begin
    for i, (row, after) in enumerate(pairwise([*begins, end])):
        line, counted = line + text.count("\n", counted, row), row
        cells = _cells(text, row, after)
        is_header = i == 0 or text.find("<th", row, min(after, row + _MOST_ROW)) >= 0
        named = columns_of(cells) if is_header else None
        columns = named or columns
        if named or i == 0:
            continue
        if columns and any(map(str.strip, cells)):
            yield line, columns, Row(cells, closed=True)
        elif not columns and any("arxiv.org/" in cell for cell in cells):
            yield line, None, Row(cells, closed=True)


def _cells(text: str, row: int, end: int) -> list[str]:
    """Return the HTML inside the cells of a row, on one line each."""
    tree = page_of(f"<table>{text[row : min(end, row + _MOST_ROW)]}</table>")
    return [] if tree is None else [_inner(cell) for cell in tree.iter("td", "th")]


def _inner(cell: etree._Element) -> str:
    parts = [escape(cell.text or "", quote=False)]
    parts += (etree.tostring(child, encoding="unicode", method="html") for child in cell)
    return " ".join("".join(parts).split())


def _between(text: str, line: int, papers: ByDay, category: str) -> str:
    """Set the day that a text between tables states; return the category of the next table."""
    for number, written in enumerate(text.split("\n"), line):
        html = _HEADING.match(written)
        heading = (0, _TAG.sub("", html[1])) if html else heading_of(written)
        if heading:
            category = category_of(heading[1])
            if day := day_of(heading[1]):
                papers.begin(day, number)
        elif written.lstrip().startswith("|") and "arxiv.org/" in written:
            what = f"a row of Markdown beside tables of HTML: '{written.strip()[:60]}'"
            problem = Problem(papers.name, number, what, "put it into a file of its own")
            papers.add(None, [problem])
        elif not papers.count and (day := day_of_line(_TAG.sub("", written[:1000]))):
            papers.begin(day, number)
    return category

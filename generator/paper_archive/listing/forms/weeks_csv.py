"""The table of *ML Papers of the Week* as CSV, of many weeks without their days.

    Title,Description,PaperURL,TweetURL,Abstract
    Llemma,"an LLM for mathematics …",https://arxiv.org/abs/2310.10631,https://x.com/…,"We …"

The description is a summary by the list; tweets are left out. There is no day: that of the file's
name counts. Accepted besides: the columns in another order. Refused and reported: a row without a
title, with more cells than the header, or with a quote too many, which costs that row alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import partial

from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.entries.language import language_of
from paper_archive.listing.form import Reading
from paper_archive.listing.forms.weeks import SOURCE
from paper_archive.listing.guard import attempt
from paper_archive.model import Entry, Problem, Summary

FORM = "weeks-csv"
_NEEDED = frozenset(("Title", "Description", "PaperURL", "TweetURL"))
# A cell in quotes may have several lines; if more, a quote is missing.
_MOST_LINES = 50


def detect(text: str) -> str:
    """Return the reason why the text is that table, "" if it is not."""
    first = text.lstrip("\ufeff\n").partition("\n")[0]
    if not all(name in first for name in _NEEDED) or not _NEEDED.issubset(_cells(first)):
        return ""
    return "its first row names the columns of the list"


def read(name: str, text: str) -> list[Reading]:
    """Read the rows of the table."""
    papers = ByDay(name, FORM)
    header: list[str] = []
    for line, row in _rows(text.lstrip("\ufeff").split("\n")):
        if not header:
            header = _cells(row)
            continue
        paper = partial(_entry, name, line, header, row)
        papers.add(*attempt(name, line, "a row", paper, lambda problem: (None, [problem])))
        if papers.full:
            break
    return papers.readings()


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield (line, row); a row ends where its quotes are closed, or with its first line."""
    odd = [line.count('"') % 2 == 1 for line in lines]
    at = 0
    while at < len(lines):
        end = at + 1
        if odd[at]:
            closes = range(at + 1, min(len(lines), at + _MOST_LINES))
            end = next((i + 1 for i in closes if odd[i]), at + 1)
        if row := "\n".join(lines[at:end]).strip():
            yield at + 1, row
        at = end


def _cells(row: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader(row.splitlines(keepends=True)), [])]
    except csv.Error:
        return []


def _entry(
    name: str, line: int, header: Sequence[str], row: str
) -> tuple[Entry | None, list[Problem]]:
    cells = _cells(row)
    if row.count('"') % 2 or not cells or len(cells) > len(header):
        what = f"a row that does not fit the header: '{row[:60]}'"
        return None, [Problem(name, line, what, "correct its commas and quotes")]
    stated = dict(zip(header, cells, strict=False))
    said = stated.get("Description", "")
    raw = Raw(
        title=stated.get("Title", ""),
        abstract=stated.get("Abstract", ""),
        urls=[stated.get("PaperURL", "")],
        summaries=[Summary(said, SOURCE, language_of(said))] if said else (),
    )
    # The list has no abstract of what is no paper of arXiv.
    return built(name, line, raw, with_abstract=False)

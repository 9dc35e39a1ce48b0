"""Reads a table of papers (CSV, TSV) whose header names its columns.

The columns are known by their names (`column_names`); the others are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from paper_archive.listing.authors.table_cell import authors
from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.bibliography.stated import (
    ARXIV_VENUE,
    arxiv_in_journal,
    comment_in_note,
    ids_in_note,
    stated_doi,
)
from paper_archive.listing.dates.publication import Published, of_parts, published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.entries.language import language_of
from paper_archive.listing.form import Reading
from paper_archive.listing.tables.column_names import fields_of
from paper_archive.listing.tables.csv_header import is_above
from paper_archive.listing.tables.csv_refusals import without_titles
from paper_archive.listing.tables.csv_rows import (
    Row,
    cells_of,
    delimiter_of,
    is_separator,
    rows,
)
from paper_archive.listing.tables.page_columns import SOURCE
from paper_archive.listing.tables.table_of_others import of_other_things
from paper_archive.model import Summary
from paper_archive.text.english import plural

FORM = "table"
_ROWS_LOOKED_AT = 20
_ADDRESS = re.compile(r"https?://[^\s;,|<>\"]{1,500}")
_NO_ABSTRACT = re.compile(r"\s*\[?no abstract(?: is)?(?: available)?\.?\]?\s*", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[;|\n]")


def read(name: str, lines: Iterable[tuple[int, str]]) -> Reading:
    """Read the numbered lines of a table."""
    collection = CitedPapers(name, FORM)
    lines = iter(lines)
    number, header = next(((n, line) for n, line in lines if line.strip()), (0, ""))
    delimiter = delimiter_of(header)
    if is_separator(header) or not fields_of(cells_of(header, delimiter) or [""]):
        second = next(((n, line) for n, line in lines if line.strip()), (0, ""))
        if is_separator(header):
            number, header = second
        elif is_above(header, second[1]):
            number, header = second
            delimiter = delimiter_of(header)
        else:
            lines = chain([second] if second[0] else [], lines)
    names = cells_of(header, delimiter)
    fields = fields_of(names) if names else {}
    if "title" not in fields:
        all_rows = rows(lines, delimiter)
        first = list(islice(all_rows, _ROWS_LOOKED_AT))
        lost = sum(row.lost for row in chain(first, all_rows))
        refusal = without_titles(name, number, names, lost, first)
        return Reading(FORM, (), None, (refusal,), lost, refusal)
    _read_rows(collection, rows(lines, delimiter, len(names)), names, fields)
    reading = collection.reading()
    strange = of_other_things(name, number, names, fields, reading.entries)
    if not reading.entries or strange is None:
        return reading
    return replace(reading, problems=(*reading.problems, strange), refusal=strange)


def _read_rows(
    collection: CitedPapers, found: Iterable[Row], names: list[str], fields: dict[str, int]
) -> None:
    after_broken = False
    for row in found:
        cells = row.cells
        if not row.broken and not any(map(str.strip, cells)):
            continue
        whole = len(cells) == len(names)
        if after_broken and not whole and not row.broken and len(cells) * 2 <= len(names):
            continue  # The rest of the broken row before.
        after_broken = not whole and bool(row.broken)
        if not whole and (row.broken or not _fits(cells, names, fields)):
            what = row.broken or f"a row of {plural(len(cells), 'cell')}"
            fix = f"the header has {plural(len(names), 'cell')}: quote what holds the delimiter"
            collection.lose(row.line, what, fix, row.lost)
        # Tables that were joined repeat the header.
        elif not whole or list(map(str.strip, cells)) != names:
            collection.add_paper(row.line, partial(raw, cells, fields))
            if len(cells) < len(names):
                what = f"a row of {plural(len(cells), 'cell')}, and the header has {len(names):,}"
                collection.report(row.line, what, "the last ones are taken for empty")
            elif row.broken:
                collection.report(row.line, row.broken, "look whether the paper is read right")
        if collection.full:
            collection.stop(row.line)
            return


def _fits(cells: Sequence[str], names: Sequence[str], fields: dict[str, int]) -> bool:
    """Tell whether a row only lacks empty cells at its end, or has some too many."""
    return (
        fields["title"] < len(cells)
        and not any(map(str.strip, cells[len(names) :]))
        and (len(cells) > 1 or len(names) == 1)
    )


def raw(cells: Sequence[str], fields: dict[str, int]) -> Raw:
    """Return what a row states."""

    def get(field: str) -> str:
        number = fields.get(field, len(cells))
        return cells[number] if number < len(cells) else ""

    urls = _ADDRESS.findall(get("url")) + _ADDRESS.findall(get("code"))
    extra = ids_in_note(get("extra"))
    abstract, venue, summary = get("abstract"), get("venue"), get("summary").strip()
    on = _published(get)
    return Raw(
        title=get("title"),
        abstract="" if _NO_ABSTRACT.fullmatch(abstract) else abstract,
        authors=authors(get("authors")),
        arxiv_id=get("arxiv") or extra.get("arxiv", "") or arxiv_in_journal(venue),
        ids={
            "doi": stated_doi(get("doi"), urls) or extra.get("doi", ""),
            "pmid": get("pmid") or extra.get("pmid", ""),
            "pmcid": get("pmcid") or extra.get("pmcid", ""),
        },
        urls=urls,
        published=on.day,
        year=on.year,
        categories=_words(get("keywords") or get("categories")),
        comment=get("comment") or comment_in_note(get("extra")),
        venue="" if ARXIV_VENUE.match(venue) else venue,
        summaries=[Summary(summary, SOURCE, language_of(summary))] if summary else (),
    )


def _words(cell: str) -> list[str]:
    """Return the words in a cell, separated by commas only if by nothing else."""
    words = _BETWEEN_WORDS.split(cell)
    return words if len(words) > 1 else cell.split(",")


def _published(get: Callable[[str], str]) -> Published:
    on = published([get("date")])
    if on.day:
        return on
    stated = of_parts(get("year"), get("month"))
    return stated if stated.year else on

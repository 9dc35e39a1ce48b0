"""Renames the columns of a table as a user says, so that every later reading knows them.

    columns_of(["title=Titel,abstract=Zusammenfassung"])  →  {"title": "Titel", …}

Only the header changes: a table that is added keeps the new names, and builds need no option.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace

from paper_archive.listing.decoding.charset import decode
from paper_archive.listing.tables.column_names import FIELDS
from paper_archive.listing.tables.csv_rows import cells_of, delimiter_of, is_separator
from paper_archive.model import InputError, Problem, Source


def columns_of(options: Iterable[str]) -> dict[str, str]:
    """Return the names of columns by field. Raises ValueError, which says what is wrong."""
    columns: dict[str, str] = {}
    for option in options:
        for pair in next(csv.reader([option]), []):
            field, equals, name = (part.strip() for part in pair.partition("="))
            if not equals or not name:
                raise ValueError(f"{pair!r} is not like title=Titel")
            if field not in FIELDS:
                raise ValueError(f"there is no field {field!r}; the fields are {', '.join(FIELDS)}")
            columns[field] = name
    return columns


def renamed(source: Source, columns: Mapping[str, str]) -> Source:
    """Return a table whose header names its columns after the fields they hold.

    A file that is compressed must be unpacked first. Raises InputError if a column is missing.
    """
    text, _ = decode(source)
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if line.strip()), 0)
    delimiter = delimiter_of(lines[at])
    if is_separator(lines[at]):
        at += 1
    names = cells_of(lines[at], delimiter) if at < len(lines) else []
    fields = {name: field for field, name in columns.items()}
    if missing := [name for name in fields if name not in names]:
        what = f"there is no column {missing[0]!r}; its columns are {', '.join(names) or 'none'}"
        fix = "give a name as it stands in the first row, as in --columns title=Titel"
        raise InputError(Problem(source.name, at + 1, what, fix))
    # A column that has the name of a field already would hold that field too.
    taken = set(columns)
    header = [fields.get(n, f"{n} (other)" if n.casefold() in taken else n) for n in names]
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="").writerow(header)
    lines[at] = line.getvalue()
    return replace(source, data="\n".join(lines).encode())

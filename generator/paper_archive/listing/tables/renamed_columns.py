"""Renames the columns of a table as a user says, so that every later reading knows them.

    columns_of(["title=Titel,abstract=Zusammenfassung"])  →  {"title": "Titel", …}

Only the header changes: a table that is added keeps the new names, and builds need no option.
"""

from __future__ import annotations

import csv
import difflib
import io
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from paper_archive.listing.decoding.charset import decode
from paper_archive.listing.decoding.unpack import MAGIC
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

    Raises InputError if a column is missing, or if the file is packed.
    """
    if source.data.startswith(MAGIC):
        what, fix = (
            "its columns cannot be renamed while it is packed with gzip",
            "unpack it first",
        )
        raise InputError(Problem(source.name, 0, what, fix))
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
        example = _example(fields[missing[0]], missing[0], names)
        fix = f"give a name as it stands in the first row{example}"
        raise InputError(Problem(source.name, at + 1, what, fix))
    # A column that has the name of a field already would hold that field too.
    taken = set(columns)
    header = [fields.get(n, f"{n} (other)" if n.casefold() in taken else n) for n in names]
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="").writerow(header)
    lines[at] = line.getvalue()
    return replace(source, data="\n".join(lines).encode())


def option(field: str, name: str) -> str:
    """Return the option that says which column holds a field, as a shell takes it."""
    return f"--columns {shlex.quote(f'{field}={name}')}"


def _example(field: str, name: str, names: Sequence[str]) -> str:
    """Return an example with the most similar of the columns, "" if none is similar."""
    folded = {each.casefold(): each for each in names}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.4)
    return f", as in {option(field, folded[near[0]])}" if near else ""

"""Divides the authors who have a page into lists by letter, none longer than `MOST_NAMES`.

A letter with more names is divided by the next letter, and so on: `l`, `li`, `li x`. A list
depends only on how many authors its beginning has, so a new author changes one list, and the
numbers in those above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from paper_archive.store.authors import Author, Authors
from paper_archive.store.store import Store

MOST_NAMES = 1_000
# With fewer authors, the index lists them all.
MOST_ON_INDEX = 200


@dataclass(frozen=True, slots=True, order=True)
class Letter:
    """A list of names: those under `letter` whose sort text begins with `start`."""

    letter: str
    start: str


@dataclass(frozen=True, slots=True)
class Letters:
    """The lists of a folder, each with its number of names, and the lists that divide it, if any.

    The index is `ROOT`; it lists all names where no list divides it.
    """

    counts: dict[Letter, int]
    parts: dict[Letter, tuple[Letter, ...]]

    def of(self, author: Author) -> Iterator[Letter]:
        """Yield the lists that have an author, the index first."""
        at: Letter | None = ROOT
        while at is not None:
            yield at
            at = next(
                (
                    part
                    for part in self.parts.get(at, ())
                    if part.letter == author.letter and author.sort.startswith(part.start)
                ),
                None,
            )


ROOT = Letter("", "")


def letters(store: Store, folder: str) -> Letters:
    """Return the lists of a folder as the store has it now."""
    query = "SELECT letter, count(*) FROM authors WHERE folder = ? GROUP BY letter ORDER BY letter"
    of_letters: dict[str, int] = dict(store.db.execute(query, (folder,)))
    found = Letters({ROOT: sum(of_letters.values())}, {})
    if found.counts[ROOT] <= MOST_ON_INDEX:
        return found
    # Latin letters are the beginning of the text, names of scripts are not.
    tops = {Letter(name, name if len(name) == 1 else ""): n for name, n in of_letters.items()}
    found.parts[ROOT] = tuple(tops)
    waiting = list(tops.items())
    while waiting:
        at, count = waiting.pop()
        found.counts[at] = count
        if count <= MOST_NAMES:
            continue
        parts = _divided(store, folder, at)
        found.parts[at] = tuple(parts)
        waiting += parts.items()
    return found


def listed(authors: Authors, folder: str, at: Letter, found: Letters) -> list[tuple[str, str]]:
    """Return the names and slugs of the authors whom a list by letter names itself, in order; those
    in its parts are not."""
    return authors.names_under(folder, at.letter, at.start, alone=at in found.parts)


def _divided(store: Store, folder: str, at: Letter) -> dict[Letter, int]:
    query = (
        "SELECT substr(sort, 1, ?) AS start, count(*) FROM authors WHERE folder = ? AND letter = ?"
        " AND sort > ? AND substr(sort, 1, ?) = ? GROUP BY start ORDER BY start"
    )
    length = len(at.start)
    rows = store.db.execute(query, (length + 1, folder, at.letter, at.start, length, at.start))
    return {Letter(at.letter, start): count for start, count in rows}

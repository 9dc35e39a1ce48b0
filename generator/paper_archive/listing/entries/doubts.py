"""Problems that do not keep an entry out of its listing, in any form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paper_archive.model import Entry, Problem

# The longest of 9,881 records have 175 and 2,500 characters.
LONG_TITLE = 250
LONG_ABSTRACT = 10_000


def without_abstract(name: str, entry: Entry) -> Iterator[Problem]:
    """Report an entry that lacks its abstract."""
    if not entry.abstract:
        what = f"a title without an abstract: '{begin(entry.title)}'"
        fix = "put the abstract on the line after it; until then the paper is listed without one"
        yield Problem(name, entry.line, what, fix)


def too_long(name: str, entries: Iterable[Entry]) -> Iterator[Problem]:
    """Report titles and abstracts that likely contain something else."""
    for entry in entries:
        for part, text, most in (
            ("a title", entry.title, LONG_TITLE),
            ("an abstract", entry.abstract, LONG_ABSTRACT),
        ):
            if len(text) > most:
                message = f"{part} of {len(text):,} characters: '{begin(text)}'"
                fix = "shorten it if it contains other text; it is kept whole"
                yield Problem(name, entry.line, message, fix)


def begin(text: str) -> str:
    """Return the beginning of a text, for a message."""
    return text if len(text) <= 60 else text[:60] + "…"

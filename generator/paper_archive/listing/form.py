"""What a module for one form of listings offers; a new form is one new module and one line.

See `FORMS` in `paper_archive.listing` for the order in which forms are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from paper_archive.model import Entry, Problem


@dataclass(frozen=True, slots=True)
class PageDay:
    """The day as a page names it: `Mar 14`, seldom with a year (`year` is 0 without one)."""

    month: int
    day: int
    year: int
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form makes of a text; `lost` counts entries that a problem kept out."""

    form: str
    entries: tuple[Entry, ...] = ()
    day: PageDay | None = None
    problems: tuple[Problem, ...] = ()
    lost: int = 0


class Form(Protocol):
    """A module of this package that reads one form."""

    @staticmethod
    def detect(text: str) -> str:
        """Return the reason why the text is in this form, "" if it is not."""
        ...

    @staticmethod
    def read(name: str, text: str) -> Reading:
        """Read the text of the file `name`; nothing inside a listing raises."""
        ...

"""The interface of the modules in `forms/`, and the values that they return."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from paper_archive.model import Entry, Problem


@dataclass(frozen=True, slots=True)
class PageDay:
    """The day as a page names it: `Mar 14`, seldom with a year (`year` is 0 without one)."""

    month: int
    day: int
    year: int
    line: int

    @classmethod
    def of(cls, day: date, line: int) -> PageDay:
        """A day with its year, as JSON states it."""
        return cls(day.month, day.day, day.year, line)


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries of a text; `lost` counts those that a problem kept out.

    `refusal` says why the text is likely no listing at all. Commands that take in a new file refuse
    it; a build, whose files were committed before, reads it and reports this.
    """

    form: str
    entries: tuple[Entry, ...] = ()
    day: PageDay | None = None
    problems: tuple[Problem, ...] = ()
    lost: int = 0
    refusal: Problem | None = None


class Form(Protocol):
    """A module that reads one form from the whole text of a file; `FORM` is the form's name."""

    FORM: str

    def detect(self, beginning: str) -> str:
        """Return the reason why a text is in this form, "" if it is not.

        `beginning` is the text up to `MOST_DETECTED` characters, in whole lines.
        """
        ...

    def read(self, name: str, text: str) -> Reading | list[Reading]:
        """Read the text of the file `name`: one reading, or one for every day, at least one.

        Nothing inside a listing raises.
        """
        ...


class StreamedForm(Protocol):
    """A module that reads one form line by line, so that a file may be of any size."""

    FORM: str

    def detect(self, beginning: bytes) -> str:
        """Return the reason why a file is in this form, "" if it is not.

        `beginning` is the file up to the end of its second line, blank first lines not counted.
        """
        ...

    def read(
        self, name: str, lines: Iterable[tuple[int, bytes]], day: date | None
    ) -> list[Reading]:
        """Read the lines of the file `name`, and return one reading per day, at least one.

        `lines` are the lines with their numbers. A line that is longer than `MOST_LINE_BYTES` is
        cut off one byte after.

        `day` is the day in the file's name, which overrides the days in its lines. Dated readings
        come first, in order, and all days have their year. Nothing inside a listing raises.
        """
        ...


class PiecedForm(Protocol):
    """A module that reads one form piece by piece, if a text is longer than `MOST_TEXT_BYTES`."""

    FORM: str

    def detect(self, beginning: str) -> str:
        """Return the reason why a text is in this form, "" if it is not; see `Form`."""
        ...

    def read_pieces(self, name: str, pieces: Iterable[bytes]) -> Reading | list[Reading]:
        """Read the text of the file `name`, whose bytes come in pieces of any size.

        Nothing inside a listing raises.
        """
        ...

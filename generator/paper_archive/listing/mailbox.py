"""Reads the listings in mails, each mail by its own form and with its own day.

Mails without a listing, such as a receipt between two alerts, are counted in one problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from paper_archive.listing.decoding.charset import SAVE_AS_UTF8
from paper_archive.listing.decoding.mails import FROM, Piece, mails
from paper_archive.listing.decoding.parts import parts
from paper_archive.listing.decoding.pieces import Pieces
from paper_archive.listing.decoding.saved_mail import Body, of_mail, opened
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.limits import MOST_MAILS, SPLIT, Held
from paper_archive.listing.rest import entries_in
from paper_archive.model import Problem

_OF_MAILS = ("arxiv-listing", "scholar-alert")
# What reads a text in a known form, and how the form was recognised.
Recognised = tuple[Callable[[], list[Reading]], str]
# Returns this for a text; None for a text in no known form.
Known = Callable[[str], Recognised | None]


class Mailbox:
    """The listings in the mails of the file `name`."""

    def __init__(self, name: str, known: Known) -> None:
        self._name = name
        self._known = known
        self._readings: dict[tuple[str, PageDay | None, bool], list[Reading]] = {}
        self._reason = ""
        self._mails = self._others = self._with_listing = 0
        self._day: date | None = None  # Of the last mail, which a part of a file may go on with.
        self._problems: list[Problem] = []
        self._held = Held()
        self._lost = 0

    def add(self, text: str, lines_before: int = 0) -> None:
        """Add the mails in a text.

        What stands before them is read only if one of them has a listing: most texts have no mails.
        """
        opening: Piece | None = None
        recognised: Recognised | None = None
        for mail in mails(text):
            self._mails += 1
            if not (mail.is_mail or lines_before):
                opening = mail
                continue
            if opening and not (recognised := recognised or self._recognised(opening.text)):
                return  # No mail, but a text in which one is quoted.
            if self._mails > MOST_MAILS:
                self._lost += entries_in(_OF_MAILS, [mail.text.encode("utf-8", "replace")])
                continue
            if mail.is_mail:
                found = self._of_mail(mail)
                self._with_listing += bool(found)
                self._others += not found
                if found and opening and recognised:
                    self._keep_all(recognised[0](), opening.lines_before)
                    opening = None
            else:
                found = [of_mail(reading, self._day) for reading in self._of_text(mail.text)]
            self._keep_all(found, lines_before + mail.lines_before)

    def add_all(self, pieces: Iterable[bytes]) -> None:
        """Add the mails of a mailbox that is longer than a text may be."""
        rest = Pieces(pieces)
        for part in parts(rest, FROM):
            self.add(part.text.replace("\r\n", "\n"), part.lines_before)
        if rest.is_foreign:
            self._problems.append(Problem(self._name, 0, "the file is not UTF-8", SAVE_AS_UTF8))

    def found(self) -> tuple[list[Reading], str] | None:
        """Return the readings, one for a form and a day, and how the first was recognised.

        None if no mail has a listing.
        """
        if not self._with_listing:
            return None
        if self._others:
            mails = (
                f"{self._others:,} other mails hold" if self._others > 1 else "another mail holds"
            )
            what = f"{mails} no listing"
            self._problems.append(Problem(self._name, 0, what, "nothing is to be done"))
        if self._mails > MOST_MAILS:
            what = f"the file has more than {MOST_MAILS:,} mails; the rest of it is not read"
            self._problems.append(Problem(self._name, 0, what, SPLIT))
        if self._lost:
            what = f"{self._lost:,} papers are lost in mails that are not read"
            self._problems.append(Problem(self._name, 0, what, SPLIT))
        first, *others = map(_joined, self._readings.values())
        problems = (*self._problems, *first.problems)
        return [
            replace(first, problems=problems, lost=first.lost + self._lost),
            *others,
        ], self._reason

    def _of_mail(self, mail: Piece) -> list[Reading]:
        """Return the readings of the first alternative in a known form, of each text of a mail."""
        found: list[Reading] = []
        text = mail.text.lstrip("\ufeff \t\r\n")
        bodies: tuple[Body, ...] = attempt(self._name, 0, "", lambda: opened(text), lambda _: ())
        for body in bodies:
            self._day = body.day
            for part in body.texts:
                if readings := self._of_text(part):
                    found += [of_mail(reading, body.day) for reading in readings]
                    break
        return found

    def _of_text(self, text: str) -> list[Reading]:
        recognised = self._recognised(text)
        return recognised[0]() if recognised else []

    def _recognised(self, text: str) -> Recognised | None:
        recognised = self._known(text)
        if recognised:
            self._reason = self._reason or recognised[1]
        return recognised

    def _keep_all(self, readings: Iterable[Reading], lines_before: int) -> None:
        for reading in readings:
            self._keep(_moved(reading, lines_before))

    def _keep(self, reading: Reading) -> None:
        was_full = self._held.full
        if was_full:
            self._lost += len(reading.entries) + reading.lost
            return
        for entry in reading.entries:
            self._held.add(entry, [])
        for problem in reading.problems:
            self._held.add(None, [problem])
        if self._held.full:
            line = reading.entries[0].line if reading.entries else 0
            self._problems.append(self._held.problem(self._name, line))
        day = replace(reading.day, line=0) if reading.day else None
        key = reading.form, day, reading.refusal is not None
        self._readings.setdefault(key, []).append(reading)


def _joined(readings: list[Reading]) -> Reading:
    """Return readings in one form, of one day, as one."""
    first = readings[0]
    if len(readings) == 1:
        return first
    return replace(
        first,
        entries=tuple(entry for each in readings for entry in each.entries),
        problems=tuple(problem for each in readings for problem in each.problems),
        lost=sum(each.lost for each in readings),
    )


def _moved(reading: Reading, lines: int) -> Reading:
    """Return a reading whose lines count from the beginning of a mail, as lines of the file."""
    if not lines:
        return reading
    problems = {
        problem: replace(problem, line=problem.line + lines if problem.line else 0)
        for problem in reading.problems
    }
    day = reading.day
    return replace(
        reading,
        entries=tuple(replace(entry, line=entry.line + lines) for entry in reading.entries),
        day=replace(day, line=day.line + lines) if day else None,
        problems=tuple(problems[problem] for problem in reading.problems),
        refusal=problems.get(reading.refusal) if reading.refusal else None,
    )

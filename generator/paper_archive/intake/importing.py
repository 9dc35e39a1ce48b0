"""Imports the entries of many files, of any form and of many days, into one file per day.

Every file is read by the reader of `check`. A file that is no listing, or is refused, is left. An
entry belongs to the day of its listing; where that has none, to the day that the person states, or,
only if the person asks, to the day on which its paper was published, else to the day in the path of
the file, as in `data/20250314.json`. With both, the stated day is that of papers without one. An
entry without a day is never placed by a guess: it is reported.

An entry that is listed on its day already, in the archive or in this import, with at least as much
detail, is not written. Of every file the entries that have a day are papers + duplicates + lost:
`papers` are those that
were seen in no file before, and `duplicates` those that were. A duplicate is written if it is from
another day or adds detail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from paper_archive.intake.entry_index import EntryIndex
from paper_archive.intake.path_days import day_of_path
from paper_archive.intake.placing import INSIST
from paper_archive.intake.reasons import GIVE_DAY, GIVE_THEIR_DAY, by_published, without_day
from paper_archive.listing import sources
from paper_archive.listing.dates.listing_day import says_undated
from paper_archive.listing.dates.plausible import WRITE_DAY, doubt_of, is_possible
from paper_archive.listing.json.writer import line_of
from paper_archive.listing.limits import MOST_LINE_BYTES
from paper_archive.listing.reading import UNKNOWN
from paper_archive.listing.tables.csv_table import FORM as TABLE
from paper_archive.model import Entry, InputError, Listing, Problem
from paper_archive.text.english import plural

# Of a file, so that the report of a thousand files stays small.
MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Days:
    """How entries of undated listings get their day, and the year of pages that state none.

    `latest` is the last day that a listing can be from; without it every possible day is.
    """

    stated: date | None = None
    by_published: bool = False
    year: int | None = None
    latest: date | None = None

    def of(self, listing: Listing, entry: Entry) -> date | None:
        """Return the day of an entry, None if it has none."""
        if listing.date:
            return listing.date
        if self.by_published:
            return entry.published or self.stated
        return self.stated or day_of_path(listing.source)

    def doubt_of(self, day: date) -> tuple[str, str] | None:
        """Return why no listing can be from a day, and what to do; None if one can."""
        if not is_possible(day):
            return f"{day} is not a day of a listing", WRITE_DAY
        doubt = doubt_of(day, self.latest) if self.latest else ""
        return (doubt, INSIST) if doubt else None


@dataclass(slots=True)
class FileReport:
    """What became of a file; `reason` says why it was left, None if it was read.

    `is_listing` tells whether a file that was left should have been read: its form is known, or it
    cannot be opened. `unplaced` counts the entries of such a file, and those of any file that have
    no day; they are not in the other numbers.
    """

    source: str
    form: str
    reason: Problem | None = None
    is_listing: bool = True
    unplaced: int = 0
    papers: int = 0
    duplicates: int = 0
    lost: int = 0
    written: int = 0
    days: set[date] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0

    @property
    def entries(self) -> int:
        """All entries of a file that was read."""
        return self.papers + self.duplicates + self.lost

    def add(self, *problems: Problem) -> None:
        """Add problems; of very many only the first are kept."""
        self.problem_count += len(problems)
        self.problems += problems[: MOST_PROBLEMS - len(self.problems)]


def import_files(
    files: Iterable[Path],
    root: Path,
    known: EntryIndex,
    days: Days,
    write: Callable[[date, bytes], None],
    columns: Mapping[str, str] | None = None,
) -> Iterator[FileReport]:
    """Read the files and yield a report of each; `write` takes the lines of a day.

    Names are those of `sources.typed_name`. `known` is the index of the archive, and gets the
    entries too. `columns` are names of columns of tables, by field. Raises what `write` raises.
    """
    for file in files:
        name = sources.typed_name(file, root)
        try:
            listings = sources.load(file, name, days.year, columns=columns)
        except InputError as error:
            # In a folder, `columns` say nothing of what is no table.
            listings = sources.load(file, name, days.year)
            if (form := listings[0].form) in (TABLE, UNKNOWN):
                yield FileReport(name, form, error.problem, is_listing=form == TABLE)
                continue
        yield _import(name, listings, known, days, write)


def _import(
    name: str,
    listings: list[Listing],
    known: EntryIndex,
    days: Days,
    write: Callable[[date, bytes], None],
) -> FileReport:
    report = FileReport(name, listings[0].form)
    if reason := _refusal(name, listings):
        report.reason = reason
        report.is_listing = report.form != UNKNOWN
        report.unplaced = sum(len(part.entries) + part.lost for part in listings)
        return report
    undated: list[Entry] = []
    for part in listings:
        report.lost += part.lost
        report.add(*(each for each in part.problems if not says_undated(each)))
        for entry in part.entries:
            day = days.of(part, entry)
            if day is None:
                undated.append(entry)
            elif doubt := days.doubt_of(day):
                report.lost += 1
                report.add(Problem(name, entry.line, *doubt))
            else:
                _place(entry, day, known, write, report)
    if undated:
        # Where no paper states its date, spreading them by their dates is no help.
        dated = not days.by_published and any(entry.published for entry in undated)
        fix = f"{GIVE_DAY}, or {by_published(undated)}" if dated else GIVE_DAY
        if days.by_published:
            fix = GIVE_THEIR_DAY
        if not report.days:
            report.reason = without_day(name, listings, fix)
            report.unplaced, report.lost = len(undated) + report.lost, 0
            report.problems, report.problem_count = [], 0
        else:
            report.unplaced = len(undated)
            what = f"{plural(len(undated), 'paper')} without a day, not imported"
            report.add(Problem(name, undated[0].line, what, fix))
    return report


def _place(
    entry: Entry,
    day: date,
    known: EntryIndex,
    write: Callable[[date, bytes], None],
    report: FileReport,
) -> None:
    found = known.find(entry, day)
    if not found.tells_all_of(entry):
        line = line_of(entry, day)
        if len(line) > MOST_LINE_BYTES:
            report.lost += 1
            what = f"an entry of more than {MOST_LINE_BYTES >> 20} MiB"
            report.add(Problem(report.source, entry.line, what, "shorten it"))
            return
        write(day, line)
        known.add_entry(report.source, day, entry)
        report.written += 1
    report.papers += not found.known
    report.duplicates += found.known
    report.days.add(day)


def _refusal(name: str, listings: list[Listing]) -> Problem | None:
    """Return why a file is left, None if it has entries."""
    if refusal := next((part.refusal for part in listings if part.refusal), None):
        return refusal
    if any(part.entries for part in listings):
        return None
    if lost := sum(part.lost for part in listings):
        what = f"none of its {plural(lost, 'paper')} can be read"
        return Problem(name, 0, what, "run `paper-archive check` on it, which names them")
    problems = (problem for part in listings for problem in part.problems)
    nothing = Problem(name, 0, "it has no papers", "there is nothing to do")
    return next(problems, nothing)

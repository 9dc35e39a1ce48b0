"""Places a file in the folder of listings, as `2025/2025-03-14.txt`.

The extension follows from the form (`file_names.ENDINGS`): `.json` for a day of the API, `.bib` for
BibTeX, else that of the file (`.md`, `.eml`) or `.txt`; `.gz` is kept. What was fetched from a
source of `mkdocs.yml` has its name in between, as in `2025-03-14.arxiv.jsonl`. If the day already
has a listing, the name is `2025-03-14.2.txt`, `.3` and so on. A file of several days keeps its
name, because a day in that name would override those of its papers.

Every file is read before it is written, by the reader of `check`. Refused are a file without
papers, one that says no day (no day is guessed) or an impossible one, one of a day before 1991 or
after `latest`, unless a person insists, and one that the archive already has: the same text, or
papers that are all already listed that day with at least as much detail. Nothing is ever
overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from paper_archive import listing
from paper_archive.archive.curation import NO_CURATION, Curation
from paper_archive.disk import create_file
from paper_archive.intake.entry_index import EntryIndex
from paper_archive.intake.file_names import day_name, free_name, kept_name, stem_of
from paper_archive.intake.issue_form import PASTED
from paper_archive.intake.reasons import GIVE_DAY, fix_for_add, listed_as, without_day
from paper_archive.listing import sources
from paper_archive.listing.dates.listing_day import says_undated, with_given_day
from paper_archive.listing.dates.plausible import WRITE_DAY, doubt_of, is_possible
from paper_archive.model import InputError, Listing, Problem, Source
from paper_archive.progress import Progress, quietly
from paper_archive.store.listing_files import ListingFile
from paper_archive.text.clean import clean

STANDARD_INPUT = "standard input"
NAMELESS = (STANDARD_INPUT, PASTED)
INSIST = "write the day that it lists, or pass --force if that is right"


class Outcome(Enum):
    """The outcome for a file that was offered."""

    ADDED = "added"
    PRESENT = "present"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on a file, and the reason for it.

    `name` is its path in the folder of listings, "" unless it is added. `papers` counts its
    papers; `new` has the titles of those that the archive lacks, and `fuller` counts those that
    have more detail (an abstract, an id, authors) than the archive has for that day.
    """

    source: str
    outcome: Outcome
    reason: Problem | None = None
    name: str = ""
    days: tuple[date, ...] = ()
    papers: int = 0
    new: tuple[str, ...] = ()
    fuller: int = 0
    problems: tuple[Problem, ...] = ()


def listings_of(
    source: Source, year: int | None = None, day: date | None = None
) -> tuple[Listing, ...]:
    """Return the listings of a file; `day` is a person's correction."""
    return tuple(listing.read(source, year, day))


def days_of(listings: Iterable[Listing]) -> tuple[date | None, ...]:
    """Return the days of the listings that have papers; None for papers without a day."""
    return tuple(part.date for part in listings if part.entries or part.lost)


def decide(
    source: Source,
    known: EntryIndex,
    taken: frozenset[str],
    folder: str = "",
    day: date | None = None,
    year: int | None = None,
    latest: date | None = None,
    label: str = "",
) -> Decision:
    """Return the decision on a file, without writing it.

    `taken` are the names in the folder of listings, and `folder` is the name of that folder. `day`
    is the day that the user states; `year` is for a page that names its day without a year.
    `latest` is the last day that a listing can be from; without it every possible day is. `label`
    is the name of the source that the file was fetched from.
    """
    listings = listings_of(source, year)
    problems = tuple(problem for part in listings for problem in part.problems)
    # Why it has no day is a reason of its own, or of no interest.
    others = tuple(problem for problem in problems if not says_undated(problem))
    refused = Decision(source.name, Outcome.REFUSED, problems=others)
    if reason := next((part.refusal for part in listings if part.refusal), None):
        return replace(refused, reason=reason, problems=())
    if not any(part.entries for part in listings):
        return _without_papers(refused, sum(part.lost for part in listings))
    if file := known.file_of(source.data):
        reason = listed_as(source.name, file, known.days_of(file), day)
        return replace(refused, outcome=Outcome.PRESENT, reason=reason)
    stated = days_of(listings)
    if odd := [each for each in (day, *stated) if each and not is_possible(each)]:
        reason = Problem(source.name, 0, f"{odd[0]} is not a day of a listing", WRITE_DAY)
        return replace(refused, reason=reason)
    doubts = [doubt_of(each, latest) for each in (day, *stated)] if latest else []
    if doubt := next(filter(None, doubts), ""):
        return replace(refused, reason=Problem(source.name, 0, doubt, INSIST))
    if stated == (None,) and not day:
        fix = GIVE_DAY if source.name in NAMELESS else fix_for_add(source.name, listings)
        return _refused(refused, without_day(source.name, listings, fix))
    if len(stated) > 1 and (day or source.name in NAMELESS):
        what = f"it has papers of {len(stated)} days"
        fix = "leave out --date" if day else "save it to a file first; it keeps that file's name"
        return replace(refused, reason=Problem(source.name, 0, what, fix))
    day = day or (stated[0] if len(stated) == 1 else None)
    kept = day_name(day, source, listings[0].form, label) if day else kept_name(source)
    name = free_name(kept, set(map(stem_of, taken)))
    placed = Source(f"{folder}/{name}" if folder else name, source.data)
    decision = _compare(source.name, name, listings_of(placed, year), known)
    if stated == (day,):
        return decision
    return replace(decision, problems=tuple(map(with_given_day, decision.problems)))


StoredListings = Callable[[Sequence[ListingFile]], Mapping[str, tuple[Listing, ...]]]


def _nothing_stored(files: Sequence[ListingFile]) -> Mapping[str, tuple[Listing, ...]]:
    return {}


class Intake:
    """The folder of listings `into`, and an index of all folders of the archive."""

    def __init__(
        self,
        into: Path,
        archive: Iterable[Path],
        root: Path,
        year: int | None = None,
        curation: Curation = NO_CURATION,
        latest: date | None = None,
        stored: StoredListings = _nothing_stored,
        progress: Progress = quietly,
    ) -> None:
        """Read the archive; the names of its files are shown relative to `root`.

        `latest` is that of `decide`. `stored` returns the listings of files that need not be read,
        by name. Raises InputError if `curation` corrects a listing that does not exist.
        """
        self.into = into
        self.known = EntryIndex()
        self._folder = sources.name_of(into, root)
        self._year = year
        self._latest = latest
        folders = (into,) if into.exists() else ()
        self._taken = {file.relative_to(into).as_posix() for file in sources.find(folders)}
        files = sources.find([path for path in (*archive, *folders) if path.exists()])
        names = [sources.name_of(file, root) for file in files]
        days = curation.days(names)
        named = zip(files, names, strict=True)
        known = stored([ListingFile(file, name, days.get(name)) for file, name in named])
        for file in progress(files, "Reading the archive", len(files)):
            # Every build reports a file that cannot be read; it is no reason to refuse others.
            with suppress(InputError):
                source = sources.open_source(file, root)
                listings = known.get(source.name)
                if listings is None:
                    listings = listings_of(source, year, days.get(source.name))
                self.known.add(source, listings)

    @property
    def names(self) -> frozenset[str]:
        """The names of the files in `into`, relative to it."""
        return frozenset(self._taken)

    def offer(
        self,
        source: Source,
        day: date | None = None,
        dry_run: bool = False,
        label: str = "",
    ) -> Decision:
        """Decide on a file and write it; with `dry_run`, decide without writing. See `decide`."""
        while True:
            taken = frozenset(self._taken)
            decision = decide(
                source, self.known, taken, self._folder, day, self._year, self._latest, label
            )
            if decision.outcome is not Outcome.ADDED:
                return decision
            if dry_run:
                problems = (replace(each, source=source.name) for each in decision.problems)
                decision = replace(decision, problems=tuple(problems))
            try:
                if not dry_run:
                    create_file(self.into / decision.name, source.data)
            except FileExistsError:  # Somebody added it after the archive was read.
                self._taken.add(decision.name)
                continue
            except OSError as error:
                what = f"{self.into / decision.name} cannot be written: {error.strerror or error}"
                fix = "check its permissions and the free disk space"
                reason = Problem(source.name, 0, what, fix)
                return replace(decision, outcome=Outcome.REFUSED, name="", reason=reason)
            self._taken.add(decision.name)
            placed = Source(f"{self._folder}/{decision.name}", source.data)
            self.known.add(placed, listings_of(placed, self._year))
            return decision


def _refused(refused: Decision, reason: Problem) -> Decision:
    others = tuple(problem for problem in refused.problems if problem != reason)
    return replace(refused, reason=reason, problems=others)


def _without_papers(refused: Decision, lost: int) -> Decision:
    """Refuse a file for its first problem as a whole, or because all its papers are broken."""
    of_file = [problem for problem in refused.problems if not problem.line]
    if of_file and not lost:
        return _refused(refused, of_file[0])
    what = "none of its papers can be read"
    return replace(refused, reason=Problem(refused.source, 0, what, "save the listing again"))


def _compare(source: str, name: str, listings: tuple[Listing, ...], known: EntryIndex) -> Decision:
    """Accept the listings, read under their new name, if the archive lacks any detail of them."""
    mine = EntryIndex()
    papers = fuller = 0
    unlisted = False
    new: list[str] = []
    files: set[str] = set()
    for part in listings:
        for entry in part.entries:
            found = known.find(entry, part.date)
            files.update(seen.source for seen in found.on_day)
            unlisted = unlisted or not found.on_day
            fuller += bool(found.on_day) and not found.tells_all_of(entry)
            if not mine.find(entry, part.date).known:
                papers += 1
                if not found.known:
                    new.append(clean(entry.title) or "Untitled")
            mine.add_entry(name, part.date, entry)
    decision = Decision(
        source,
        Outcome.ADDED,
        None,
        name,
        tuple(day for day in days_of(listings) if day),
        papers,
        tuple(new),
        fuller,
        tuple(problem for part in listings for problem in part.problems),
    )
    if unlisted or fuller:
        return decision
    what = f"all its papers are already listed on that day, in {', '.join(sorted(files))}"
    reason = Problem(source, 0, what, "there is nothing to do")
    return replace(decision, outcome=Outcome.PRESENT, name="", reason=reason)

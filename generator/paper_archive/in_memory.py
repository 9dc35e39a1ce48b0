"""Builds archives in memory, for commands that store nothing: `check` and `diff`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from paper_archive.archive.curation import NO_CURATION, Curation
from paper_archive.archive.merge import Tags, merge
from paper_archive.archive.report import Credit, credit
from paper_archive.inputs import Inputs
from paper_archive.listing.dates.plausible import doubt_of
from paper_archive.lists import Resolved, WrittenList, resolved
from paper_archive.model import Archive, Listing, Problem, Source
from paper_archive.progress import Progress, quietly
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.update import UpdateSteps, update
from paper_archive.tags import load_taxonomy, tag_all


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of every listing, all their problems, and shared lists with their papers."""

    credits: tuple[Credit, ...]
    problems: tuple[Problem, ...]
    lists: Resolved


def read(
    inputs: Inputs, progress: Progress = quietly, curation: Curation = NO_CURATION
) -> list[Listing]:
    """Return the listings of all files; a file that cannot be read has one without entries."""
    return list(inputs.read(inputs.files(curation), progress))


def check(
    inputs: Inputs,
    progress: Progress = quietly,
    latest: date | None = None,
    lists: Sequence[WrittenList] = (),
) -> Checked:
    """Read and merge all files, and look up the papers of lists in them.

    A file that is likely no listing is refused as a whole: its entries are lost. Listings of a day
    before 1991 or after `latest`, if this is set, are a problem too. Raises InputError for a
    mistake in the corrections.
    """
    curation = inputs.corrections()
    read_listings = read(inputs, progress, curation)
    listings = [_without_refused(listing) for listing in read_listings]
    if latest:
        listings = [_doubted(listing, latest) for listing in listings]
    credits = credit(listings, merge(listings, curation=curation))
    problems = tuple(sorted(problem for outcome in credits for problem in outcome.problems))
    # A build refuses no file.
    found = _look_up(lists, inputs, read_listings, curation) if lists else Resolved()
    return Checked(credits, problems, found)


def _look_up(
    lists: Sequence[WrittenList], inputs: Inputs, listings: Sequence[Listing], curation: Curation
) -> Resolved:
    """Return lists with their papers, as a build finds them: in a store."""
    store = Store.open()
    steps = UpdateSteps(lambda files: listings, lambda texts: (() for _ in texts), curation, "all")
    changes = update(store, inputs.files(curation), steps)
    return resolved(StoredArchive(store), lists, max(changes.after.days, default=""))


def _without_refused(listing: Listing) -> Listing:
    if not listing.refusal:
        return listing
    lost = listing.lost + len(listing.entries)
    return replace(listing, entries=(), problems=(listing.refusal,), lost=lost)


def _doubted(listing: Listing, latest: date) -> Listing:
    doubt = doubt_of(listing.date, latest)
    if not doubt:
        return listing
    fix = "rename the file after the right day, or correct the day in curation.yml or its lines"
    return replace(listing, problems=(Problem(listing.source, 0, doubt, fix), *listing.problems))


def archive(inputs: Inputs) -> Archive:
    """Read, merge and tag all files, and return the archive.

    Raises InputError for a mistake in the corrections or the vocabulary.
    """
    vocabulary = inputs.vocabulary()
    curation = inputs.corrections(load_taxonomy(vocabulary).names)
    # By its bytes alone: archives that are compared mostly share the vocabulary.
    tags = _tags(replace(vocabulary, name="tags.yml"))
    return merge(read(inputs, curation=curation), tags, curation).archive


@lru_cache(maxsize=2)
def _tags(vocabulary: Source) -> Tags:
    """Return a function that tags a text; it tags a text of several archives only once."""
    return cache(lambda title, abstract: tag_all(vocabulary, [(title, abstract)])[0])

"""The pipeline on one screen: listings → archive → pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.archive.curation import Curation, load_curation
from generator.archive.merge import NO_CURATION, Merged, merge
from generator.archive.report import Credit, credit
from generator.listing import sources
from generator.model import Archive, Listing, Page, Problem
from generator.pages import pages
from generator.pages.catalog import Catalog
from generator.tags import Tagger, Taxonomy, load_taxonomy

T = TypeVar("T")
# Wraps what a stage iterates over to show how far it is: (items, what, how many) → items.
Progress = Callable[[Iterable[T], str, int], Iterable[T]]


def quietly(items: Iterable[T], what: str, total: int) -> Iterable[T]:
    """Show no progress."""
    return items


@dataclass(frozen=True, slots=True)
class Inputs:
    """What papers come from. `root` is what the names of files are relative to; `year` is for
    listings that name none; `curation` has corrections by hand, None where there are none."""

    listings: tuple[Path, ...]
    root: Path
    year: int | None = None
    curation: Path | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The archive with its vocabulary, the corrections, and what became of each listing."""

    catalog: Catalog
    curation: Curation
    credits: tuple[Credit, ...]
    problems: tuple[Problem, ...]

    @property
    def archive(self) -> Archive:
        """The papers, days and addresses."""
        return self.catalog.archive

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabulary."""
        return self.catalog.taxonomy

    def pages(self) -> Iterator[Page]:
        """Make every page, one by one: together they may be larger than the memory."""
        return pages(self.catalog)


def build(inputs: Inputs, tags: Path, site_url: str = "", progress: Progress = quietly) -> Result:
    """Read and merge everything; nothing is written. `tags` is the `tags.yml`.

    Raises InputError for a mistake that would make the whole result wrong.
    """
    taxonomy = load_taxonomy(sources.open_source(tags, inputs.root))
    curation = _curation(inputs, {tag.id for tag in taxonomy.tags})
    listings = read(inputs, progress, curation)
    merged = merge(listings, Tagger(taxonomy).tags, curation)
    catalog = Catalog(merged.archive, taxonomy, site_url)
    return Result(catalog, curation, *_account(listings, merged))


def check(
    inputs: Inputs, progress: Progress = quietly
) -> tuple[tuple[Credit, ...], tuple[Problem, ...]]:
    """Read and merge only: what becomes of each listing, and every problem.

    Raises InputError for a mistake in the corrections.
    """
    curation = _curation(inputs)
    listings = read(inputs, progress, curation)
    return _account(listings, merge(listings, curation=curation))


def read(
    inputs: Inputs, progress: Progress = quietly, curation: Curation = NO_CURATION
) -> list[Listing]:
    """Return the listings of all files, one of no entries for a file that cannot be read."""
    files = sources.find(inputs.listings)
    days = curation.days([sources.name_of(file, inputs.root) for file in files])
    of_files = (sources.load([file], inputs.root, inputs.year, days) for file in files)
    return [
        listing for listings in progress(of_files, "Reading", len(files)) for listing in listings
    ]


def _curation(inputs: Inputs, tags: Collection[str] | None = None) -> Curation:
    if inputs.curation is None:
        return NO_CURATION
    return load_curation(sources.open_source(inputs.curation, inputs.root), tags)


def _account(
    listings: Sequence[Listing], merged: Merged
) -> tuple[tuple[Credit, ...], tuple[Problem, ...]]:
    credits = credit(listings, merged)
    return credits, tuple(sorted(problem for each in credits for problem in each.problems))

"""The pipeline on one screen: listings → archive → pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.archive.merge import Merged, merge
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
    """What an archive is made of. `root` is what the names of files are relative to."""

    listings: tuple[Path, ...]
    tags: Path
    root: Path
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The archive with its vocabulary, and what became of each listing."""

    catalog: Catalog
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


def build(inputs: Inputs, site_url: str = "", progress: Progress = quietly) -> Result:
    """Read and merge everything; nothing is written.

    Raises InputError for a mistake that would make the whole result wrong.
    """
    taxonomy = load_taxonomy(sources.open_source(inputs.tags, inputs.root))
    listings = read(inputs, progress)
    tagger = Tagger(taxonomy)
    merged = merge(listings, tagger.tags)
    return Result(Catalog(merged.archive, taxonomy, site_url), *_account(listings, merged))


def check(
    inputs: Inputs, progress: Progress = quietly
) -> tuple[tuple[Credit, ...], tuple[Problem, ...]]:
    """Read and merge only: what becomes of each listing, and every problem."""
    listings = read(inputs, progress)
    return _account(listings, merge(listings))


def read(inputs: Inputs, progress: Progress = quietly) -> list[Listing]:
    """Return the listings of all files, one of no entries for a file that cannot be read."""
    files = sources.find(inputs.listings)
    of_files = (sources.load([file], inputs.root, inputs.year) for file in files)
    return [
        listing for listings in progress(of_files, "Reading", len(files)) for listing in listings
    ]


def _account(
    listings: Sequence[Listing], merged: Merged
) -> tuple[tuple[Credit, ...], tuple[Problem, ...]]:
    problems = sorted(problem for each in listings for problem in each.problems)
    return credit(listings, merged), tuple(problems)

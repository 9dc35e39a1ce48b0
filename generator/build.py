"""The pipeline on one screen: listings → archive → Markdown pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator import listing
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
    """The archive and its pages, and what became of each listing."""

    archive: Archive
    taxonomy: Taxonomy
    credits: tuple[Credit, ...]
    problems: tuple[Problem, ...]
    pages: tuple[Page, ...]


def build(inputs: Inputs, site_url: str = "", progress: Progress = quietly) -> Result:
    """Read everything and make every page; nothing is written.

    Raises InputError for a mistake that would make the whole result wrong.
    """
    taxonomy = load_taxonomy(sources.open_source(inputs.tags, inputs.root))
    listings, unreadable = read(inputs, progress)
    tagger = Tagger(taxonomy)
    merged = merge(listings, tagger.tags)
    credits, problems = _account(listings, unreadable, merged)
    catalog = Catalog(merged.archive, taxonomy, site_url)
    made = pages(catalog)
    return Result(
        merged.archive,
        taxonomy,
        credits,
        problems,
        tuple(progress(made, "Writing", len(merged.archive.papers))),
    )


def check(
    inputs: Inputs, progress: Progress = quietly
) -> tuple[tuple[Credit, ...], tuple[Problem, ...]]:
    """Read and merge only: what becomes of each listing, and every problem."""
    listings, unreadable = read(inputs, progress)
    return _account(listings, unreadable, merge(listings))


def read(inputs: Inputs, progress: Progress = quietly) -> tuple[list[Listing], list[Problem]]:
    """Return the listings, and the problems of files that could not be opened."""
    files = sources.find(inputs.listings)
    listings: list[Listing] = []
    unreadable: list[Problem] = []
    for source in progress(sources.load(files, inputs.root), "Reading", len(files)):
        if isinstance(source, Problem):
            unreadable.append(source)
        else:
            listings.append(listing.read(source, inputs.year))
    return listings, unreadable


def _account(
    listings: Sequence[Listing], unreadable: Sequence[Problem], merged: Merged
) -> tuple[tuple[Credit, ...], tuple[Problem, ...]]:
    problems = [problem for each in listings for problem in each.problems]
    return credit(listings, merged), tuple(sorted([*problems, *unreadable]))

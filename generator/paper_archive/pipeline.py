"""The pipeline on one screen: listings → archive → pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from paper_archive.archive.curation import Curation, load_curation
from paper_archive.archive.merge import NO_CURATION, Tags, merge
from paper_archive.archive.report import Credit, credit
from paper_archive.listing import sources
from paper_archive.model import Archive, Listing, Page, Problem, Source
from paper_archive.pages import pages
from paper_archive.pages.catalog import Catalog, Imprint
from paper_archive.pages.touched import Touched
from paper_archive.related import relate
from paper_archive.store.store import Store
from paper_archive.store.stored import StoredArchive
from paper_archive.store.update import Changes, File, Making, update
from paper_archive.tags import Taxonomy, load_taxonomy, tag_all
from paper_archive.workers import ALONE, Workers

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
    """The archive with its vocabulary, the corrections, and what the build changed of what was
    stored."""

    catalog: Catalog
    curation: Curation
    changes: Changes
    files: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def archive(self) -> StoredArchive:
        """The papers, days and addresses."""
        return self.catalog.archive

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabulary."""
        return self.catalog.taxonomy

    def pages(self, touched: Touched, workers: Workers) -> Iterator[Page]:
        """Make the pages that are touched, one by one: together they may be larger than the
        memory."""
        return pages(self.catalog, touched, workers)


def build(
    inputs: Inputs,
    tags: Path,
    site_url: str = "",
    progress: Progress = quietly,
    store: Store | None = None,
    workers: Workers = ALONE,
    site_name: str = Imprint.site_name,
    repo_url: str = "",
) -> Result:
    """Bring a store up to date with the listings; without one, read and merge everything.

    `tags` is the `tags.yml`; `workers` share what goes paper by paper. The store is not
    committed. Raises InputError for a mistake that would make the whole result wrong.
    """
    vocabulary = sources.open_source(tags, inputs.root)
    taxonomy = load_taxonomy(vocabulary)
    curation = _curation(inputs, {tag.id for tag in taxonomy.tags})
    files = _files(inputs, curation)
    store = store or Store.open()
    rules = f"{sha256(vocabulary.data).hexdigest()} {inputs.year}"
    making = Making(
        partial(_read, inputs, progress),
        partial(workers.map, partial(tag_all, vocabulary)),
        curation,
        rules,
    )
    changes = update(store, files, making)
    changes = replace(changes, slugs=changes.slugs | relate(store, changes))
    archive = StoredArchive(store)
    catalog = Catalog.of(archive, changes.after, taxonomy, site_url, site_name, repo_url)
    names = tuple(file.name for file in files)
    return Result(catalog, curation, changes, names, tuple(store.problems()))


def check(
    inputs: Inputs, progress: Progress = quietly
) -> tuple[tuple[Credit, ...], tuple[Problem, ...]]:
    """Read and merge only: what becomes of each listing, and every problem.

    Raises InputError for a mistake in the corrections.
    """
    curation = _curation(inputs)
    listings = read(inputs, progress, curation)
    credits = credit(listings, merge(listings, curation=curation))
    return credits, tuple(sorted(problem for each in credits for problem in each.problems))


def gather(inputs: Inputs, tags: Path) -> Archive:
    """Read, merge and tag, and keep nothing: the archive as a value, to be compared with another.

    Raises InputError for a mistake in the corrections or the vocabulary.
    """
    vocabulary = sources.open_source(tags, inputs.root)
    curation = _curation(inputs, {tag.id for tag in load_taxonomy(vocabulary).tags})
    listings = read(inputs, quietly, curation)
    # By its bytes alone: archives that are compared mostly share it.
    return merge(listings, _tags(replace(vocabulary, name=tags.name)), curation).archive


@lru_cache(maxsize=2)
def _tags(vocabulary: Source) -> Tags:
    """A function that gives the tags of a text; what several archives say is tagged once."""
    return cache(lambda title, abstract: tag_all(vocabulary, [(title, abstract)])[0])


def read(
    inputs: Inputs, progress: Progress = quietly, curation: Curation = NO_CURATION
) -> list[Listing]:
    """Return the listings of all files, one of no entries for a file that cannot be read."""
    return _read(inputs, progress, _files(inputs, curation))


def _files(inputs: Inputs, curation: Curation) -> list[File]:
    paths = sources.find(inputs.listings)
    named = [(path, sources.name_of(path, inputs.root)) for path in paths]
    days = curation.days([name for _, name in named])
    return [File(path, name, days.get(name)) for path, name in named]


def _read(inputs: Inputs, progress: Progress, files: Sequence[File]) -> list[Listing]:
    of_files = (sources.load(each.path, each.name, inputs.year, each.given) for each in files)
    return [
        listing for listings in progress(of_files, "Reading", len(files)) for listing in listings
    ]


def _curation(inputs: Inputs, tags: Collection[str] | None = None) -> Curation:
    if inputs.curation is None:
        return NO_CURATION
    return load_curation(sources.open_source(inputs.curation, inputs.root), tags)

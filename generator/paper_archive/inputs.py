"""The files that an archive is built from: listings, corrections and vocabulary."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from paper_archive.listing import sources
from paper_archive.model import InputError, Listing, Problem
from paper_archive.progress import Progress
from paper_archive.workers import ALONE, Workers

# These are slow to import, and settings name inputs that many commands do not read.
if TYPE_CHECKING:
    from paper_archive.archive.curation import Curation
    from paper_archive.store.listing_files import ListingFile
    from paper_archive.tags import Vocabulary

# A paper has about so many bytes in a listing, and so many files are weighed to count theirs.
_BYTES_A_PAPER, _WEIGHED = 1500, 100


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that an archive is built from.

    `listings` are files and folders. Names of files are shown relative to `root`. `year` is for
    listings that state none. `curation` is the file of corrections, None if there is none; `tags`
    is the vocabulary, None if none is needed; `topics` is the file of topics, and `lists` the
    folder of shared lists, if any. `columns` are names of columns by field, for tables whose header
    says something else. `typed` tells whether a person named the listings: then files outside
    `root` are shown as typed.
    """

    listings: tuple[Path, ...]
    root: Path
    year: int | None = None
    curation: Path | None = None
    tags: Path | None = None
    topics: Path | None = None
    lists: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    typed: bool = False

    def refuse_none(self) -> None:
        """Raise InputError if there is no file of listings."""
        there = (path for path in self.listings if os.path.exists(path))  # noqa: PTH110 - see `paths`
        if not sources.find(there):
            folders = ", ".join(map(str, self.listings))
            fix = "put a saved listing there, or name another folder"
            raise InputError(Problem(folders, 0, "no listing found", fix))

    def vocabulary(self) -> Vocabulary:
        """Read the file of the vocabulary, and the installed one that it extends, if any.

        Raises InputError if it cannot be read.
        """
        if self.tags is None:
            raise ValueError("these inputs have no vocabulary")
        from paper_archive.tags import vocabulary_of

        return vocabulary_of(sources.open_source(self.tags, self.root))

    def corrections(self, tags: Mapping[str, Collection[str]] | None = None) -> Curation:
        """Return the corrections; unless `tags` is None, the tags that they name must be in it.

        `tags` has the names of tags, by id.

        Raises InputError for a mistake in the corrections.
        """
        if self.curation is None:
            from paper_archive.archive.curation import NO_CURATION

            return NO_CURATION
        from paper_archive.archive.curation_file import load_curation

        return load_curation(sources.open_source(self.curation, self.root), tags)

    def files(self, curation: Curation) -> list[ListingFile]:
        """Return the files of listings, in order, with their corrected days."""
        from paper_archive.store.listing_files import ListingFile

        name_of = sources.typed_name if self.typed else sources.name_of
        named = [(path, name_of(path, self.root)) for path in sources.find(self.listings)]
        days = curation.days([name for _, name in named])
        return [ListingFile(path, name, days.get(name)) for path, name in named]

    def read(
        self, files: Sequence[ListingFile], progress: Progress, workers: Workers = ALONE
    ) -> Iterator[Listing]:
        """Yield the listings of files; a file that cannot be read has one without entries."""
        shared = workers if workers.has_disk else ALONE
        work = partial(_load, self.year, self.columns)
        listings_of_files = shared.map(work, files, _papers_a_file(files))
        for listings in progress(listings_of_files, "Reading", len(files)):
            yield from listings


def _load(
    year: int | None, columns: Mapping[str, str], files: Sequence[ListingFile]
) -> list[list[Listing]]:
    return [sources.load(file.path, file.name, year, file.day, columns) for file in files]


def _papers_a_file(files: Sequence[ListingFile]) -> float:
    """Estimate how many papers a file has, from the sizes of some."""
    some = files[:: len(files) // _WEIGHED + 1]
    return max(1, sum(map(_size, some)) / _BYTES_A_PAPER / max(1, len(some)))


def _size(file: ListingFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0

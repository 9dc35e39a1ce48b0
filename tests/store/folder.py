"""A folder of listings with a store, for tests of the store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import starmap
from pathlib import Path

from paper_archive.archive.curation import NO_CURATION, Curation
from paper_archive.model import Archive, Day, Listing
from paper_archive.store.listing_files import ListingFile
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.update import Changes, UpdateSteps, update

from tests.archive.papers_to_correct import TAGS


def tags_of(title: str, abstract: str) -> tuple[str, ...]:
    """Tags that depend on the text, as real ones do."""
    return tuple(
        tag for tag, word in zip(TAGS, ("birds", "primes", "stars"), strict=True)
        if word in f"{title} {abstract}".lower()
    )  # fmt: skip


class Folder:
    """Listings in a folder, with a store that is brought up to date with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.listings: dict[str, Listing] = {}
        self.store = Store.open(folder / "store", "this program")
        self.rules = "1"
        self._written = 0

    def put(self, each: Listing) -> None:
        self.listings[each.source] = each
        self._written += 1
        (self.folder / each.source).write_text(str(self._written))

    def remove(self, source: str) -> None:
        del self.listings[source]
        (self.folder / source).unlink()

    def update(self, curation: Curation = NO_CURATION) -> Changes:
        changes = self.update_without_commit(curation)
        self.store.commit()
        return changes

    def update_without_commit(self, curation: Curation = NO_CURATION) -> Changes:
        files = [ListingFile(self.folder / name, name) for name in sorted(self.listings)]
        steps = UpdateSteps(self.read, partial(starmap, tags_of), curation, self.rules)
        return update(self.store, files, steps)

    def read(self, files: Sequence[ListingFile]) -> list[Listing]:
        return [self.listings[file.name] for file in files]

    def archive(self) -> Archive:
        return whole(StoredArchive(self.store))


def whole(stored: StoredArchive) -> Archive:
    """A stored archive with all of its papers in memory."""

    def day(of: Day) -> Day:
        return Day(of.date, tuple(of.papers), of.listings)

    return Archive(
        tuple(stored.papers),
        tuple(day(each) for each in stored.days),
        day(stored.undated) if stored.undated else None,
        tuple(stored.redirects),
        tuple(stored.shared),
        tuple(stored.withdrawn),
    )

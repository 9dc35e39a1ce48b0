"""Small archives with shared lists, for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from paper_archive.archive.curation import NO_CURATION
from paper_archive.archive.curation_file import load_curation
from paper_archive.catalog import Catalog
from paper_archive.lists import Resolved, resolved, update_lists
from paper_archive.lists.folder import read_list
from paper_archive.model import Entry, Facts, Listing, Source
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.update import Changes

from tests.pages.papers import TAXONOMY
from tests.store.folder import Folder

ADDRESS = "https://example.org/archive/"
ABSTRACT = "Whales sing. We record {} whales in the north for a whole year. They sing in winter."
CURATION = """
papers:
  2401.00004: {withdrawn: its authors asked for it}
  2401.00001: {title: Renamed}
merge: [[2401.00001, 2401.00002]]
redirects: {old: third}
"""


def archive(folder: Path, corrected: str = "") -> tuple[Folder, Changes]:
    """Papers 2401.00001 to 7: the fifth has a DOI too, and the last two share a title."""
    made = Folder(folder)
    titles = ("First", "Second", "Third", "Fourth", "Fifth", "Twins", "Twins")
    entries = tuple(
        Entry(
            *(title, ABSTRACT.format(title), 2 * n + 1, f"2401.{n + 1:05}"),
            authors=("Ann Lee", f"{title} Author {n}"),
            facts=Facts(ids=(("doi", "10.1000/fifth"),)) if n == 4 else Facts(),
        )
        for n, title in enumerate(titles)
    )
    made.put(Listing("a.txt", "", date(2024, 1, 31), entries))
    return made, corrected_with(made, corrected)


def corrected_with(made: Folder, text: str) -> Changes:
    """Update an archive with corrections."""
    source = Source("curation.yml", text.encode())
    return made.update(load_curation(source) if text else NO_CURATION)


def resolve(made: Folder, *texts: str, newest: str = "2024-01-31") -> Resolved:
    """The lists `list-0`, `list-1` … of these files."""
    lists = [read_list(Source(f"list-{n}.yml", text.encode())) for n, text in enumerate(texts)]
    return resolved(StoredArchive(made.store), lists, newest)


def catalog(made: Folder, changes: Changes, found: Resolved) -> Catalog:
    """The catalog of an archive with lists."""
    outline = update_lists(made.store, changes, found.lists).after
    stored = StoredArchive(made.store)
    return Catalog(stored, outline, TAXONOMY, ADDRESS, "Ours", lists=found.lists)

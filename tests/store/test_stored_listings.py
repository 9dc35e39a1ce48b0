"""What the store has of files that did not change is what reading them gives."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from paper_archive.config import load
from paper_archive.listing import read
from paper_archive.listing.sources import open_source
from paper_archive.model import Entry, Listing
from paper_archive.pipeline import bring_up_to_date
from paper_archive.run import Run
from paper_archive.store.listing_files import ListingFile
from paper_archive.store.store import Store
from paper_archive.store.stored_listings import stored_listings

from tests.site.run import LISTINGS

MKDOCS_YML = "site_name: x\ntheme: {name: material}\nplugins:\n- paper-archive: {listings: in}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(LISTINGS, tmp_path / "in")
    shutil.copy(LISTINGS / "2025" / "2025-06-05.txt", tmp_path / "in" / "page.txt")  # of no year
    (tmp_path / "mkdocs.yml").write_text(MKDOCS_YML)
    return tmp_path


def by_day(listings: Any) -> dict[object, list[Entry]]:
    entries: dict[object, list[Entry]] = {}
    for part in listings:
        entries.setdefault(part.date, []).extend(part.entries)
    for of_day in entries.values():
        of_day.sort(key=lambda entry: (entry.line, entry.title))
    return {day: of_day for day, of_day in entries.items() if of_day}


def listings_of(file: ListingFile, root: Path) -> tuple[Listing, ...]:
    return tuple(read(open_source(file.path, root), None, file.day))


def test_they_are_those_that_reading_gives(folder: Path) -> None:
    settings = load(folder / "mkdocs.yml")
    store = Store.open()
    snapshot = bring_up_to_date(settings, Run(lambda problem: None), store)
    files = settings.inputs.files(snapshot.curation)
    stored = stored_listings(store, files, None)
    assert stored.keys() == {file.name for file in files}
    for file in files:
        assert by_day(stored[file.name]) == by_day(listings_of(file, folder)), file.name

    # For another year, pages without one may have a day; a changed file is to be read again.
    undated = {name for name, parts in stored.items() if None in by_day(parts)}
    assert undated
    assert stored_listings(store, files, 2031).keys() == stored.keys() - undated
    changed = next(file for file in files if file.name not in undated)
    changed.path.write_bytes(changed.path.read_bytes() + b"\n")
    assert stored.keys() - stored_listings(store, files, None).keys() == {changed.name}

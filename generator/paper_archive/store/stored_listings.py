"""The listings of files as the store has them, which is faster than reading the files again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from paper_archive.model import Entry, Listing
from paper_archive.store.listing_files import ListingFile, is_as_read
from paper_archive.store.records import entries_of_record, paper_of
from paper_archive.store.store import Store

_YEAR = "year"


def remember_year(store: Store, year: int | None) -> None:
    """Store the year that pages without one were read for."""
    store.set_fact(_YEAR, str(year))


def stored_listings(
    store: Store, files: Iterable[ListingFile], year: int | None
) -> Mapping[str, tuple[Listing, ...]]:
    """Return the listings of those files that the store has as they are, by the name of the file.

    They have days and entries, but no forms and no problems. A file with undated papers is left out
    if they were read for another year than `year`, because it may tell their day.
    """
    known = store.files()
    days: dict[str, dict[date | None, list[Entry]]] = {
        file.name: defaultdict(list)
        for file in files
        if is_as_read(store, file, known.get(file.name))
    }
    for paper_record, record in store.db.execute(
        "SELECT paper_record, occurrences_record FROM records"
    ):
        for name, day, entry in entries_of_record(record, paper_of(paper_record)):
            if name in days:
                days[name][day].append(entry)
    is_same_year = store.fact(_YEAR) == str(year)
    return {
        name: tuple(Listing(name, "", day, tuple(entries)) for day, entries in of_file.items())
        for name, of_file in days.items()
        if is_same_year or None not in of_file
    }

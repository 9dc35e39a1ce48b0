"""What became of each listing: entries = papers + duplicates + entries lost to a problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.archive.merge import Merged
from generator.model import Listing


@dataclass(frozen=True, slots=True)
class Credit:
    """One listing's sum. A paper is credited to the listing that has it first, by day (undated
    last) and path; in the others, and where it stands again, it is a duplicate."""

    listing: Listing
    entries: int
    papers: int
    duplicates: int

    @property
    def lost(self) -> int:
        """Entries that a problem kept out."""
        return self.listing.lost


def credit(listings: Iterable[Listing], merged: Merged) -> tuple[Credit, ...]:
    """Return the sum of each listing, in order of path."""
    first = Counter(places[0].listing.source for places in merged.places)
    return tuple(
        Credit(
            listing,
            entries=len(listing.entries) + listing.lost,
            papers=first[listing.source],
            duplicates=len(listing.entries) - first[listing.source],
        )
        for listing in sorted(listings, key=lambda listing: listing.source)
    )

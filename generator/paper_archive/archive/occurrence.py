"""Occurrences: the entries of listings as merging compares them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from paper_archive.archive.addresses import Claim
from paper_archive.archive.identity import title_key
from paper_archive.archive.slug import slugify
from paper_archive.model import CROSS_LIST, REPLACED, Entry, Listing
from paper_archive.text.clean import clean

Order = tuple[bool, date, str, int, int]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An entry in its listing, with clean text and its claim to an address.

    Occurrences are ordered by day (undated last), path, line, and number in the listing: a whole
    day of the API is one line.
    """

    listing: Listing
    entry: Entry
    title: str
    abstract: str
    claim: Claim
    number: int

    @classmethod
    def of(cls, listing: Listing, entry: Entry, number: int) -> Occurrence:
        """Return the occurrence of an entry; `number` is its place in the listing, from 0."""
        title, abstract = clean(entry.title) or "Untitled", clean(entry.abstract)
        claim = Claim(
            title_key(title),
            slugify(title),
            abstract,
            entry.arxiv_id,
            authors=entry.authors,
            ids=tuple(f"{scheme}:{value}" for scheme, value in entry.facts.ids),
        )
        return cls(listing, entry, title, abstract, claim, number)

    @property
    def order(self) -> Order:
        """The sort key, which is different for any two occurrences of an archive."""
        return (*self.listing.order, self.entry.line, self.number)

    @property
    def is_replacement(self) -> bool:
        """Whether its dated listing lists it only because of a new version."""
        return self.entry.kind == REPLACED and self.listing.date is not None

    @property
    def is_cross_list(self) -> bool:
        """Whether its dated listing lists it under a further category only."""
        return self.entry.kind == CROSS_LIST and self.listing.date is not None

    @property
    def rank(self) -> tuple[bool, bool, Order]:
        """The sort key among the occurrences of one paper: replacements follow other days."""
        return self.listing.date is None, self.is_replacement, self.order


def cross_listed(occurrences: Sequence[Occurrence]) -> tuple[date, ...]:
    """Return the days on which all entries of a paper are cross-lists, replacements apart."""
    if not any(occurrence.is_cross_list for occurrence in occurrences):
        return ()  # as nearly always
    listed = [p for p in occurrences if p.listing.date and not p.is_replacement]
    others = {p.listing.date for p in listed if not p.is_cross_list}
    days = {p.listing.date for p in listed if p.listing.date and p.is_cross_list}
    return tuple(sorted(days - others))

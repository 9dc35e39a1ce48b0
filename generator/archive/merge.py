"""Listings to an archive: which entries are one paper, and what is kept of each.

A paper keeps its commonest title, its longest abstract and every day it was listed. Every
choice is a total order over the entries, so the order in which listings come does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.archive.addresses import Claim, assign
from generator.archive.identity import same_paper, title_key
from generator.model import Archive, Day, Listing, Paper, Redirect, SharedAddress
from generator.text.clean import clean
from generator.text.links import code_link, links


@dataclass(frozen=True, slots=True)
class Place:
    """An entry in its listing. Places are ordered by day (undated last), path and line."""

    listing: Listing
    line: int
    raw_title: str
    raw_abstract: str
    title: str
    abstract: str

    @property
    def order(self) -> tuple[bool, date, str, int]:
        return (*self.listing.order, self.line)

    @property
    def claim(self) -> Claim:
        return Claim(title_key(self.title), self.title, self.abstract)


Tags = Callable[[str, str], tuple[str, ...]]


def _no_tags(title: str, abstract: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Merged:
    """The archive, and the places of each of its papers, in the same order."""

    archive: Archive
    places: tuple[tuple[Place, ...], ...]


def merge(listings: Iterable[Listing], tags: Tags = _no_tags) -> Merged:
    """Merge listings, given in any order, into one archive.

    `tags` gives the tags of a clean title and abstract.
    """
    ordered = sorted(listings, key=lambda listing: listing.order)
    by_key: dict[str, list[Place]] = defaultdict(list)
    for listing in ordered:
        for entry in listing.entries:
            place = Place(
                listing,
                entry.line,
                entry.title,
                entry.abstract,
                clean(entry.title) or "Untitled",
                clean(entry.abstract),
            )
            by_key[title_key(place.title)].append(place)
    groups = [group for places in by_key.values() for group in _split(places)]
    groups.sort(key=lambda group: group[0].order)
    shown = [_shown(group) for group in groups]
    addresses = assign(
        {
            n: (shown[n].claim, *dict.fromkeys(place.claim for place in group))
            for n, group in enumerate(groups)
        }
    )
    papers = tuple(
        _paper(addresses.canonical[n], shown[n], group, tags) for n, group in enumerate(groups)
    )
    archive = Archive(
        papers,
        *_days(ordered, papers, groups),
        redirects=tuple(
            Redirect(slug, papers[n]) for slug, n in sorted(addresses.redirects.items())
        ),
        shared=tuple(
            SharedAddress(slug, papers[min(several)].title, tuple(papers[n] for n in several))
            for slug, several in sorted(addresses.shared.items())
        ),
    )
    return Merged(archive, tuple(tuple(group) for group in groups))


def _split(places: Sequence[Place]) -> list[list[Place]]:
    """Part the entries of one title, in order, by the papers they are."""
    numbers = same_paper([place.abstract for place in places])
    groups: list[list[Place]] = [[] for _ in range(max(numbers) + 1)]
    for number, place in zip(numbers, places, strict=True):
        groups[number].append(place)
    return groups


def _shown(group: Sequence[Place]) -> Place:
    """The place whose title is shown: the commonest spelling, the first listed of these."""
    counts = Counter(place.title for place in group)
    return min(group, key=lambda place: (-counts[place.title], place.order))


def _paper(slug: str, shown: Place, group: Sequence[Place], tags: Tags) -> Paper:
    longest = min(group, key=lambda place: (-len(place.abstract), place.abstract))
    urls = tuple(dict.fromkeys(link.url for link in links(longest.abstract)))
    return Paper(
        slug=slug,
        title=shown.title,
        abstract=longest.abstract,
        raw_title=shown.raw_title,
        raw_abstract=longest.raw_abstract,
        days=tuple(sorted({p.listing.date for p in group if p.listing.date})),
        undated=any(p.listing.date is None for p in group),
        sources=tuple(f"{p.listing.source}:{p.line}" for p in group),
        links=urls,
        code=code_link(urls),
        tags=tags(shown.title, longest.abstract),
    )


def _days(
    listings: Sequence[Listing], papers: Sequence[Paper], groups: Sequence[Sequence[Place]]
) -> tuple[tuple[Day, ...], Day | None]:
    on_day: dict[date | None, list[tuple[Place, int]]] = defaultdict(list)
    for n, group in enumerate(groups):
        for place in group:
            on_day[place.listing.date].append((place, n))
    of_day: dict[date | None, list[str]] = defaultdict(list)
    for listing in listings:
        if listing.entries:
            of_day[listing.date].append(listing.source)
    days = [
        Day(
            day,
            # In the order of the listings; a paper that stands twice counts where it is first.
            tuple(papers[n] for n in dict.fromkeys(n for _, n in sorted(on, key=_by_place))),
            tuple(of_day[day]),
        )
        for day, on in on_day.items()
    ]
    dated = sorted((d for d in days if d.date), key=lambda d: d.date or date.max)
    return tuple(dated), next((d for d in days if d.date is None), None)


def _by_place(item: tuple[Place, int]) -> tuple[bool, date, str, int]:
    return item[0].order

"""Which entries are one paper: by id first, then by title and likeness of abstracts.

Entries of one arXiv id are one paper, whatever their titles; entries of different ids never
are. Entries without an id are parted by title and likeness (see `identity`), and such a part
belongs to the paper of that title with an id whose abstract is most like its own, if one is
alike. Entries that have neither id nor abstract belong to the first paper of their title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from paper_archive.archive.addresses import Claim
from paper_archive.archive.identity import ALIKE, same_paper, similarity, title_key
from paper_archive.archive.slug import slugify
from paper_archive.model import Entry, Listing
from paper_archive.text.clean import clean

Order = tuple[bool, date, str, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """An entry in its listing, with its text clean and its claim to an address.

    Places are ordered by day (undated last), path and line, and by their number in the listing:
    a day of the API is one line.
    """

    listing: Listing
    entry: Entry
    title: str
    abstract: str
    claim: Claim
    number: int

    @classmethod
    def of(cls, listing: Listing, entry: Entry, number: int) -> Place:
        """Place the entry of that number in its listing (from 0)."""
        title, abstract = clean(entry.title) or "Untitled", clean(entry.abstract)
        claim = Claim(title_key(title), slugify(title), abstract, entry.arxiv_id)
        return cls(listing, entry, title, abstract, claim, number)

    @property
    def order(self) -> Order:
        """The sort key; no two places of an archive have the same."""
        return (*self.listing.order, self.entry.line, self.number)


@dataclass(frozen=True, slots=True)
class Group:
    """The places of one paper, in order, and those without an id that may be its as well.

    The latter belong to another paper, of the same title; yet with fewer listings they were
    this one's, and their addresses must go on to lead to it.
    """

    places: tuple[Place, ...]
    perhaps: tuple[Place, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All of its claims to addresses, each once."""
        return tuple(dict.fromkeys(place.claim for place in (*self.places, *self.perhaps)))


@dataclass(slots=True)
class _Paper:
    """A paper in the making: the places that make it what it is, and those that join it."""

    core: list[Place]
    joined: tuple[Place, ...] = ()
    perhaps: tuple[Place, ...] = ()


def group(places: Iterable[Place]) -> list[Group]:
    """Part places, given in order, into papers, in order of their first places."""
    by_id: dict[str, _Paper] = {}
    by_key: dict[str, list[Place]] = defaultdict(list)
    ids_of: dict[str, dict[str, None]] = defaultdict(dict)
    for place in places:
        if paper_id := place.entry.arxiv_id:
            ids_of[place.claim.key][paper_id] = None
            by_id.setdefault(paper_id, _Paper([])).core.append(place)
        else:
            by_key[place.claim.key].append(place)
    papers = list(by_id.values())
    for key, unknown in by_key.items():
        known = [by_id[paper_id] for paper_id in ids_of.get(key, ())]
        parts = [_Paper(part) for part in _parts([p for p in unknown if p.abstract])]
        alone = [part for part in parts if not _join(part.core, _alike(part.core, known))]
        blank = [place for place in unknown if not place.abstract]
        if blank and not _join(blank, sorted(known + alone, key=_first)):
            alone.append(_Paper(blank))
        papers += alone
    groups = [
        Group(tuple(sorted([*p.core, *p.joined], key=lambda place: place.order)), p.perhaps)
        for p in papers
    ]
    return sorted(groups, key=lambda own: own.places[0].order)


def _first(paper: _Paper) -> Order:
    return paper.core[0].order


def _join(places: Sequence[Place], homes: Sequence[_Paper]) -> bool:
    """Let places join the first of these papers, and remember the others; False for none."""
    for home in homes[:1]:
        home.joined += tuple(places)
    for home in homes[1:]:
        home.perhaps += tuple(places)
    return bool(homes)


def _parts(places: Sequence[Place]) -> list[list[Place]]:
    """Part the entries of one title, none with an id, by the papers they are."""
    parts: dict[int, list[Place]] = defaultdict(list)
    for number, place in zip(same_paper([p.abstract for p in places]), places, strict=True):
        parts[number].append(place)
    return list(parts.values())


def _alike(part: Sequence[Place], known: Sequence[_Paper]) -> list[_Paper]:
    """The papers that a part may belong to: the most alike first, then the first listed.

    A paper that has no abstract at all is alike to every part of its title.
    """
    found: list[tuple[float, int]] = []
    for n, paper in enumerate(known):
        texts = [place.abstract for place in paper.core if place.abstract]
        scores = [similarity(mine.abstract, text) for mine in part for text in texts]
        score = max(scores, default=0.0)
        if not texts or score >= ALIKE:
            found.append((-score, n))
    return [known[n] for _, n in sorted(found)]

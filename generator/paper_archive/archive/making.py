"""A paper while it is corrected: it may join another one, or be parted into several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from paper_archive.archive.addresses import Claim
from paper_archive.archive.curation import NO_ENTRY, PaperEntry
from paper_archive.archive.grouping import Place


@dataclass(slots=True, eq=False)
class Making:
    """A paper in the making.

    `main` are the places that its title and id come from; `perhaps` those that were its own while
    fewer listings were there. `heirs` are what became of it: its parts, or what it is merged in.
    """

    places: list[Place]
    main: tuple[Place, ...]
    claims: dict[Claim, None]
    perhaps: tuple[Place, ...] = ()
    heirs: list[Making] = field(default_factory=list)
    entry: PaperEntry = NO_ENTRY
    parted: bool = False

    @property
    def now(self) -> list[Making]:
        """The papers that it is now, each once."""
        if not self.heirs:
            return [self]
        return list(dict.fromkeys(paper for heir in self.heirs for paper in heir.now))

    def take(self, other: Making) -> None:
        """Make another paper a part of this one."""
        self.places += other.places
        self.claims |= other.claims
        self.perhaps += other.perhaps
        other.heirs = [self]

    def part(self, mark_of: Callable[[Place], str]) -> list[Making]:
        """Part it by the marks of places, and return the parts.

        Each has all claims that the whole had, and its own places' besides, with their mark.
        """
        marked: dict[str, list[tuple[Place, Place]]] = defaultdict(list)
        for place in self.places:
            mark = mark_of(place)
            claim = replace(place.claim, correction=mark)
            marked[mark].append((place, replace(place, claim=claim)))
        # What was in this paper once had addresses as one of its parts.
        former = [
            (mark, replace(place.claim, correction=mark))
            for place, mark in ((place, mark_of(place)) for place in self.perhaps)
        ]
        main = {id(place) for place in self.main}
        for mark, pairs in marked.items():
            places = [new for _, new in pairs]
            own = dict.fromkeys(place.claim for place in places)
            own |= dict.fromkeys(claim for of, claim in former if of == mark or of not in marked)
            shown = tuple(new for old, new in pairs if id(old) in main) or tuple(places)
            self.heirs.append(Making(places, shown, own | self.claims, parted=True))
        return self.heirs

"""Papers while entries are grouped."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from paper_archive.archive.occurrence import Occurrence, Order
from paper_archive.archive.people import NOBODY, People, people_of


@dataclass(slots=True, eq=False)
class Cluster:
    """A paper while entries are grouped.

    `core` defines it, and others join it: `joined` could not belong to any other paper, `guests`
    could. `perhaps` belong to others.
    """

    core: list[Occurrence]
    joined: list[Occurrence] = field(default_factory=list)
    guests: list[Occurrence] = field(default_factory=list)
    perhaps: list[Occurrence] = field(default_factory=list)
    _people: People | None = None

    @property
    def abstracts(self) -> set[str]:
        """The abstracts that define it."""
        return {occurrence.abstract for occurrence in self.core if occurrence.abstract}

    @property
    def first(self) -> Order:
        """The order of its first occurrence among those that define it."""
        return self.core[0].order

    @property
    def people(self) -> People:
        """Its authors; if it names none, those of the first paper with authors that joined it."""
        if self._people is None:
            several = {occurrence.entry.authors for occurrence in self.core}
            self._people = reduce(or_, map(people_of, several), NOBODY)
        return self._people

    def let_unnamed_go(self) -> None:
        """Make guests of all entries that name nobody, which could belong to another paper."""
        people = self.people
        named = [p for p in self.core if people_of(p.entry.authors)]
        self.guests += (p for p in self.core if not people_of(p.entry.authors))
        self.core, self._people = named, people

    def take(self, other: Cluster, alone: bool) -> None:
        """Let another paper join, which `alone` could join no other."""
        (self.joined if alone else self.guests).extend(other.core)
        self.guests += other.guests
        self.perhaps += other.perhaps
        if not self.people:
            self._people = other.people

    def absorb(self, other: Cluster) -> None:
        """Take another paper in, which has an id in common with this one."""
        self.core += other.core
        self.core.sort(key=lambda occurrence: occurrence.order)
        self.joined += other.joined
        self.guests += other.guests
        self.perhaps += other.perhaps
        self._people = None

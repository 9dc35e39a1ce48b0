"""A paper while corrections are applied: it may be merged into another paper, or split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from paper_archive.archive.addresses import Claim
from paper_archive.archive.curation import NO_ENTRY, PaperEntry
from paper_archive.archive.occurrence import Occurrence


@dataclass(slots=True, eq=False)
class MutablePaper:
    """A paper that corrections may still change.

    `main` are the occurrences that supply its title and id, `perhaps` those that would belong to it
    with fewer listings. `heirs` are the papers that replace it: the one it was merged into, or its
    parts. `first` are the occurrences that it had before others were merged into it by hand.
    """

    occurrences: list[Occurrence]
    main: tuple[Occurrence, ...]
    claims: dict[Claim, None]
    perhaps: tuple[Occurrence, ...] = ()
    heirs: list[MutablePaper] = field(default_factory=list)
    entry: PaperEntry = NO_ENTRY
    parted: bool = False
    first: tuple[Occurrence, ...] = ()

    @property
    def now(self) -> list[MutablePaper]:
        """The papers that replace it now, without duplicates; itself if none does."""
        if not self.heirs:
            return [self]
        return list(dict.fromkeys(paper for heir in self.heirs for paper in heir.now))

    def take(self, other: MutablePaper) -> None:
        """Merge another paper into this one."""
        self.occurrences += other.occurrences
        self.claims |= other.claims
        self.perhaps += other.perhaps
        other.heirs = [self]

    def take_by_hand(self, other: MutablePaper) -> None:
        """Merge a paper into this one that its entries would not join."""
        self.first = self.first or tuple(self.occurrences)
        self.take(other)

    def part(self, mark_of: Callable[[Occurrence], str]) -> list[MutablePaper]:
        """Split it by the marks of its occurrences, and return the parts.

        A part has all claims of the whole, and the marked claims of its occurrences.
        """
        marked: dict[str, list[tuple[Occurrence, Occurrence]]] = defaultdict(list)
        for occurrence in self.occurrences:
            mark = mark_of(occurrence)
            claim = replace(occurrence.claim, correction=mark)
            marked[mark].append((occurrence, replace(occurrence, claim=claim)))
        # Occurrences that would belong here with fewer listings would then be in a part.
        former = [
            (mark, replace(occurrence.claim, correction=mark))
            for occurrence, mark in (
                (occurrence, mark_of(occurrence)) for occurrence in self.perhaps
            )
        ]
        main = {id(occurrence) for occurrence in self.main}
        for mark, pairs in marked.items():
            occurrences = [new for _, new in pairs]
            claims = dict.fromkeys(occurrence.claim for occurrence in occurrences)
            claims |= dict.fromkeys(claim for m, claim in former if m == mark or m not in marked)
            shown = tuple(new for old, new in pairs if id(old) in main) or tuple(occurrences)
            self.heirs.append(MutablePaper(occurrences, shown, claims | self.claims, parted=True))
        return self.heirs

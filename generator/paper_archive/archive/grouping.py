"""Groups entries that are one paper: by id first, then by title and similarity of abstracts.

Entries with the same arXiv id are one paper, whatever their titles; entries with different ids
never are. Entries without an id are divided by title and similarity (see `identity`). Of the papers
with an id that have the same title, a part then joins the one with the most similar abstract, if it
is similar enough. Entries with neither id nor abstract belong to the first paper of their title.
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
        claim = Claim(title_key(title), slugify(title), abstract, entry.arxiv_id)
        return cls(listing, entry, title, abstract, claim, number)

    @property
    def order(self) -> Order:
        """The sort key, which is different for any two occurrences of an archive."""
        return (*self.listing.order, self.entry.line, self.number)


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """The occurrences of one paper, in order.

    `perhaps` are occurrences without an id that belong to another paper of the same title. With
    fewer listings they would belong to this one, so their addresses must lead to it as well.
    """

    occurrences: tuple[Occurrence, ...]
    perhaps: tuple[Occurrence, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims to addresses, without duplicates."""
        return tuple(
            dict.fromkeys(occurrence.claim for occurrence in (*self.occurrences, *self.perhaps))
        )


@dataclass(slots=True)
class _Cluster:
    """A paper while entries are grouped: occurrences that define it, and others that join it."""

    core: list[Occurrence]
    joined: tuple[Occurrence, ...] = ()
    perhaps: tuple[Occurrence, ...] = ()


def group(occurrences: Iterable[Occurrence]) -> list[EntryGroup]:
    """Group occurrences, which come in order, by paper; the groups are in the same order."""
    by_id: dict[str, _Cluster] = {}
    by_key: dict[str, list[Occurrence]] = defaultdict(list)
    ids_of: dict[str, dict[str, None]] = defaultdict(dict)
    for occurrence in occurrences:
        if paper_id := occurrence.entry.arxiv_id:
            ids_of[occurrence.claim.key][paper_id] = None
            by_id.setdefault(paper_id, _Cluster([])).core.append(occurrence)
        else:
            by_key[occurrence.claim.key].append(occurrence)
    papers = list(by_id.values())
    for key, unknown in by_key.items():
        known = [by_id[paper_id] for paper_id in ids_of.get(key, ())]
        parts = [_Cluster(part) for part in _parts([p for p in unknown if p.abstract])]
        alone = [part for part in parts if not _join(part.core, _alike(part.core, known))]
        blank = [occurrence for occurrence in unknown if not occurrence.abstract]
        if blank and not _join(blank, sorted(known + alone, key=_first)):
            alone.append(_Cluster(blank))
        papers += alone
    groups = [
        EntryGroup(
            tuple(sorted([*p.core, *p.joined], key=lambda occurrence: occurrence.order)), p.perhaps
        )
        for p in papers
    ]
    return sorted(groups, key=lambda entries: entries.occurrences[0].order)


def _first(paper: _Cluster) -> Order:
    return paper.core[0].order


def _join(occurrences: Sequence[Occurrence], homes: Sequence[_Cluster]) -> bool:
    """Add occurrences to the first of `homes`, and note them as `perhaps` at the others.

    Return whether there is a home.
    """
    for home in homes[:1]:
        home.joined += tuple(occurrences)
    for home in homes[1:]:
        home.perhaps += tuple(occurrences)
    return bool(homes)


def _parts(occurrences: Sequence[Occurrence]) -> list[list[Occurrence]]:
    """Divide the entries of one title, all without an id, into papers."""
    parts: dict[int, list[Occurrence]] = defaultdict(list)
    for number, occurrence in zip(
        same_paper([p.abstract for p in occurrences]), occurrences, strict=True
    ):
        parts[number].append(occurrence)
    return list(parts.values())


def _alike(part: Sequence[Occurrence], known: Sequence[_Cluster]) -> list[_Cluster]:
    """Return the papers that a part may belong to, the most similar first, then the first listed.

    A paper without any abstract is similar to every part of its title.
    """
    ranked: list[tuple[float, int]] = []
    for n, paper in enumerate(known):
        texts = [occurrence.abstract for occurrence in paper.core if occurrence.abstract]
        scores = [similarity(mine.abstract, text) for mine in part for text in texts]
        score = max(scores, default=0.0)
        if not texts or score >= ALIKE:
            ranked.append((-score, n))
    return [known[n] for _, n in sorted(ranked)]

"""Groups entries that are one paper: by id first, then by title and similarity of abstracts.

Entries with the same arXiv id are one paper, whatever their titles; entries with different ids
never are. Entries without an id are divided by title and similarity (see `identity`). Of the papers
with an id that have the same title, a part then joins the one with the most similar abstract, if it
is similar enough. Entries with neither id nor abstract belong to the first paper of their title.

An entry without an id may belong to many papers of its title. At most `MOST` of them get its
address as well (see `EntryGroup.perhaps`); more are listed only to make the archive large.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from paper_archive.archive.addresses import Claim
from paper_archive.archive.identity import MOST, joined, similar_pairs, title_key
from paper_archive.archive.slug import slugify
from paper_archive.model import REPLACED, Entry, Listing
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

    @property
    def is_replacement(self) -> bool:
        """Whether its dated listing lists it only because of a new version."""
        return self.entry.kind == REPLACED and self.listing.date is not None

    @property
    def rank(self) -> tuple[bool, bool, Order]:
        """The sort key among the occurrences of one paper: replacements follow other days."""
        return self.listing.date is None, self.is_replacement, self.order


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
    joined: list[Occurrence] = field(default_factory=list)
    perhaps: list[Occurrence] = field(default_factory=list)

    @property
    def abstracts(self) -> set[str]:
        """The abstracts that define it."""
        return {occurrence.abstract for occurrence in self.core if occurrence.abstract}


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
        alone = _parts([p for p in unknown if p.abstract], known)
        blank = [occurrence for occurrence in unknown if not occurrence.abstract]
        if blank and not _join(blank, sorted(known + alone, key=_first)):
            alone.append(_Cluster(blank))
        papers += alone
    groups = [
        EntryGroup(
            tuple(sorted([*p.core, *p.joined], key=lambda occurrence: occurrence.rank)),
            tuple(p.perhaps),
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
        home.joined += occurrences
    for home in homes[1:MOST]:
        home.perhaps += occurrences
    return bool(homes)


def _parts(occurrences: Sequence[Occurrence], known: Sequence[_Cluster]) -> list[_Cluster]:
    """Divide the entries of one title, all without an id, into papers.

    Those that belong to a known paper are added to it, and the others returned.
    """
    if not occurrences:
        return []
    texts = [occurrence.abstract for occurrence in occurrences]
    # Most titles have one abstract and no known paper.
    several = known or texts.count(texts[0]) < len(texts)
    homes_of: dict[str, list[int]] = defaultdict(list)
    for n, paper in enumerate(known):
        for text in paper.abstracts:
            homes_of[text].append(n)
    pairs = list(similar_pairs([*texts, *homes_of])) if several else []
    parts: dict[int, list[Occurrence]] = defaultdict(list)
    unknown = set(texts)
    numbers = joined(texts, [pair for pair in pairs if unknown.issuperset(pair[:2])])
    for number, occurrence in zip(numbers, occurrences, strict=True):
        parts[number].append(occurrence)
    likeness = _likeness(pairs, homes_of)
    without = [n for n, paper in enumerate(known) if not paper.abstracts][:MOST]
    clusters = map(_Cluster, parts.values())
    return [
        part
        for part in clusters
        if not _join(part.core, [known[n] for n in _homes(part.abstracts, likeness, without)])
    ]


def _likeness(
    pairs: Iterable[tuple[str, str, float]], homes_of: Mapping[str, Sequence[int]]
) -> Mapping[str, Mapping[int, float]]:
    """Return the known papers that are similar to a text, with the similarity, by text."""
    likeness: dict[str, dict[int, float]] = defaultdict(dict)
    same = ((text, text, 1.0) for text in homes_of)
    back = ((b, a, score) for a, b, score in pairs)
    for text, other, score in chain(same, pairs, back):
        for n in homes_of.get(other, ())[:MOST]:
            likeness[text][n] = max(score, likeness[text].get(n, 0.0))
    return likeness


def _homes(
    abstracts: Iterable[str],
    likeness: Mapping[str, Mapping[int, float]],
    without: Iterable[int],
) -> list[int]:
    """Return the papers that a part may belong to, the most similar first, then the first listed.

    The papers `without` any abstract are similar to every part of their title.
    """
    best = dict.fromkeys(without, 0.0)
    for text in abstracts:
        for n, score in likeness.get(text, {}).items():
            best[n] = max(score, best.get(n, 0.0))
    return sorted(best, key=lambda n: (-best[n], n))

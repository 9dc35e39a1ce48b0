"""Divides the entries of one title that have no id into papers: by abstract, then by authors.

The title is the same by its letters and digits. Entries with similar abstracts are one paper (see
`identity`), except where they name authors and share none (see `people`): then every group of
authors is a paper, and entries that name nobody belong to the one with the most similar abstract.
Such a paper joins the paper with an id whose abstract is most similar, if it is similar enough and
does not name other authors.

Entries without an abstract need the same title with all its signs. They belong to the first paper
that shares an author with them, else to the first that does not name others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from operator import or_

from paper_archive.archive.identity import MOST, joined, similar_pairs
from paper_archive.archive.occurrence import Occurrence, Order
from paper_archive.archive.people import NOBODY, People, by_people, people_of

Pair = tuple[str, str, float]


@dataclass(slots=True)
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
        """Its authors, and those of all that joined it."""
        if self._people is None:
            self._people = _people(self.core)
        return self._people

    def take(self, other: Cluster, alone: bool) -> None:
        """Let another paper join, which `alone` could join no other."""
        (self.joined if alone else self.guests).extend(other.core)
        self.guests += other.guests
        self.perhaps += other.perhaps
        if people := other.people:
            self._people = self.people | people


@dataclass(frozen=True, slots=True)
class Known:
    """A paper with an id, and the keys of this title that it has, also by entries that joined it."""

    paper: Cluster
    keys: set[str]


def new_papers(unknown: Sequence[Occurrence], known: Sequence[Known]) -> list[Cluster]:
    """Return the papers of one title that have no id.

    Entries that belong to one of the `known` papers are added to it.
    """
    told = [occurrence for occurrence in unknown if occurrence.abstract]
    papers = _told_papers(told, known)
    if len(told) == len(unknown):
        return papers
    homes: dict[str, list[Cluster]] = defaultdict(list)
    for paper, keys in (
        *((each.paper, each.keys) for each in known),
        *((paper, _keys(paper)) for paper in papers),
    ):
        for key in keys:
            homes[key].append(paper)
    blank: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in unknown:
        if not occurrence.abstract:
            blank[occurrence.claim.key].append(occurrence)
    for key, occurrences in blank.items():
        in_order = sorted(homes[key], key=lambda paper: paper.first)
        papers += _blank_papers(occurrences, in_order)
    return papers


def _keys(paper: Cluster) -> set[str]:
    return {occurrence.claim.key for occurrence in (*paper.core, *paper.guests)}


def _people(occurrences: Iterable[Occurrence]) -> People:
    several = {occurrence.entry.authors for occurrence in occurrences}
    return reduce(or_, map(people_of, several), NOBODY)


def _join(paper: Cluster, homes: Sequence[Cluster], others: Sequence[Cluster] = ()) -> bool:
    """Add a paper to the first of `homes`, and note it as `perhaps` at all others.

    Return whether there is a home.
    """
    if homes:
        homes[0].take(paper, alone=len(homes) + len(others) == 1)
    for other in (*homes[1:], *others)[:MOST]:
        other.perhaps += paper.core
    return bool(homes)


def _told_papers(told: Sequence[Occurrence], known: Sequence[Known]) -> list[Cluster]:
    """Return the papers of entries with an abstract, except those that are added to known ones."""
    if not told:
        return []
    texts = [occurrence.abstract for occurrence in told]
    # Most titles have one abstract and no known paper.
    several = known or texts.count(texts[0]) < len(texts)
    homes_of: dict[str, list[int]] = defaultdict(list)
    for n, each in enumerate(known):
        for text in each.paper.abstracts:
            homes_of[text].append(n)
    pairs = list(similar_pairs([*texts, *homes_of])) if several else []
    unknown = set(texts)
    among = [pair for pair in pairs if unknown.issuperset(pair[:2])]
    parts: dict[int, list[Occurrence]] = defaultdict(list)
    for number, occurrence in zip(joined(texts, among), told, strict=True):
        parts[number].append(occurrence)
    papers = _divided(list(parts.values()), among)
    if not known:
        return papers
    likeness = _likeness(pairs, homes_of)
    without = [n for n, each in enumerate(known) if not each.paper.abstracts]
    new: list[Cluster] = []
    more_keys: list[tuple[Known, set[str]]] = []
    for paper in papers:
        keys = _keys(paper)
        blank = [n for n in without if not keys.isdisjoint(known[n].keys)][:MOST]
        fit: list[Known] = []
        others: list[Cluster] = []
        for home in (known[n] for n in _homes(paper.abstracts, likeness, blank)):
            if home.paper.people.share_none(paper.people):
                others.append(home.paper)
            else:
                fit.append(home)
        if _join(paper, [home.paper for home in fit], others):
            more_keys.append((fit[0], keys))
        else:
            new.append(paper)
    for home, keys in more_keys:
        home.keys.update(keys)
    return new


def _divided(parts: Iterable[list[Occurrence]], pairs: Iterable[Pair]) -> list[Cluster]:
    """Divide parts, whose entries have similar abstracts, by their authors."""
    papers: list[Cluster] = []
    unnamed: list[tuple[Occurrence, list[int]]] = []
    for part in parts:
        numbers = _numbered(part)
        if not any(numbers):  # All of them share authors, or name nobody.
            papers.append(Cluster(part))
            continue
        first = len(papers)
        papers += (Cluster([]) for _ in range(1 + max(n or 0 for n in numbers)))
        for occurrence, number in zip(part, numbers, strict=True):
            if number is None:
                unnamed.append((occurrence, list(range(first, len(papers))[:MOST])))
            else:
                papers[first + number].core.append(occurrence)
    if unnamed:
        homes_of: dict[str, list[int]] = defaultdict(list)
        for n, paper in enumerate(papers):
            for text in paper.abstracts:
                homes_of[text].append(n)
        likeness = _likeness(pairs, homes_of)
        for occurrence, all_of_part in unnamed:
            homes = _homes([occurrence.abstract], likeness, ())
            homes += [n for n in all_of_part if n not in homes]
            _join(Cluster([occurrence]), [papers[n] for n in homes])
    return papers


def _numbered(occurrences: Sequence[Occurrence]) -> Sequence[int | None]:
    """Number entries by groups of authors from 0; None for those that name nobody."""
    several = {occurrence.entry.authors for occurrence in occurrences}
    if len(several) == 1:  # As in most papers.
        return [0] * len(occurrences)
    return by_people([people_of(occurrence.entry.authors) for occurrence in occurrences])


def _blank_papers(occurrences: Sequence[Occurrence], homes: Sequence[Cluster]) -> list[Cluster]:
    """Return the papers of entries of one title without id and abstract.

    Those that belong to one of `homes`, which come in order, are added to it.
    """
    named: dict[int, list[Occurrence]] = defaultdict(list)
    unnamed: list[Occurrence] = []
    for number, occurrence in zip(_numbered(occurrences), occurrences, strict=True):
        if number is None or not people_of(occurrence.entry.authors):
            unnamed.append(occurrence)
        else:
            named[number].append(occurrence)
    new: list[Cluster] = []
    if named:
        new = _named_papers([Cluster(several) for several in named.values()], homes)
    if unnamed:
        nameless = Cluster(unnamed)
        every = sorted((*homes, *new), key=lambda paper: paper.first)[: MOST + 1]
        if not _join(nameless, every):
            new.append(nameless)
    return new


def _named_papers(papers: Iterable[Cluster], homes: Sequence[Cluster]) -> list[Cluster]:
    """Return the papers without an abstract that belong to none of `homes`."""
    marked: dict[str, list[int]] = defaultdict(list)
    for n, home in enumerate(homes):
        for mark in home.people.shown:
            marked[mark].append(n)
    free = [n for n, home in enumerate(homes) if not home.people]
    new: list[Cluster] = []
    for paper in papers:
        sharing = sorted({n for mark in paper.people.sought for n in marked[mark][:MOST]})
        fit = [*sharing, *(free[:1] if not sharing else ())]
        if not sharing:
            del free[:1]
        others = [n for n in range(min(len(homes), MOST)) if n not in fit]
        if not _join(paper, [homes[n] for n in fit], [homes[n] for n in others]):
            new.append(paper)
    return new


def _likeness(
    pairs: Iterable[Pair], homes_of: Mapping[str, Sequence[int]]
) -> Mapping[str, Mapping[int, float]]:
    """Return the papers that are similar to a text, with the similarity, by text."""
    likeness: dict[str, dict[int, float]] = defaultdict(dict)
    same = ((text, text, 1.0) for text in homes_of)
    pairs = list(pairs)
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

"""Divides the entries of one title that have no id into papers: by abstract, then by authors.

The title is the same by its letters and digits. Entries with similar abstracts are one paper (see
`identity`), except where they name authors and share none (see `people`): then every group of
authors is a paper, and entries that name nobody belong to the one with the most similar abstract.
Such a paper joins the paper with an id whose abstract is most similar, if it is similar enough and
does not name other authors.

Entries without an abstract need the same title with all its signs. They belong to the first paper
that shares an author with them, else to the first that names nobody. Entries without abstract and
authors belong to the first paper of their title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from paper_archive.archive.cluster import Cluster
from paper_archive.archive.identity import MOST, joined, similar_pairs
from paper_archive.archive.occurrence import Occurrence
from paper_archive.archive.people import by_people, people_of

Pair = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Known:
    """A paper with an id, and the keys of this title that its entries have."""

    paper: Cluster
    keys: Collection[str]


def new_papers(unknown: Sequence[Occurrence], known: Sequence[Known]) -> list[Cluster]:
    """Return the papers of one title that have no id.

    Entries that belong to one of the `known` papers are added to it.
    """
    title = _Title()
    for each in known:
        title.learn(each.paper, each.keys)
    told = [occurrence for occurrence in unknown if occurrence.abstract]
    if told:
        _place_told(title, told, known)
    if len(told) < len(unknown):
        blank: dict[str, list[Occurrence]] = defaultdict(list)
        for occurrence in unknown:
            if not occurrence.abstract:
                blank[occurrence.claim.key].append(occurrence)
        for key, occurrences in blank.items():
            _place_blank(title, key, occurrences)
    return title.new


class _Title:
    """The papers of one title: the new ones, and all by the keys that their entries have."""

    def __init__(self) -> None:
        self.new: list[Cluster] = []
        self._homes: dict[str, list[Cluster]] = defaultdict(list)
        self._near: dict[str, list[Cluster]] = defaultdict(list)

    def learn(self, paper: Cluster, keys: Iterable[str]) -> None:
        """Note the keys of a paper."""
        for key in keys:
            self._homes[key].append(paper)

    def homes(self, key: str) -> list[Cluster]:
        """Return the papers with a key, in order."""
        return _in_order(self._homes[key])

    def near(self, key: str) -> list[Cluster]:
        """Return the papers, at most `MOST`, that have a key only in entries of other papers."""
        homes = set(self._homes[key])
        return [paper for paper in _in_order(self._near[key]) if paper not in homes][:MOST]

    def place(
        self, paper: Cluster, homes: Sequence[Cluster], others: Sequence[Cluster] = ()
    ) -> None:
        """Add a paper to the first of `homes`, and note it as `perhaps` at the rest and at others.

        Without homes it is new.
        """
        mine = [*paper.core, *paper.guests]
        if homes:
            home = homes[0]
            home.take(paper, alone=len(homes) + len(others) == 1)
        else:
            home = paper
            self.new.append(paper)
        keys = _keys(mine)
        self.learn(home, keys)
        for key in _keys(paper.perhaps):
            self._near[key].append(home)
        for other in (*homes[1:], *others)[:MOST]:
            other.perhaps += mine
            for key in keys:
                self._near[key].append(other)


def _keys(occurrences: Iterable[Occurrence]) -> set[str]:
    return {occurrence.claim.key for occurrence in occurrences}


def _in_order(papers: Iterable[Cluster]) -> list[Cluster]:
    return sorted(dict.fromkeys(papers), key=lambda paper: paper.first)


def _place_told(title: _Title, told: Sequence[Occurrence], known: Sequence[Known]) -> None:
    """Divide entries with an abstract into papers, and place these."""
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
    likeness = _likeness(pairs, homes_of)
    without = [n for n, each in enumerate(known) if not each.paper.abstracts]
    for paper in _divided(parts.values(), among):
        keys = _keys(paper.core)
        blank = [n for n in without if not keys.isdisjoint(known[n].keys)][:MOST]
        homes = [known[n].paper for n in _homes(paper.abstracts, likeness, blank)]
        others = [home for home in homes if home.people.share_none(paper.people)]
        if others:
            paper.let_unnamed_go()
        title.place(paper, [home for home in homes if home not in others], others)


def _divided(parts: Iterable[list[Occurrence]], pairs: Sequence[Pair]) -> list[Cluster]:
    """Divide parts, whose entries have similar abstracts, by their authors."""
    papers: list[Cluster] = []
    unnamed: list[tuple[Occurrence, range]] = []
    for part in parts:
        numbers = _numbered(part)
        count = 1 + max(number or 0 for number in numbers)
        if count == 1:  # All of them share authors, or name nobody.
            papers.append(Cluster(part))
            continue
        of_part = range(len(papers), len(papers) + count)
        papers += (Cluster([]) for _ in of_part)
        for occurrence, number in zip(part, numbers, strict=True):
            if number is None:
                unnamed.append((occurrence, of_part))
            else:
                papers[of_part[number]].core.append(occurrence)
    if unnamed:
        homes_of: dict[str, list[int]] = defaultdict(list)
        for n, paper in enumerate(papers):
            for text in paper.abstracts:
                homes_of[text].append(n)
        likeness = _likeness(pairs, homes_of)
        for occurrence, of_part in unnamed:
            alike = _homes([occurrence.abstract], likeness, ())
            first, *rest = dict.fromkeys([*alike, *of_part[:MOST]])
            papers[first].guests.append(occurrence)
            for n in rest[:MOST]:
                papers[n].perhaps.append(occurrence)
    return papers


def _numbered(occurrences: Sequence[Occurrence]) -> Sequence[int | None]:
    """Number entries by groups of authors from 0; None for those that name nobody."""
    several = {occurrence.entry.authors for occurrence in occurrences}
    if len(several) == 1 and people_of(*several):  # As in most papers.
        return [0] * len(occurrences)
    return by_people([people_of(occurrence.entry.authors) for occurrence in occurrences])


def _place_blank(title: _Title, key: str, occurrences: Sequence[Occurrence]) -> None:
    """Divide entries of one key without an abstract into papers, and place these."""
    named: dict[int, list[Occurrence]] = defaultdict(list)
    unnamed: list[Occurrence] = []
    for number, occurrence in zip(_numbered(occurrences), occurrences, strict=True):
        if number is None:
            unnamed.append(occurrence)
        else:
            named[number].append(occurrence)
    near = title.near(key)
    _place_named(title, list(map(Cluster, named.values())), title.homes(key), near)
    if unnamed:
        title.place(Cluster(unnamed), title.homes(key)[: MOST + 1], near)


def _place_named(
    title: _Title, papers: Iterable[Cluster], homes: Sequence[Cluster], near: Sequence[Cluster]
) -> None:
    """Place papers without an abstract; `near` have the address of such an entry as well."""
    marked: dict[str, list[int]] = defaultdict(list)
    for n, home in enumerate(homes):
        for mark in home.people.shown:
            marked[mark].append(n)
    free = [n for n, home in enumerate(homes) if not home.people]
    for paper in papers:
        sharing = sorted({n for mark in paper.people.sought for n in marked[mark][:MOST]})
        if not sharing:
            # A paper that names nobody takes one paper that does.
            sharing, free = free[:1], free[1:]
        others = [home for n, home in enumerate(homes[:MOST]) if n not in sharing]
        title.place(paper, [homes[n] for n in sharing], [*others, *near])


def _likeness(
    pairs: Iterable[Pair], homes_of: Mapping[str, Sequence[int]]
) -> Mapping[str, Mapping[int, float]]:
    """Return the papers that are similar to a text, with the similarity, by text."""
    likeness: dict[str, dict[int, float]] = defaultdict(dict)
    if not homes_of:
        return likeness
    same = ((text, text, 1.0) for text in homes_of)
    both = ((a, b, score) for pair in pairs for a, b, score in (pair, (pair[1], pair[0], pair[2])))
    for text, other, score in chain(same, both):
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

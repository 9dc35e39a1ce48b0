"""Joins papers that share an id other than arXiv's, such as a DOI.

Such an id joins papers, and never parts them: a preprint and its journal's version have two DOIs.
Two different arXiv ids never become one paper, whatever else they share. Of several papers with an
arXiv id that share an id with a paper without one, that with the smallest arXiv id takes it. The
order of the papers does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from paper_archive.archive.cluster import Cluster
from paper_archive.archive.identity import Links
from paper_archive.archive.occurrence import Occurrence
from paper_archive.model import Problem


def join(papers: list[Cluster]) -> list[Cluster]:
    """Return the papers after those that share an id have become one."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, paper in enumerate(papers):
        for name in _ids(paper):
            holders[name].append(n)
    links = Links()
    for several in holders.values():
        for other in several[1:]:
            links.link(str(several[0]), str(other))
    groups: dict[str, list[int]] = defaultdict(list)
    for n in sorted({n for several in holders.values() if len(several) > 1 for n in several}):
        groups[links.root(str(n))].append(n)
    gone: set[int] = set()
    for group in groups.values():
        gone |= _unite([(n, papers[n]) for n in group])
    return [paper for n, paper in enumerate(papers) if n not in gone]


def conflicts(papers: Sequence[Sequence[Occurrence]]) -> Iterator[tuple[int, Problem]]:
    """Yield the number of a paper, and a problem, where papers of two arXiv ids share an id."""
    first: dict[str, Occurrence] = {}
    for n, occurrences in enumerate(papers):
        arxiv_id = next((p.entry.arxiv_id for p in occurrences if p.entry.arxiv_id), "")
        for occurrence in occurrences if arxiv_id else ():
            for name in occurrence.claim.ids:
                other = first.setdefault(name, occurrence)
                stated = other.entry.arxiv_id
                if occurrence.entry.arxiv_id and stated and occurrence.entry.arxiv_id != stated:
                    what = (
                        f"{name} belongs to arXiv {occurrence.entry.arxiv_id} here, and to arXiv "
                        f"{stated} in {other.listing.source}:{other.entry.line}; they stay two"
                    )
                    fix = "correct the wrong id, or merge the papers in curation.yml"
                    yield n, Problem(occurrence.listing.source, occurrence.entry.line, what, fix)


def _ids(paper: Cluster) -> set[str]:
    return {name for p in (*paper.core, *paper.joined) for name in p.claim.ids}


def _unite(group: Sequence[tuple[int, Cluster]]) -> set[int]:
    """Unite the papers of a group, and return the numbers of those that have joined another."""
    known = {n: arxiv_id for n, paper in group if (arxiv_id := _arxiv_id(paper))}
    gone: set[int] = set()
    if len(known) < 2:
        home = next(iter(known), min(group, key=lambda pair: pair[1].first)[0])
        (into,) = (paper for n, paper in group if n == home)
        for n, paper in group:
            if n != home:
                into.absorb(paper)
                gone.add(n)
        return gone
    homes: dict[str, int] = {}
    of_number = dict(group)
    for n in sorted(known, key=lambda n: known[n]):
        for name in _ids(of_number[n]):
            homes.setdefault(name, n)
    for n, paper in group:
        if n in known:
            continue
        several = {homes[name] for name in _ids(paper) if name in homes}
        if several:
            home = min(several, key=lambda n: known[n])
            of_number[home].absorb(paper)
            gone.add(n)
    return gone


def _arxiv_id(paper: Cluster) -> str:
    return next((p.entry.arxiv_id for p in paper.core if p.entry.arxiv_id), "")

"""Groups entries that are one paper: by id first, then by title, abstract and authors.

Entries with the same arXiv id are one paper, whatever their titles; entries with different ids
never are. Entries without an id are divided by title (see `same_title`).

An entry without an id may belong to many papers of its title. At most `MOST` of them get its
address as well (see `EntryGroup.perhaps`); more are listed only to make the archive large.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from paper_archive.archive.addresses import Claim
from paper_archive.archive.cluster import Cluster
from paper_archive.archive.occurrence import Occurrence
from paper_archive.archive.same_title import Known, new_papers
from paper_archive.archive.shared_ids import join


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """The occurrences of one paper, in order.

    `main` are those that supply its title and id: all except those that could belong to another
    paper as well. `perhaps` are occurrences without an id that belong to another paper of the same
    title. With fewer listings they would belong to this one, so their addresses must lead to it as
    well.
    """

    occurrences: tuple[Occurrence, ...]
    main: tuple[Occurrence, ...]
    perhaps: tuple[Occurrence, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims to addresses, without duplicates."""
        return tuple(
            dict.fromkeys(occurrence.claim for occurrence in (*self.occurrences, *self.perhaps))
        )


def group(occurrences: Iterable[Occurrence]) -> list[EntryGroup]:
    """Group occurrences, which come in order, by paper; the groups are in the same order."""
    by_id: dict[str, Cluster] = {}
    by_title: dict[str, list[Occurrence]] = defaultdict(list)
    # The papers with an id by title, with the keys that they have there.
    known: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for occurrence in occurrences:
        claim = occurrence.claim
        letters = claim.letters
        if arxiv_id := claim.arxiv_id:
            known[letters].setdefault(arxiv_id, set()).add(claim.key)
            by_id.setdefault(arxiv_id, Cluster([])).core.append(occurrence)
        else:
            by_title[letters].append(occurrence)
    papers = list(by_id.values())
    for letters, unknown in by_title.items():
        of_title = known.get(letters, {})
        papers += new_papers(
            unknown, [Known(by_id[arxiv_id], keys) for arxiv_id, keys in of_title.items()]
        )
    if any(occurrence.claim.ids for paper in papers for occurrence in paper.core):
        papers = join(papers)
    return sorted(map(_entry_group, papers), key=lambda entries: entries.occurrences[0].order)


def _entry_group(paper: Cluster) -> EntryGroup:
    main = _in_order([*paper.core, *paper.joined])
    occurrences = _in_order([*main, *paper.guests]) if paper.guests else main
    return EntryGroup(occurrences, main, tuple(paper.perhaps))


def _in_order(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    return tuple(sorted(occurrences, key=lambda occurrence: occurrence.rank))

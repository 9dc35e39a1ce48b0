"""Applies `curation.yml` to groups of entries, before they become papers with addresses.

A name is looked up among the addresses that the listings alone produce. It leads to the paper that
now holds the entry, even after splits and merges, so a correction stays valid when listings are
added.

Addresses survive because claims to them only accumulate. A merged paper has the claims of both
papers, every part of a split paper has all claims of the whole, and a retitled paper keeps the
claims of its old titles. A new title and the parts of a split add claims, which `Claim.correction`
tells apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from paper_archive.archive.curation import (
    Curation,
    PaperEntry,
    Reference,
    Split,
    find_listing,
)
from paper_archive.archive.draft import Corrected, Draft, retitled
from paper_archive.archive.grouping import EntryGroup
from paper_archive.archive.hand_merge import with_entries
from paper_archive.archive.mutable_paper import MutablePaper
from paper_archive.archive.occurrence import Occurrence
from paper_archive.archive.paper_names import PaperNames
from paper_archive.strict_yaml import nearest


def correct(groups: Sequence[EntryGroup], curation: Curation, listings: Iterable[str]) -> Corrected:
    """Apply all corrections except dates, and return the corrected papers.

    Raises InputError for the first mistake, with its line.
    """
    if not (curation.papers or curation.merges or curation.splits or curation.redirects):
        return Corrected(tuple(Draft(g.occurrences, g.main, g.claims) for g in groups))
    return _Corrections(groups, curation).applied(tuple(listings))


class _Corrections:
    def __init__(self, groups: Sequence[EntryGroup], curation: Curation) -> None:
        self._curation = curation
        self._papers = [
            MutablePaper(list(g.occurrences), g.main, dict.fromkeys(g.claims), g.perhaps)
            for g in groups
        ]
        self._names: PaperNames[MutablePaper] = PaperNames(
            (paper, paper.claims) for paper in self._papers
        )

    def applied(self, listings: Sequence[str]) -> Corrected:
        # A split separates entries that an id has joined, but its parts may receive ids too.
        assigned: dict[str, tuple[Reference, MutablePaper]] = {}
        self._learn_titles()
        self._give_ids(
            [e for e in self._curation.papers if self._names.find(e.paper.text)], assigned
        )
        parted = self._split(listings)
        self._learn_titles()
        self._give_ids(self._curation.papers, assigned)
        named = {entry.paper: self._find(entry.paper) for entry in self._curation.papers}
        merged = self._merge(parted)
        self._enter(named, merged)
        papers = [paper for paper in self._papers if not paper.heirs]
        for paper in papers:
            paper.occurrences.sort(key=lambda occurrence: occurrence.rank)
        papers.sort(key=lambda paper: paper.occurrences[0].order)
        number = {id(paper): n for n, paper in enumerate(papers)}
        return Corrected(
            tuple(
                Draft(tuple(p.occurrences), p.main, tuple(p.claims), p.entry, p.first)
                for p in papers
            ),
            tuple(
                (redirect.slug, number[id(self._one(redirect.paper))])
                for redirect in self._curation.redirects
            ),
        )

    def _find(self, name: Reference) -> list[MutablePaper]:
        """Return the papers that a name now leads to. Raises InputError if there are none."""
        origins = self._names.find(name.text)
        if not origins:
            for redirect in self._curation.redirects:
                if redirect.slug.text == name.text:
                    return self._find(redirect.paper)
            hint = nearest(name.text, self._names.known(), "`paper-archive curate WORDS` finds it")
            name.refuse(f"unknown paper '{name}'", hint)
        return list(dict.fromkeys(paper for origin in origins for paper in origin.now))

    def _one(self, name: Reference) -> MutablePaper:
        papers = self._find(name)
        if len(papers) > 1:
            keys = (
                f"{self._key(paper)} "
                f"({paper.occurrences[0].listing.source}:{paper.occurrences[0].entry.line})"
                for paper in papers
            )
            name.refuse(
                f"'{name}' leads to {len(papers)} papers", f"write one of {', '.join(keys)}"
            )
        return papers[0]

    def _key(self, paper: MutablePaper) -> str:
        """Return a name that leads to this paper alone."""
        occurrence = paper.main[0]
        claim = occurrence.claim
        for name in (claim.arxiv_id, claim.hashed_slug):
            if [p for origin in self._names.find(name) for p in origin.now] == [paper]:
                return name
        return claim.signed_slug

    def _split(self, listings: Sequence[str]) -> list[tuple[Split, list[MutablePaper]]]:
        """Split papers; return the splits with the papers that their names led to."""
        leaving: dict[int, Split] = {}  # by the occurrences' id()
        parted: list[tuple[Split, list[MutablePaper]]] = []
        criteria: dict[MutablePaper, list[_Criteria]] = defaultdict(list)
        for split in self._curation.splits:
            papers = self._find(split.paper)
            wanted = _Criteria.of(split, listings)
            self._check_split(split, [[*filter(wanted.fit, p.occurrences)] for p in papers], papers)
            for occurrence in (occurrence for paper in papers for occurrence in paper.occurrences):
                if (
                    wanted.fit(occurrence)
                    and leaving.setdefault(id(occurrence), split) is not split
                ):
                    line = leaving[id(occurrence)].paper.line
                    fix = f"the split in line {line} has it already; keep one of the two"
                    split.paper.refuse(
                        f"'{occurrence.title}' would leave '{split.paper}' twice", fix
                    )
            parted.append((split, papers))
            for paper in papers:
                criteria[paper].append(wanted)
        # Papers that later listings separated are marked too, so that their addresses stay.
        for paper, several in criteria.items():
            for part in paper.part(partial(_mark, several)):
                self._papers.append(part)
                self._names.learn(part, part.claims)
        return parted

    def _check_split(
        self, split: Split, leaving: Sequence[Sequence[Occurrence]], papers: Sequence[MutablePaper]
    ) -> None:
        """Refuse a split that takes no entries, or all of them, or entries of several papers."""
        occurrences = [occurrence for paper in papers for occurrence in paper.occurrences]
        if not any(leaving):
            titles = dict.fromkeys(occurrence.title for occurrence in occurrences)
            files = dict.fromkeys(occurrence.listing.source for occurrence in occurrences)
            where = f"it is listed in {', '.join(files)}"
            fix = nearest(split.title.text, titles, where) if split.title else where
            split.paper.refuse(f"no entry of '{split.paper}' matches the split", fix)
        if sum(map(bool, leaving)) > 1:
            self._one(split.paper)
        # If the name leads to several papers, later listings have already separated them.
        if len(papers) == 1 and len(leaving[0]) == len(occurrences):
            fix = "narrow it down by `listing` and `title` (--split-listing and --split-title)"
            split.paper.refuse(f"all entries of '{split.paper}' would leave it", fix)

    def _learn_titles(self) -> None:
        """Let the slugs of corrected titles name papers too."""
        learnt = [
            (paper, retitled(occurrence.claim, entry.title))
            for entry in self._curation.papers
            if entry.title
            for origin in self._names.find(entry.paper.text)
            for paper in origin.now
            for occurrence in paper.occurrences
        ]
        for paper, claim in learnt:
            self._names.learn(paper, (claim,))

    def _give_ids(
        self, entries: Iterable[PaperEntry], assigned: dict[str, tuple[Reference, MutablePaper]]
    ) -> None:
        """Join papers with the entries listed under their ids, except ids that `assigned` has."""
        for entry in entries:
            if entry.arxiv_id is None:
                continue
            arxiv_id = entry.arxiv_id
            if arxiv_id.text in assigned and assigned[arxiv_id.text][0] is arxiv_id:
                continue
            paper = self._one(entry.paper)
            first, other = assigned.setdefault(arxiv_id.text, (arxiv_id, paper))
            if first is not arxiv_id and other.now != [paper]:
                fix = f"the other is in line {first.line}; merge them if they are one paper"
                arxiv_id.refuse(f"the id '{arxiv_id}' is given to two papers", fix)
            self._join(arxiv_id.text, paper)

    def _join(self, arxiv_id: str, paper: MutablePaper) -> None:
        for origin in self._names.find(arxiv_id):
            for same in origin.now:
                # A paper that was split by hand has the id in its entries, and stays separate.
                if same is not paper and not same.parted:
                    paper.take(same)
        self._names.learn_id(arxiv_id, paper)

    def _merge(
        self, parted: Iterable[tuple[Split, list[MutablePaper]]]
    ) -> dict[MutablePaper, Reference]:
        """Merge papers; return the merged papers with their first names in the merges."""
        merged: dict[MutablePaper, Reference] = {}
        for names in self._curation.merges:
            papers = [(name, self._one(name)) for name in names]
            for name, paper in papers:
                if paper in merged:
                    fix = f"the other merge is in line {merged[paper].line}; join the two lists"
                    name.refuse(f"'{name}' is in two merges", fix)
            home = papers[0][1]
            before = {id(paper): len(paper.now) for _, whole in parted for paper in whole}
            for _, paper in papers[1:]:
                if paper is not home and not paper.heirs:
                    home.take_by_hand(paper)
            for split, whole in parted:
                if any(len(paper.now) < before[id(paper)] for paper in whole):
                    fix = f"the split in line {split.paper.line} parts them; keep one of the two"
                    names[0].refuse(f"'{names[0]}' is merged with what it was split from", fix)
            merged[home] = names[0]
        return merged

    def _enter(
        self,
        named: Mapping[Reference, list[MutablePaper]],
        merged: Mapping[MutablePaper, Reference],
    ) -> None:
        """Attach entries to their papers, and add the claims that come with new titles.

        `named` are the papers that the entries' names led to before papers were merged.
        """
        entered: dict[tuple[MutablePaper, ...], Reference] = {}
        of_others: dict[MutablePaper, list[PaperEntry]] = defaultdict(list)
        for entry in self._curation.papers:
            paper = self._one(entry.paper)
            is_first = paper not in merged or paper in named[entry.paper]
            meant = (paper,) if is_first else tuple(named[entry.paper])
            if other := entered.get(meant):
                fix = f"'{other}' in line {other.line} is the same paper; write one entry for both"
                entry.paper.refuse(f"the paper '{entry.paper}' is corrected twice", fix)
            entered[meant] = entry.paper
            if entry.withdrawn and paper in merged:
                fix = f"the merge is in line {merged[paper].line}; keep one of the two"
                entry.paper.refuse(f"the paper '{entry.paper}' is withdrawn and merged", fix)
            if is_first:
                paper.entry = entry
            else:
                of_others[paper].append(entry)
            if entry.title:
                paper.claims |= {retitled(claim, entry.title): None for claim in paper.claims}
        for paper, entries in of_others.items():
            paper.entry = with_entries(paper.entry, entries, paper.first)


@dataclass(frozen=True, slots=True)
class _Criteria:
    """The listing and the title of the entries that a split takes ("" for any), and their mark."""

    listing: str
    title: str
    mark: str

    @classmethod
    def of(cls, split: Split, listings: Sequence[str]) -> _Criteria:
        listing = find_listing(split.listing, listings) if split.listing else ""
        return cls(listing, str(split.title or ""), f"\nsplit {split.criteria}")

    def fit(self, occurrence: Occurrence) -> bool:
        return self.listing in ("", occurrence.listing.source) and self.title in (
            "",
            occurrence.title,
        )


def _mark(several: Iterable[_Criteria], occurrence: Occurrence) -> str:
    """Return the mark that distinguishes the claims of a part from those of the whole."""
    return next((criteria.mark for criteria in several if criteria.fit(occurrence)), "\nrest")

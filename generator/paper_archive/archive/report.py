"""Counts the entries of every file: entries = papers + duplicates + entries lost to a problem."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from paper_archive.archive.identity import alike
from paper_archive.archive.leftover import leftover
from paper_archive.archive.merge import Merged
from paper_archive.archive.occurrence import Occurrence
from paper_archive.archive.shared_ids import conflicts
from paper_archive.model import Listing, Paper, Problem


@dataclass(frozen=True, slots=True)
class Credit:
    """The account of one file.

    A paper is credited to the first listing that has it, by day (undated last) and path. Its other
    entries are duplicates. `days` are the days of the file's listings, in order, None for undated;
    `lost` counts the entries that a problem kept out.
    """

    source: str
    form: str
    reason: str
    days: tuple[date | None, ...]
    entries: int
    papers: int
    duplicates: int
    lost: int
    problems: tuple[Problem, ...]


def credit(listings: Iterable[Listing], merged: Merged) -> tuple[Credit, ...]:
    """Return the accounts of all files, in order of path."""
    first = Counter(
        occurrences[0].listing.source for occurrences in (*merged.occurrences, *merged.withdrawn)
    )
    odd: dict[str, list[Problem]] = defaultdict(list)
    for occurrences in merged.occurrences:
        for problem in contradictions(occurrences):
            odd[problem.source].append(problem)
    for _, problem in conflicts(merged.occurrences):
        odd[problem.source].append(problem)
    ordered = sorted(listings, key=lambda listing: (listing.source, listing.order))
    return tuple(
        _credit(source, tuple(group), first[source], odd[source])
        for source, group in groupby(ordered, key=lambda listing: listing.source)
    )


def _credit(
    source: str, listings: Sequence[Listing], papers: int, odd: Iterable[Problem]
) -> Credit:
    read = sum(len(listing.entries) for listing in listings)
    lost = sum(listing.lost for listing in listings)
    return Credit(
        source,
        listings[0].form,
        listings[0].reason,
        tuple(listing.date for listing in listings),
        entries=read + lost,
        papers=papers,
        duplicates=read - papers,
        lost=lost,
        problems=tuple(
            sorted([*odd, *(problem for listing in listings for problem in listing.problems)])
        ),
    )


def contradictions(occurrences: Sequence[Occurrence]) -> Iterator[Problem]:
    """Yield a problem for every entry whose title and abstract differ from the first with its id.

    The entries are one paper all the same, because the id decides. A mistyped id can be corrected
    by hand. A paper that was merged by hand may have several ids.
    """
    known: dict[str, Occurrence] = {}
    for occurrence in occurrences:
        if not occurrence.entry.arxiv_id:
            continue
        first = known.setdefault(occurrence.entry.arxiv_id, occurrence)
        if occurrence.claim.key != first.claim.key and not alike(
            occurrence.abstract, first.abstract
        ):
            contradiction = (
                f"'{occurrence.title[:60]}' has the id {occurrence.entry.arxiv_id}, which "
                f"{first.listing.source}:{first.entry.line} gives to '{first.title[:60]}'"
            )
            fix = "correct the wrong id there, or split the paper in curation.yml"
            yield Problem(occurrence.listing.source, occurrence.entry.line, contradiction, fix)


def odd_address(paper: Paper, occurrences: Sequence[Occurrence]) -> Problem | None:
    """Return a problem if a paper's address holds what looks like a leftover of TeX or markup."""
    rest = "" if paper.withdrawn else leftover(paper.title, paper.slug)
    if not rest:
        return None
    first = occurrences[0]
    what = f"the new address papers/{paper.slug}.html comes from a title with {rest!r}"
    fix = "if that is a leftover, mend the title before you publish: an address stays for ever"
    return Problem(first.listing.source, first.entry.line, what, fix)

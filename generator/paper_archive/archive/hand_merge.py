"""What papers that a person merged have of the first paper, and what of the others.

Title and id are the first paper's. So are all other fields that it has: a page with the authors of
one paper and the abstract of another would be wrong. Entries of the others count as the first
paper's if they have its title, or an abstract like its own: then the fullest value is kept, as of
any paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from paper_archive.archive.curation import NO_ENTRY, PaperEntry
from paper_archive.archive.identity import alike
from paper_archive.archive.occurrence import Occurrence
from paper_archive.archive.people import people_of
from paper_archive.model import Facts, Paper

_WORD = re.compile(r"[^\W_]{4,}")  # Shorter words say little of what a paper is about.


def of_the_first(first: Sequence[Occurrence], all_of_it: Sequence[Occurrence]) -> list[Occurrence]:
    """Return those of a paper's occurrences that count as the first paper's, `first` included."""
    own = {id(occurrence) for occurrence in first}
    titles = {occurrence.claim.letters for occurrence in first}
    abstract = max((occurrence.abstract for occurrence in first), key=len)
    return [
        each
        for each in all_of_it
        if id(each) in own
        or each.claim.letters in titles
        or (abstract and each.abstract and alike(abstract, each.abstract))
    ]


def filled(
    facts: Facts, published: date | None, others: Facts, others_published: date | None
) -> tuple[Facts, date | None]:
    """Return facts and day of publication, with those of others where there are none."""
    if not published and not facts.year:
        published = others_published
        facts = replace(facts, year=others.year)
    # Ids and venue say where a paper was published: those of two would be cited as one.
    named = facts if facts.ids or facts.venue else others
    sources = {(each.source, each.language) for each in facts.summaries}
    joined = Facts(
        ids=named.ids,
        categories=facts.categories or others.categories,
        comment=facts.comment or named.comment,
        venue=named.venue,
        version=facts.version or named.version,
        summaries=(
            *facts.summaries,
            *(each for each in others.summaries if (each.source, each.language) not in sources),
        ),
        year=facts.year,
    )
    return joined, published


def look_different(one: Paper, other: Paper) -> bool:
    """Tell whether two papers share no id, no author and no longer word of their titles."""
    ids = [{("arxiv", p.arxiv_id), *p.facts.ids} - {("arxiv", "")} for p in (one, other)]
    words = [{*_WORD.findall(p.title.casefold())} for p in (one, other)]
    people = [people_of(p.authors) for p in (one, other)]
    same_people = people[0] and people[1] and not people[0].share_none(people[1])
    return ids[0].isdisjoint(ids[1]) and words[0].isdisjoint(words[1]) and not same_people


def with_entries(
    entry: PaperEntry, others: Iterable[PaperEntry], first: Iterable[Occurrence]
) -> PaperEntry:
    """Return the first paper's entry in `curation.yml`, joined with those of the others.

    Where two of them contradict each other, the first one holds. The others' titles do not count.
    """
    has_id = any(occurrence.entry.arxiv_id for occurrence in first)
    for other in others:
        base = entry if entry is not NO_ENTRY else PaperEntry(other.paper)
        entry = replace(
            base,
            arxiv_id=base.arxiv_id or (None if has_id else other.arxiv_id),
            added=_joined(base.added, other.added, base.removed),
            removed=_joined(base.removed, other.removed, base.added),
        )
    return entry


def _joined(tags: Iterable[str], more: Iterable[str], refused: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*tags, *(tag for tag in more if tag not in refused)]))

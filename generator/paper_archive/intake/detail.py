"""The detail of an entry: which parts it states, to tell whether another entry adds any.

Parts are compared by presence, not by content: another wording of an abstract adds nothing, a first
link to the code does. Counts that change every day (upvotes) are no detail. A paper that is new on
a day says more than one that is only replaced, and a later version more than an earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from paper_archive.model import NO_FACTS, REPLACED, Entry
from paper_archive.text.identifiers import SCHEMES


@dataclass(frozen=True, slots=True)
class Detail:
    """The parts that an entry states, one bit each, and the version of its paper."""

    parts: int
    version: int

    def covers(self, other: Detail) -> bool:
        """Tell whether nothing in `other` is missing here."""
        return not other.parts & ~self.parts and other.version <= self.version


def detail_of(entry: Entry) -> Detail:
    """Return the detail of an entry."""
    stated: list[object] = [
        entry.arxiv_id,
        entry.abstract,
        entry.authors,
        entry.links,
        entry.organisation,
        entry.published,
        entry.kind != REPLACED,
    ]
    facts = entry.facts
    if facts is not NO_FACTS:
        stated += [facts.categories, facts.comment, facts.venue, facts.summaries, facts.year]
        stated += map(facts.id, SCHEMES)
    return _detail(sum(1 << n for n, part in enumerate(stated) if part), facts.version)


# Thousands of entries state the same parts.
_detail = lru_cache(maxsize=1024)(Detail)

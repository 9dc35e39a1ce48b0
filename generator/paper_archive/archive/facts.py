"""The facts of a paper, merged from those of its entries."""

from __future__ import annotations

from collections.abc import Sequence

from paper_archive.model import NO_FACTS, Entry, Facts, Summary
from paper_archive.text.clean import clean


def facts_of(entries: Sequence[Entry]) -> Facts:
    """Return the facts of entries, which come in order of listing.

    Ids and categories are those of all entries; comment and venue are those of the highest version,
    and among equals of the last entry that has one. Of several summaries by one source in one
    language, the last is kept.
    """
    several = [entry.facts for entry in entries if entry.facts != NO_FACTS]
    if not several:
        return NO_FACTS
    # Among equals, the last stays first.
    newest_first = sorted(several, key=lambda facts: facts.version)[::-1]
    summaries: dict[tuple[str, str], Summary] = {}
    for facts in several:
        for summary in facts.summaries:
            summaries[summary.source, summary.language] = summary
    return Facts(
        ids=tuple(sorted({pair for facts in several for pair in facts.ids})),
        categories=tuple(dict.fromkeys(c for facts in several for c in facts.categories)),
        comment=clean(next((f.comment for f in newest_first if f.comment), "")),
        venue=clean(next((f.venue for f in newest_first if f.venue), "")),
        version=newest_first[0].version,
        summaries=tuple(
            Summary(clean(summary.text), clean(summary.source), summary.language)
            for summary in summaries.values()
        ),
        year=next((f.year for f in newest_first if f.year), 0),
    )

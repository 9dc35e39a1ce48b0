"""Papers, their occurrences and problems as JSON for the store: lists in the order of the fields.

The title and abstract of an occurrence are null if they equal the paper's raw ones, as most do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from paper_archive.archive.occurrence import Occurrence
from paper_archive.model import NO_FACTS, Entry, Facts, Listing, Paper, Problem, Summary
from paper_archive.store.days import day_of, iso

# Escapes every character outside ASCII, so that any text can be stored, however broken.
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().decode


def paper_record(paper: Paper) -> str:
    """Return a paper as JSON."""
    return _encode(
        (
            paper.slug,
            paper.title,
            paper.abstract,
            paper.raw_title,
            None if paper.raw_abstract == paper.abstract else paper.raw_abstract,
            [day.isoformat() for day in paper.days],
            paper.undated,
            paper.sources,
            paper.authors,
            paper.arxiv_id,
            iso(paper.published),
            paper.organisation,
            paper.author_count,
            paper.upvotes,
            paper.links,
            paper.code,
            paper.tags,
            paper.withdrawn,
            # Few papers are without a gist, and few have the others.
            *_trimmed(
                list(map(iso, paper.replaced)),
                _facts(paper.facts),
                list(map(iso, paper.cross_listed)),
                paper.merged_ids,
                paper.gist if any(paper.gist) else (),
            ),
        )
    )


def paper_of(record: str) -> Paper:
    """Return the paper of a record."""
    values = _decode(record)
    if values[4] is None:
        values[4] = values[2]
    values[5] = tuple(map(date.fromisoformat, values[5]))
    values[10] = day_of(values[10])
    for n in (7, 8, 14, 16):
        values[n] = tuple(values[n])
    replaced, facts, crossed, merged, gist = _padded(values[18:], [], [], [], [], (0, 0))
    values[18:] = (
        tuple(map(date.fromisoformat, replaced)),
        _facts_of(facts),
        tuple(map(date.fromisoformat, crossed)),
        tuple(merged),
        tuple(gist),
    )
    return Paper(*values)


def occurrences_record(occurrences: Iterable[Occurrence], paper: Paper) -> str:
    """Return the occurrences of a paper as JSON."""
    return _encode([_occurrence(occurrence, paper) for occurrence in occurrences])


def occurrences_of_record(record: str, paper: Paper) -> list[Occurrence]:
    """Return the occurrences of a record; their listings have names, but no entries."""
    return [
        Occurrence.of(Listing(source, "", day, ()), entry, number)
        for source, day, number, entry in _entries(record, paper)
    ]


def entries_of_record(record: str, paper: Paper) -> list[tuple[str, date | None, Entry]]:
    """Return the entries of a record of occurrences, each with its file and its day."""
    return [(source, day, entry) for source, day, _, entry in _entries(record, paper)]


def problems_record(problems: Iterable[Problem]) -> str:
    """Return problems as JSON."""
    return _encode([(p.source, p.line, p.what, p.fix) for p in problems])


def problems_of(record: str) -> list[Problem]:
    """Return the problems of a record."""
    return [Problem(*values) for values in _decode(record)]


def _occurrence(occurrence: Occurrence, paper: Paper) -> Sequence[Any]:
    entry = occurrence.entry
    return (
        occurrence.listing.source,
        iso(occurrence.listing.date),
        occurrence.number,
        None if entry.title == paper.raw_title else entry.title,
        None if entry.abstract == paper.raw_abstract else entry.abstract,
        entry.line,
        entry.arxiv_id,
        entry.authors,
        entry.author_count,
        entry.organisation,
        iso(entry.published),
        entry.upvotes,
        entry.links,
        *_trimmed(entry.kind, _facts(entry.facts)),
    )


def _entries(record: str, paper: Paper) -> Iterator[tuple[str, date | None, int, Entry]]:
    """Yield the entries of a record of occurrences with file, day and number in the listing."""
    for values in _decode(record):
        source, day, number, title, abstract, line, arxiv_id, authors, author_count, *rest = values
        organisation, published, upvotes, links, *few = rest
        kind, facts = _padded(few, "", [])
        entry = Entry(
            paper.raw_title if title is None else title,
            paper.raw_abstract if abstract is None else abstract,
            line,
            arxiv_id,
            tuple(authors),
            author_count,
            organisation,
            day_of(published),
            upvotes,
            tuple(links),
            kind,
            _facts_of(facts),
        )
        yield source, day_of(day), number, entry


def _facts(facts: Facts) -> Sequence[Any]:
    if facts == NO_FACTS:
        return ()
    # `astuple` takes seven times as long.
    summaries = [(each.text, each.source, each.language) for each in facts.summaries]
    return _trimmed(
        *(facts.ids, facts.categories, facts.comment, facts.venue, facts.version),
        *(summaries, facts.year),
    )


def _facts_of(values: Sequence[Any]) -> Facts:
    if not values:
        return NO_FACTS
    ids, categories, comment, venue, version, summaries, year = _padded(
        values, [], [], "", "", 0, [], 0
    )
    return Facts(
        tuple((scheme, value) for scheme, value in ids),
        tuple(categories),
        comment,
        venue,
        version,
        tuple(Summary(*summary) for summary in summaries),
        year,
    )


def _trimmed(*values: Any) -> Sequence[Any]:
    """Return values without the empty ones at the end."""
    kept = len(values)
    while kept and not values[kept - 1]:
        kept -= 1
    return values[:kept]


def _padded(values: Sequence[Any], *empty: Any) -> Sequence[Any]:
    """Return values that `_trimmed` made shorter, with the empty ones again."""
    return (*values, *empty[len(values) :])

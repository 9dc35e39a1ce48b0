"""Joins the parts of one name in `curation.yml`, which may be repeated."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from paper_archive.archive.curation import PaperEntry

T = TypeVar("T")


def once(corrections: Iterable[T], said: Callable[[T], Hashable]) -> tuple[T, ...]:
    """Return corrections without those that say the same as an earlier one."""
    first: dict[Hashable, T] = {}
    for correction in corrections:
        first.setdefault(said(correction), correction)
    return tuple(first.values())


def joined(entries: Iterable[PaperEntry]) -> tuple[PaperEntry, ...]:
    """Return entries of papers, one for each.

    Raises InputError where two say different things of a paper.
    """
    known: dict[str, PaperEntry] = {}
    for entry in entries:
        first = known.get(entry.paper.text)
        known[entry.paper.text] = _joined(first, entry) if first else entry
    return tuple(known.values())


def _joined(first: PaperEntry, second: PaperEntry) -> PaperEntry:
    paper = second.paper

    def one(field: str, before: object, after: object) -> None:
        if before and after and str(before) != str(after):
            fix = f"line {first.paper.line} has another; keep one of the two"
            paper.refuse(f"'{paper}' has two values of '{field}'", fix)

    one("title", first.title, second.title)
    one("id", first.arxiv_id, second.arxiv_id)
    one("withdrawn", first.withdrawn, second.withdrawn)
    added = tuple(dict.fromkeys((*first.added, *second.added)))
    removed = tuple(dict.fromkeys((*first.removed, *second.removed)))
    for tag in added:
        if tag in removed:
            fix = f"see line {first.paper.line}; keep one of the two"
            paper.refuse(f"the tag '{tag}' of '{paper}' is both added and removed", fix)
    return replace(
        first,
        title=first.title or second.title,
        arxiv_id=first.arxiv_id or second.arxiv_id,
        added=added,
        removed=removed,
        withdrawn=first.withdrawn or second.withdrawn,
    )

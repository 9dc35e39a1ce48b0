"""A kind of pages: its shells, what draws its pages, and which of them an update touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages.context import PageContext
from paper_archive.pages.touched import Touched
from paper_archive.store.update import Changes
from paper_archive.workers import Workers


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of pages, and the folder that they are in, "" for the root.

    `shells` name the pages of the theme that they are stamped into. `draw` yields the pages of
    this kind that are touched. `touched` says which an update touches, also those that are always
    drawn; it is not asked where everything is drawn.
    """

    folder: str
    shells: tuple[str, ...]
    draw: Callable[[PageContext, Touched, Workers], Iterator[Page]]
    touched: Callable[[Changes, Catalog], Touched]


def always(*paths: str) -> Callable[[Changes, Catalog], Touched]:
    """Return a `touched` of pages that every update draws."""
    return lambda changes, catalog: Touched.of(paths)


def touched_by(kinds: Iterable[PageKind], changes: Changes, catalog: Catalog) -> Touched:
    """Return the pages of all kinds that changes touch."""
    if changes.everything:
        return Touched(None)
    touched = Touched()
    for kind in kinds:
        touched |= kind.touched(changes, catalog)
    return touched

"""Writes the pages of an archive, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages import (
    author,
    day,
    days,
    home,
    moved_day,
    paper,
    shared_list,
    tag,
    topic,
    trends,
    trends_periods,
    week,
)
from paper_archive.pages.context import PageContext
from paper_archive.pages.kept_items import LastLists
from paper_archive.pages.kind import touched_by
from paper_archive.pages.touched import EVERYTHING, Touched
from paper_archive.store.update import Changes
from paper_archive.workers import ALONE, Workers

# In the order in which they are drawn: papers first, then the lists that link to them.
KINDS = (
    paper.KIND,
    author.PEOPLE_KIND,
    author.ORGANISATIONS_KIND,
    day.KIND,
    days.KIND,
    moved_day.KIND,
    week.KIND,
    tag.KIND,
    topic.KIND,
    shared_list.KIND,
    trends_periods.KIND,
    trends.KIND,
    home.KIND,
)
# The pairs of a kind and a folder for which a site needs a shell.
SHELLS = tuple((shell, kind.folder) for kind in KINDS for shell in kind.shells)


def pages(
    catalog: Catalog,
    touched: Touched = EVERYTHING,
    workers: Workers = ALONE,
    last: LastLists | None = None,
) -> Iterator[Page]:
    """Yield every generated page that is touched; `last` are the lists of the last build."""
    context = PageContext(catalog, last)
    drawn = {kind: kind.draw(context, touched, workers) for kind in KINDS}
    if workers.jobs > 1 and touched.paths is None:
        # This process alone draws the pages of authors: between those that others draw for it.
        people = drawn.pop(author.PEOPLE_KIND)
        apart = catalog.outline.papers // max(1, len(catalog.authors.shown))
        yield from _spread(drawn.pop(paper.KIND), people, max(1, apart))
    yield from chain.from_iterable(drawn.values())
    # What follows reads the papers of few authors.
    catalog.authors.forget()


def _spread(many: Iterable[Page], few: Iterator[Page], apart: int) -> Iterator[Page]:
    """Yield many pages, so many `apart` from each other one of a few, and the rest of these."""
    for number, each in enumerate(many, 1):
        yield each
        if not number % apart:
            yield from islice(few, 1)
    yield from few


def touched_pages(changes: Changes, catalog: Catalog) -> Touched:
    """Return the pages that changes touch."""
    return touched_by(KINDS, changes, catalog)

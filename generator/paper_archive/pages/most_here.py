"""The line of a tag's or a topic's page that says who has most papers there."""

from __future__ import annotations

from paper_archive.catalog import Catalog
from paper_archive.pages.author_links import linked_name
from paper_archive.pages.fragment import EMPTY, Fragment, join, prefixed
from paper_archive.pages.markup import span
from paper_archive.store.leaders import ListKey


def most_here(catalog: Catalog, key: ListKey, folder: str) -> Fragment:
    """Return the authors with most papers in a list, with links to their pages; empty if none has
    two."""
    shown = catalog.authors.shown
    names = []
    for leader in catalog.leaders.get(key, ()):
        slug, name = shown.get(leader.number, ("", leader.name))
        link = linked_name(name, slug, folder)
        count = f"\N{NO-BREAK SPACE}{leader.papers:,}"
        names.append(Fragment(link.markdown + count, link.html + count))
    return span(prefixed("Most papers here: ", join(names, ", "))) if names else EMPTY

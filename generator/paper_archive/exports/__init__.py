"""Archive → files for programs: what is published beside the pages, one module an export."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from paper_archive.exports import citation_files as citations
from paper_archive.exports import feeds, index, open_search, papers, robots, sitemap
from paper_archive.exports.export import Export
from paper_archive.pages.catalog import Catalog
from paper_archive.store.update import Changes


def exports(
    catalog: Catalog, pages: Collection[str], changes: Changes | None = None
) -> Iterator[Export]:
    """Yield every file that an archive publishes beside its pages, those that are made of others
    last.

    `pages` are the pages to list in the sitemap that are no paper's; `changes` are those since
    the files that are there were made, None where they do not count.
    """
    yield from papers.exports(catalog)
    yield from citations.exports(catalog, changes)
    for module in (index, feeds, open_search, robots):
        yield from module.exports(catalog)
    yield from sitemap.exports(catalog, pages)

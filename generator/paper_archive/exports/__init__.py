"""Archive → files for programs: what is published beside the pages, one module an export."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator
from typing import Protocol

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.exports import (
    citation_files,
    feeds,
    index,
    open_search,
    papers,
    robots,
    sitemap,
)
from paper_archive.exports.export import Export, Remembered
from paper_archive.store.update import Changes


class PublishedSite(Protocol):
    """The site that files are published in: what this build has put there, and the last one."""

    @property
    def now(self) -> Collection[str]:
        """The paths of the files so far."""

    def had(self, path: str) -> bool:
        """Tell whether the last build left a file here."""

    def read(self, path: str) -> bytes:
        """The bytes of a file of this build or, where that keeps it, of the last one."""


def export_files(
    catalog: Catalog, site: PublishedSite, remembered: Remembered, changes: Changes | None = None
) -> Generator[tuple[str, bytes | None], None, dict[str, bytes]]:
    """Yield the files of every export, None for one that is as the last build left it, and return
    what the next build needs to know of them, by name.

    `changes` are those since the build that `remembered` tells of; without them every file is
    made.
    """
    memory: dict[str, bytes] = {}
    listed = list(listed_pages(catalog, site.now))
    for export in exports(catalog, listed, changes, remembered):
        if changes and all(map(site.had, export.paths)) and not export.is_touched(changes):
            yield from dict.fromkeys(export.paths).items()
        else:
            made = export.make(site.read)
            memory |= made.memory
            yield from made.files.items()
    return memory


def listed_pages(catalog: Catalog, paths: Iterable[str]) -> Iterator[str]:
    """The pages that search engines may list, without those of papers."""
    shared = {urls.html(urls.paper(each.slug)) for each in catalog.archive.shared}
    for path in paths:
        of_paper = path.startswith("papers/") and path not in shared
        if path.endswith(".html") and path != "404.html" and not of_paper:
            yield path


def exports(
    catalog: Catalog,
    pages: Collection[str],
    changes: Changes | None = None,
    remembered: Remembered = lambda name: b"",
) -> Iterator[Export]:
    """Yield every export of an archive; those that are made of others come last.

    `pages` are the pages to list in the sitemap that are no paper's. `changes` are those since
    the build that published the files which are there, None where they do not count;
    `remembered` gives what that build kept.
    """
    yield from papers.exports(catalog)
    yield from citation_files.exports(catalog, changes, remembered)
    for module in (index, feeds, open_search, robots):
        yield from module.exports(catalog)
    yield from sitemap.exports(catalog, pages)

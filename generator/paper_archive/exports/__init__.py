"""Writes the files for programs that are published beside the pages, one module per export."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from typing import Any, Protocol

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.exports import (
    author_feeds,
    citation_files,
    feeds,
    index,
    list_feeds,
    open_search,
    papers,
    robots,
    sitemap,
)
from paper_archive.exports.export import Export, ExportResult, ReadFile, ReadMemory, Shared
from paper_archive.store.authors import FOLDERS
from paper_archive.store.periods import months
from paper_archive.store.update import Changes
from paper_archive.workers import ALONE, Workers


class PublishedSite(Protocol):
    """The site in which files are published: the files of this build and of the last one."""

    @property
    def now(self) -> Collection[str]:
        """The paths of the files that this build has published so far."""

    def had(self, path: str) -> bool:
        """Tell whether the last build published a file at a path."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of this build; if it keeps the file, of the last build."""


def export_files(
    catalog: Catalog,
    site: PublishedSite,
    former: ReadMemory,
    changes: Changes | None = None,
    workers: Workers = ALONE,
) -> Generator[tuple[str, bytes | None], None, dict[str, bytes]]:
    """Return the files of every export, None for an unchanged file; they return the memory, by
    name.

    The memory is for the next build. `former` reads the memory of the last build, and `changes` are
    the changes since then; without them every file is written. `workers` begin at once.
    """
    listed = list(listed_pages(catalog, site.now))
    every = [
        (
            export,
            bool(changes and all(map(site.had, export.paths)) and not export.is_touched(changes)),
        )
        for export in exports(catalog, listed, changes, former)
    ]
    to_share = [export.share for export, is_kept in every if export.share and not is_kept]
    shared = _shared(to_share, site.read, workers, _papers_a_month(catalog))
    return _files(every, site, shared)


def _files(
    every: Iterable[tuple[Export, bool]], site: PublishedSite, shared: Iterator[ExportResult]
) -> Generator[tuple[str, bytes | None], None, dict[str, bytes]]:
    """Yield the files of exports, each with whether it is kept; `shared` has results in order."""
    memory: dict[str, bytes] = {}
    for export, is_kept in every:
        if export.paths == (robots.PATH,) and robots.PATH in site.now:
            continue  # The archive's own, from docs_dir, prevails.
        if is_kept:
            yield from dict.fromkeys(export.paths).items()
        else:
            result = next(shared) if export.share else export.make(site.read)
            memory |= result.memory
            yield from result.files.items()
    return memory


def _shared(
    to_share: Iterable[Callable[[ReadFile], Shared]],
    read: ReadFile,
    workers: Workers,
    papers: float,
) -> Iterator[ExportResult]:
    """Begin the work of exports, whose calls are about so many `papers`; return the results."""
    begun: deque[Shared] = deque()

    def calls() -> Iterator[Callable[[], Any]]:
        for share in to_share:
            begun.append(share(read))
            yield from begun[-1].calls
            yield _end

    # With the end after each, a call is half as many.
    return _joined(workers.begin(_called, calls(), papers / 2), begun)


def _joined(results: Iterable[Any], begun: deque[Shared]) -> Iterator[ExportResult]:
    """Join the results of the calls of each export."""
    of_export: list[Any] = []
    for result in results:
        if result is not None:
            of_export.append(result)
        else:
            yield begun.popleft().join(of_export)
            of_export = []


def _end() -> None:
    """Stand after the calls of an export."""


def _called(calls: Iterable[Callable[[], Any]]) -> list[Any]:
    return [call() for call in calls]


def _papers_a_month(catalog: Catalog) -> float:
    return catalog.outline.papers / max(1, len(months(catalog.archive)))


def listed_pages(catalog: Catalog, paths: Iterable[str]) -> Iterator[str]:
    """Yield the pages that search engines may list, except pages of papers."""
    shared = {urls.html(urls.paper(address.slug)) for address in catalog.archive.shared}
    unlisted = {"404.html", urls.OFFLINE, urls.DESK} | {
        urls.html(urls.author(folder, slug))
        for folder in FOLDERS
        for slug, _ in catalog.authors.former(folder)
    }
    for path in paths:
        of_paper = path.startswith("papers/") and path not in shared
        if path.endswith(".html") and path not in unlisted and not of_paper:
            yield path


def exports(
    catalog: Catalog,
    pages: Collection[str],
    changes: Changes | None = None,
    former: ReadMemory = lambda name: b"",
) -> Iterator[Export]:
    """Yield every export of an archive; exports that are made from others come after them.

    `pages` are the pages to list in the sitemap besides pages of papers. `former` reads the memory
    of the last build, and `changes` are the changes since then, None to write every file.
    """
    yield from papers.exports(catalog)
    yield from citation_files.exports(catalog, changes, former)
    for module in (index, feeds):
        yield from module.exports(catalog)
    yield from author_feeds.exports(catalog, changes)
    for module in (list_feeds, open_search, robots):
        yield from module.exports(catalog)
    yield from sitemap.exports(catalog, pages)

"""From an archive to the files of a site: pages into shells, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from paper_archive import urls as addresses
from paper_archive.exports import exports
from paper_archive.model import Page
from paper_archive.pages.touched import EVERYTHING, Touched
from paper_archive.pipeline import Progress, Result
from paper_archive.site.markdown_folder import MarkdownFolder
from paper_archive.site.publisher import Publisher
from paper_archive.site.shell import Shell
from paper_archive.store.stored import StoredArchive
from paper_archive.store.update import Changes
from paper_archive.workers import ALONE, Workers

# Folders of generated pages, which hand-written ones link to by their Markdown's names.
GENERATED = re.compile(r"(?:papers|days|tags)/[^/]+\.md|index\.md")
_LINKED = re.compile(r"[\w./-]+\.md")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. `new` and `changed` papers are since the last build into this folder;
    `pages` counts the site's HTML files, `pages_written` those that differed; `bytes` is all
    of the site, `problems` what was reported."""

    listings: int
    papers: int
    new: int
    changed: int
    pages: int
    pages_written: int
    bytes: int
    problems: tuple[str, ...]

    @classmethod
    def of_last_build(cls, stored: Mapping[str, Any]) -> Summary:
        """The summary of a build that finds nothing changed since the one that stored this.

        Raises TypeError where that is no summary.
        """
        nothing = {"new": 0, "changed": 0, "pages_written": 0}
        return cls(**{**stored, **nothing, "problems": tuple(stored["problems"])})

    def stored(self) -> dict[str, Any]:
        """Return what `of_last_build` reads, for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Assembly:
    """The pages of an archive that are `touched`, on their way into a site; `site_url` ends in a
    slash, or is ""."""

    result: Result
    pages_dir: Path
    site_url: str
    progress: Progress
    touched: Touched = EVERYTHING
    workers: Workers = ALONE

    def pages(self) -> Iterator[Page]:
        """Make the pages, and write their Markdown. Raises InputError where that fails."""
        touched = self.touched
        folder = MarkdownFolder(self.pages_dir, known=touched is not EVERYTHING)
        count = self.result.catalog.outline.papers if touched.slugs is None else len(touched.slugs)
        try:
            for page in self.progress(self.result.pages(touched, self.workers), "Writing", count):
                folder.put(page.src_uri, page.markdown)
                yield page
            folder.commit(None if touched is EVERYTHING else touched.gone)
        finally:
            folder.close()

    def stamped(self, shells: Mapping[tuple[str, str], Shell]) -> Iterator[tuple[str, bytes]]:
        """Make the pages: path in the site, and HTML. Shells are by kind and folder."""
        for page in self.pages():
            html = shells[page.kind, addresses.folder(page.src_uri)].fill(page)
            yield addresses.html(page.src_uri), html.encode("utf-8", "xmlcharrefreplace")

    def beside_mkdocs(self, shells: Mapping[tuple[str, str], Shell]) -> Iterator[tuple[str, bytes]]:
        """Make what MkDocs does not, for a site that is not kept: the pages that are stamped, if
        any, and the search."""
        if shells:
            yield from self.stamped(shells)
        for path, data in self._search(None):
            if data is not None:
                yield path, data

    def publish(
        self, publisher: Publisher, built: Path, shells: Mapping[tuple[str, str], Shell]
    ) -> Summary:
        """Publish what MkDocs built, the pages stamped into `shells` if there are any, and what
        is made of all of it. Raises InputError where it cannot be written."""
        if self.touched is not EVERYTHING:
            others = (path for path in publisher.state.files if not _is_stamped(path))
            publisher.keep_all_but([*others, *map(addresses.html, self.touched.gone)])
        others = sorted(path for path in built.rglob("*") if path.is_file())
        # What pages are drawn with comes first.
        for path in sorted(others, key=lambda path: path.suffix == ".html"):
            publisher.put(path.relative_to(built).as_posix(), path.read_bytes())
        for path, data in self.stamped(shells) if shells else ():
            publisher.put(path, data)
        known = None if self.touched is EVERYTHING else self.result.changes
        for path, data in self._search(known):
            publisher.put(path, data) if data is not None else publisher.keep(path)
        listed = list(self._listed(publisher.now))
        for export in exports(self.result.catalog, listed, known):
            there = known is not None and export.path in publisher.state.files
            if there and not export.touched(known):
                publisher.keep(export.path)
            else:
                publisher.put(export.path, export.make(publisher.read))
        publisher.commit()
        changes = self.result.changes
        return Summary(
            listings=len(self.result.files),
            papers=changes.after.papers,
            new=changes.new,
            changed=changes.changed,
            pages=sum(path.endswith(".html") for path in publisher.now),
            pages_written=sum(path.endswith(".html") for path in publisher.waiting),
            bytes=sum(size for _, size, _ in publisher.now.values()),
            problems=tuple(map(str, self.result.problems)),
        )

    def _search(self, changes: Changes | None) -> Iterator[tuple[str, bytes | None]]:
        # NumPy is slow to import, and a build with nothing to do needs none.
        from paper_archive.search.index_files import files

        return files(self.result.catalog, changes)

    def _listed(self, paths: Iterable[str]) -> Iterator[str]:
        """The pages that search engines may list, but for the papers'."""
        shared = {addresses.paper(each.slug) for each in self.result.archive.shared}
        shown = {addresses.html(page) for page in shared}
        for path in paths:
            of_paper = path.startswith("papers/") and path not in shown
            if path.endswith(".html") and path != "404.html" and not of_paper:
                yield path


def _is_stamped(path: str) -> bool:
    return path.startswith(("papers/", "days/", "tags/")) and path.endswith(".html")


def linked(texts: Iterable[tuple[str, str]], archive: StoredArchive) -> set[str]:
    """The generated pages that hand-written ones (path, Markdown) link to, and the home page."""
    found = {addresses.HOME}
    for uri, text in texts:
        for link in _LINKED.findall(text):
            target = normpath(join(dirname(uri), link))
            folder, _, name = target.rpartition("/")
            if GENERATED.fullmatch(target) and (
                folder != "papers" or archive.at(name.removesuffix(".md"))
            ):
                found.add(target)
    return found

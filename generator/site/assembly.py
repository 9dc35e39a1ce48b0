"""From an archive to the files of a site: pages into shells, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from generator.build import Progress, Result
from generator.model import Archive, Page
from generator.pages import addresses
from generator.publish.sitemap import sitemap
from generator.search.files import files as search_files
from generator.site.markdown_folder import MarkdownFolder
from generator.site.publisher import Publisher
from generator.site.shell import Shell
from generator.site.state import compare, record_digests

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
    """The pages of an archive on their way into a site; `site_url` ends in a slash, or is ""."""

    result: Result
    pages_dir: Path
    site_url: str
    progress: Progress

    def pages(self) -> Iterator[Page]:
        """Make every page, and write its Markdown. Raises InputError where that fails."""
        folder = MarkdownFolder(self.pages_dir)
        try:
            made = self.result.pages()
            for page in self.progress(made, "Writing", len(self.result.archive.papers)):
                folder.put(page.src_uri, page.markdown)
                yield page
            folder.commit()
        finally:
            folder.close()

    def stamped(self, shells: Mapping[tuple[str, str], Shell]) -> Iterator[tuple[str, bytes]]:
        """Make every page: its path in the site, and its HTML. Shells are by kind and folder."""
        for page in self.pages():
            html = shells[page.kind, addresses.folder(page.src_uri)].fill(page)
            yield addresses.html(page.src_uri), html.encode("utf-8", "xmlcharrefreplace")

    def beside_mkdocs(self, shells: Mapping[tuple[str, str], Shell]) -> Iterator[tuple[str, bytes]]:
        """Make what MkDocs does not: the pages that are stamped, if any, and the search."""
        if shells:
            yield from self.stamped(shells)
        yield from search_files(self.result.catalog)

    def publish(
        self, publisher: Publisher, built: Path, shells: Mapping[tuple[str, str], Shell]
    ) -> Summary:
        """Publish what MkDocs built, the pages stamped into `shells` if there are any, and what
        is made of all of it. Raises InputError where it cannot be written."""
        others = sorted(path for path in built.rglob("*") if path.is_file())
        # What pages are drawn with comes first.
        for path in sorted(others, key=lambda path: path.suffix == ".html"):
            publisher.put(path.relative_to(built).as_posix(), path.read_bytes())
        for path, data in self.beside_mkdocs(shells):
            publisher.put(path, data)
        if self.site_url:
            for path, data in sitemap(self._listed(publisher.now), self.site_url):
                publisher.put(path, data)
        publisher.commit()
        state, now = publisher.state, record_digests(self.result.archive.papers)
        new, changed = compare(state.papers, now)
        summary = Summary(
            listings=len(self.result.credits),
            papers=len(self.result.archive.papers),
            new=new,
            changed=changed,
            pages=sum(path.endswith(".html") for path in publisher.now),
            pages_written=sum(path.endswith(".html") for path in publisher.waiting),
            bytes=sum(size for _, size, _ in publisher.now.values()),
            problems=tuple(map(str, self.result.problems)),
        )
        state.papers, state.summary = now, summary.stored()
        return summary

    def _listed(self, paths: Iterable[str]) -> Iterator[str]:
        """The pages that search engines may list."""
        archive = self.result.archive
        slugs = {each.slug for each in (*archive.redirects, *archive.withdrawn)}
        hidden = {addresses.html(addresses.paper(slug)) for slug in slugs} | {"404.html"}
        return (path for path in paths if path.endswith(".html") and path not in hidden)


def linked(texts: Iterable[tuple[str, str]], archive: Archive) -> set[str]:
    """The generated pages that hand-written ones (path, Markdown) link to, and the home page."""
    papers = {f"{each.slug}.md" for each in (*archive.papers, *archive.withdrawn)}
    papers |= {f"{each.slug}.md" for each in (*archive.redirects, *archive.shared)}
    found = {addresses.HOME}
    for uri, text in texts:
        for link in _LINKED.findall(text):
            target = normpath(join(dirname(uri), link))
            folder, _, name = target.rpartition("/")
            if GENERATED.fullmatch(target) and (folder != "papers" or name in papers):
                found.add(target)
    return found

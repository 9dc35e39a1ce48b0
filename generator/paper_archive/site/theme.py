"""What the pipeline asks of the program that renders the theme, and what it gets.

That program is MkDocs (`mkdocs_plugin.py`); another one can take its place. It renders the pages
that people wrote, copies assets into a folder, and renders a shell for each kind of generated page:
the pipeline stamps these pages itself.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import basename, dirname, join, normpath

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.desk.scripts import PARTS as PARTS_OF_DESK
from paper_archive.disk import write
from paper_archive.model import InputError, Page, Problem
from paper_archive.pages import SHELLS
from paper_archive.resources import resource
from paper_archive.search.scripts import PARTS
from paper_archive.site.design import NO_DESIGN, Design
from paper_archive.site.look import without_anchors
from paper_archive.site.shell import Shell

_LINKED = re.compile(r"[\w./-]+\.md")
# Material's scripts and source maps: no page of ours loads them.
_UNUSED = ("assets/javascripts/", "assets/images/favicon.png")
_SITEMAP = "sitemap.xml"
_STAND_IN = "---\nkind: page\n---\n\n# Stand-in\n"
# Kind and folder of a page.
KindInFolder = tuple[str, str]


def static_templates(of_theme: Iterable[str]) -> set[str]:
    """The templates that become pages by themselves: `search.html` and `desk.html` too, and no
    sitemap, because an export writes one that has the generated pages."""
    return {*of_theme, "search.html", urls.DESK} - {_SITEMAP}


def has_own_look(templates: Sequence[str], styles: Sequence[str]) -> bool:
    """Tell whether an archive has templates or style sheets of its own.

    `templates` are the folders of templates, those that prevail first; `styles` its `extra_css`.
    """
    return bool(styles) or templates[0] != str(resource("theme"))


def has_warned(log: str) -> bool:
    """Tell whether the handlers of a log have counted warnings, as those of MkDocs do.

    A strict build that warned fails, but only after its last hook: the site must not be published
    before.
    """
    return any(
        getattr(handler, "get_counts", tuple)() for handler in logging.getLogger(log).handlers
    )


class RenderError(Exception):
    """The theme could not be rendered; without words, because its program has logged why."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to render, into `folder`.

    `shells` are the kinds of pages to render a shell for; none where `pages` holds all generated
    pages, for the theme to render whole. Pages that people wrote may link to the `catalog`'s; those
    in `own` stand in the place of one (`own_pages.py`). `kept` is the theme of the last build where
    it is the same (`kept_theme.py`): then nothing has to be rendered.
    """

    folder: Path
    catalog: Catalog
    shells: tuple[KindInFolder, ...]
    pages: Mapping[str, Page]
    own: frozenset[str] = frozenset()
    kept: Rendered | None = None

    @classmethod
    def of(
        cls,
        folder: Path,
        catalog: Catalog,
        pages: Iterable[Page],
        stamp: bool,
        own: frozenset[str] = frozenset(),
        kept: Rendered | None = None,
    ) -> Request:
        """Ask for shells to `stamp` the generated pages into, or for these pages as a whole."""
        if stamp:
            return cls(folder, catalog, SHELLS, {}, own, kept)
        return cls(folder, catalog, (), {page.src_uri: page for page in pages}, own)

    @property
    def shell_pages(self) -> Mapping[KindInFolder, str]:
        """The source paths of pages to render as shells."""
        return {(kind, folder): join(folder, f"{kind}.shell.md") for kind, folder in self.shells}

    def is_unused(self, path: str) -> bool:
        """Tell whether a file of the theme is one that no page needs, or that an export writes."""
        parts = path in PARTS or path in PARTS_OF_DESK
        return parts or path.startswith(_UNUSED) or path.endswith((".map", _SITEMAP))

    def is_stand_in(self, src_uri: str) -> bool:
        """Tell whether a page is only there so that links to it are known."""
        drawn = src_uri in self.pages or src_uri in self.own
        return urls.GENERATED.fullmatch(src_uri) is not None and not drawn

    def markdown(self, written: Mapping[str, str], nav: Iterable[str]) -> Mapping[str, str]:
        """The Markdown, by path, of pages to render beside those that people wrote: all generated
        pages, or stand-ins for those that a link in `written` or a path in `nav` leads to.

        Raises InputError where a page that people wrote has the address of a generated one.
        """
        for uri in written:
            if urls.GENERATED.fullmatch(uri) and uri not in self.own:
                what = "this address belongs to a generated page"
                raise InputError(Problem(uri, 0, what, "rename the file"))
        if not self.shells:
            return {uri: page.markdown for uri, page in self.pages.items()}
        return dict.fromkeys(sorted(self._linked(written, nav)), _STAND_IN)

    def papers(self, written: Mapping[str, str], nav: Iterable[str]) -> Mapping[str, bool]:
        """The slugs of papers that hand-written pages and `nav` link to, and whether they exist."""
        linked = sorted(self._targets(written, nav))
        slugs = map(_slug, filter(_is_paper, linked))
        return {slug: self.catalog.archive.at(slug) is not None for slug in slugs}

    def _linked(self, written: Mapping[str, str], nav: Iterable[str]) -> set[str]:
        """The generated pages that hand-written ones and `nav` link to, and the home page."""
        papers = self.papers(written, nav)
        targets = self._targets(written, nav)
        return {uri for uri in targets if not _is_paper(uri) or papers[_slug(uri)]}

    def _targets(self, written: Mapping[str, str], nav: Iterable[str]) -> set[str]:
        """The home page, and addresses of generated pages that pages and `nav` link to."""
        targets = {urls.HOME}
        links = {uri: _LINKED.findall(text) for uri, text in written.items()}
        for uri, found in (*links.items(), ("", nav)):
            for link in found:
                target = normpath(join(dirname(uri), link))
                if urls.GENERATED.fullmatch(target) and target not in self.own:
                    targets.add(target)
        return targets


def _is_paper(src_uri: str) -> bool:
    return dirname(src_uri) == "papers"


def _slug(src_uri: str) -> str:
    return basename(src_uri).removesuffix(".md")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered theme: its files are in `folder`; `shells` has the HTML of each shell.

    `missing` are the anchors that the home page links to and about.md lacks; `notes` say which
    settings of the theme have no effect. Pages name the checksum of the `design`. `papers` tells
    which papers exist that written pages link to. A theme that `is_repeatable` is rendered the same
    until what it is made of changes; `kept` are the paths of its files where the site has them
    already, and `folder` has not.
    """

    folder: Path
    shells: Mapping[KindInFolder, str]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    design: Design = NO_DESIGN
    papers: Mapping[str, bool] = field(default_factory=dict)
    is_repeatable: bool = False
    kept: tuple[str, ...] = ()

    def files(self) -> Generator[tuple[str, bytes | None], None, Sequence[str]]:
        """Yield the files, HTML last: what pages are drawn with comes first; None for the contents
        of one that the site has already. Returns their paths."""
        if self.kept:
            yield from ((path, None) for path in self.kept)
            return self.kept
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file())
        names = []
        for path in sorted(paths, key=lambda path: path.suffix == ".html"):
            names.append(path.relative_to(self.folder).as_posix())
            yield names[-1], path.read_bytes()
        return names

    def add(self, path: str, data: bytes) -> None:
        """Write a file beside those of the theme."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write(str(target), data)

    def stamp(self, pages: Iterable[Page]) -> Generator[tuple[str, bytes], None, None]:
        """Put each page into its shell; yields path in the site and HTML.

        Raises InputError where the theme's template has lost a slot.
        """
        shells = {kind: Shell.of(html) for kind, html in self.shells.items()}
        for page in pages:
            html = shells[page.kind, urls.folder(page.src_uri)].fill(page)
            if page.src_uri == urls.HOME:
                html = without_anchors(html, self.missing)
            yield urls.html(page.src_uri), html.encode("utf-8", "xmlcharrefreplace")

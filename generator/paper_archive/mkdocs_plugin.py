"""The MkDocs plugin: the only module that imports MkDocs.

MkDocs builds the hand-written pages and copies the theme's files, into a folder of its own;
generated pages are stamped into shells that its theme renders. Both go to the publisher, which
writes what differs. With `stamp: false` every page goes through MkDocs, and gives the same
bytes. `mkdocs serve` has a folder of its own, and nothing is published.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from posixpath import join

from mkdocs.commands.build import get_context
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from paper_archive.listing.sources import find
from paper_archive.model import InputError
from paper_archive.model import Page as ArchivePage
from paper_archive.pages import KINDS
from paper_archive.pages.touched import EVERYTHING
from paper_archive.pipeline import Inputs, Progress, Result, build, quietly
from paper_archive.resources import own
from paper_archive.site.assembly import GENERATED, Assembly, Summary, linked
from paper_archive.site.fingerprint import fingerprint, of_contents
from paper_archive.site.session import Origin, Session, unchanged
from paper_archive.site.shell import BODY, HEAD, TITLE, Shell, slim
from paper_archive.workers import ALONE

log = get_plugin_logger("paper-archive")
CURATION = "site_src/curation.yml"
TAGS = "site_src/tags.yml"
_INHERIT = re.compile(r"""^INHERIT: *["']?([^\s"'#]+)""", re.MULTILINE)
SITEMAP = "sitemap.xml"
# A page of the theme, as 404.html is.
SEARCH = "search.html"
# Material's own scripts and source maps: no page of ours loads them.
UNUSED_ASSETS = ("assets/javascripts/", "assets/images/favicon.png")


class NoListings(PluginError):
    """There is nothing to build an archive of."""


class Options(base.Config):
    """The plugin's part of `mkdocs.yml`; paths are relative to it.

    `curation` is `site_src/curation.yml` where there is one; a file that is named must be there.
    `tags` is `site_src/tags.yml` where there is one, else the vocabulary that is installed.
    `api` is the address that `paper-archive fetch` asks.
    """

    listings = c.Type((str, list), default="site_src/listings")
    pages_dir = c.Type(str, default="site_src/pages")
    tags = c.Optional(c.Type(str))
    curation = c.Optional(c.Type(str))
    year = c.Optional(c.Type(int))
    stamp = c.Type(bool, default=True)
    api = c.Optional(c.Type(str))


class PaperArchivePlugin(BasePlugin[Options]):
    """Turns listings into pages on every build."""

    def __init__(self) -> None:
        self.serving = False
        self.clean = False
        self.progress: Progress = quietly
        self.workers = ALONE
        self.summary: Summary | None = None
        self._result: Result | None = None
        self._session: Session | None = None
        self._nav: Navigation | None = None
        self._shells: dict[tuple[str, str], Shell] = {}
        # Pages that MkDocs renders itself (`stamp: false`), by path.
        self._whole: dict[str, ArchivePage] = {}
        # Pages that stand in for stamped ones, so that links to them are found.
        self._stand_ins: set[str] = set()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        _dress(config)
        inputs = self.inputs(config)
        if not find(path for path in inputs.listings if path.exists()):
            folders = ", ".join(map(str, inputs.listings))
            raise NoListings(f"no listing found in {folders}: put a saved listing there")
        self._check_folders(config, inputs)
        try:
            site_url = "" if self.serving else (config.site_url or "")
            gather = partial(
                build,
                inputs,
                self.tags(config),
                site_url,
                self.progress,
                site_name=config.site_name,
                repo_url=config.repo_url or "",
                workers=self.workers,
            )
            if self.serving:
                self._result = gather()
            else:
                self._session = self._begin(config)
                self._result = self._session.gather(lambda store: gather(store=store))
        except InputError as error:
            raise PluginError(str(error)) from error
        problems = self._result.problems
        for problem in problems:
            log.warning("%s", problem)
        # Ours has the stamped pages too. As no template it would be copied as it is: on_files.
        config.theme.static_templates.discard(SITEMAP)
        config.theme.static_templates.add(SEARCH)
        if config.strict and problems:
            raise PluginError(f"{len(problems)} problems in the listings, and the build is strict")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        for file in list(files):
            if file.src_uri.startswith(UNUSED_ASSETS) or file.src_uri.endswith((".map", SITEMAP)):
                files.remove(file)
            elif file.is_documentation_page() and GENERATED.fullmatch(file.src_uri):
                raise PluginError(
                    f"{file.abs_src_path}: this address belongs to a generated page; "
                    "rename the file"
                )
        self._whole.clear()
        self._stand_ins = set()
        if self.config.stamp:
            texts = [(f.src_uri, f.content_string) for f in files.documentation_pages()]
            for uri in sorted(linked(texts, self._built().archive)):
                self._stand_ins.add(uri)
                files.append(_file(config, uri, "---\nkind: page\n---\n\n# Stand-in\n"))
        else:
            try:
                pages = list(self._assembly(config).pages())
            except InputError as error:
                raise PluginError(str(error)) from error
            self._whole = {page.src_uri: page for page in pages}
            for page in pages:
                files.append(_file(config, page.src_uri, page.markdown))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._nav = nav
        return nav

    def on_env(self, env, *, config: MkDocsConfig, files: Files):
        # `mkdocs serve` puts a script into every page, which the security policy would stop.
        env.globals["serving"] = self.serving
        env.globals["vocabulary"] = self._built().taxonomy
        if self.config.stamp:
            try:
                for kind, folder in KINDS:
                    self._shells[kind, folder] = self._shell(kind, folder, env, config, files)
            except InputError as error:
                raise PluginError(str(error)) from error
        return env

    def on_page_context(self, context, *, page: Page, config: MkDocsConfig, nav: Navigation):
        if generated := self._whole.get(page.file.src_uri):
            context["head"] = generated.head
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return "" if page.file.src_uri in self._stand_ins else slim(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        return slim(output) if template_name.endswith(".html") else output

    def on_post_build(self, config: MkDocsConfig) -> None:
        assembly, session = self._assembly(config), self._session
        try:
            if session:
                built = Path(config.site_dir)
                self.summary = assembly.publish(session.publisher, built, self._shells)
                if not session.remember(self.summary):
                    log.info("the cache cannot be written: the next build makes all anew")
                config.site_dir = str(session.publisher.site)
                self._end()
            else:
                for path, data in assembly.beside_mkdocs(self._shells):
                    target = Path(config.site_dir, path)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(data)
        except InputError as error:
            raise PluginError(str(error)) from error

    def unchanged(self, config: MkDocsConfig) -> Summary | None:
        """The summary of the last build, if another one would write the same; else None."""
        if self.clean:
            return None
        _dress(config)
        return unchanged(Path(config.site_dir), self.cache(config), self._origin(config))

    def on_build_error(self, *, error: Exception) -> None:
        if self._session:
            self._session.publisher.discard()
            self._end()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable
    ) -> LiveReloadServer:
        inputs = self.inputs(config)
        files = (*inputs.listings, self.tags(config), inputs.curation)
        for path in (*files, *map(Path, config.theme.dirs[:1])):
            if path and path.exists():
                server.watch(str(path))
        return server

    def inputs(self, config: MkDocsConfig) -> Inputs:
        """What the options say papers come from."""
        listings = self.config.listings
        curation = self._path(config, self.config.curation or CURATION)
        return Inputs(
            tuple(
                self._path(config, path)
                for path in ([listings] if isinstance(listings, str) else listings)
            ),
            self._path(config, "."),
            self.config.year,
            curation if self.config.curation or curation.exists() else None,
        )

    def tags(self, config: MkDocsConfig) -> Path:
        """The vocabulary that the options name, or the one that is installed."""
        tags = self._path(config, self.config.tags or TAGS)
        return tags if self.config.tags or tags.exists() else own("tags.yml")

    def cache(self, config: MkDocsConfig) -> Path:
        """The folder of what builds keep for the next one."""
        return self._path(config, ".cache")

    def _check_folders(self, config: MkDocsConfig, inputs: Inputs) -> None:
        pages_dir = self._pages_dir(config).resolve()
        if pages_dir.is_relative_to(Path(config.docs_dir).resolve()):
            # MkDocs would find every page twice from the second build on.
            raise PluginError(f"{pages_dir}: pages_dir must not be in docs_dir; give another one")
        for name, folder in (("pages_dir", pages_dir), ("site_dir", Path(config.site_dir))):
            for listings in inputs.listings:
                if folder.resolve().is_relative_to(listings.resolve()):
                    raise PluginError(f"{folder}: {name} must not be in the listings")

    def _begin(self, config: MkDocsConfig) -> Session:
        site, origin = Path(config.site_dir), partial(self._origin, config)
        session = Session.begin(site, self.cache(config), origin, self.clean)
        config.site_dir = str(session.built)
        return session

    def _end(self) -> None:
        if self._session:
            self._session.end()
        self._session = None

    def _origin(self, config: MkDocsConfig) -> Origin:
        """What the site is made of, as far as one can tell without reading it."""
        inputs = self.inputs(config)
        papers = [*inputs.listings, self.tags(config), *filter(None, [inputs.curation])]
        said = _with_inherited(Path(config.config_file_path)) if config.config_file_path else ()
        design = [config.docs_dir, *config.theme.dirs, *said]
        given = (config.site_url, config.site_name, config.repo_url)
        settings = (dict(self.config), *given, sys.version)
        return Origin(
            fingerprint(papers, inputs.year),
            of_contents(map(Path, design), settings),
            self._pages_dir(config),
        )

    def _pages_dir(self, config: MkDocsConfig) -> Path:
        return self._path(config, self.config.pages_dir)

    def _shell(self, kind: str, folder: str, env, config: MkDocsConfig, files: Files) -> Shell:
        """Let the theme render a page that has marks for slots."""
        page = Page(None, _file(config, join(folder, f"{kind}.shell.md"), ""), config)
        page.meta = {"kind": kind, "title": TITLE}
        page.content = BODY
        page.toc = TableOfContents([AnchorLink(TITLE, "top", 1)])
        context = get_context(self._nav, files, config, page)
        context["head"] = HEAD
        template = env.get_template("main.html")
        return Shell.of(template.render(context), str(template.filename))

    def _assembly(self, config: MkDocsConfig) -> Assembly:
        site_url = "" if self.serving else (config.site_url or "")
        result = self._built()
        touched = self._session.touched(result) if self._session and self._shells else EVERYTHING
        pages_dir = self._pages_dir(config)
        return Assembly(result, pages_dir, site_url, self.progress, touched, self.workers)

    def _built(self) -> Result:
        if self._result is None:
            raise PluginError("nothing was built yet")
        return self._result

    @staticmethod
    def _path(config: MkDocsConfig, path: str) -> Path:
        """A path of the options, relative to `mkdocs.yml`."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return root / path


def _dress(config: MkDocsConfig) -> None:
    """Put this program's theme between the archive's own templates and Material's."""
    theme, dirs = own("theme"), config.theme.dirs
    if not any(Path(folder).resolve() == theme.resolve() for folder in dirs):
        dirs.insert(1 if config.theme.custom_dir else 0, str(theme))


def _with_inherited(file: Path) -> list[Path]:
    """A configuration and those that it inherits from; MkDocs has read them all."""
    files: list[Path] = []
    while file not in files and file.is_file():
        files.append(file)
        if found := _INHERIT.search(file.read_text("utf-8", "replace")):
            file = file.parent / found[1]
    return files


def _file(config: MkDocsConfig, src_uri: str, markdown: str) -> File:
    return File.generated(config, src_uri, content=markdown, inclusion=InclusionLevel.NOT_IN_NAV)

"""The MkDocs plugin: the only module that imports MkDocs.

MkDocs builds the hand-written pages and copies the theme's files, into a folder of its own;
generated pages are stamped into shells that its theme renders. Both go to the publisher, which
writes what differs. With `stamp: false` every page goes through MkDocs, and gives the same
bytes. `mkdocs serve` has a folder of its own, and nothing is published.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath

from filelock import FileLock
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

from generator.build import Inputs, Progress, Result, build, quietly
from generator.listing.sources import find
from generator.model import InputError
from generator.model import Page as ArchivePage
from generator.pages import KINDS, addresses
from generator.publish.sitemap import sitemap
from generator.site.markdown_folder import MarkdownFolder
from generator.site.publisher import Publisher
from generator.site.shell import BODY, HEAD, TITLE, Shell, slim
from generator.site.state import compare, key, record_digests

log = get_plugin_logger("paper-archive")
CURATION = "site_src/curation.yml"
SITEMAP = "sitemap.xml"
# Material's own scripts and source maps: no page of ours loads them.
UNUSED_ASSETS = ("assets/javascripts/", "assets/images/favicon.png")
# Folders of generated pages, which hand-written ones link to by their Markdown's names.
GENERATED = re.compile(r"(?:papers|days|tags)/[^/]+\.md|index\.md")
_LINKED = re.compile(r"[\w./-]+\.md")


class NoListings(PluginError):
    """There is nothing to build an archive of."""


class Options(base.Config):
    """The plugin's part of `mkdocs.yml`; paths are relative to it.

    `curation` is `site_src/curation.yml` where there is one; a file that is named must be there.
    `api` is the address that `paper-archive fetch` asks.
    """

    listings = c.Type((str, list), default="site_src/listings")
    pages_dir = c.Type(str, default="site_src/pages")
    tags = c.Type(str, default="site_src/tags.yml")
    curation = c.Optional(c.Type(str))
    year = c.Optional(c.Type(int))
    stamp = c.Type(bool, default=True)
    api = c.Optional(c.Type(str))


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. `new` and `changed` papers are since the last build into this folder;
    `pages` counts the site's HTML files, `pages_written` those that differed; `bytes` is all
    of the site."""

    result: Result
    new: int
    changed: int
    pages: int
    pages_written: int
    bytes: int


class PaperArchivePlugin(BasePlugin[Options]):
    """Turns listings into pages on every build."""

    def __init__(self) -> None:
        self.serving = False
        self.clean = False
        self.progress: Progress = quietly
        self.summary: Summary | None = None
        self._result: Result | None = None
        self._publisher: Publisher | None = None
        self._lock: FileLock | None = None
        self._nav: Navigation | None = None
        self._shells: dict[tuple[str, str], Shell] = {}
        # Pages that MkDocs renders itself (`stamp: false`), by path.
        self._whole: dict[str, ArchivePage] = {}
        # Pages that stand in for stamped ones, so that links to them are found.
        self._stand_ins: set[str] = set()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        inputs = self.inputs(config)
        if not find(path for path in inputs.listings if path.exists()):
            folders = ", ".join(map(str, inputs.listings))
            raise NoListings(f"no listing found in {folders}: put a saved listing there")
        self._check_folders(config, inputs)
        try:
            if not self.serving:
                self._begin(config)
            site_url = "" if self.serving else (config.site_url or "")
            self._result = build(inputs, self.tags(config), site_url, self.progress)
        except InputError as error:
            raise PluginError(str(error)) from error
        problems = self._result.problems
        for problem in problems:
            log.warning("%s", problem)
        # Ours has the stamped pages too. As no template it would be copied as it is: on_files.
        config.theme.static_templates.discard(SITEMAP)
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
            for uri in sorted(self._linked(texts)):
                self._stand_ins.add(uri)
                files.append(_file(config, uri, "---\nkind: page\n---\n\n# Stand-in\n"))
        else:
            for page in self._written(config):
                self._whole[page.src_uri] = page
                files.append(_file(config, page.src_uri, page.markdown))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._nav = nav
        return nav

    def on_env(self, env, *, config: MkDocsConfig, files: Files):
        # `mkdocs serve` puts a script into every page, which the security policy would stop.
        env.globals["serving"] = self.serving
        if self.config.stamp:
            for kind, folder in KINDS:
                self._shells[kind, folder] = self._shell(kind, folder, env, config, files)
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
        if self.serving:
            folder = Path(config.site_dir)
            for path, data in self._stamped(config):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)
            return
        publisher, built = self._publisher, Path(config.site_dir)
        if publisher is None:
            return
        try:
            self._publish(publisher, built, config)
        except InputError as error:
            raise PluginError(str(error)) from error
        config.site_dir = str(publisher.site)
        self._end(built)

    def on_build_error(self, *, error: Exception) -> None:
        if self._publisher:
            self._publisher.discard()
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
        """The vocabulary that the options name."""
        return self._path(config, self.config.tags)

    def _check_folders(self, config: MkDocsConfig, inputs: Inputs) -> None:
        pages_dir = self._path(config, self.config.pages_dir).resolve()
        if pages_dir.is_relative_to(Path(config.docs_dir).resolve()):
            # MkDocs would find every page twice from the second build on.
            raise PluginError(f"{pages_dir}: pages_dir must not be in docs_dir; give another one")
        for name, folder in (("pages_dir", pages_dir), ("site_dir", Path(config.site_dir))):
            for listings in inputs.listings:
                if folder.resolve().is_relative_to(listings.resolve()):
                    raise PluginError(f"{folder}: {name} must not be in the listings")

    def _begin(self, config: MkDocsConfig) -> None:
        cache = self._path(config, ".cache")
        site = Path(config.site_dir)
        cache.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(cache / f"{key(site)}.lock")
        # A second build waits, and then writes what differs.
        self._lock.acquire()
        self._publisher = Publisher.begin(site, cache, self.clean)
        config.site_dir = tempfile.mkdtemp(prefix="mkdocs-", dir=cache)

    def _end(self, built: Path | None = None) -> None:
        if built:
            shutil.rmtree(built, ignore_errors=True)
        self._publisher = None
        if self._lock:
            self._lock.release()

    def _publish(self, publisher: Publisher, built: Path, config: MkDocsConfig) -> None:
        others = sorted(path for path in built.rglob("*") if path.is_file())
        # What pages are drawn with comes first, and pages before the home page, which is last
        # among those stamped.
        pages = [path for path in others if path.suffix == ".html"]
        for path in (*(path for path in others if path not in pages), *pages):
            publisher.put(path.relative_to(built).as_posix(), path.read_bytes())
        for path, data in self._stamped(config) if self.config.stamp else ():
            publisher.put(path, data)
        if config.site_url:
            listed = (path for path in publisher.now if path.endswith(".html"))
            for path, data in sitemap(self._indexed(listed), config.site_url):
                publisher.put(path, data)
        publisher.commit()
        state, now = publisher.state, record_digests(self._built().archive.papers)
        new, changed = compare(state.papers, now)
        state.papers = now
        try:
            state.save()
        except OSError as error:
            log.info("the cache cannot be written: %s", error)
        self.summary = Summary(
            self._built(),
            new,
            changed,
            sum(path.endswith(".html") for path in publisher.now),
            sum(path.endswith(".html") for path in publisher.waiting),
            sum(size for _, size, _ in publisher.now.values()),
        )

    def _indexed(self, paths: Iterable[str]) -> Iterator[str]:
        """The pages that search engines may list."""
        archive = self._built().archive
        slugs = {each.slug for each in (*archive.redirects, *archive.withdrawn)}
        hidden = {addresses.html(addresses.paper(slug)) for slug in slugs} | {"404.html"}
        return (path for path in paths if path not in hidden)

    def _written(self, config: MkDocsConfig) -> Iterator[ArchivePage]:
        """Make every page, and write its Markdown."""
        folder = MarkdownFolder(self._path(config, self.config.pages_dir))
        result = self._built()
        try:
            made = self.progress(result.pages(), "Writing", len(result.archive.papers))
            for page in made:
                folder.put(page.src_uri, page.markdown)
                yield page
            folder.commit()
        except InputError as error:
            raise PluginError(str(error)) from error
        finally:
            folder.close()

    def _stamped(self, config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
        """Make every page: its path in the site, and its HTML."""
        for page in self._written(config):
            shell = self._shells[page.kind, addresses.folder(page.src_uri)]
            html = shell.fill(page)
            yield addresses.html(page.src_uri), html.encode("utf-8", "xmlcharrefreplace")

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

    def _linked(self, texts: list[tuple[str, str]]) -> set[str]:
        """The generated pages that hand-written ones link to, and the home page."""
        archive = self._built().archive
        papers = {f"{paper.slug}.md" for paper in archive.papers}
        papers |= {f"{each.slug}.md" for each in (*archive.redirects, *archive.shared)}
        papers |= {f"{paper.slug}.md" for paper in archive.withdrawn}
        found = {addresses.HOME}
        for uri, text in texts:
            for link in _LINKED.findall(text):
                target = normpath(join(dirname(uri), link))
                folder, _, name = target.rpartition("/")
                if GENERATED.fullmatch(target) and (folder != "papers" or name in papers):
                    found.add(target)
        return found

    def _built(self) -> Result:
        if self._result is None:
            raise PluginError("nothing was built yet")
        return self._result

    @staticmethod
    def _path(config: MkDocsConfig, path: str) -> Path:
        """A path of the options, relative to `mkdocs.yml`."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return root / path


def _file(config: MkDocsConfig, src_uri: str, markdown: str) -> File:
    return File.generated(config, src_uri, content=markdown, inclusion=InclusionLevel.NOT_IN_NAV)

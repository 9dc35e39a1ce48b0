"""The MkDocs plugin: hands the pages to MkDocs. The only module that imports it.

`mkdocs build` builds into a staging folder, because MkDocs empties its output folder before it
builds, and swaps at the end; `mkdocs serve` has a folder of its own and does neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator.build import Inputs, Progress, Result, build, quietly
from generator.listing.sources import find
from generator.model import InputError
from generator.site.folders import Staging, size, write_pages
from generator.site.state import State

log = get_plugin_logger("paper-archive")
# Material's own scripts and source maps: no page of ours loads them.
SITEMAP = "sitemap.xml"
UNUSED_ASSETS = ("assets/javascripts/", "assets/images/favicon.png")


class NoListings(PluginError):
    """There is nothing to build an archive of."""


class Options(base.Config):
    """The plugin's part of `mkdocs.yml`; paths are relative to it."""

    listings = c.Type((str, list), default="site_src/listings")
    pages_dir = c.Type(str, default="site_src/pages")
    tags = c.Type(str, default="site_src/tags.yml")
    year = c.Optional(c.Type(int))


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. `new` and `changed` papers are since the last build into this folder;
    `pages_written` counts HTML files, `bytes` all of the site."""

    result: Result
    new: int
    changed: int
    pages_written: int
    bytes: int


class PaperArchivePlugin(BasePlugin[Options]):
    """Turns listings into pages on every build."""

    def __init__(self) -> None:
        self.serving = False
        self.progress: Progress = quietly
        self.summary: Summary | None = None
        self._result: Result | None = None
        self._staging: Staging | None = None
        self._ticks: Iterator[int] = iter(())

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        inputs = self.inputs(config)
        if not find(inputs.listings):
            folders = ", ".join(map(str, inputs.listings))
            raise NoListings(f"no listing found in {folders}: put a saved listing there")
        pages_dir = self._path(config, self.config.pages_dir).resolve()
        if pages_dir.is_relative_to(Path(config.docs_dir).resolve()):
            # MkDocs would find every page twice from the second build on.
            raise PluginError(f"{pages_dir}: pages_dir must not be in docs_dir; give another one")
        try:
            if not self.serving:
                self._staging = Staging.begin(Path(config.site_dir))
                config.site_dir = str(self._staging.folder)
            site_url = "" if self.serving else (config.site_url or "")
            self._result = build(inputs, site_url, self.progress)
        except InputError as error:
            raise PluginError(str(error)) from error
        problems = self._result.problems
        for problem in problems:
            log.warning("%s", problem)
        if not config.site_url:
            # Its addresses must be absolute. As no template it would be copied as it is: on_files.
            config.theme.static_templates.discard(SITEMAP)
        if config.strict and problems:
            raise PluginError(f"{len(problems)} problems in the listings, and the build is strict")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        result = self._built()
        folder = self._path(config, self.config.pages_dir)
        try:
            write_pages(folder, result.pages)
        except InputError as error:
            raise PluginError(str(error)) from error
        for page in result.pages:
            if written := files.get_file_from_path(page.src_uri):
                raise PluginError(
                    f"{written.abs_src_path}: this address belongs to a generated page; "
                    "rename the file"
                )
            files.append(
                File.generated(
                    config,
                    page.src_uri,
                    abs_src_path=str(folder / page.src_uri),
                    inclusion=InclusionLevel.NOT_IN_NAV,
                )
            )
        for file in list(files):
            unused = file.src_uri.startswith(UNUSED_ASSETS) or file.src_uri.endswith(".map")
            if unused or (file.src_uri == SITEMAP and not config.site_url):
                files.remove(file)
        pages = len(files.documentation_pages())
        self._ticks = iter(self.progress(range(2 * pages), "Rendering", 2 * pages))
        return files

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        next(self._ticks, None)
        return html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        next(self._ticks, None)
        return output

    def on_env(self, env, *, config: MkDocsConfig, files: Files):
        # `mkdocs serve` puts a script into every page, which the security policy would stop.
        env.globals["serving"] = self.serving
        return env

    def on_post_build(self, config: MkDocsConfig) -> None:
        if not self._staging:
            return
        staging, self._staging = self._staging, None
        papers = self._built().archive.papers
        state = State.load(self._path(config, ".cache"), staging.site)
        new, changed = state.compare(papers)
        html, total = size(staging.folder)
        try:
            staging.swap()
        except InputError as error:
            raise PluginError(str(error)) from error
        config.site_dir = str(staging.site)
        try:
            state.save(papers)
        except OSError as error:
            log.info("the cache cannot be written: %s", error)
        self.summary = Summary(self._built(), new, changed, html, total)

    def on_build_error(self, *, error: Exception) -> None:
        if self._staging:
            self._staging.discard()
            self._staging = None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable
    ) -> LiveReloadServer:
        inputs = self.inputs(config)
        for path in (*inputs.listings, inputs.tags, *map(Path, config.theme.dirs[:1])):
            if path.exists():
                server.watch(str(path))
        return server

    def inputs(self, config: MkDocsConfig) -> Inputs:
        """What the options say an archive is made of."""
        listings = self.config.listings
        return Inputs(
            tuple(
                self._path(config, path)
                for path in ([listings] if isinstance(listings, str) else listings)
            ),
            self._path(config, self.config.tags),
            self._path(config, "."),
            self.config.year,
        )

    def _built(self) -> Result:
        if self._result is None:
            raise PluginError("nothing was built yet")
        return self._result

    @staticmethod
    def _path(config: MkDocsConfig, path: str) -> Path:
        """A path of the options, relative to `mkdocs.yml`."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return root / path

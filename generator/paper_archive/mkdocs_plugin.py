"""MkDocs as the program that renders the theme: the only module that imports MkDocs.

`mkdocs build` and `serve` call the plugin, which starts the pipeline; `paper-archive build` starts
the pipeline, and then MkDocs by `render`. Either way MkDocs calls the hooks of `Theme`.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands import build as mkdocs
from mkdocs.config import base, config_options, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, PluginCollection, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from paper_archive import pipeline
from paper_archive.config import Settings, settings_of_mkdocs
from paper_archive.desk import scripts as desk
from paper_archive.desk.archive_facts import archive_id
from paper_archive.mkdocs_yml import OPTIONS, Configuration
from paper_archive.model import InputError
from paper_archive.offline.files import images, off, site_files
from paper_archive.offline.scripts import is_unused
from paper_archive.preview import preview
from paper_archive.run import Run
from paper_archive.search import scripts as search
from paper_archive.site.design import NO_DESIGN, Design, design_files
from paper_archive.site.ignored import notes
from paper_archive.site.kept_theme import is_repeatable
from paper_archive.site.language import check_language
from paper_archive.site.look import (
    ABOUT,
    SHEET,
    Look,
    missing_anchors,
    report_missing,
    text,
    without_anchors,
)
from paper_archive.site.mkdocs_log import is_left_out, noting, reporting
from paper_archive.site.named_files import ASSETS, IMAGES, NamedFiles
from paper_archive.site.nav import footer_links, nav_paths, report_lost, title_of
from paper_archive.site.palette import CUSTOM
from paper_archive.site.shell import BODY, HEAD, TITLE, slim
from paper_archive.site.theme import (
    Rendered,
    RenderError,
    Request,
    has_own_look,
    has_warned,
    static_templates,
)
from paper_archive.urls import GENERATED, HOME, OFFLINE

_LOG = get_plugin_logger("paper-archive")
THEME = "paper-archive theme"  # The last plugin, whose hooks have the last word.
_HIDDEN = InclusionLevel.NOT_IN_NAV


def render(settings: Settings, request: Request) -> Rendered:
    """Run MkDocs with `Theme` in place of the plugin. Raises RenderError if it logged an error."""
    theme, plugins = Theme(request, settings.files[0]), PluginCollection()
    warnings, log = CountHandler(level=logging.WARNING), logging.getLogger("mkdocs")
    log.addHandler(warnings)
    try:
        folder, strict = str(request.folder), settings.strict
        config = load_config(str(settings.files[0]), site_dir=folder, strict=strict)
        for name, plugin in {**config.plugins, THEME: theme}.items():
            if not isinstance(plugin, PaperArchivePlugin):
                plugins[name] = plugin
        config.plugins = plugins
        _use_templates(config, settings, request)
        mkdocs.build(config)
    except (Abort, ConfigurationError) as error:
        raise RenderError("" if isinstance(error, Abort) else str(error)) from error
    finally:
        log.removeHandler(warnings)
    values = Configuration.read(settings.files[0]).values
    repeats = is_repeatable(values, settings.templates, settings.docs_dir)
    return replace(theme.rendered, is_repeatable=repeats and not any(warnings.counts.values()))


class PaperArchivePlugin(BasePlugin[base.LegacyConfig]):
    """Begins a build that MkDocs was asked for; `Theme`, which it adds, has the other hooks."""

    config_scheme = tuple((name, config_options.Type(object)) for name in OPTIONS)
    _is_preview = False

    def on_startup(self, *, command: str, **_: Any) -> None:
        self._is_preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        with _plugin_errors():
            run, settings = Run(reporting(_LOG), note=noting(_LOG)), settings_of_mkdocs(config)
            build = (preview if self._is_preview else pipeline.build)(settings, run)
            request = next(build)
        config.plugins[THEME] = Theme(request, settings.files[0], build, self._is_preview)
        _use_templates(config, settings, request)
        # The site is published once it is complete: until then MkDocs writes elsewhere.
        staged = copy.copy(config)
        staged.site_dir = str(request.folder)
        return staged

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> None:
        for path in settings_of_mkdocs(config).watched:
            server.watch(str(path))


class Theme(BasePlugin[base.LegacyConfig]):
    """Renders a request. A `build` that MkDocs was asked for goes on with what is rendered."""

    def __init__(
        self,
        request: Request,
        file: Path,
        build: pipeline.Build | None = None,
        is_preview: bool = False,
    ) -> None:
        self._request, self._build, self._is_preview = request, build, is_preview
        self._file = file  # mkdocs.yml
        self._nav = Navigation([], [])  # Handed to one hook, needed in another.
        self._papers: Mapping[str, bool] = {}
        self.rendered = Rendered(request.folder, {})

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        for file in list(files):
            page = file.src_uri if file.is_documentation_page() else ""
            path, is_on = file.src_uri, self._request.catalog.offline
            unused = self._request.is_unused(path) or is_unused(path, is_on=is_on)
            if unused or is_left_out(file.abs_src_path, page, _LOG):
                files.remove(file)
        texts = {file.src_uri: file.content_string for file in files.documentation_pages()}
        named = tuple(nav_paths(config.nav))
        self._papers = self._request.papers(texts, named)
        with _plugin_errors():
            for uri, markdown in self._request.markdown(texts, named).items():
                files.append(File.generated(config, uri, content=markdown, inclusion=_HIDDEN))

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        self._nav = nav
        for page in nav.pages:
            # A stand-in has not the title of its page.
            if GENERATED.fullmatch(page.file.src_uri) and "title" not in vars(page):
                page.title = title_of(page.file.src_uri)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        read, folders = Configuration.read(self._file), tuple(map(Path, config.theme.dirs))
        with _plugin_errors():
            check_language(read, config.theme.get("language"), config.theme.dirs)
        named = NamedFiles(
            (Path(config.docs_dir), *folders), lambda uri: files.get_file_from_path(uri) is not None
        )
        _leave_out(config, read, named)
        report_lost(read, lambda uri: _page(files, uri) is not None, _warn)
        about = _page(files, ABOUT)
        missing = missing_anchors(about.content or "") if about else []
        report_missing(missing, _warn)
        look = self._look(config, files, named)
        design = self._design(config, files, look)
        design.add_to(env)
        # `mkdocs serve` puts a script into every page, which the security policy would stop.
        env.globals |= {
            "serving": self._is_preview,
            "archive_id": archive_id(self._request.catalog),
            "vocabulary": self._request.catalog.taxonomy,
            "has_authors": self._request.catalog.authors.least > 0,
            "has_topics": bool(self._request.catalog.topics),
            "has_lists": bool(self._request.catalog.lists),
            "own_look": has_own_look(config.theme.dirs, config.extra_css),
            "look": look,
            "offline": self._request.catalog.offline,
            "offline_zip": self._request.catalog.offline_zip,
            "about": about,
            "foot": footer_links(self._nav.items),
        }
        template, shells = env.get_template("main.html"), {}
        for (kind, folder), uri in self._request.shell_pages.items():
            page = Page(None, File.generated(config, uri, content="", inclusion=_HIDDEN), config)
            page.meta, page.content = {"kind": kind, "title": TITLE}, BODY
            page.toc = TableOfContents([AnchorLink(TITLE, "top", 1)])
            context = mkdocs.get_context(self._nav, files, config, page) | {"head": HEAD}
            shells[kind, folder] = template.render(context)
        said = tuple(notes(read, Path(config.docs_dir), folders, named))
        self.rendered = Rendered(
            *(self._request.folder, shells, tuple(missing), said, design, self._papers)
        )

    def _look(self, config: MkDocsConfig, files: Files, named: NamedFiles) -> Look:
        """Return the look that the configuration gives, and add its style sheet to the site."""
        theme = {name: config.theme.get(name) for name in ("palette", "logo", "favicon", "icon")}
        # A browser would show a broken image.
        lost = [key for key in IMAGES if not named.shows(text(theme[key]))]
        look = Look.of(theme | dict.fromkeys(lost), config.extra, config.theme.dirs)
        if theme["palette"]:
            # The sheet has the colours: those of Material are too light to write with.
            scheme = {"scheme": look.palette.scheme}
            config.theme["palette"] = scheme | dict.fromkeys(("primary", "accent"), CUSTOM)
        if look.css:
            files.append(File.generated(config, SHEET, content=look.css))
        return look

    def _design(self, config: MkDocsConfig, files: Files, look: Look) -> Design:
        """Add the files by which browsers keep the site, and return its design."""
        is_on, folders = self._request.catalog.offline, tuple(map(Path, config.theme.dirs))

        def read(path: str) -> bytes:
            file = files.get_file_from_path(path)
            return file.content_bytes if file else b""

        made = site_files(config.site_name, config.site_description or "", look, folders, read)
        for path, data in (made if is_on else off(folders)).items():
            if files.get_file_from_path(path) is None:  # else somebody's own worker
                files.append(File.generated(config, path, content=data))
        if not is_on:
            return NO_DESIGN
        loaded = [*map(str, config.extra_javascript), *config.extra_css]
        paths = (file.dest_uri for file in files if not file.is_documentation_page())
        own = design_files(paths, [*images(look), *loaded], read)
        joined = dict(search.script_files(folders)) | dict(desk.script_files(folders))
        return Design.of(own | joined)

    def on_page_context(self, context: Any, *, page: Page, **_: Any) -> None:
        if drawn := self._request.pages.get(page.file.src_uri):
            context["head"] = drawn.head

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        if self._request.is_stand_in(page.file.src_uri):
            return ""
        html = slim(output)
        is_home = page.file.src_uri == HOME
        return without_anchors(html, self.rendered.missing) if is_home else html

    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        return slim(output) if template_name.endswith(".html") else output

    @event_priority(-1000)  # Other hooks may add files, or fail, before the site is published.
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self._build and not (config.strict and has_warned("mkdocs")):
            with _plugin_errors(), suppress(StopIteration):
                self._build.send(self.rendered)

    def on_build_error(self, **_: Any) -> None:
        if self._build:
            self._build.close()


@contextmanager
def _plugin_errors() -> Iterator[None]:
    try:
        yield
    except (InputError, OSError) as error:
        raise PluginError(str(error)) from error


def _warn(words: str) -> None:
    _LOG.warning("%s", words)


def _page(files: Files, src_uri: str) -> Page | None:
    """A page that is part of the site, None where there is none."""
    file = files.get_file_from_path(src_uri)
    return file.page if file and file.inclusion.is_included() else None


def _use_templates(config: MkDocsConfig, settings: Settings, request: Request) -> None:
    config.theme.dirs = list(dict.fromkeys([*map(str, settings.templates), *config.theme.dirs]))
    templates = static_templates(config.theme.static_templates)
    config.theme.static_templates = templates | ({OFFLINE} if request.catalog.offline else set())


def _leave_out(config: MkDocsConfig, read: Configuration, named: NamedFiles) -> None:
    """Take from `extra_css` and `extra_javascript` what the configuration names in vain.

    What plugins add stays: they may write files after the pages.
    """
    anywhere = has_own_look(config.theme.dirs, [])
    for key in ASSETS:
        useless = set(named.useless(read.values, key, anywhere=anywhere))
        config[key] = [item for item in config[key] if str(item).strip() not in useless]

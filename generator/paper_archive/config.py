"""Settings: `mkdocs.yml` and what the command line says instead, as one frozen value.

The settings of this program are the options of its MkDocs plugin:

    plugins:
      - paper-archive:
          listings: site_src/listings     # file or folder, or a list of them
          pages_dir: site_src/pages       # where the Markdown of generated pages goes
          tags: site_src/tags.yml         # the vocabulary; else this file, else the installed one
          curation: site_src/curation.yml # corrections; else this file, if it exists
          author_pages: 5                 # papers of an author who has a page; 0 for no pages
          topics: site_src/topics.yml     # subjects with pages; else this file, if it exists
          lists: site_src/lists           # lists of papers; else this folder, if it exists
          year: 2025                      # of listings that give no year
          stamp: true                     # false sends every page through MkDocs
          api: https://…                  # the daily papers API that `paper-archive fetch` asks
          sources: [hugging-face]         # what `fetch` asks instead: see `intake/wanted.py`
          links: {Name: https://…}        # papers on other sites: see `text/link_templates.py`
          offline_reading: true           # browsers keep pages: see `offline/__init__.py`
          offline_zip: https://…          # the newest bundle, to link to

Paths are relative to the file. Options that do not exist are reported with the nearest that
do; in `sources` and `links` they are errors.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paper_archive import urls
from paper_archive.inputs import Inputs
from paper_archive.mkdocs_yml import Configuration
from paper_archive.model import Problem
from paper_archive.paths import as_on_disk
from paper_archive.resources import resource
from paper_archive.text.link_templates import DEFAULT_LINKS, LinkTemplate, read_links

if TYPE_CHECKING:
    from paper_archive.intake.wanted import Wanted

# The defaults of settings; the first two are those of MkDocs.
DOCS, SITE = "docs", "site"
LISTINGS, PAGES = "site_src/listings", "site_src/pages"
TAGS, CURATION = "site_src/tags.yml", "site_src/curation.yml"
TOPICS, LISTS = "site_src/topics.yml", "site_src/lists"
# Files of people's own that take the place of those for reading offline.
_FOR_OFFLINE = ("offline.md", "offline.html", "sw.js", "manifest.webmanifest")
CACHE = ".cache"
_GITLAB = ".gitlab-ci.yml"
AUTHOR_PAGES = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """What every command works with; all paths are absolute.

    `files` are the configuration and those that it inherits from. `site_url` ends in a slash, and
    is "" where the site has no address, as is `new_issue` without a repository: it begins the
    address of a new issue about a paper. `docs_dir` holds the pages that people wrote;
    `custom_dir`, if any, templates that take the place of those of this program; `hooks` are
    MkDocs' hooks. `design` is all that the configuration says about how pages look, as a text to
    compare. With `offline_reading`, browsers keep pages; `offline_zip` is the address of the newest
    bundle, "" for none. `problems` are doubts about the configuration.
    """

    files: tuple[Path, ...]
    inputs: Inputs
    site_name: str
    site_url: str
    new_issue: str
    docs_dir: Path
    site_dir: Path
    pages_dir: Path
    custom_dir: Path | None
    hooks: tuple[Path, ...]
    design: str
    cache: Path
    stamp: bool
    strict: bool
    api: str
    sources: tuple[Wanted, ...] | None = None
    author_pages: int = AUTHOR_PAGES
    links: tuple[LinkTemplate, ...] = DEFAULT_LINKS
    offline_reading: bool = True
    offline_zip: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders of templates, those that prevail first."""
        return (*([self.custom_dir] if self.custom_dir else []), resource("theme"))

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files and folders whose changes a preview shows at once."""
        inputs = self.inputs
        paths = (*inputs.listings, inputs.tags, inputs.curation, inputs.topics, inputs.lists)
        paths = (*paths, *self.templates)
        return tuple(path for path in paths if path and path.exists())


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What takes the place of the configuration; None and () leave it as it is.

    Paths are relative to the current folder.
    """

    listings: tuple[Path, ...] = ()
    year: int | None = None
    curation: Path | None = None
    site_dir: Path | None = None
    pages_dir: Path | None = None
    strict: bool | None = None
    site_name: str | None = None
    site_url: str | None = None
    repo_url: str | None = None
    theme: str | None = None
    use_directory_urls: bool | None = None


def load(file: Path, overrides: Overrides | None = None) -> Settings:
    """Read the settings of an archive.

    Raises InputError, with file and line, for what cannot be used.
    """
    configuration = Configuration.read(file)
    return _settings(configuration, overrides or Overrides())


def settings_of_mkdocs(config: Any) -> Settings:
    """The settings of a build that MkDocs was asked for, with what its command line said.

    Raises InputError as `load` does.
    """
    over = Overrides(
        site_dir=Path(config.site_dir),
        strict=config.strict,
        site_name=config.site_name,
        site_url=config.site_url or "",
        repo_url=config.repo_url or "",
        theme=config.theme.name,
        use_directory_urls=config.use_directory_urls,
    )
    return load(Path(config.config_file_path), over)


def _settings(configuration: Configuration, over: Overrides) -> Settings:
    root = configuration.file.parent.absolute()
    options = configuration.options()
    templates = configuration.text_of_theme("custom_dir")
    for key in ("extra_css", "extra_templates"):
        configuration.texts(key)  # MkDocs fails without a line where one is no text.
    configuration.check_scripts()
    configuration.check_nav()
    named = options.get("listings") or LISTINGS
    listings = [named] if isinstance(named, str) else named
    curation, tags = options.get("curation"), options.get("tags")
    docs_dir = _absolute(root, configuration.text("docs_dir") or DOCS)
    offline_reading = options.get("offline_reading", True)
    in_place = next((each for each in _FOR_OFFLINE if (docs_dir / each).is_file()), "")
    inputs = Inputs(
        tuple(Path.cwd() / path for path in over.listings)
        or tuple(_absolute(root, path) for path in listings),
        root,
        over.year or options.get("year"),
        _chosen(over.curation and over.curation.absolute(), root, curation, CURATION),
        _chosen(None, root, tags, TAGS) or resource("tags.yml"),
        topics=_chosen(None, root, options.get("topics"), TOPICS),
        lists=_chosen(None, root, options.get("lists"), LISTS),
    )
    return Settings(
        files=configuration.files,
        inputs=inputs,
        site_name=over.site_name or configuration.name(),
        site_url=configuration.address("site_url", over.site_url, is_folder=True),
        new_issue=urls.new_issue(
            configuration.address("repo_url", over.repo_url),
            on_gitlab=(root / _GITLAB).is_file(),
        ),
        docs_dir=docs_dir,
        site_dir=(
            over.site_dir or _absolute(root, configuration.text("site_dir") or SITE)
        ).absolute(),
        pages_dir=(over.pages_dir or _absolute(root, options.get("pages_dir") or PAGES)).absolute(),
        custom_dir=_absolute(root, templates) if templates else None,
        hooks=tuple(_absolute(root, hook) for hook in configuration.texts("hooks")),
        design=_design(configuration, over),
        cache=root / CACHE,
        stamp=options.get("stamp", True),
        strict=configuration.flag("strict") if over.strict is None else over.strict,
        api=options.get("api") or "",
        sources=_sources(configuration, options),
        author_pages=configuration.count("author_pages", AUTHOR_PAGES),
        links=(
            read_links(options["links"], str(configuration.file), configuration.line_of_link)
            if "links" in options
            else DEFAULT_LINKS
        ),
        offline_reading=offline_reading and not in_place,
        offline_zip=configuration.web_address("offline_zip"),
        problems=(
            *configuration.unknown(options),
            *([_in_place(docs_dir / in_place)] if offline_reading and in_place else []),
        ),
    )


def _sources(configuration: Configuration, options: Mapping[str, Any]) -> tuple[Wanted, ...] | None:
    if "sources" not in options:
        return None
    # What fetches is slow to import, and most archives name no sources.
    from paper_archive.intake.wanted import read_sources

    return read_sources(options["sources"], str(configuration.file), configuration.line_of_source)


def _in_place(file: Path) -> Problem:
    what = "has the address of a file for reading offline, which browsers therefore do without"
    return Problem(str(file), 0, what, "rename it, or write `offline_reading: false`")


def _design(configuration: Configuration, over: Overrides) -> str:
    values = configuration.values
    theme = values.get("theme") or "mkdocs"
    named = theme.get("name") if isinstance(theme, dict) else theme
    # Only what MkDocs' command line changes: otherwise both commands build the same site.
    changed = (
        over.theme if over.theme != named else None,
        over.use_directory_urls
        if over.use_directory_urls != values.get("use_directory_urls", True)
        else None,
    )
    return repr((values, changed))


def _absolute(root: Path, path: str) -> Path:
    return as_on_disk(Path(os.path.normpath(root / path)))


def _chosen(over: Path | None, root: Path, named: str | None, default: str) -> Path | None:
    """A file that is named, or the one of the default name where it exists."""
    if over or named:
        return over or _absolute(root, named or default)
    return root / default if (root / default).exists() else None

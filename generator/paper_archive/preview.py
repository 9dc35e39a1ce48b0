"""The pipeline of `mkdocs serve`: everything is built, and nothing is kept."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from itertools import chain

from paper_archive.config import Settings
from paper_archive.desk import desk_files
from paper_archive.pages import pages
from paper_archive.pages.touched import EVERYTHING
from paper_archive.pipeline import bring_up_to_date
from paper_archive.run import Run
from paper_archive.search.index_files import search_files
from paper_archive.site.markdown_folder import written
from paper_archive.site.own_pages import own_pages, without
from paper_archive.site.theme import Rendered, Request
from paper_archive.store.store import Store


def preview(settings: Settings, run: Run) -> Generator[Request, Rendered, None]:
    """Build a site to look at, into the folder of the theme's program; nothing is kept.

    Stops once, like `build`.
    """
    settings = replace(settings, site_url="", offline_reading=False)
    catalog = bring_up_to_date(settings, run, Store.open()).catalog
    own = own_pages(settings.docs_dir)
    drawn = without(pages(catalog, EVERYTHING, run.workers), own, run.report)
    drawn = written(drawn, settings.pages_dir)
    theme = yield Request.of(settings.site_dir, catalog, drawn, settings.stamp, own)
    files = search_files(catalog, settings.templates), desk_files(catalog, settings.templates)
    for path, data in chain(theme.stamp(drawn), *files):
        if data is not None:
            theme.add(path, data)

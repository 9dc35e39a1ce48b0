"""Writes the pages of an archive, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages.context import PageContext
from paper_archive.pages.day import day_pages
from paper_archive.pages.home import home_page
from paper_archive.pages.paper import paper_pages
from paper_archive.pages.tag import tag_pages
from paper_archive.pages.touched import EVERYTHING, Touched
from paper_archive.workers import ALONE, Workers


def pages(
    catalog: Catalog, touched: Touched = EVERYTHING, workers: Workers = ALONE
) -> Iterator[Page]:
    """Yield every generated page that is touched: papers first, then the lists that link to
    them."""
    context = PageContext(catalog)
    yield from paper_pages(context, touched.slugs, workers)
    yield from day_pages(context, touched)
    yield from tag_pages(context, touched.tags)
    yield home_page(context)


# The kinds of pages and their folders: a site needs a shell for every pair.
KINDS = (
    ("paper", "papers"),
    ("withdrawn", "papers"),
    ("redirect", "papers"),
    ("shared", "papers"),
    ("day", "days"),
    ("month", "days"),
    ("year", "days"),
    ("days", "days"),
    ("tag", "tags"),
    ("tags", "tags"),
    ("home", ""),
)

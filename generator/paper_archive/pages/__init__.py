"""Archive → pages, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive.model import Page
from paper_archive.pages.catalog import Catalog
from paper_archive.pages.day import day_pages
from paper_archive.pages.home import home_page
from paper_archive.pages.paper import paper_pages
from paper_archive.pages.tag import tag_pages
from paper_archive.pages.touched import EVERYTHING, Touched
from paper_archive.workers import ALONE, Workers


def pages(
    catalog: Catalog, touched: Touched = EVERYTHING, workers: Workers = ALONE
) -> Iterator[Page]:
    """Yield every generated page that is touched: papers first, the lists that link to them
    after."""
    yield from paper_pages(catalog, touched.slugs, workers)
    yield from day_pages(catalog, touched)
    yield from tag_pages(catalog, touched.tags)
    yield home_page(catalog)


# A page of each kind, and the folder it lies in: what a site needs shells for.
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

"""What archives of tests publish."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from paper_archive.catalog import Catalog
from paper_archive.exports import exports
from paper_archive.model import Paper

from tests.pages.papers import catalog as catalog_of

ADDRESS = "https://example.org/archive/"


def catalog(*papers: Paper, site_url: str = ADDRESS, **options: str) -> Catalog:
    """The catalog of papers, of a site with an address."""
    return replace(catalog_of(papers), site_url=site_url, **options)


def published(archive: Catalog, pages: Collection[str] = ("index.html",)) -> dict[str, bytes]:
    """Every file that an archive publishes beside its pages."""
    made: dict[str, bytes] = {}
    for export in exports(archive, pages):
        made |= export.make(made.__getitem__).files
    return made

"""`robots.txt` (RFC 9309): robots may read everything, and learn where the sitemap is.

Robots read it only at the root of a host. If the site is in a folder, submit the sitemap instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive.catalog import Catalog
from paper_archive.exports.export import Export

PATH = "robots.txt"


def exports(catalog: Catalog) -> Iterator[Export]:
    """Yield `robots.txt`."""
    yield Export.of(PATH, lambda _: robots(catalog.site_url), once=True)


def robots(site_url: str) -> bytes:
    """Return `robots.txt`; `site_url` ends in a slash, or is ""."""
    sitemap = f"\nSitemap: {site_url}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()

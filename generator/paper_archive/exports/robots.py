"""`robots.txt` (RFC 9309): everything may be read, and where the sitemap is.

Robots ask for it at the root of a host only; where the site lies deeper, it is the sitemap that
is to be submitted.
"""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive.catalog import Catalog
from paper_archive.exports.export import Export


def exports(catalog: Catalog) -> Iterator[Export]:
    """The file."""
    yield Export.of("robots.txt", lambda _: robots(catalog.site_url), once=True)


def robots(site_url: str) -> bytes:
    """The file; `site_url` ends in a slash, or is ""."""
    sitemap = f"\nSitemap: {site_url}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()

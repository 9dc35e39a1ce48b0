"""The sitemap: sitemaps.org's protocol, an index of several files where one would be too long.

    sitemap.xml             <urlset>, or a <sitemapindex> of sitemap-1.xml, sitemap-2.xml …

A file holds at most 50,000 addresses. There is no `lastmod`: a date that is not kept exactly is
one that search engines learn to ignore, and the same input must give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

MOST = 50_000
_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(paths: Iterable[str], site_url: str, most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """Yield the files (path, bytes) for the site's pages; `site_url` ends in a slash."""
    ordered = sorted(paths)
    if len(ordered) <= most:
        yield "sitemap.xml", _file("urlset", "url", ordered, site_url)
        return
    parts = [ordered[start : start + most] for start in range(0, len(ordered), most)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _file("urlset", "url", part, site_url)
    yield "sitemap.xml", _file("sitemapindex", "sitemap", names, site_url)


def _file(root: str, item: str, paths: Iterable[str], site_url: str) -> bytes:
    lines = [f"<{item}><loc>{escape(site_url + path)}</loc></{item}>\n" for path in paths]
    return f"{_HEADER}<{root} {_NAMESPACE}>\n{''.join(lines)}</{root}>\n".encode()

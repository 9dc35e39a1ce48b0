"""The OpenSearch description, which lets browsers offer the site's search in the address bar.

    opensearch.xml    linked from the head of the home page; searches are search.html?q=…

It contains absolute addresses, so a site without `site_url` has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.exports.export import Export
from paper_archive.exports.xml_text import HEADER, element, escaped

# The format allows 16 characters for the name, and 1,024 for the description.
_LONGEST_NAME = 16


def exports(catalog: Catalog) -> Iterator[Export]:
    """Yield the description; none without a site address."""
    if catalog.site_url:
        yield Export.of(urls.OPEN_SEARCH, lambda _: open_search(catalog), once=True)


def open_search(catalog: Catalog) -> bytes:
    """Return the OpenSearch description."""
    url = escaped(catalog.site_url)
    return "\n".join(
        (
            f'{HEADER}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
            element("ShortName", catalog.site_name[:_LONGEST_NAME]),
            element("Description", f"Search the papers of {catalog.site_name}"[:1024]),
            f'<Url type="text/html" template="{url}search.html?q={{searchTerms}}"/>',
            f'<Image width="16" height="16" type="image/svg+xml">{url}assets/favicon.svg</Image>',
            "<InputEncoding>UTF-8</InputEncoding>",
            "</OpenSearchDescription>\n",
        )
    ).encode()

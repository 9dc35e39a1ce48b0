"""The sitemap in the protocol of sitemaps.org: an index of files of addresses.

    sitemap.xml               <sitemapindex> of the others
    sitemap-pages.xml         days, tags and all other pages except pages of papers
    sitemap-2025.xml          the papers first listed in that year
    sitemap-undated.xml       the papers of undated listings only

The protocol allows 50,000 addresses in a file, and 50,000 files in an index. A file has at most
1,000, so that a new paper changes little: further addresses go to `sitemap-2025-2.xml` and so on,
in order of first listing, and a new paper changes the last file of its year.
`lastmod` is the newest day on which a page's papers were listed, and not the clock's, because the
same input must produce the same bytes. All files are at the root, because a sitemap covers only the
folder it is in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import accumulate
from urllib.parse import quote

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.exports import last_days
from paper_archive.exports.export import Export, ReadFile
from paper_archive.exports.xml_text import HEADER, escaped
from paper_archive.store.periods import UNDATED, Period, years
from paper_archive.store.update import Changes

MOST = 1_000
PATH = "sitemap.xml"
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def exports(catalog: Catalog, pages: Collection[str], most: int = MOST) -> Iterator[Export]:
    """Yield all files; none without a site address.

    `pages` are the pages to list besides pages of papers; a file has at most `most` addresses.
    """
    if not catalog.site_url:
        return
    names: list[str] = []
    # Hand-written pages may have names in any script.
    ordered = sorted(map(quote, pages))
    days = cache(partial(last_days.of_pages, catalog))
    for n, name in enumerate(_names("pages", len(ordered), most)):
        names.append(name)
        listed = ordered[n * most : (n + 1) * most]
        yield Export.of(name, partial(_page_file, catalog, listed, days))
    first_listings = catalog.archive.first_listings
    listing_days, ends = list(first_listings), list(accumulate(first_listings.values()))
    for period in years(catalog.archive):
        for n, name in enumerate(_names(period.name, len(period), most)):
            names.append(name)
            start = period.start + n * most
            part = Period(period.name, start, min(start + most, period.end))
            make = partial(_paper_file, catalog, part)
            if part.end == period.end or period.name == UNDATED:
                yield Export.of(name, make, period)
            else:
                last = listing_days[bisect_left(ends, part.end)].isoformat()
                yield Export.of(name, make, differs=partial(_differs, period, last))
    yield Export.of(PATH, lambda _: _index_file(names, catalog.site_url))


def _differs(year: Period, last: str, changes: Changes) -> bool:
    """Tell whether papers changed up to the last day of a full file: later ones do not move it."""
    return any(year.has(day) and day <= last for day in changes.days)


def _index_file(names: Iterable[str], site_url: str) -> bytes:
    return _file("sitemapindex", "sitemap", ((name, "") for name in names), site_url)


def _page_file(
    catalog: Catalog, pages: Iterable[str], days: Callable[[], Mapping[str, str]], _: ReadFile
) -> bytes:
    """Return a file of pages; `days` returns their newest days by path."""
    listed = ((path, days().get(path, "")) for path in pages)
    return _file("urlset", "url", listed, catalog.site_url)


def _paper_file(catalog: Catalog, period: Period, _: ReadFile) -> bytes:
    listed = (
        (urls.html(urls.paper(slug)), day)
        for slug, day in catalog.archive.last_days(period.of(catalog.archive))
    )
    return _file("urlset", "url", listed, catalog.site_url)


def _names(part: str, count: int, most: int) -> Iterator[str]:
    for n in range(-(-count // most)):
        yield f"sitemap-{part}-{n + 1}.xml" if n else f"sitemap-{part}.xml"


def _file(root: str, item: str, listed: Iterable[tuple[str, str]], site_url: str) -> bytes:
    """Return a file of paths in the site and their days (ISO), "" if unknown."""
    before, after = f"<{item}><loc>{escaped(site_url)}", f"</{item}>\n"
    lines = (
        f"{before}{escaped(path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}{after}"
        for path, day in listed
    )
    return f"{HEADER}<{root} {_NAMESPACE}>\n{''.join(lines)}</{root}>\n".encode()

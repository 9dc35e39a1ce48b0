"""The newest day on which a page's papers were listed: the sitemap says when it last changed.

Search engines believe only exact dates, so a page has none if its day is not known.
"""

from __future__ import annotations

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.store.leaders import TAGS


def of_pages(catalog: Catalog) -> dict[str, str]:
    """Return the newest days (ISO) of the papers of pages, by their paths in the site."""
    days = sorted(catalog.outline.days)
    found = {urls.month(int(day[:4]), int(day[5:7])): day for day in days}
    found |= {urls.year(int(day[:4])): day for day in days}
    found |= {f"days/{day}.md": day for day in days}
    newest = {
        tag: of_list.span(0, of_list.papers)[1]
        for (kind, tag), of_list in catalog.list_days.items()
        if kind == TAGS
    }
    last = catalog.archive.last_days_of_tags(newest)
    found |= {urls.tag(tag): day for tag, day in last.items()}
    if days:
        found |= dict.fromkeys((urls.HOME, urls.DAYS, urls.TAGS), days[-1])
    return {urls.html(src_uri): day for src_uri, day in found.items()}

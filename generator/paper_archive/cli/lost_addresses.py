"""The addresses that a correction removes, and the redirects that keep those of papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paper_archive import urls
from paper_archive.archive import curation_edits as edits
from paper_archive.model import Paper, Redirect
from paper_archive.pages.dated import lost_pages
from paper_archive.pipeline import Snapshot
from paper_archive.store.lookup import key
from paper_archive.yaml_edit import Edit

_OF_DAYS = "No listing has the days of these addresses any more:"
_IF_PUBLISHED = (
    "If the site was published with them, links to them will lead nowhere: set the former date "
    "again to keep them. If it was not, there is nothing to do."
)
_OF_PAPERS = "Links to these addresses will lead nowhere, unless 'redirects' has them:"


def lost(now: Snapshot, corrected: Snapshot) -> list[str]:
    """The addresses that a correction removes, those of days and those of papers.

    Those of days are of the last build, or of the listings without one.
    """
    before, built = now.changes.after, now.changes.before
    days = lost_pages(before, corrected.changes.after)
    if built.days:
        published = {*lost_pages(built, corrected.changes.after)}
        days = [path for path in days if path in published]
    papers = map(urls.paper, _lost_slugs(now, corrected))
    return [urls.html(path) for path in (*days, *papers)]


def said(addresses: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a warning of lost addresses."""
    papers = [path for path in addresses if path.startswith(urls.folder(urls.paper("")))]
    days = [path for path in addresses if path not in papers]
    for what, several, advice in ((_OF_DAYS, days, _IF_PUBLISHED), (_OF_PAPERS, papers, "")):
        if several:
            yield what
            yield from (f"  {address}" for address in several)
        if several and advice:
            yield advice


def redirects(now: Snapshot, corrected: Snapshot) -> list[Edit]:
    """The redirects that keep the addresses of papers which a correction removes."""
    archive = now.catalog.archive
    made: list[Edit] = []
    for slug in _lost_slugs(now, corrected):
        there = archive.at(slug)
        paper = there.paper if isinstance(there, Redirect) else there
        if paper is not None:
            one = paper if isinstance(paper, Paper) else paper.papers[0]
            made += edits.redirect(slug, key(one, archive, now.curation))
    return made


def _lost_slugs(now: Snapshot, corrected: Snapshot) -> list[str]:
    return sorted(now.catalog.archive.addresses() - corrected.catalog.archive.addresses())

"""The addresses of days, weeks, months and years, which exist while a listing has a day in them."""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive import urls
from paper_archive.archive.moved_days import moved_pages
from paper_archive.store.outline import Outline


def lost_pages(before: Outline, after: Outline) -> list[str]:
    """Return the source paths of dated pages that only a former outline has, in order."""
    return sorted({*_pages(before)} - {*_pages(after)})


def _pages(outline: Outline) -> Iterator[str]:
    periods = {*outline.months, *outline.years}
    names = {*outline.days, *periods, *moved_pages(outline.days, outline.moved)}
    yield from (f"{urls.folder(urls.DAYS)}/{name}.md" for name in names)
    yield from map(urls.week, outline.weeks)
    yield from (urls.trends(*map(int, name.split("-"))) for name in periods)
    if outline.undated is not None:
        yield urls.UNDATED

"""Pages at the addresses of days that have no papers any more since a date was corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from paper_archive import urls
from paper_archive.archive.moved_days import moved_pages
from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages import head
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import page_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched
from paper_archive.store.outline import Outline
from paper_archive.store.update import Changes
from paper_archive.text.english import full_day, month
from paper_archive.workers import Workers

FOLDER = "days"


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    for old, new in _moved(context.catalog.outline).items():
        if _path(old) in touched:
            yield _page(context, old, new)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    before, after = _moved(changes.before), _moved(changes.after)
    drawn = [_path(old) for old, new in after.items() if before.get(old) != new]
    # A day that has a listing again is drawn as a day.
    gone = before.keys() - after.keys() - {*changes.after.days, *changes.after.months}
    gone -= changes.after.years.keys()
    return Touched.of(drawn, map(_path, gone))


KIND = PageKind(FOLDER, ("moved-day",), _draw, _touched)


def _moved(outline: Outline) -> dict[str, str]:
    return moved_pages(outline.days, outline.moved)


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.md"


def _page(context: PageContext, old: str, new: str) -> Page:
    target = _path(new)
    body = render("moved-day", title=_title(old), link=page_link(_title(new), f"{new}.md"))
    return head.page(
        _path(old),
        "moved-day",
        _title(old),
        body,
        context.imprint,
        head=head.redirect(f"{new}.md"),
        canonical=target,
        target=urls.html(f"{new}.md"),
    )


def _title(name: str) -> str:
    if len(name) == 10:
        return full_day(date.fromisoformat(name))
    return month(int(name[:4]), int(name[5:])) if len(name) == 7 else name

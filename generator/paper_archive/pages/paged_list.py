"""Draws the parts that the pages of a tag and of a topic share; `tag_pages` says which pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from paper_archive import urls
from paper_archive.model import Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.figures import bars
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, page_link, uri
from paper_archive.pages.head import page, redirect
from paper_archive.pages.items import item
from paper_archive.pages.markup import NOTHING, step
from paper_archive.pages.rendering import render
from paper_archive.pages.tag_pages import NEWEST, Chunk, begun_page, chunks
from paper_archive.pages.touched import Touched
from paper_archive.text.english import full_day


@dataclass(frozen=True, slots=True)
class PagedList:
    """A list of papers on several pages in `folder`; `page` returns the page of a number.

    The papers of a list `without_tag` have this tag, which items do not repeat.
    """

    context: PageContext
    title: str
    folder: str
    page: Callable[[int], str]
    without_tag: str = ""

    def draw(
        self,
        touched: Touched,
        days: Sequence[str],
        papers: Sequence[Paper],
        page_at: Callable[[Sequence[Chunk], int], Page],
    ) -> Iterator[Page]:
        """Yield the touched pages of papers, which come oldest first and are of `days`.

        `page_at` draws the page of a place among all.
        """
        divided = chunks(days, papers)
        for at, chunk in enumerate(divided):
            if self.page(chunk.number) in touched:
                yield page_at(divided, at)
        begun = begun_page(len(days))
        if begun and self.page(begun) in touched:
            yield self._begun_page(begun)

    def parts(
        self, divided: Sequence[Chunk], at: int, days: Sequence[str], offered: Collection[str]
    ) -> dict[str, Any]:
        """Return the values of a page's template: its days, the links to other pages, and on the
        newest one the papers by month.

        `offered` are the tags to which the page can be narrowed.
        """
        chunk, newest = divided[at], divided[at].number == NEWEST
        months = Counter(day[:7] for day in days if day) if newest else {}
        counts = {(int(month[:4]), int(month[5:])): n for month, n in months.items()}
        older = divided[at + 1] if at + 1 < len(divided) else None
        return {
            "figure": bars(counts) if counts else EMPTY,
            "days": blocks(
                self._day(day, list(group), offered)
                for day, group in groupby(chunk.papers, lambda paper: paper.first_day)
            ),
            "newer": self._step("← Newer papers", divided[at - 1] if at else None, "prev"),
            "older": self._step("Older papers →", older, "next"),
            "years": [
                {"name": year or "Undated", "pages": self._links(group)}
                for year, group in groupby(divided[1:], lambda older: older.newest[:4])
            ]
            if newest
            else [],
        }

    def _begun_page(self, number: int) -> Page:
        """Return the page at the address of a page that is not full yet."""
        target = self.page(NEWEST)
        return page(
            self.page(number),
            "redirect",
            self.title,
            render("begun-page", title=self.title, link=page_link(self.title, self._to(target))),
            self.context.imprint,
            head=redirect(self._to(target)),
            canonical=target,
            target=urls.html(self._to(target)),
        )

    def _day(self, day: date | None, papers: Sequence[Paper], offered: Collection[str]) -> Fragment:
        return render(
            "tag-day",
            name=full_day(day) if day else "Undated",
            id=day.isoformat() if day else "undated",
            uri=uri(self._to(urls.day(day))),
            count=len(papers),
            items=blocks(
                item(
                    *(paper, self.context.imprint, self.folder),
                    level=3,
                    day=day,
                    without_tag=self.without_tag,
                    offered=offered,
                )
                for paper in papers
            ),
        )

    def _links(self, pages: Iterable[Chunk]) -> Fragment:
        return join(page_link(each.short_span, self._to(self.page(each.number))) for each in pages)

    def _step(self, words: str, chunk: Chunk | None, rel: str) -> Fragment:
        return step(words, self._to(self.page(chunk.number)), rel) if chunk else NOTHING

    def _to(self, src_uri: str) -> str:
        return urls.relative(src_uri, self.folder)

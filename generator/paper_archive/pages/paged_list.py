"""Draws the parts that the pages of a tag and of a topic share; `tag_pages` says which pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from paper_archive import urls
from paper_archive.model import Page, Paper
from paper_archive.pages.figures import bars
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, page_link, same, text, uri
from paper_archive.pages.head import page, redirect
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import item
from paper_archive.pages.kept_items import NO_ITEMS, KeptItems, LastLists, kept_items
from paper_archive.pages.markup import NOTHING, step
from paper_archive.pages.rendering import render
from paper_archive.pages.tag_pages import NEWEST, PAGE_SIZE, Chunk, begun_page, chunks
from paper_archive.pages.touched import Touched
from paper_archive.store.list_days import ListDays
from paper_archive.text.english import full_day

# A page is about as much work as the pages of so many papers.
WORK = PAGE_SIZE / 4


class ListPage(NamedTuple):
    """What a page of a list shows: its own `chunk`, the pages beside it, and on the newest one the
    number of papers by month and all `others`. Only the chunk of the page has papers, and `kept`
    are items that the list had before."""

    chunk: Chunk
    newer: Chunk | None
    older: Chunk | None
    months: Mapping[tuple[int, int], int]
    others: Sequence[Chunk]
    kept: KeptItems = NO_ITEMS

    @property
    def is_newest(self) -> bool:
        """Whether it is the list's newest page."""
        return self.chunk.number == NEWEST


@dataclass(frozen=True, slots=True)
class PagedList:
    """A list of papers on several pages in `folder`; `page` returns the page of a number.

    The papers of a list `without_tag` have this tag, which items do not repeat.
    """

    title: str
    folder: str
    page: Callable[[int], str]
    without_tag: str = ""

    def touched_pages(
        self,
        touched: Touched,
        days: ListDays,
        newest: Callable[[int], Sequence[Paper]],
        last: LastLists | None = None,
    ) -> Iterator[ListPage]:
        """Yield the touched pages; `newest` returns so many of the papers, newest first."""
        # Read before the newest page is written anew: an older one may begin with its last papers.
        kept = kept_items(last, self.page(NEWEST))
        divided = chunks(days)
        drawn = [at for at, chunk in enumerate(divided) if self.page(chunk.number) in touched]
        papers = newest(days.papers - divided[drawn[-1]].start) if drawn else ()
        for at in drawn:
            chunk, is_newest = divided[at], not at
            months = days.months if is_newest else {}
            of_page = papers[days.papers - chunk.end : days.papers - chunk.start]
            yield ListPage(
                replace(chunk, papers=tuple(of_page)),
                divided[at - 1] if at else None,
                divided[at + 1] if at + 1 < len(divided) else None,
                {(int(month[:4]), int(month[5:])): n for month, n in months.items()},
                divided[1:] if is_newest else (),
                kept,
            )

    def parts(self, shown: ListPage, imprint: Imprint, offered: Collection[str]) -> dict[str, Any]:
        """Return the values of a page's template: its days, the links to other pages, and on the
        newest one the papers by month.

        `offered` are the tags to which the page can be narrowed.
        """
        return {
            "figure": bars(shown.months) if shown.months else EMPTY,
            "days": blocks(
                self._day(day, list(group), imprint, offered, shown.kept)
                for day, group in groupby(shown.chunk.papers, lambda paper: paper.first_day)
            ),
            "newer": self._step("← Newer papers", shown.newer, "prev"),
            "older": self._step("Older papers →", shown.older, "next"),
            "years": [
                {"name": year or "Undated", "pages": self._links(group)}
                for year, group in groupby(shown.others, lambda older: older.newest[:4])
            ],
        }

    def begun_pages(self, touched: Touched, papers: int, imprint: Imprint) -> Iterator[Page]:
        """Yield the page at the address of a page that is not full yet, if it is touched."""
        number = begun_page(papers)
        if not number or self.page(number) not in touched:
            return
        target = self.page(NEWEST)
        yield page(
            self.page(number),
            "redirect",
            self.title,
            render("begun-page", title=self.title, link=page_link(self.title, self._to(target))),
            imprint,
            head=redirect(self._to(target)),
            canonical=target,
            target=urls.html(self._to(target)),
        )

    def _day(
        self,
        day: date | None,
        papers: Sequence[Paper],
        imprint: Imprint,
        offered: Collection[str],
        kept: KeptItems,
    ) -> Fragment:
        return render(
            "tag-day",
            **_heading(day, self.folder),
            count=len(papers),
            items=blocks(
                item(
                    *(paper, imprint, self.folder),
                    level=3,
                    day=day,
                    without_tag=self.without_tag,
                    offered=offered,
                    kept=kept,
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


@lru_cache(maxsize=1 << 12)
def _heading(day: date | None, folder: str) -> Mapping[str, Fragment]:
    """Return the heading of a day, which is on the pages of most tags."""
    return {
        "name": text(full_day(day) if day else "Undated"),
        "id": same(day.isoformat() if day else "undated"),
        "uri": uri(urls.relative(urls.day(day), folder)),
    }

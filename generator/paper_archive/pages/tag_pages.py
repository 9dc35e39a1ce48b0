"""Which pages a tag has, from the number of its papers.

The newest page, `<id>.html`, always shows the newest hundred at least. The papers before are on
fixed pages of a hundred each, numbered from the oldest: `<id>-2.html` has the oldest hundred,
`<id>-3.html` the next. Where a further page is begun, its papers are still on the newest page, and
its address leads there until it is full. So a new paper changes only the newest page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from paper_archive.model import Paper
from paper_archive.pages.touched import Touched
from paper_archive.store.list_days import PART, ListDays
from paper_archive.text.english import SHORT_MONTHS, long_day

PAGE_SIZE = PART
NEWEST = 1  # the number of the newest page


def fixed_pages(papers: int) -> int:
    """Return the number of a tag's fixed pages."""
    return max(0, papers // PAGE_SIZE - 1)


def begun_page(papers: int) -> int | None:
    """Return the number of the page that is begun and not full, None if there is none."""
    full, rest = divmod(papers, PAGE_SIZE)
    return full + 1 if full and rest else None


def touched_list(page: Callable[[int], str], former: int, papers: int, same: int) -> Touched:
    """Return the pages of a tag, or of another such list, that an update touches.

    `page` returns the page of a number. The list had `former` papers and has now so many; the
    oldest of them, `same`, are those of before.
    """
    before, after = fixed_pages(former), fixed_pages(papers)
    first = min(same // PAGE_SIZE, after)
    if before != after:
        # The page before the first one that appears or goes links to it.
        first = min(first, max(0, min(before, after) - 1))
    drawn = [*range(first + 2, after + 2), NEWEST]
    begun, was_begun = begun_page(papers), begun_page(former)
    if begun and begun != was_begun:
        drawn.append(begun)
    gone = page_numbers(former) - page_numbers(papers)
    return Touched.of(map(page, drawn), map(page, gone))


def page_numbers(papers: int) -> set[int]:
    """Return the numbers in the addresses of a tag's pages."""
    begun = begun_page(papers)
    return {NEWEST, *range(2, fixed_pages(papers) + 2), *([begun] if begun else [])}


@dataclass(frozen=True, slots=True)
class Chunk:
    """The papers of one page, newest first.

    `number` is the number in the page's address. The papers of its list, oldest first, have the
    places from `start` to before `end`; `oldest` and `newest` are days (ISO, "" for undated).
    """

    number: int
    start: int
    end: int
    oldest: str
    newest: str
    papers: Sequence[Paper] = ()

    @property
    def span(self) -> str:
        """The days from its oldest to its newest paper, in words."""
        if not self.newest:
            return "undated"
        newest = long_day(date.fromisoformat(self.newest))
        if self.oldest == self.newest:
            return newest
        return f"{long_day(date.fromisoformat(self.oldest))} to {newest}"

    @property
    def short_span(self) -> str:
        """The same under the year of the newest paper."""
        if not self.newest:
            return "undated"
        oldest, newest = date.fromisoformat(self.oldest), date.fromisoformat(self.newest)
        end = _short_day(newest)
        if oldest == newest:
            return end
        start = _short_day(oldest)
        return (
            f"{start} – {end}" if oldest.year == newest.year else f"{start} {oldest.year} – {end}"
        )


def _short_day(day: date) -> str:
    return f"{day.day}\N{NO-BREAK SPACE}{SHORT_MONTHS[day.month - 1]}"


def chunks(days: ListDays) -> list[Chunk]:
    """Divide a list into pages, newest page first; their papers are left out."""
    fixed = fixed_pages(days.papers)
    starts = range(0, fixed * PAGE_SIZE, PAGE_SIZE)
    places = [(start // PAGE_SIZE + 2, start, start + PAGE_SIZE) for start in starts]
    places.append((NEWEST, fixed * PAGE_SIZE, days.papers))
    return [Chunk(*place, *days.span(*place[1:])) for place in reversed(places)]

"""Tag pages and their index.

A tag's papers go by first listed day, newest first and undated last, 100 a page. Pages are
numbered from the oldest: `<id>-2.html` has the oldest hundred, `<id>-3.html` the next, and
`<id>.html` the newest, so a new paper changes the newest page only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.model import Page, Paper
from generator.pages import addresses
from generator.pages.catalog import Catalog
from generator.pages.fragment import EMPTY, Fragment, blocks, page_link, render, uri
from generator.pages.head import page
from generator.pages.items import item
from generator.pages.markup import NOTHING, facts, plural, step
from generator.pages.trends import bars
from generator.pages.words import full_day, long_day
from generator.tags import Tag

FOLDER = "tags"
PAGE_SIZE = 100


def tag_pages(catalog: Catalog) -> Iterator[Page]:
    """Yield the pages of every tag, also of one without papers: its address is published."""
    for tag in catalog.taxonomy.tags:
        chunks = _chunks(catalog.by_tag.get(tag.id, ()))
        for chunk in chunks:
            yield _tag_page(tag, catalog, chunk, chunks)
    yield _index_page(catalog)


@dataclass(frozen=True, slots=True)
class Chunk:
    """The papers of one page, newest first, and the number in its address (1 for the newest)."""

    number: int
    papers: tuple[Paper, ...]

    @property
    def span(self) -> str:
        """The days from its oldest to its newest paper, in words."""
        days = [paper.first_day for paper in self.papers if paper.first_day]
        if not days:
            return "undated"
        if days[0] == days[-1]:
            return long_day(days[0])
        return f"{long_day(days[-1])} to {long_day(days[0])}"


def _chunks(papers: Sequence[Paper]) -> list[Chunk]:
    """Part a tag's papers (by first listing, undated last) into pages, newest page first."""
    undated = [paper for paper in papers if not paper.first_day]
    # Oldest first, and the papers of a day from its last to its first: read backwards, days
    # descend and each day is in the order of its listing.
    dated = [paper for paper in papers if paper.first_day]
    oldest = list(reversed(undated))
    for _, group in groupby(dated, key=lambda paper: paper.first_day):
        oldest += reversed(list(group))
    starts = range(0, max(1, len(oldest)), PAGE_SIZE)
    last = len(starts) - 1
    return [
        Chunk(1 if n == last else n + 2, tuple(reversed(oldest[start : start + PAGE_SIZE])))
        for n, start in reversed(list(enumerate(starts)))
    ]


def _tag_page(tag: Tag, catalog: Catalog, chunk: Chunk, chunks: Sequence[Chunk]) -> Page:
    papers = catalog.by_tag.get(tag.id, ())
    newest = chunk.number == 1
    at = chunks.index(chunk)
    months = Counter(
        (paper.first_day.year, paper.first_day.month) for paper in papers if paper.first_day
    )
    facet = catalog.facets[tag.facet]
    code = sum(bool(paper.code) for paper in papers)
    body = render(
        "tag",
        tag=tag,
        facet_link=page_link(facet.title, f"index.md#{facet.id}"),
        means=tag.means[0].upper() + tag.means[1:],
        facts=facts(plural(len(papers), "paper"), f"{code:,} with code" if code else "")
        if newest
        else facts(f"Papers listed first {chunk.span}"),
        newest=newest,
        figure=bars(months) if newest and months else EMPTY,
        days=blocks(
            _day(tag, catalog, day, list(group))
            for day, group in groupby(chunk.papers, lambda paper: paper.first_day)
        ),
        newer=_step("← Newer papers", tag, chunks[at - 1] if at else None, "prev"),
        older=_step(
            "Older papers →", tag, chunks[at + 1] if at + 1 < len(chunks) else None, "next"
        ),
        pages=[
            page_link(other.span, _to(addresses.tag(tag.id, other.number)))
            for other in chunks
            if newest and other.number != 1
        ],
    )
    return page(
        addresses.tag(tag.id, chunk.number),
        "tag",
        tag.title if newest else f"{tag.title}, {chunk.span}",
        body,
        catalog,
        description=tag.means,
    )


def _day(tag: Tag, catalog: Catalog, day: date | None, papers: Sequence[Paper]) -> Fragment:
    return render(
        "tag-day",
        name=full_day(day) if day else "Undated",
        id=day.isoformat() if day else "undated",
        uri=uri(_to(addresses.day(day))),
        count=len(papers),
        items=blocks(
            item(paper, catalog, FOLDER, level=3, day=day, without_tag=tag.id) for paper in papers
        ),
    )


def _to(src_uri: str) -> str:
    return addresses.relative(src_uri, FOLDER)


def _step(words: str, tag: Tag, chunk: Chunk | None, rel: str) -> Fragment:
    return step(words, _to(addresses.tag(tag.id, chunk.number)), rel) if chunk else NOTHING


def _index_page(catalog: Catalog) -> Page:
    counts = dict(catalog.biggest)
    top = max(counts.values(), default=1)
    facets = [
        {
            "id": facet.id,
            "title": facet.title,
            "tags": [
                tag_row(tag.id, catalog, FOLDER, top)
                for tag in sorted(
                    catalog.taxonomy.of_facet(facet.id),
                    key=lambda tag: (-counts.get(tag.id, 0), tag.id),
                )
            ],
        }
        for facet in catalog.taxonomy.facets
    ]
    body = render("tags", tags=len(catalog.taxonomy.tags), groups=len(facets), facets=facets)
    return page(addresses.TAGS, "tags", "Tags", body, catalog)


def tag_row(tag_id: str, catalog: Catalog, folder: str, top: int) -> Fragment:
    """A tag with its number of papers and a bar, as long as its share of `top` papers."""
    count = len(catalog.by_tag.get(tag_id, ()))
    width = max(1, round(100 * count / top)) if count else 0
    return render("tag-row", width=width, link=catalog.tag_link(tag_id, folder), count=f"{count:,}")

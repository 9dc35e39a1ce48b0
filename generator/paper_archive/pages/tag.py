"""Tag pages and their index.

A tag's papers are in order of first listing, newest first and undated last, 100 a page. Pages are
numbered from the oldest: `<id>-2.html` has the oldest hundred, `<id>-3.html` the next, and
`<id>.html` the newest, so that a new paper changes only the newest page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.figures import bars
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, page_link, uri
from paper_archive.pages.head import feed, page
from paper_archive.pages.items import feed_link, item
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched
from paper_archive.store.update import Changes
from paper_archive.tags import Tag
from paper_archive.text.english import full_day, long_day, plural
from paper_archive.workers import Workers

FOLDER = "tags"
PAGE_SIZE = 100


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    # A tag without papers has a page too, because its address may be published.
    for tag in context.catalog.taxonomy.tags:
        if (
            urls.tag(tag.id) in touched
        ):  # An update that changes any page of a tag changes this one.
            days, papers = context.catalog.archive.oldest_tagged(tag.id)
            chunks = _chunks(days, papers)
            for at, chunk in enumerate(chunks):
                if urls.tag(tag.id, chunk.number) in touched:
                    yield _tag_page(tag, context, chunks, at, days)
    yield _index_page(context)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    drawn, gone = {urls.TAGS}, set[str]()
    for tag, since in changes.tags.items():
        days = catalog.archive.tagged_days(tag)
        former = _numbers(changes.before.tags.get(tag, (0, 0))[0])
        now = _numbers(len(days))
        first = bisect_left(days, since) // PAGE_SIZE
        if len(former) != len(now):
            first -= 1  # The page before the first new one links to a page whose number changed.
        drawn |= {urls.tag(tag, number) for number in now[max(0, min(first, len(now) - 1)) :]}
        gone |= {urls.tag(tag, number) for number in set(former).difference(now)}
    return Touched.of(drawn, gone)


KIND = PageKind(FOLDER, ("tag", "tags"), _draw, _touched)


def _numbers(papers: int) -> list[int]:
    """Return the numbers in the addresses of a tag's pages, oldest page first."""
    return [*range(2, -(-papers // PAGE_SIZE) + 1), 1]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The papers of one page, newest first.

    `number` is the number in the page's address, 1 for the newest page; `oldest` and `newest` are
    days (ISO, "" for undated).
    """

    number: int
    papers: Sequence[Paper]
    oldest: str
    newest: str

    @property
    def span(self) -> str:
        """The days from its oldest to its newest paper, in words."""
        if not self.newest:
            return "undated"
        newest = long_day(date.fromisoformat(self.newest))
        if self.oldest == self.newest:
            return newest
        return f"{long_day(date.fromisoformat(self.oldest))} to {newest}"


def _chunks(days: Sequence[str], papers: Sequence[Paper]) -> list[Chunk]:
    """Divide a tag's papers, which come oldest first, into pages, newest page first."""
    chunks = []
    for n, start in enumerate(range(0, max(1, len(papers)), PAGE_SIZE)):
        dated = [day for day in days[start : start + PAGE_SIZE] if day] or [""]
        newest_first = papers[start : start + PAGE_SIZE][::-1]
        chunks.append(Chunk(n + 2, newest_first, dated[0], dated[-1]))
    chunks[-1] = replace(chunks[-1], number=1)
    return chunks[::-1]


def _tag_page(
    tag: Tag, context: PageContext, chunks: Sequence[Chunk], at: int, days: Sequence[str]
) -> Page:
    chunk = chunks[at]
    count, code = context.catalog.tagged(tag.id)
    newest = chunk.number == 1
    facet = context.catalog.facets[tag.facet]
    months = Counter(day[:7] for day in days if day) if newest else {}
    body = render(
        "tag",
        tag=tag,
        facet_link=page_link(facet.title, f"index.md#{facet.id}"),
        means=tag.means[0].upper() + tag.means[1:],
        facts=facts(
            plural(count, "paper"),
            f"{code:,} with code" if code else "",
            feed_link(context.imprint, urls.tag_feed(tag.id), "Feed"),
        )
        if newest
        else facts(f"Papers listed first {chunk.span}"),
        newest=newest,
        figure=bars({(int(m[:4]), int(m[5:])): n for m, n in months.items()}) if months else EMPTY,
        days=blocks(
            _day(tag, context, day, list(group))
            for day, group in groupby(chunk.papers, lambda paper: paper.first_day)
        ),
        newer=_step("← Newer papers", tag, chunks[at - 1] if at else None, "prev"),
        older=_step(
            "Older papers →", tag, chunks[at + 1] if at + 1 < len(chunks) else None, "next"
        ),
        pages=[
            page_link(other.span, _to(urls.tag(tag.id, other.number)))
            for other in (chunks if newest else ())
            if other.number != 1
        ],
    )
    return page(
        urls.tag(tag.id, chunk.number),
        "tag",
        tag.title if newest else f"{tag.title}, {chunk.span}",
        body,
        context.imprint,
        description=tag.means,
        head=feed(context.imprint, urls.tag_feed(tag.id), f"New papers: {tag.title}"),
    )


def _day(tag: Tag, context: PageContext, day: date | None, papers: Sequence[Paper]) -> Fragment:
    return render(
        "tag-day",
        name=full_day(day) if day else "Undated",
        id=day.isoformat() if day else "undated",
        uri=uri(_to(urls.day(day))),
        count=len(papers),
        items=blocks(
            item(paper, context.imprint, FOLDER, level=3, day=day, without_tag=tag.id)
            for paper in papers
        ),
    )


def _to(src_uri: str) -> str:
    return urls.relative(src_uri, FOLDER)


def _step(words: str, tag: Tag, chunk: Chunk | None, rel: str) -> Fragment:
    return step(words, _to(urls.tag(tag.id, chunk.number)), rel) if chunk else NOTHING


def _index_page(context: PageContext) -> Page:
    catalog = context.catalog
    counts = dict(catalog.biggest)
    top = max(counts.values(), default=1)
    facets = [
        {
            "id": facet.id,
            "title": facet.title,
            "tags": [
                tag_row(tag.id, context, FOLDER, top)
                for tag in sorted(
                    catalog.taxonomy.of_facet(facet.id),
                    key=lambda tag: (-counts.get(tag.id, 0), tag.id),
                )
            ],
        }
        for facet in catalog.taxonomy.facets
    ]
    body = render("tags", tags=len(catalog.taxonomy.tags), groups=len(facets), facets=facets)
    heads = feed(context.imprint, urls.FEED, "The newest papers")
    about = f"What the papers are about: {plural(len(catalog.taxonomy.tags), 'tag')} in groups"
    return page(urls.TAGS, "tags", "Tags", body, context.imprint, head=heads, description=about)


def tag_row(tag_id: str, context: PageContext, folder: str, top: int) -> Fragment:
    """Return a tag with its number of papers and a bar that shows its share of `top` papers."""
    count, _ = context.catalog.tagged(tag_id)
    width = max(1, round(100 * count / top)) if count else 0
    return render(
        "tag-row", width=width, link=context.imprint.tag_link(tag_id, folder), count=f"{count:,}"
    )

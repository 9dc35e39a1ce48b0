"""Tag pages and their index.

A tag's papers are in order of first listing, newest first and undated last; `tag_pages` says on
which pages they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.figures import bars
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, page_link, uri
from paper_archive.pages.head import feed, page, redirect
from paper_archive.pages.items import feed_link, item
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.narrowing import narrowing
from paper_archive.pages.rendering import render
from paper_archive.pages.tag_pages import NEWEST, Chunk, begun_page, chunks, touched_tag
from paper_archive.pages.touched import Touched
from paper_archive.store.update import Changes
from paper_archive.tags import Tag
from paper_archive.text.english import full_day, plural
from paper_archive.workers import Workers

FOLDER = "tags"


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    # A tag without papers has a page too, because its address may be published.
    for tag in context.catalog.taxonomy.tags:
        if (
            urls.tag(tag.id) in touched
        ):  # An update that changes any page of a tag changes this one.
            days, papers = context.catalog.archive.oldest_tagged(tag.id)
            pages = chunks(days, papers)
            for at, chunk in enumerate(pages):
                if urls.tag(tag.id, chunk.number) in touched:
                    yield _tag_page(tag, context, pages, at, days)
            begun = begun_page(len(days))
            if begun and urls.tag(tag.id, begun) in touched:
                yield _begun_page(tag, context, begun)
    yield _index_page(context)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    touched = Touched.of({urls.TAGS})
    for tag, since in changes.tags.items():
        former, _ = changes.before.tags.get(tag, (0, 0))
        touched |= touched_tag(tag, former, catalog.archive.tagged_days(tag), since)
    return touched


KIND = PageKind(FOLDER, ("tag", "tags", "redirect"), _draw, _touched)


def _tag_page(
    tag: Tag, context: PageContext, pages: Sequence[Chunk], at: int, days: Sequence[str]
) -> Page:
    chunk = pages[at]
    count, code = context.catalog.tagged(tag.id)
    newest = chunk.number == NEWEST
    controls, cite, offered = narrowing(chunk.papers, context.imprint, without_tag=tag.id)
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
        controls=controls,
        cite=cite,
        days=blocks(
            _day(tag, context, day, list(group), offered)
            for day, group in groupby(chunk.papers, lambda paper: paper.first_day)
        ),
        newer=_step("← Newer papers", tag, pages[at - 1] if at else None, "prev"),
        older=_step("Older papers →", tag, pages[at + 1] if at + 1 < len(pages) else None, "next"),
        years=[
            {"name": year or "Undated", "pages": _links(tag, group)}
            for year, group in groupby(pages[1:], lambda older: older.newest[:4])
        ]
        if newest
        else [],
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


def _begun_page(tag: Tag, context: PageContext, number: int) -> Page:
    """Return the page at the address of a page that is not full yet."""
    target = urls.tag(tag.id)
    return page(
        urls.tag(tag.id, number),
        "redirect",
        tag.title,
        render("begun-page", title=tag.title, link=page_link(tag.title, _to(target))),
        context.imprint,
        head=redirect(_to(target)),
        canonical=target,
        target=urls.html(_to(target)),
    )


def _links(tag: Tag, pages: Iterable[Chunk]) -> Fragment:
    return join(page_link(each.short_span, _to(urls.tag(tag.id, each.number))) for each in pages)


def _day(
    tag: Tag,
    context: PageContext,
    day: date | None,
    papers: Sequence[Paper],
    offered: Collection[str],
) -> Fragment:
    return render(
        "tag-day",
        name=full_day(day) if day else "Undated",
        id=day.isoformat() if day else "undated",
        uri=uri(_to(urls.day(day))),
        count=len(papers),
        items=blocks(
            item(
                *(paper, context.imprint, FOLDER),
                level=3,
                day=day,
                without_tag=tag.id,
                offered=offered,
            )
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
    body = render(
        "tags",
        tags=len(catalog.taxonomy.tags),
        groups=len(facets),
        topics=len(catalog.topics),
        facets=facets,
    )
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

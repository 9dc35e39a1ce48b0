"""Tag pages and their index.

A tag's papers are in order of first listing, newest first and undated last; `tag_pages` says on
which pages they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import EMPTY, Fragment, page_link
from paper_archive.pages.head import feed, page
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import feed_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import facts, follow_button
from paper_archive.pages.most_here import most_here
from paper_archive.pages.narrowing import narrowing
from paper_archive.pages.paged_list import WORK, ListPage, PagedList
from paper_archive.pages.quiet_line import votes_as_of
from paper_archive.pages.rendering import render
from paper_archive.pages.tag_pages import touched_list
from paper_archive.pages.touched import Touched
from paper_archive.store.leaders import TAGS
from paper_archive.store.list_days import NO_DAYS, papers_before
from paper_archive.store.update import Changes
from paper_archive.tags import Facet, Tag
from paper_archive.text.english import plural
from paper_archive.workers import Common, Workers

FOLDER = "tags"


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    begun: list[Page] = []
    sheets = _sheets(context, touched, begun)
    workers = context.workers_of_lists(workers)
    yield from workers.map(partial(_pages, context.for_all), sheets, WORK)
    yield from begun
    yield _index_page(context)


class TagSheet(NamedTuple):
    """The input of a page of a tag: the numbers of its papers and of those with code, and a line of
    those who have most of them."""

    tag: Tag
    facet: Facet
    listed: PagedList
    shown: ListPage
    papers: int
    code: int
    leaders: Fragment


def _sheets(context: PageContext, touched: Touched, begun: list[Page]) -> Iterator[TagSheet]:
    """Yield the sheets of the touched pages, and add the pages of `begun` ones."""
    catalog = context.catalog
    # A tag without papers has a page too, because its address may be published.
    for tag in catalog.taxonomy.tags:
        # An update that changes any page of a tag changes the newest one.
        if urls.tag(tag.id) not in touched:
            continue
        listed = PagedList(tag.title, FOLDER, partial(urls.tag, tag.id), without_tag=tag.id)
        days = catalog.list_days.get((TAGS, tag.id), NO_DAYS)
        newest = partial(catalog.archive.newest_tagged, tag.id)
        for shown in listed.touched_pages(touched, days, newest, context.last):
            leaders = most_here(catalog, (TAGS, tag.id), FOLDER) if shown.is_newest else EMPTY
            counts = catalog.tagged(tag.id)
            yield TagSheet(tag, catalog.facets[tag.facet], listed, shown, *counts, leaders)
        begun += listed.begun_pages(touched, days.papers, context.imprint)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    exist = {tag.id for tag in catalog.taxonomy.tags}
    leading = {urls.tag(of) for kind, of in changes.leaders if kind == TAGS and of in exist}
    touched = Touched.of({urls.TAGS, *leading})
    for tag, since in changes.tags.items():
        (former, _), (papers, _) = changes.before.tags.get(tag, (0, 0)), catalog.tagged(tag)
        same = papers_before(catalog.archive.store, (TAGS, tag), papers, since)
        touched |= touched_list(partial(urls.tag, tag), former, papers, same)
    return touched


KIND = PageKind(FOLDER, ("tag", "tags", "redirect"), _draw, _touched)


def _pages(imprint: Common[Imprint], sheets: Sequence[TagSheet]) -> list[Page]:
    return [_tag_page(*sheet, imprint.value) for sheet in sheets]


def _tag_page(
    tag: Tag,
    facet: Facet,
    listed: PagedList,
    shown: ListPage,
    count: int,
    code: int,
    leaders: Fragment,
    imprint: Imprint,
) -> Page:
    chunk, newest = shown.chunk, shown.is_newest
    as_of = votes_as_of(chunk.papers)
    controls, cite, offered = narrowing(
        chunk.papers, imprint, without_tag=tag.id, of=count if newest else 0
    )
    body = render(
        "tag",
        tag=tag,
        facet_link=page_link(facet.title, f"index.md#{facet.id}"),
        means=tag.means[0].upper() + tag.means[1:],
        facts=facts(
            follow_button("tag", tag.id),
            plural(count, "paper"),
            f"{code:,} with code" if code else "",
            feed_link(imprint, urls.tag_feed(tag.id), "Feed"),
            as_of,
        )
        if newest
        else facts(f"Papers listed first {chunk.span}", as_of),
        newest=newest,
        leaders=leaders,
        controls=controls,
        cite=cite,
        **listed.parts(shown, imprint, offered),
    )
    return page(
        urls.tag(tag.id, chunk.number),
        "tag",
        tag.title if newest else f"{tag.title}, {chunk.span}",
        body,
        imprint,
        description=tag.means,
        head=feed(imprint, urls.tag_feed(tag.id), f"New papers: {tag.title}"),
    )


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

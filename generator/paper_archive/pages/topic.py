"""The pages of topics, which `topics.yml` describes, and their index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import EMPTY, Fragment, page_link, text
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
from paper_archive.pages.tag_pages import page_numbers, touched_list
from paper_archive.pages.touched import Touched
from paper_archive.store.leaders import TOPICS
from paper_archive.store.list_days import NO_DAYS, papers_before
from paper_archive.store.topics import Topic, papers_of_topic
from paper_archive.store.update import Changes
from paper_archive.text.english import plural
from paper_archive.workers import Common, Workers

FOLDER = "topics"


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    if not context.catalog.topics:
        return
    begun: list[Page] = []
    sheets = _sheets(context, touched, begun)
    workers = context.workers_of_lists(workers)
    yield from workers.map(partial(_pages, context.for_all), sheets, WORK)
    yield from begun
    yield _index_page(context)


class TopicSheet(NamedTuple):
    """The input of a page of a topic: the numbers of its papers and of those with code, and a line
    of those who have most of them."""

    topic: Topic
    listed: PagedList
    shown: ListPage
    papers: int
    code: int
    leaders: Fragment


def _sheets(context: PageContext, touched: Touched, begun: list[Page]) -> Iterator[TopicSheet]:
    """Yield the sheets of the touched pages, and add the pages of `begun` ones."""
    catalog = context.catalog
    for topic in catalog.topics:
        if urls.topic(topic.id) not in touched:  # A change of any page changes this one.
            continue
        listed = PagedList(topic.name, FOLDER, partial(urls.topic, topic.id))
        days = catalog.list_days.get((TOPICS, topic.id), NO_DAYS)
        newest = partial(papers_of_topic, catalog.archive, topic.id)
        for shown in listed.touched_pages(touched, days, newest, context.last):
            leaders = most_here(catalog, (TOPICS, topic.id), FOLDER) if shown.is_newest else EMPTY
            counts = catalog.outline.topics[topic.id]
            yield TopicSheet(topic, listed, shown, *counts, leaders)
        begun += listed.begun_pages(touched, days.papers, context.imprint)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    former, now = changes.before.topics, changes.after.topics
    index = {urls.TOPICS}
    touched = Touched.of(index) if now else Touched.of((), index if former else ())
    leading = (of for kind, of in changes.leaders if kind == TOPICS and of in now)
    touched |= Touched.of(map(urls.topic, leading))
    for topic, since in changes.topics.items():
        before, _ = former.get(topic, (0, 0))
        path = partial(urls.topic, topic)
        if topic in now:
            papers, _ = now[topic]
            same = papers_before(catalog.archive.store, (TOPICS, topic), papers, since)
            touched |= touched_list(path, before, papers, same)
        else:
            touched |= Touched.of((), map(path, page_numbers(before)))
    return touched


KIND = PageKind(FOLDER, ("topic", "topics", "redirect"), _draw, _touched)


def _pages(imprint: Common[Imprint], sheets: Sequence[TopicSheet]) -> list[Page]:
    return [_topic_page(*sheet, imprint.value) for sheet in sheets]


def _topic_page(
    topic: Topic,
    listed: PagedList,
    shown: ListPage,
    count: int,
    code: int,
    leaders: Fragment,
    imprint: Imprint,
) -> Page:
    chunk, is_main = shown.chunk, shown.is_newest
    as_of = votes_as_of(chunk.papers)
    controls, cite, offered = narrowing(chunk.papers, imprint, of=count if is_main else 0)
    body = render(
        "topic",
        name=topic.name,
        text=topic.text if is_main else "",
        facts=facts(
            follow_button("topic", topic.id),
            plural(count, "paper"),
            f"{code:,} with code" if code else "",
            feed_link(imprint, urls.topic_feed(topic.id), "Feed"),
            as_of,
        )
        if is_main
        else facts(f"Papers listed first {chunk.span}", as_of),
        search=_search_link(topic.query) if is_main else EMPTY,
        leaders=leaders,
        controls=controls,
        cite=cite,
        **listed.parts(shown, imprint, offered),
        main=page_link(topic.name, _to(urls.topic(topic.id))) if not is_main else EMPTY,
    )
    return page(
        urls.topic(topic.id, chunk.number),
        "topic",
        topic.name if is_main else f"{topic.name}, {chunk.span}",
        body,
        imprint,
        description=topic.text or f"Papers that match {topic.query}",
        head=feed(imprint, urls.topic_feed(topic.id), f"New papers: {topic.name}"),
    )


def _search_link(query: str) -> Fragment:
    """Return a link to the search whose words are the query, the last one whole."""
    # In HTML, because MkDocs would look for a page at the address of a Markdown link.
    start = f'<a href="../search.html?q={quote(f"{query} ", safe="")}">'
    words = text(query)
    return Fragment(f"{start}{words.markdown}</a>", f"{start}{words.html}</a>")


def _index_page(context: PageContext) -> Page:
    topics, imprint = context.catalog.topics, context.imprint
    counts = {topic: papers for topic, (papers, _) in context.catalog.outline.topics.items()}
    most = max(counts.values(), default=0)
    body = render(
        "topics",
        facts=facts(plural(len(topics), "topic")),
        topics=[
            {
                "link": page_link(topic.name, _to(urls.topic(topic.id))),
                "text": topic.text,
                "count": f"{counts[topic.id]:,}",
                "width": max(1, round(100 * counts[topic.id] / most)) if counts[topic.id] else 0,
            }
            for topic in topics
        ],
    )
    return page(
        urls.TOPICS,
        "topics",
        "Topics",
        body,
        imprint,
        description=f"Subjects that queries describe: {', '.join(topic.name for topic in topics)}",
        head=feed(imprint, urls.FEED, "The newest papers"),
    )


def _to(src_uri: str) -> str:
    return urls.relative(src_uri, FOLDER)

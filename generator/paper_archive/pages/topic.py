"""The pages of topics, which `topics.yml` describes, and their index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from urllib.parse import quote

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.figures import bars
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, page_link, text, uri
from paper_archive.pages.head import feed, page, redirect
from paper_archive.pages.items import feed_link, item
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.narrowing import narrowing
from paper_archive.pages.rendering import render
from paper_archive.pages.tag_pages import (
    NEWEST,
    Chunk,
    begun_page,
    chunks,
    page_numbers,
    touched_list,
)
from paper_archive.pages.touched import Touched
from paper_archive.store.topics import Topic, days_of_topic, oldest_of_topic
from paper_archive.store.update import Changes
from paper_archive.text.english import full_day, plural
from paper_archive.workers import Workers

FOLDER = "topics"


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    topics = context.catalog.topics
    for topic in topics:
        if urls.topic(topic.id) in touched:  # A change of any page changes this one.
            days, papers = oldest_of_topic(context.catalog.archive, topic.id)
            divided = chunks(days, papers)
            for at, chunk in enumerate(divided):
                if urls.topic(topic.id, chunk.number) in touched:
                    yield _topic_page(topic, context, divided, at, days)
            begun = begun_page(len(days))
            if begun and urls.topic(topic.id, begun) in touched:
                yield _begun_page(topic, context, begun)
    if topics:
        yield _index_page(context)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    former, now = changes.before.topics, changes.after.topics
    index = {urls.TOPICS}
    touched = Touched.of(index) if now else Touched.of((), index if former else ())
    for topic, since in changes.topics.items():
        before, _ = former.get(topic, (0, 0))
        path = partial(urls.topic, topic)
        if topic in now:
            touched |= touched_list(path, before, days_of_topic(catalog.archive, topic), since)
        else:
            touched |= Touched.of((), map(path, page_numbers(before)))
    return touched


KIND = PageKind(FOLDER, ("topic", "topics", "redirect"), _draw, _touched)


def _topic_page(
    topic: Topic, context: PageContext, divided: Sequence[Chunk], at: int, days: Sequence[str]
) -> Page:
    chunk, imprint = divided[at], context.imprint
    count, code = context.catalog.outline.topics[topic.id]
    is_main = chunk.number == NEWEST
    controls, _, offered = narrowing(chunk.papers, imprint)
    months = Counter(day[:7] for day in days if day) if is_main else {}
    newer = divided[at - 1] if at else None
    older = divided[at + 1] if at + 1 < len(divided) else None
    body = render(
        "topic",
        name=topic.name,
        text=topic.text if is_main else "",
        facts=facts(
            plural(count, "paper"),
            f"{code:,} with code" if code else "",
            feed_link(imprint, urls.topic_feed(topic.id), "Feed"),
        )
        if is_main
        else facts(f"Papers listed first {chunk.span}"),
        search=_search_link(topic.query) if is_main else EMPTY,
        figure=bars({(int(m[:4]), int(m[5:])): n for m, n in months.items()}) if months else EMPTY,
        controls=controls,
        days=blocks(
            _day(context, day, list(group), offered)
            for day, group in groupby(chunk.papers, lambda paper: paper.first_day)
        ),
        newer=_step("← Newer papers", topic, newer, "prev"),
        older=_step("Older papers →", topic, older, "next"),
        years=[
            {"name": year or "Undated", "pages": _links(topic, group)}
            for year, group in groupby(divided[1:], lambda older: older.newest[:4])
        ]
        if is_main
        else [],
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


def _begun_page(topic: Topic, context: PageContext, number: int) -> Page:
    """Return the page at the address of a page that is not full yet."""
    target = urls.topic(topic.id)
    return page(
        urls.topic(topic.id, number),
        "redirect",
        topic.name,
        render("begun-page", title=topic.name, link=page_link(topic.name, _to(target))),
        context.imprint,
        head=redirect(_to(target)),
        canonical=target,
        target=urls.html(_to(target)),
    )


def _links(topic: Topic, pages: Iterable[Chunk]) -> Fragment:
    return join(
        page_link(each.short_span, _to(urls.topic(topic.id, each.number))) for each in pages
    )


def _day(
    context: PageContext, day: date | None, papers: Sequence[Paper], offered: Collection[str]
) -> Fragment:
    return render(
        "tag-day",
        name=full_day(day) if day else "Undated",
        id=day.isoformat() if day else "undated",
        uri=uri(_to(urls.day(day))),
        count=len(papers),
        items=blocks(
            item(paper, context.imprint, FOLDER, level=3, day=day, offered=offered)
            for paper in papers
        ),
    )


def _search_link(query: str) -> Fragment:
    """Return a link to the search whose words are the query."""
    # In HTML, because MkDocs would look for a page at the address of a Markdown link.
    start = f'<a href="../search.html?q={quote(query, safe="")}">'
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


def _step(words: str, topic: Topic, chunk: Chunk | None, rel: str) -> Fragment:
    return step(words, _to(urls.topic(topic.id, chunk.number)), rel) if chunk else NOTHING

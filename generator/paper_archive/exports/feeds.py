"""The feeds of a site, in Atom (`.xml`) and JSON Feed (`.json`).

    feed.xml         the newest 50 papers, each with its gist and whole abstract
    tags/<id>.xml    the newest 50 papers of a tag
    topics/<id>.xml  the newest 50 papers of a topic
    days/feed.xml    one entry a day with the titles of its papers; the newest 20 days
    weeks/feed.xml   one entry a week, once it is over, with the titles of its papers; the newest 8

Feeds contain absolute addresses, so there are none without `site_url`. They are written with plain
strings instead of a library for feeds: an entry is in the site's feed and in the feeds of its tags,
in two formats, and so it is written only once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from html import escape

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.exports.atom import SUFFIX as XML
from paper_archive.exports.atom import atom, atom_entry
from paper_archive.exports.export import Export
from paper_archive.exports.feed import MOST, Feed, FeedEntry, archive_id, paper_id
from paper_archive.exports.json_feed import SUFFIX as JSON
from paper_archive.exports.json_feed import json_feed, json_item
from paper_archive.model import Day, Paper
from paper_archive.store.periods import newest, newest_tagged
from paper_archive.store.topics import Topic, newest_of_topic
from paper_archive.store.update import Changes
from paper_archive.store.week import Week
from paper_archive.store.weeks import PapersOfWeek, full_weeks, papers_of
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import full_day, long_days, plural
from paper_archive.text.gist import gist_text
from paper_archive.text.lead import shown_title

MOST_DAYS, MOST_WEEKS = 20, 8
AUTO = ' dir="auto"'
# The entries written so far, by slug.
Entries = dict[str, FeedEntry]


def exports(catalog: Catalog) -> Iterator[Export]:
    """Yield the files of all feeds; none without a site address."""
    if not catalog.site_url:
        return
    entries: Entries = {}
    yield from files(urls.FEED, lambda: site_feed(catalog, entries))
    yield from files(urls.DAYS_FEED, lambda: days_feed(catalog))
    yield from files(urls.WEEKS_FEED, lambda: weeks_feed(catalog), differs=_weeks_differ)
    for tag in catalog.taxonomy.tags:
        make = partial(tag_feed, catalog, tag.id, entries)
        yield from files(urls.tag_feed(tag.id), make, tag.id)
    for topic in catalog.topics:
        make = partial(topic_feed, catalog, topic, entries)
        differs = partial(_topic_differs, topic.id)
        yield from files(urls.topic_feed(topic.id), make, differs=differs)


def files(
    path: str,
    make: Callable[[], Feed],
    tag: str = "",
    differs: Callable[[Changes], bool] | None = None,
) -> Iterator[Export]:
    """Yield the two files of a feed, which `make` returns; `path` has no suffix."""
    feed = cache(make)

    yield Export.of(f"{path}.{XML}", lambda _: atom(feed()), tag=tag, differs=differs)
    yield Export.of(f"{path}.{JSON}", lambda _: json_feed(feed()), tag=tag, differs=differs)


def site_feed(catalog: Catalog, entries: Entries | None = None) -> Feed:
    """Return the feed of the newest papers; it depends only on these papers."""
    return Feed(
        urls.FEED,
        urls.html(urls.HOME),
        catalog.site_name,
        "The newest papers",
        catalog.site_name,
        catalog.site_url,
        tuple(_entry(paper, catalog, entries) for paper in newest(catalog.archive, MOST)),
    )


def tag_feed(catalog: Catalog, tag_id: str, entries: Entries | None = None) -> Feed:
    """Return the feed of a tag's newest papers; it depends on them and on the vocabulary."""
    tag = catalog.tags[tag_id]
    return Feed(
        urls.tag_feed(tag_id),
        urls.html(urls.tag(tag_id)),
        f"{tag.title} - {catalog.site_name}",
        tag.means,
        catalog.site_name,
        catalog.site_url,
        tuple(
            _entry(paper, catalog, entries)
            for paper in newest_tagged(catalog.archive, tag_id, MOST)
        ),
    )


def topic_feed(catalog: Catalog, topic: Topic, entries: Entries | None = None) -> Feed:
    """Return the feed of a topic's newest papers; it depends only on them and on the topic."""
    return Feed(
        urls.topic_feed(topic.id),
        urls.html(urls.topic(topic.id)),
        f"{topic.name} - {catalog.site_name}",
        topic.text or f"Papers that match {topic.query}",
        catalog.site_name,
        catalog.site_url,
        tuple(
            _entry(paper, catalog, entries)
            for paper in newest_of_topic(catalog.archive, topic.id, MOST)
        ),
    )


def _topic_differs(topic: str, changes: Changes) -> bool:
    return topic in changes.topics


def days_feed(catalog: Catalog) -> Feed:
    """Return the feed of the newest days that have papers; it depends only on these days."""
    days: list[Day] = []
    for n in range(len(catalog.archive.days) - 1, -1, -1):
        if len(days) == MOST_DAYS:
            break
        # All papers of a day may be withdrawn.
        if catalog.archive.days[n].papers:
            days.append(catalog.archive.days[n])
    return Feed(
        urls.DAYS_FEED,
        urls.html(urls.DAYS),
        f"Days - {catalog.site_name}",
        "Every day's papers in one entry",
        catalog.site_name,
        catalog.site_url,
        tuple(entry for day in days for entry in _day_entry(day, catalog)),
    )


def weeks_feed(catalog: Catalog) -> Feed:
    """Return the feed of the newest weeks that are over; it depends only on these weeks.

    Many feed readers show an entry only once, so a week is there when all its days are.
    """
    weeks = full_weeks(catalog.outline, MOST_WEEKS)
    return Feed(
        urls.WEEKS_FEED,
        urls.html(urls.WEEKS),
        f"Weeks - {catalog.site_name}",
        "Every week's papers in one entry, those with the most votes first",
        catalog.site_name,
        catalog.site_url,
        tuple(_week_entry(papers_of(catalog.archive, week), catalog) for week in weeks),
    )


def _weeks_differ(changes: Changes) -> bool:
    weeks = full_weeks(changes.after, MOST_WEEKS)
    days = (date.fromisoformat(day) for day in changes.days if day)
    return weeks != full_weeks(changes.before, MOST_WEEKS) or any(
        Week.of(day) in weeks for day in days
    )


def _entry(paper: Paper, catalog: Catalog, entries: Entries | None) -> FeedEntry:
    if entries is not None and paper.slug in entries:
        return entries[paper.slug]
    day = paper.first_day
    if day is None:
        raise ValueError(f"{paper.slug} has no day")
    title = shown_title(paper.title)
    values = (
        paper_id(paper),
        title,
        paper_address(paper, catalog),
        day,
        paper.abstract or title,
        paper.authors,
        [catalog.tags[tag].title for tag in paper.tags],
    )
    arxiv = f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else ""
    gist = gist_text(paper.abstract, paper.gist)
    summary = "" if gist == paper.abstract else gist
    entry = FeedEntry(
        day,
        atom_entry(*values, arxiv=arxiv, code=paper.code, facts=paper.facts, summary=summary),
        json_item(*values, arxiv=arxiv, code=paper.code, facts=paper.facts, summary=summary),
    )
    if entries is not None:
        entries[paper.slug] = entry
    return entry


def paper_address(paper: Paper, catalog: Catalog) -> str:
    """Return the address of a paper's page in the site."""
    return catalog.site_url + urls.html(urls.paper(paper.slug))


def _day_entry(day: Day, catalog: Catalog) -> Iterator[FeedEntry]:
    if day.date is None:
        return
    yield _list_entry(
        day.date, day.date.isoformat(), full_day(day.date), urls.day(day.date), day.papers, catalog
    )


def _week_entry(of_week: PapersOfWeek, catalog: Catalog) -> FeedEntry:
    week = of_week.week
    title = f"{week.title}, {long_days(week.monday, week.sunday)}"
    return _list_entry(week.sunday, week.name, title, urls.week(week.name), of_week.papers, catalog)


def _list_entry(
    day: date, name: str, title: str, src_uri: str, papers: Sequence[Paper], catalog: Catalog
) -> FeedEntry:
    links = "".join(
        f"<li{AUTO if has_right_to_left(paper.title) else ''}>"
        f'<a href="{escape(paper_address(paper, catalog))}">'
        f"{escape(shown_title(paper.title))}</a></li>"
        for paper in papers
    )
    values = (
        archive_id(catalog.site_name, name),
        f"{title}: {plural(len(papers), 'paper')}",
        catalog.site_url + urls.html(src_uri),
        day,
        f"<ol>{links}</ol>",
    )
    return FeedEntry(day, atom_entry(*values, html=True), json_item(*values, html=True))

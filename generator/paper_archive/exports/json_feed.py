"""Writes feeds in JSON Feed (version 1.1, jsonfeed.org).

{"version": "https://jsonfeed.org/version/1.1", "title": "…", "home_page_url": "…",
 "feed_url": "…", "description": "…", "authors": [{"name": "…"}], "items": [
  {"id": "urn:uuid:…", "url": "…", "external_url": "https://arxiv.org/abs/…", "title": "…",
   "summary": "…",
   "content_text": "…", "date_published": "2025-03-14T00:00:00Z", "date_modified": "…",
   "authors": [{"name": "…"}], "tags": ["…"],
   "attachments": [{"url": "…", "mime_type": "text/html", "title": "Code"}]}]}

The external URL is the paper's page at arXiv, else that of its first id; the format has no other
field for its code than an attachment. Tags are the archive's, then the categories of the paper; the
object `_paper_archive` has all facts as the data has them (`facts.py`), which the format has no
fields for. With summaries, the content is in HTML too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from paper_archive.exports.facts import html_content, json_fields, related
from paper_archive.exports.feed import UPDATED, Feed, midnight
from paper_archive.model import NO_FACTS, Facts
from paper_archive.text.json_text import encoded, long_text, text, texts

SUFFIX = "json"
TYPE = "application/feed+json"


def json_feed(feed: Feed) -> bytes:
    """Return a feed as a JSON Feed file."""
    head = ",".join(
        (
            '{"version":"https://jsonfeed.org/version/1.1"',
            f'"title":{text(feed.title)}',
            f'"home_page_url":{text(feed.site_url + feed.page)}',
            f'"feed_url":{text(f"{feed.site_url}{feed.path}.{SUFFIX}")}',
            f'"description":{text(feed.about)}',
            f'"authors":{_authors([feed.archive])}',
        )
    )
    items = ",\n".join(entry.json.replace(UPDATED, time) for time, entry in feed.timed())
    return encoded(f'{head},"items":[\n{items}\n]}}\n')


def json_item(
    id: str,
    title: str,
    url: str,
    day: date,
    content: str,
    authors: Iterable[str] = (),
    tags: Iterable[str] = (),
    *,
    arxiv: str = "",
    code: str = "",
    facts: Facts = NO_FACTS,
    html: bool = False,
    summary: str = "",
) -> str:
    """Return an item; `content` is plain text, or HTML with `html`.

    `summary` says in a sentence what is in it. `arxiv` and `code` are addresses of a paper's page
    at arXiv and of its code.
    """
    page = arxiv or next((address for _, address in related(facts)), "")
    external = f',"external_url":{text(page)}' if page else ""
    about = f'"summary":{text(summary)},' if summary else ""
    parts = [
        f'{{"id":"{id}","url":{text(url)}{external},"title":{text(title)}',
        f'{about}"content_{"html" if html else "text"}":{long_text(content)}',
        f'"date_published":"{midnight(day)}","date_modified":"{UPDATED}"',
    ]
    if facts.summaries:
        parts.insert(2, f'"content_html":{text(html_content(content, facts))}')
    if names := _authors(authors):
        parts.append(f'"authors":{names}')
    if listed := list(dict.fromkeys((*tags, *facts.categories))):
        parts.append(f'"tags":{texts(listed)}')
    if code:
        attached = f'{{"url":{text(code)},"mime_type":"text/html","title":"Code"}}'
        parts.append(f'"attachments":[{attached}]')
    if facts != NO_FACTS:
        parts.append(f'"_paper_archive":{{{",".join(json_fields(facts))}}}')
    return ",".join(parts) + "}"


def _authors(names: Iterable[str]) -> str:
    objects = ",".join([f'{{"name":{text(name)}}}' for name in names])
    return f"[{objects}]" if objects else ""

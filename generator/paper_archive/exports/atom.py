"""Writes feeds in Atom (RFC 4287).

    <feed xmlns="http://www.w3.org/2005/Atom"><title>…</title><id>urn:uuid:…</id>
    <updated>2025-03-14T00:00:00Z</updated><author>…</author>
    <link rel="self" …/><link href="…"/>
    <entry><id>urn:uuid:…</id><title>…</title><link href="…"/>
    <link rel="related" title="arXiv" href="…"/><published>…</published><updated>…</updated>
    <author><name>…</name></author><category term="…"/><summary>…</summary>
    <content>…</content></entry>
    </feed>

An entry has its paper's facts where they are known (`facts.py`), and declares their namespaces.
The author of a feed is also that of its entries without authors: the archive, or the author whose
papers they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from paper_archive.exports.facts import atom_elements, html_content, namespaces
from paper_archive.exports.facts import related as related_pages
from paper_archive.exports.feed import UPDATED, Feed, midnight
from paper_archive.exports.xml_text import HEADER, element, escaped
from paper_archive.model import NO_FACTS, Facts

SUFFIX = "xml"
TYPE = "application/atom+xml"


def atom(feed: Feed) -> bytes:
    """Return a feed as an Atom file."""
    head = (
        f'{HEADER}<feed xmlns="http://www.w3.org/2005/Atom">',
        element("title", feed.title),
        element("subtitle", feed.about),
        element("id", feed.id),
        element("updated", feed.updated),
        f"<author>{element('name', feed.author or feed.archive)}</author>",
        _link(f"{feed.site_url}{feed.path}.{SUFFIX}", f' rel="self" type="{TYPE}"'),
        _link(feed.site_url + feed.page, ' type="text/html"'),
    )
    entries = (entry.atom.replace(UPDATED, time) for time, entry in feed.timed())
    return "\n".join(("".join(head), *entries, "</feed>\n")).encode()


def atom_entry(
    id: str,
    title: str,
    url: str,
    day: date,
    content: str,
    authors: Iterable[str] = (),
    categories: Iterable[str] = (),
    *,
    arxiv: str = "",
    code: str = "",
    facts: Facts = NO_FACTS,
    html: bool = False,
    summary: str = "",
) -> str:
    """Return an entry; `content` is plain text, or HTML with `html` or if there are summaries.

    `summary` says in a sentence what is in it. `arxiv` and `code` are addresses of a paper's page
    at arXiv and of its code.
    """
    related = [("arXiv", arxiv), ("Code", code)]
    stated = ""
    if facts != NO_FACTS:
        related += related_pages(facts)
        stated = "".join(atom_elements(facts))
        if facts.summaries:
            content, html = html_content(content, facts), True
    return "".join(
        (
            f"<entry{namespaces(stated) if stated else ''}><id>{id}</id>",
            element("title", title),
            _link(url),
            *(_link(page, f' rel="related" title="{name}"') for name, page in related if page),
            f"<published>{midnight(day)}</published><updated>{UPDATED}</updated>",
            *(f"<author>{element('name', author)}</author>" for author in authors),
            *(f'<category term="{escaped(category)}"/>' for category in categories),
            stated,
            element("summary", summary) if summary else "",
            element("content", content, ' type="html"' if html else ""),
            "</entry>",
        )
    )


def _link(url: str, attributes: str = "") -> str:
    return f'<link{attributes} href="{escaped(url)}"/>'

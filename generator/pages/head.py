"""What machines read of a page: its `<head>`'s elements, and the front matter of its Markdown.

Highwire's `citation_*` elements are those that Zotero's translators and Google Scholar's
inclusion rules name; the rest are OpenGraph and schema.org.
"""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import escape

from generator.model import Page, Paper
from generator.pages import addresses
from generator.pages.catalog import Catalog
from generator.pages.citation import publication_year
from generator.pages.fragment import Fragment

NO_INDEX = '<meta name="robots" content="noindex">'
# JSON in a script element must not end it, nor begin a comment.
_UNSAFE_JSON = re.compile("[<>&]")
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_value = json.JSONEncoder(ensure_ascii=False).encode


def page(
    src_uri: str,
    kind: str,
    title: str,
    body: Fragment,
    catalog: Catalog,
    *,
    description: str = "",
    head: tuple[str, ...] = (),
    canonical: str = "",
    **front_matter: Any,
) -> Page:
    """Make a page: `head` are elements beside those that every page has; `canonical` is the
    page that stands for this one, if it is another."""
    address = catalog.site_url + addresses.html(canonical or src_uri) if catalog.site_url else ""
    elements = [
        meta("description", description or title),
        f'<link rel="canonical" href="{escape(address)}">' if address else "",
        *head,
    ]
    listed = {"title": title, "kind": kind, "description": description, **front_matter}
    return Page(
        src_uri,
        kind,
        title,
        "".join(elements),
        f"{_front_matter(listed)}\n\n{body.markdown}\n",
        body.html,
    )


def meta(name: str, content: str, attribute: str = "name") -> str:
    """A `<meta>` element; none without content."""
    return f'<meta {attribute}="{name}" content="{escape(content)}">' if content else ""


def of_paper(paper: Paper, title: str, description: str, catalog: Catalog) -> tuple[str, ...]:
    """The elements of a paper's page."""
    address = addresses.html(addresses.paper(paper.slug))
    url = catalog.site_url + address if catalog.site_url else ""
    year = publication_year(paper)
    published = paper.published.isoformat() if paper.published else str(year or "")
    online = paper.first_day.isoformat() if paper.first_day else ""
    return (
        meta("citation_title", title),
        *(meta("citation_author", author) for author in paper.authors),
        meta("citation_publication_date", published.replace("-", "/") if year else ""),
        meta("citation_online_date", online.replace("-", "/")),
        meta("citation_arxiv_id", paper.arxiv_id),
        meta("citation_abstract_html_url", url),
        meta("og:url", url, "property"),
        meta("og:type", "article", "property"),
        meta("og:title", title, "property"),
        meta("og:description", description, "property"),
        _json_ld(paper, title, description, published if year else "", url),
    )


def redirect(target: str) -> tuple[str, ...]:
    """The elements of a page that leads on to `target`, a page beside it."""
    return (
        NO_INDEX,
        f'<meta http-equiv="refresh" content="0;url={escape(addresses.html(target))}">',
    )


def _json_ld(paper: Paper, title: str, description: str, published: str, url: str) -> str:
    record = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": title,
        "abstract": description,
        "author": [{"@type": "Person", "name": author} for author in paper.authors],
        "datePublished": published,
        "sameAs": f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else "",
        "keywords": ", ".join(paper.tags),
        "url": url,
    }
    known = {key: value for key, value in record.items() if value}
    text = _UNSAFE_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", _encoded(known))
    return f'<script type="application/ld+json">{text}</script>'


def _front_matter(values: dict[str, Any]) -> str:
    """YAML front matter; empty values are left out, order is kept.

    Values are written as JSON, which is YAML that needs no quoting rules of its own.
    """
    lines = [
        f"{key}: {_flat(value)}" for key, value in values.items() if value not in ("", (), [], None)
    ]
    return "\n".join(["---", *lines, "---"])


def _flat(value: Any) -> str:
    """The JSON of a value, or of a sequence of values: one by one they are encoded sooner."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return _value(value)

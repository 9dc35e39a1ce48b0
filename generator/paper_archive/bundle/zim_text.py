"""What Kiwix readers find of a paper's page, and what they quote of it.

Title, authors, abstract and tags are indexed: by their elements in the page, or the whole main part
of a page by templates that have no such elements.

kiwix-serve quotes the page itself, without what stands between the comments of ht://Dig that
libzim knows. So everything but the abstract is put between them. kiwix-serve 3 also takes `{{` in a
quotation or title for a command of its templates, and then answers 500 to every search that finds
the page. A word joiner, which is not seen, keeps such braces apart.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import html

_INDEXED = ("h1", "*[@class='pa-names']", "p[@class='pa-text']")
_TAGS = "//p[@class='pa-chips']/a"
_QUOTED = re.compile(rb'<p class="pa-text"[^>]*>.*?</p>', re.DOTALL)
_BODY = re.compile(rb"<body\b[^>]*>")
_FROM, _UNTIL = b"<!--htdig_noindex-->", b"<!--/htdig_noindex-->"
_BRACE = re.compile(rb"\{(?=\{)")
_APART = "{\N{WORD JOINER}"


class Indexed(NamedTuple):
    """The text of a page that is searched, and its tags, which count more."""

    text: str
    tags: str


def indexed(page: bytes) -> Indexed:
    """Return what is indexed of a paper's page."""
    tree = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    found = [part for path in _INDEXED for part in tree.xpath(f"//main//{path}")]
    text = " ".join(_text(part) for part in found or tree.xpath("//main"))
    return Indexed(text, ", ".join(_text(tag) for tag in tree.xpath(_TAGS)))


def quotable(page: bytes) -> bytes:
    """Return a paper's page of which only the abstract is quoted."""
    body = _BODY.search(page)
    if body is None:
        return page
    head, rest = page[: body.end()], page[body.end() :]
    abstract = _QUOTED.search(rest)
    if abstract is None:
        return head + _FROM + rest
    quoted = _BRACE.sub(_APART.encode(), abstract[0])
    before, after = rest[: abstract.start()], rest[abstract.end() :]
    return b"".join((head, _FROM, before, _UNTIL, quoted, _FROM, after))


def apart(title: str) -> str:
    """Return a title without two braces in a row."""
    return re.sub(r"\{(?=\{)", _APART, title)


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())

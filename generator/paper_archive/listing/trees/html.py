"""The text of HTML inside feeds and mails, and a parser for whole pages.

Scripts, styles and comments are no text; a block or a line break is a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

_TAG = re.compile(
    r"</?(?:p|div|span|i|b|em|strong|sub|sup|a|br|h[1-6]|ul|ol|li|img|section|table|tr|td|abstract"
    r"|title|sec|italic|bold|jats:[a-z]{1,20}|mml:[a-z]{1,20})\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_SIGN = re.compile(r"<(?!/?[a-zA-Z][\w:.-]{0,40}(?:\s[^<>]{0,2000})?/?>|!--|!\[)")
_END_OF_PAGE = re.compile(r"</(?:body|html)>|<!doctype html>", re.IGNORECASE)
# HTML has no titles inside a text.
_OF_JATS = (("jats:title>", "h4>"), ("jats:sec", "section"), ("jats:", ""))
_BLOCKS = frozenset(
    "p div br h1 h2 h3 h4 h5 h6 ul ol li section table tr td th dl dt dd title sec abstract".split()
)
_SILENT = frozenset("script style head template noscript".split())


def is_html(text: str) -> bool:
    """Tell whether a text has tags of HTML or of JATS."""
    return "<" in text and _TAG.search(text) is not None


def page_of(html: str) -> etree._Element | None:
    """Return the root of a page or of a part of one, None if it holds nothing.

    Of pages in one text the parser would read the first alone.
    """
    if html.count("</html>") > 1:
        html = _END_OF_PAGE.sub("", html)
    try:
        return etree.fromstring(html.replace("\x00", "").encode("utf-8", "replace"), _parser())
    except etree.XMLSyntaxError:
        return None


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(
        recover=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
        huge_tree=False,
    )


def text_of_html(html: str) -> str:
    """Return the text of HTML on one line; a `<` that begins no tag is a sign, as in `$a<b$`."""
    root = page_of(f"<div>{_SIGN.sub('&lt;', html)}</div>")
    return "" if root is None else words_of(root)


def plain_text(text: str) -> str:
    """Return the text of JATS or HTML; a text without tags as it is."""
    if not is_html(text):
        return text
    for name, of_html in _OF_JATS:
        text = text.replace(name, of_html)
    return text_of_html(text)


def words_of(element: etree._Element) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(_texts(element)).split())


def has_class(element: etree._Element, name: str) -> bool:
    """Tell whether an element has a class."""
    classes = element.get("class")
    return classes is not None and name in classes and name in classes.split()


def _texts(element: etree._Element) -> Iterator[str]:
    silent = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
            if tag in _BLOCKS:
                yield " "
            if node.text and not silent:
                yield node.text
        else:
            silent -= tag in _SILENT
            if tag in _BLOCKS:
                yield " "
            if node.tail and not silent and node is not element:
                yield node.tail

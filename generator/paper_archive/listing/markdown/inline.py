"""The words and the addresses of a piece of Markdown, such as a cell of a table.

    **[Lévy Attention](https://arxiv.org/abs/2608.19171v1)**          Lévy Attention
    <details><summary>Show</summary><p>Deep models …</p></details>    Deep models …
    **[link](https://github.com/a/b)**, <a href="https://…">page</a>  link, page

TeX is left as it is; so are single stars and underscores, which may be part of it.
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(
    r"</?(?:details|p|br|b|i|em|strong|a|span|div|sub|sup|font|small|center|u|ul|ol|li|code|kbd|img"
    r"|h[1-6]|hr|tr|td|th|table|tbody|thead)(?:[\s/][^<>]{0,500})?>",
    re.IGNORECASE,
)
# What folds an abstract away has a label, which is none of its words.
_LABEL = re.compile(r"<summary>[^<>]{0,500}</summary>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]]{0,1000})\]\(([^()\s]{0,1000})(?:\s\"[^\"]{0,200}\")?\)")
# That of a link whose end is missing may be cut off.
_ADDRESS = re.compile(
    r"\]\((https?://[^\s()<>\[\]\"'|]{1,1000})[)\s]"
    r"|(?:<|href=[\"']?|(?<![\w(/=\"'<]))(https?://[^\s()<>\[\]\"'|]{1,1000})"
)
_MOST_ADDRESSES = 50


def words(text: str) -> str:
    """Return the words of a piece of Markdown, without pictures, links and emphasis around it."""
    if "<" in text:
        text = _TAG.sub(" ", _COMMENT.sub("", _LABEL.sub("", text)))
    if "![" in text:
        text = _IMAGE.sub("", text)
    text = _without_emphasis(text.strip())
    if "](" in text:
        text = _without_emphasis(_label(text))
    if "&" in text and ";" in text:
        text = unescape(text)
    return text.strip()


def addresses(text: str) -> list[str]:
    """Return the addresses in a piece of Markdown, in order; those of pictures are left out."""
    if "http" not in text:
        return []
    if "![" in text:
        text = _IMAGE.sub("", text)
    found = ((match[1] or match[2]).rstrip(".,;*") for match in _ADDRESS.finditer(text))
    return list(dict.fromkeys(found))[:_MOST_ADDRESSES]


def _label(text: str) -> str:
    """Return a text with every link replaced by its words; brackets may be part of a title."""
    if text.startswith("[") and text.endswith(")"):
        end = text.rfind("](")
        if text.count("](") == 1 and not re.search(r"[\s()]", text[end + 2 : -1]):
            return text[1:end].strip()
    return _LINK.sub(r"\1", text).strip()


def _without_emphasis(text: str) -> str:
    if text[:1] not in ("*", "_", "`"):
        return text
    for mark in ("***", "**", "__", "*", "`"):
        inner = text[len(mark) : -len(mark)]
        if inner and text.startswith(mark) and text.endswith(mark) and mark not in inner:
            return _without_emphasis(inner.strip()) if mark == "***" else inner.strip()
    return text

"""Plain text to Markdown that renders as exactly that text.

Listings are hostile until escaped: `*two-stage*`, `<script>`, `{{ x }}`, `[PAUSE]` and `&lt;`
come out as the text that they are. Two ways of escaping are needed, because Python-Markdown
knows backslashes only before its `ESCAPED_CHARS`; the rest become character references, which
every Markdown dialect reads alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from generator.text.links import links

_INLINE = str.maketrans(
    {ch: f"\\{ch}" for ch in "\\`*_{}[]#|"}
    | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "~": "&#126;"}
)
_HTML = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;", "~": "&#126;"})
# What makes a block of a line: lists, rules, and the block syntax of common extensions.
_BLOCK_START = re.compile(r"(?:[-+!]|\d{1,9}(?=[.)]))")
_BLOCK_REFERENCE = re.compile(r"[=:?/%]")


def escape(text: str) -> str:
    """Return Markdown for one line of text, safe at the start of a block and inside one."""
    escaped = text.translate(_INLINE)
    if match := _BLOCK_START.match(escaped):
        at = match.end() if match.group().isdigit() else 0
        return f"{escaped[:at]}\\{escaped[at:]}"
    if _BLOCK_REFERENCE.match(escaped):
        return f"&#{ord(escaped[0])};{escaped[1:]}"
    return escaped


def destination(url: str) -> str:
    """Return `url` as the destination of a Markdown link."""
    return quote(url, safe="/:?#@!$',;=~%.-_+&").replace("&", "&amp;")


def escape_html(text: str) -> str:
    """Return the HTML that Markdown makes of `escape(text)`."""
    escaped = text.translate(_HTML)
    if _BLOCK_REFERENCE.match(escaped):
        return f"&#{ord(escaped[0])};{escaped[1:]}"
    return escaped


def link(text: str, url: str) -> str:
    """Return a Markdown link with plain `text`."""
    return f"[{escape(text)}]({destination(url)})"


def link_html(text: str, url: str) -> str:
    """Return the HTML that Markdown makes of `link(text, url)`."""
    return f'<a href="{destination(url)}">{escape_html(text)}</a>'


def linked(text: str) -> str:
    """Return Markdown for one line of text whose http(s) addresses are links."""
    return "".join(
        link(part, url) if url else escape(part) if at_start else part.translate(_INLINE)
        for part, url, at_start in _parts(text)
    )


def linked_html(text: str) -> str:
    """Return the HTML that Markdown makes of `linked(text)`."""
    return "".join(
        link_html(part, url) if url else escape_html(part) if at_start else part.translate(_HTML)
        for part, url, at_start in _parts(text)
    )


def _parts(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the parts of a text: each with the address it is a link to, "" if none, and
    whether the text begins with it."""
    end = 0
    for found in links(text):
        yield text[end : found.start], "", not end
        yield text[found.start : found.end], found.url, False
        end = found.end
    yield text[end:], "", not end


def fenced(code: str, language: str) -> str:
    """Return a fenced code block, its fence longer than any run of backticks in `code`."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"

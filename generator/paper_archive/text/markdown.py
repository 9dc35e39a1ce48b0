"""Plain text to Markdown that renders as exactly that text.

Listings are hostile until escaped: `*two-stage*`, `<script>`, `{{ x }}`, `[PAUSE]` and `&lt;`
come out as the text that they are. Python-Markdown accepts backslashes only before its
`ESCAPED_CHARS`; other signs become character references, which all dialects of Markdown accept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from paper_archive.text.links import Link, links

# Signs and their replacements, in order: no replacement contains a sign that is replaced after it.
_REFERENCES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("~", "&#126;"))
_INLINE = (*((sign, f"\\{sign}") for sign in "\\`*_{}[]#|"), *_REFERENCES)
_PLAIN_URL = re.compile(r"[A-Za-z0-9/:?#@!$',;=~%._+-]*")
# Signs that begin a block: of lists, rules, and the block syntax of common extensions.
_BLOCK_START = re.compile(r"(?:[-+!]|\d{1,9}(?=[.)]))")
_BLOCK_SIGNS = "-+!=:?/%"
_BLOCK_REFERENCE = re.compile(r"[=:?/%]")


def escape(text: str) -> str:
    """Return Markdown for one line of text, safe at the start of a block and inside one."""
    return escape_both(text)[0]


def escape_both(text: str) -> tuple[str, str]:
    """Return Markdown for one line of text, and the HTML that it renders to."""
    escaped, html = _inline_both(text)
    first = text[:1]
    if first not in _BLOCK_SIGNS and not first.isdecimal():  # as in nearly every text
        return escaped, html
    if match := _BLOCK_START.match(escaped):
        at = match.end() if match.group().isdigit() else 0
        return f"{escaped[:at]}\\{escaped[at:]}", html
    if _BLOCK_REFERENCE.match(escaped):
        reference = f"&#{ord(escaped[0])};"
        return reference + escaped[1:], reference + html[1:]
    return escaped, html


def _inline_both(text: str) -> tuple[str, str]:
    escaped = replaced(text, _INLINE)
    return escaped, text if escaped is text else replaced(text, _REFERENCES)


def replaced(text: str, signs: Iterable[tuple[str, str]]) -> str:
    """Replace signs in a text, in order; a text without them is returned unchanged.

    Most texts have few of them. Testing with `in` takes a tenth of the time of a pattern, or of
    `str.replace`, which is slow if there is nothing to replace.
    """
    for sign, stands in signs:
        if sign in text:
            text = text.replace(sign, stands)
    return text


def destination(url: str) -> str:
    """Return `url` as the destination of a Markdown link."""
    if _PLAIN_URL.fullmatch(url):
        return url
    return quote(url, safe="/:?#@!$',;=~%.-_+&").replace("&", "&amp;")


def link(text: str, url: str) -> str:
    """Return a Markdown link with plain `text`."""
    return link_both(text, url)[0]


def link_both(text: str, url: str) -> tuple[str, str]:
    """Return a Markdown link with plain `text`, and the HTML that it renders to."""
    (markdown, html), address = escape_both(text), destination(url)
    return f"[{markdown}]({address})", f'<a href="{address}">{html}</a>'


def linked(text: str) -> str:
    """Return Markdown for one line of text whose http(s) URLs are links."""
    return linked_both(text)[0]


def linked_both(text: str) -> tuple[str, str]:
    """Return Markdown for one line of text whose URLs are links, and the HTML for it."""
    addresses = links(text)
    if not addresses:
        return escape_both(text)
    both = [
        link_both(part, url) if url else escape_both(part) if at_start else _inline_both(part)
        for part, url, at_start in _parts(text, addresses)
    ]
    return "".join(markdown for markdown, _ in both), "".join(html for _, html in both)


def _parts(text: str, addresses: Iterable[Link]) -> Iterator[tuple[str, str, bool]]:
    """Yield (part, URL or "", whether the text begins with it) for the parts of a text."""
    end = 0
    for address in addresses:
        yield text[end : address.start], "", not end
        yield text[address.start : address.end], address.url, False
        end = address.end
    yield text[end:], "", not end


def fenced(code: str, language: str) -> str:
    """Return a fenced code block, its fence longer than any run of backticks in `code`."""
    longest = max(map(len, re.findall("`+", code))) if "`" in code else 0
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"

"""Fragments of pages in two languages: Markdown, and the HTML that Python-Markdown makes of it.

A test sends every page through Python-Markdown as a whole and compares.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from paper_archive import urls
from paper_archive.pages.conversion import conversions
from paper_archive.text import markdown as md

_IN_CODE = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"))


class Fragment(NamedTuple):
    """A piece of a page. A `block` is one or more whole blocks of Markdown.

    It is a tuple because a page has a hundred, and a frozen dataclass takes twice as long to build.
    """

    markdown: str
    html: str
    block: bool = False

    def __bool__(self) -> bool:
        return bool(self.markdown)


EMPTY = Fragment("", "")


def text(plain: str) -> Fragment:
    """Return plain text, escaped so that it appears as it is."""
    return Fragment(*md.escape_both(plain))


def same(markup: str) -> Fragment:
    """Return HTML that may stand in Markdown unchanged."""
    return Fragment(markup, markup)


def uri(src_uri: str) -> Fragment:
    """Return the address of a page, relative to the page it is on, without brackets."""
    return Fragment(src_uri, urls.html(src_uri))


def link(plain: str, url: str) -> Fragment:
    """Return a link to another site, with plain text."""
    return Fragment(*md.link_both(plain, url))


def page_link(words: str | Fragment, src_uri: str, **attributes: str) -> Fragment:
    """Return a link to a page, whose address is relative to the page it is on."""
    shown = words if isinstance(words, Fragment) else text(words)
    address = urls.html(src_uri)
    if attributes:
        return with_attributes(shown, src_uri, address, **attributes)
    return Fragment(f"[{shown.markdown}]({src_uri})", f'<a href="{address}">{shown.html}</a>')


def with_attributes(words: Fragment, source: str, address: str, **attributes: str) -> Fragment:
    """Return a link with attributes; its address is escaped already."""
    listed, before, after = _attributes(tuple(attributes.items()))
    return Fragment(
        f"[{words.markdown}]({source}){listed}",
        f'<a{before} href="{address}"{after}>{words.html}</a>',
    )


@cache
def _attributes(attributes: tuple[tuple[str, str], ...]) -> tuple[str, str, str]:
    """Return attributes in Markdown, and in HTML before and after `href`.

    In HTML they are in order of name, as Python-Markdown writes them. `css` is the class, because
    `class` is a keyword of Python.
    """
    named = {"class" if key == "css" else key: value for key, value in attributes}
    listed = " ".join(
        " ".join(f".{name}" for name in value.split()) if key == "class" else f"{key}={value}"
        for key, value in named.items()
    )
    html = [(key, f' {key}="{value}"') for key, value in sorted(named.items())]
    before = "".join(written for key, written in html if key < "href")
    after = "".join(written for key, written in html if key > "href")
    return f"{{ {listed} }}", before, after


def linked(plain: str) -> Fragment:
    """Return one line of text whose http(s) addresses are links."""
    return Fragment(*md.linked_both(plain))


def fenced(code: str, language: str) -> Fragment:
    """Return a block of code."""
    html = md.replaced(code, _IN_CODE)
    return Fragment(
        md.fenced(code, language),
        f'<pre><code class="language-{language}">{html}\n</code></pre>',
        block=True,
    )


def drawing(html: str) -> Fragment:
    """Return a block of HTML that Python-Markdown leaves unchanged, like a one-line `<figure>`."""
    return Fragment(html, html, block=True)


def figure(html: str) -> Fragment:
    """Return a block of HTML for the inside of an element with `markdown="block"`.

    Python-Markdown parses and rewrites the inside, so the HTML is its output.
    """
    inside = conversions.convert(f'<div markdown="block">\n{html}\n</div>')
    return Fragment(html, inside.removeprefix("<div>\n").removesuffix("\n</div>"), block=True)


def join(pieces: Iterable[Fragment], between: str = " ") -> Fragment:
    """Join fragments of one line; empty ones are left out."""
    filled = [piece for piece in pieces if piece.markdown]
    if len(filled) < 2:
        return filled[0] if filled else EMPTY
    return Fragment(
        between.join([piece.markdown for piece in filled]), between.join([p.html for p in filled])
    )


def prefixed(markup: str, words: Fragment) -> Fragment:
    """Return words with HTML before them that may stand in Markdown unchanged."""
    return Fragment(markup + words.markdown, markup + words.html)


def followed(words: Fragment, markup: str) -> Fragment:
    """Return words with HTML after them that may stand in Markdown unchanged."""
    return Fragment(words.markdown + markup, words.html + markup)


def blocks(pieces: Iterable[Fragment]) -> Fragment:
    """Join blocks, one below the other; empty ones are left out."""
    filled = [piece for piece in pieces if piece.markdown]
    return Fragment(
        "\n\n".join([piece.markdown for piece in filled]),
        "\n".join([piece.html for piece in filled]),
        block=True,
    )

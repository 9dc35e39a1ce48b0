"""Fragments of pages in two languages: Markdown, and the HTML that Python-Markdown makes of it.

The same templates produce both from the same values. A template is rendered with marks in place of
the values. The result, the skeleton, goes through Python-Markdown once. From then on, the HTML of a
fragment is the skeleton's HTML with the HTML of the values in place of the marks. A test sends
every page through Python-Markdown as a whole and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import jinja2
import markdown

from paper_archive import urls
from paper_archive.text import markdown as md

# Generated pages need exactly these extensions of Python-Markdown.
EXTENSIONS = ("attr_list", "fenced_code", "md_in_html", "tables", "toc")
_MARK = "zqx{}zqx"
_MARKS = re.compile(r"(<p>)?zqx(\d+)zqx(</p>)?")
_IN_CODE = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"))
_BLANK_LINES = re.compile(r"\n\s*\n")
_SOURCE_LINK = re.compile(r'(href="[^":]*)\.md(?=[#"])')


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
    inside = _markdown().reset().convert(f'<div markdown="block">\n{html}\n</div>')
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


def blocks(pieces: Iterable[Fragment]) -> Fragment:
    """Join blocks, one below the other; empty ones are left out."""
    filled = [piece for piece in pieces if piece]
    return Fragment(
        "\n\n".join([piece.markdown for piece in filled]),
        "\n".join([piece.html for piece in filled]),
        block=True,
    )


def render(template: str, /, **values: Any) -> Fragment:
    """Return the block that `templates/<template>.md.j2` makes of values. Strings are plain text.

    A template may test whether a text or fragment is empty, and the value of a number. Its skeleton
    is rendered once for every combination of answers. With values of other types, like lists, it is
    rendered every time.
    """
    sources: dict[str, str] = {}
    htmls: dict[str, str] = {}
    answers: list[Any] = []
    for name, value in values.items():
        if isinstance(value, Fragment):
            source, htmls[name], block = value
            sources[name] = source
            answers.append(("block" if block else "inline") if source else "")
        elif isinstance(value, str):
            sources[name], htmls[name] = md.escape_both(value)
            answers.append("inline" if value else "")
        elif isinstance(value, int):
            answers.append(value)
        else:
            return _rendered(template, values, by_name=False).filled({}, {})
    return _rendered_once(template, tuple(values), tuple(answers)).filled(sources, htmls)


@dataclass(frozen=True, slots=True)
class _SplitTemplate:
    """A rendered template in one language: literal pieces, and the names of the values between
    them."""

    literals: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        # One `join` takes a quarter of the time of `%` or `format_map`.
        pieces = [""] * (2 * len(self.names) + 1)
        pieces[::2] = self.literals
        pieces[1::2] = [values[name] for name in self.names]
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _RenderedTemplate:
    """A rendered template in both languages."""

    markdown: _SplitTemplate
    html: _SplitTemplate

    def filled(self, sources: Mapping[str, str], htmls: Mapping[str, str]) -> Fragment:
        return Fragment(self.markdown.filled(sources), self.html.filled(htmls), block=True)


@cache
def _rendered_once(
    template: str, names: tuple[str, ...], answers: tuple[Any, ...]
) -> _RenderedTemplate:
    values: dict[str, Any] = {}
    for name, answer in zip(names, answers, strict=True):
        # A stand-in for a fragment is a fragment too, recognised by its identity.
        if isinstance(answer, str):
            values[name] = Fragment("x" if answer else "", "", answer == "block")
        else:
            values[name] = answer
    return _rendered(template, values, by_name=True)


def _rendered(template: str, values: Mapping[str, Any], *, by_name: bool) -> _RenderedTemplate:
    """Render a template. Its values are filled in later by name, or now and for good."""
    slots: list[Fragment] = []
    skeleton = _template(template).render(values, slots=slots).strip("\n")
    names = {id(value): name for name, value in values.items()} if by_name else {}
    named = [names.get(id(slot)) for slot in slots]
    source: list[str | int] = []
    # For every mark: the text before it, `<p>`, its number, `</p>`. Markdown has no `<p>`.
    for at, piece in enumerate(_MARKS.split(skeleton)):
        source += [piece] if at % 4 == 0 else [int(piece)] if at % 4 == 2 else []
    blocks = frozenset(n for n, slot in enumerate(slots) if slot.block)
    return _RenderedTemplate(
        _split_template(source, named, [slot.markdown for slot in slots]),
        _split_template(_html(skeleton, blocks), named, [slot.html for slot in slots]),
    )


def _split_template(
    pieces: Iterable[str | int], named: Sequence[str | None], filled: Sequence[str]
) -> _SplitTemplate:
    """Return a split template from literal pieces and numbers of slots.

    Slots without a name are filled in for good.
    """
    literals, names = [""], []
    for piece in pieces:
        if isinstance(piece, str):
            literals[-1] += piece
        elif name := named[piece]:
            names.append(name)
            literals.append("")
        else:
            literals[-1] += filled[piece]
    return _SplitTemplate(tuple(literals), tuple(names))


@jinja2.pass_context
def _mark(context: jinja2.runtime.Context, value: Any) -> str:
    fragment = value if isinstance(value, Fragment) else text(str(value))
    if not fragment:
        return ""  # An empty fragment is not part of the skeleton.
    slots = context["slots"]
    slots.append(fragment)
    return _MARK.format(len(slots) - 1)


@cache
def _html(skeleton: str, whole_blocks: frozenset[int]) -> tuple[str | int, ...]:
    """Return the HTML of a skeleton: literal texts, and the numbers of the marks between them."""
    html = _SOURCE_LINK.sub(r"\1.html", _markdown().reset().convert(skeleton))
    html = _BLANK_LINES.sub("\n", html)  # Blank lines around HTML; the shells have none either.
    pieces = _MARKS.split(html)
    parts: list[str | int] = [pieces[0]]
    for at in range(1, len(pieces), 4):
        before, number, after, rest = pieces[at : at + 4]
        # A block alone in its paragraph replaces the paragraph.
        inline = int(number) not in whole_blocks
        parts += (
            (before or "") if inline else "",
            int(number),
            (after or "") if inline else "",
            rest,
        )
    return tuple(part for part in parts if part != "")


@cache
def _markdown() -> markdown.Markdown:
    return markdown.Markdown(extensions=list(EXTENSIONS))


@cache
def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{name}.md.j2")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("paper_archive.pages"),
        finalize=_mark,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        # Templates are Markdown, not HTML; fragments escape values for either language.
        autoescape=False,
    )

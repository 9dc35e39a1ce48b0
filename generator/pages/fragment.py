"""Pieces of pages in two languages: Markdown, and the HTML that Python-Markdown makes of it.

Both are made from the same values by the same templates. A template is rendered with a mark in
the place of each value; what is left, the skeleton, goes through Python-Markdown once, and from
then on the HTML of a piece is the skeleton's with the values' own HTML in the marks' places.
A test sends every page through Python-Markdown as a whole and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2
import markdown

from generator.pages import addresses
from generator.text import markdown as md

# Generated pages are written for these extensions of Python-Markdown, and no others.
EXTENSIONS = ("attr_list", "fenced_code", "md_in_html", "tables", "toc")
_MARK = "zqx{}zqx"
_MARKS = re.compile(r"(<p>)?zqx(\d+)zqx(</p>)?")
_BLANK_LINES = re.compile(r"\n\s*\n")
_SOURCE_LINK = re.compile(r'(href="[^":]*)\.md(?=[#"])')


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a page. A `block` is one or more whole blocks of Markdown."""

    markdown: str
    html: str
    block: bool = False

    def __bool__(self) -> bool:
        return bool(self.markdown)


EMPTY = Fragment("", "")


def text(plain: str) -> Fragment:
    """Plain text, which comes out as it is."""
    return Fragment(*md.escape_both(plain))


def same(markup: str) -> Fragment:
    """HTML that stands in Markdown as it is."""
    return Fragment(markup, markup)


def uri(src_uri: str) -> Fragment:
    """The address of a page, relative to the page it stands on, without its brackets."""
    return Fragment(src_uri, addresses.html(src_uri))


def link(plain: str, url: str) -> Fragment:
    """A link to another site, with plain text."""
    return Fragment(*md.link_both(plain, url))


def page_link(words: str | Fragment, src_uri: str, **attributes: str) -> Fragment:
    """A link to a page, whose address is relative to the page it stands on."""
    shown = words if isinstance(words, Fragment) else text(words)
    address = addresses.html(src_uri)
    if attributes:
        return with_attributes(shown, src_uri, address, attributes)
    return Fragment(f"[{shown.markdown}]({src_uri})", f'<a href="{address}">{shown.html}</a>')


def with_attributes(
    words: Fragment, source: str, address: str, attributes: Mapping[str, str]
) -> Fragment:
    """A link whose address is escaped; in HTML its attributes go by name, as Markdown's do."""
    listed = " ".join(
        " ".join(f".{name}" for name in value.split()) if key == "class" else f"{key}={value}"
        for key, value in attributes.items()
    )
    html = "".join(
        f' {key}="{value}"' for key, value in sorted({**attributes, "href": address}.items())
    )
    return Fragment(
        f"[{words.markdown}]({source}){{ {listed} }}",
        f"<a{html}>{words.html}</a>",
    )


def linked(plain: str) -> Fragment:
    """One line of text whose http(s) addresses are links."""
    return Fragment(*md.linked_both(plain))


def fenced(code: str, language: str) -> Fragment:
    """A block of code."""
    html = code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Fragment(
        md.fenced(code, language),
        f'<pre><code class="language-{language}">{html.replace(chr(34), "&quot;")}\n</code></pre>',
        block=True,
    )


def figure(html: str) -> Fragment:
    """A block of HTML, for a place within an element of `markdown="block"`.

    Python-Markdown parses what stands there and writes it anew, so its own words are taken.
    """
    inside = _markdown().reset().convert(f'<div markdown="block">\n{html}\n</div>')
    return Fragment(html, inside.removeprefix("<div>\n").removesuffix("\n</div>"), block=True)


def join(pieces: Iterable[Fragment], between: str = " ") -> Fragment:
    """Pieces of one line."""
    given = [piece for piece in pieces if piece]
    return Fragment(
        between.join(piece.markdown for piece in given), between.join(p.html for p in given)
    )


def blocks(pieces: Iterable[Fragment]) -> Fragment:
    """Blocks under each other."""
    given = [piece for piece in pieces if piece]
    return Fragment(
        "\n\n".join(piece.markdown for piece in given),
        "\n".join(piece.html for piece in given),
        block=True,
    )


def render(template: str, /, **values: Any) -> Fragment:
    """Render `templates/<template>.md.j2`, a block. Strings are plain text.

    A template may ask whether a text or a fragment is empty, and for the value of a number: for
    each answer it is rendered once. With other values, such as lists, it is rendered each time.
    """
    fragments: dict[str, Fragment] = {}
    structure: list[Any] = []
    for name, value in values.items():
        if isinstance(value, str):
            value = text(value)
        if isinstance(value, Fragment):
            fragments[name] = value
            structure.append((name, bool(value.markdown), value.block))
        elif isinstance(value, int):
            structure.append((name, value))
        else:
            return _rendered(template, values, by_name=False).filled({})
    return _rendered_once(template, tuple(structure)).filled(fragments)


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A rendered template: literal pieces, and in between the names of values."""

    markdown: tuple[str, ...]
    markdown_names: tuple[str, ...]
    html: tuple[str, ...]
    html_names: tuple[str, ...]

    def filled(self, values: Mapping[str, Fragment]) -> Fragment:
        markdown, html = [self.markdown[0]], [self.html[0]]
        for name, literal in zip(self.markdown_names, self.markdown[1:], strict=True):
            markdown += (values[name].markdown, literal)
        for name, literal in zip(self.html_names, self.html[1:], strict=True):
            html += (values[name].html, literal)
        return Fragment("".join(markdown), "".join(html), block=True)


@cache
def _rendered_once(template: str, structure: tuple[Any, ...]) -> _Rendered:
    values: dict[str, Any] = {}
    for name, value, *block in structure:
        # What stands for a fragment is a fragment, which is told from others by its identity.
        values[name] = Fragment("x" if value else "", "", block[0]) if block else value
    return _rendered(template, values, by_name=True)


def _rendered(template: str, values: Mapping[str, Any], *, by_name: bool) -> _Rendered:
    """Render a template; its values are left to be filled in by name, or filled in for good."""
    slots: list[Fragment] = []
    skeleton = _template(template).render(values, slots=slots).strip("\n")
    names = {id(value): name for name, value in values.items()} if by_name else {}
    named = [names.get(id(slot)) for slot in slots]
    source: list[str | int] = []
    # Of every mark: what is before it, `<p>`, its number, `</p>`. Markdown has no `<p>` around.
    for at, piece in enumerate(_MARKS.split(skeleton)):
        source += [piece] if at % 4 == 0 else [int(piece)] if at % 4 == 2 else []
    blocks = frozenset(n for n, slot in enumerate(slots) if slot.block)
    return _Rendered(
        *_parted(source, named, [slot.markdown for slot in slots]),
        *_parted(_html(skeleton, blocks), named, [slot.html for slot in slots]),
    )


def _parted(
    pieces: Iterable[str | int], named: Sequence[str | None], given: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return literal pieces and the names between them; slots without a name become literal."""
    literals, names = [""], []
    for piece in pieces:
        if isinstance(piece, str):
            literals[-1] += piece
        elif name := named[piece]:
            names.append(name)
            literals.append("")
        else:
            literals[-1] += given[piece]
    return tuple(literals), tuple(names)


@jinja2.pass_context
def _mark(context: jinja2.runtime.Context, value: Any) -> str:
    fragment = value if isinstance(value, Fragment) else text(str(value))
    if not fragment:
        return ""  # What has no text is no part of the skeleton.
    slots = context["slots"]
    slots.append(fragment)
    return _MARK.format(len(slots) - 1)


@cache
def _html(skeleton: str, whole_blocks: frozenset[int]) -> tuple[str | int, ...]:
    """The HTML of a skeleton: text and, in between, numbers of marks."""
    html = _SOURCE_LINK.sub(r"\1.html", _markdown().reset().convert(skeleton))
    html = _BLANK_LINES.sub("\n", html)  # Some stand around HTML; the shells have none either.
    pieces = _MARKS.split(html)
    parts: list[str | int] = [pieces[0]]
    for at in range(1, len(pieces), 4):
        before, number, after, rest = pieces[at : at + 4]
        # A block alone in its paragraph takes the paragraph's place.
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
        loader=jinja2.PackageLoader("generator.pages"),
        finalize=_mark,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        # Markdown is no HTML: values are escaped as fragments, for the right language.
        autoescape=False,
    )

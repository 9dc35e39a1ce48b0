"""Renders templates to fragments, in Markdown and in HTML.

The same templates produce both from the same values. A template is rendered with marks in place of
the values. The result, the skeleton, goes through Python-Markdown once. From then on, the HTML of a
fragment is the skeleton's HTML with the HTML of the values in place of the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2

from paper_archive.pages.conversion import conversions
from paper_archive.pages.fragment import Fragment, text
from paper_archive.text import markdown as md

_MARK = "zqx{}zqx"
_MARKS = re.compile(r"(<p>)?zqx(\d+)zqx(</p>)?")
# A mark in a tag, which stands for its attributes. Python-Markdown gives it a value: itself.
_MARK_IN_TAG = re.compile(r'(zqx\d+zqx)="zqx\d+zqx"')
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*+\n)+")
_SOURCE_LINK = re.compile(r'(href="[^":]*)\.md(?=[#"])')


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
        pieces = [*self.literals, *self.literals[1:]]  # As many as literals and values together.
        pieces[::2] = self.literals
        pieces[1::2] = map(values.__getitem__, self.names)
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
    html = _SOURCE_LINK.sub(r"\1.html", conversions.convert(skeleton))
    html = _MARK_IN_TAG.sub(r"\1", html)
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

"""Entities and tags that sources leave in titles and abstracts: `Q&amp;A`, `CO<sub>2</sub>`, JATS.

Papers also write about markup, so little is taken for a leftover: an entity of HTML that ends with
a semicolon, a tag of the namespaces that publishers use (`<jats:p>`, `<mml:mi>`), and a tag of
formatting that is closed again. `<script>`, `<think>` and a lone `<b>` in a sentence stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

from paper_archive.text.hyperref import link_with_text
from paper_archive.text.scripts import subscript, superscript

_REFERENCE = r"(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
# With any number of escapes of its ampersand: `&amp;amp;lt;`.
_ENTITY = re.compile(rf"&(?:(?:amp;)++(?:{_REFERENCE})?|{_REFERENCE})")
# The other names of two letters are as likely to end a clause: H&E; P&L; 1&it;
_SHORT_NAMES = frozenset("lt gt LT GT le ge ne pi mu nu xi Pi Xi".split())
_BLOCKS = frozenset(
    "p div br ul ol li h1 h2 h3 h4 h5 h6 section sec list list-item blockquote".split()
)
_FORMATTING = _BLOCKS | frozenset(
    "a i b em strong u tt code span small big font sub sup italic bold sc monospace scp emph"
    " abstracttext inline-formula disp-formula tex-math alternatives ext-link xref named-content"
    " styled-content".split()
)
_OF_MATHML = frozenset(
    "math mi mn mo mrow mtext mstyle mspace mfenced msub msup msubsup mfrac msqrt mover munder"
    " munderover semantics annotation".split()
)
_TAG = re.compile(
    r"<(/?)((?:jats|mml|m):)?([A-Za-z][A-Za-z0-9-]{0,30})((?:\s[^<>]{0,500})?)(?<!/)(/?)>"
)
_ADDRESS = re.compile(r"""\s(?:xlink:)?href\s?=\s?["']?(https?://[^\s"'<>]+)""", re.I)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_DEEPEST = 20  # elements in one another; a paper needs five
_BETWEEN_NAMES_OF_TAGS = frozenset(("", "and", "or", "to", ",", "/", "...", "…", "-", "–", "&"))
_HEADINGS_THAT_SAY_NOTHING = frozenset(("abstract", "summary"))
# Elements of MathML whose children are more than a row.
_SCRIPTS = {"sub": subscript, "sup": superscript, "msub": subscript, "msup": superscript}


def unmarked(text: str) -> str:
    """Return a text without leftovers of markup. Takes linear time and never raises."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "<" in text and ">" in text:
        text = _without_tags(text)
    return text


def _character(match: re.Match[str]) -> str:
    name = match[1] or match[2]
    if name is None:
        return "&"
    if name[0] == "#":
        return unescape(f"&{name};").replace("\ufffd", "")
    known = f"{name};" in html5 and (len(name) > 2 or name in _SHORT_NAMES)
    return html5[f"{name};"] if known else f"&{name};"


@dataclass(slots=True)
class _Element:
    """An element whose end is to come: `start` counts the pieces before it."""

    name: str
    tag: int
    start: int
    attributes: str
    ends: list[int] = field(default_factory=list)  # of its children


def _without_tags(text: str) -> str:
    tags = list(_TAG.finditer(text))
    leftovers = _leftovers(text, tags)
    if not leftovers:
        return text
    has_tex = "tex-math>" in text
    out: list[str] = []
    opened: list[_Element] = []
    copied = 0
    for number, tag in enumerate(tags):
        if number not in leftovers:
            continue
        out.append(text[copied : tag.start()])
        copied = tag.end()
        closes, _, name, attributes, closes_itself = tag.groups()
        name = name.lower()
        if name in _BLOCKS or name == "title":
            out.append(" ")
        if not closes and not closes_itself and len(opened) < _DEEPEST:
            opened.append(_Element(name, number, len(out), attributes))
        elif closes and any(element.name == name for element in opened):
            while opened[-1].name != name:
                opened.pop()
            element = opened.pop()
            out[element.start :] = [_written(element, out[element.start :], has_tex)]
            if opened:
                opened[-1].ends.append(len(out) - opened[-1].start)
    out.append(text[copied:])
    return "".join(out)


def _leftovers(text: str, tags: list[re.Match[str]]) -> set[int]:
    """Return the numbers of the tags that are no part of a text about markup."""
    leftovers: set[int] = set()
    opened: dict[str, list[int]] = {}
    surely = _OF_MATHML if "<math" in text and "</math>" in text else frozenset[str]()
    if "</title>" in text and ("<p>" in text or "<sec>" in text):
        surely |= {"title"}
    for number, tag in enumerate(tags):
        closes, namespace, name, _, _ = tag.groups()
        name = name.lower()
        if namespace or name == "br" or name in surely:
            leftovers.add(number)
        elif name not in _FORMATTING:
            continue
        elif not closes:
            opened.setdefault(name, []).append(number)
            before = text[max(0, tag.start() - 2) : tag.start()].strip()
            if name == "p" and (not before or before[-1] in ".!?:"):
                leftovers.add(number)  # Between two sentences it need not be closed.
        elif name == "p" and not opened.get(name):
            leftovers.add(number)
        elif opened.get(name):
            opening = opened[name].pop()
            # `<b> and </b>` is about tags.
            if text[tags[opening].end() : tag.start()].strip() not in _BETWEEN_NAMES_OF_TAGS:
                leftovers |= {opening, number}
    return leftovers


def _written(element: _Element, pieces: list[str], has_tex: bool) -> str:
    """Return an element as text."""
    inner = "".join(pieces)
    match element.name:
        case "sub" | "sup":
            return _SCRIPTS[element.name](inner)
        case "msub" | "msup" | "mfrac" if len(element.ends) == 2:
            first, second = (
                "".join(pieces[start:end]).strip()
                for start, end in zip((0, element.ends[0]), element.ends, strict=True)
            )
            if element.name == "mfrac":
                return f"{first}/{second}"
            return first + _SCRIPTS[element.name](second)
        case "msubsup" if len(element.ends) == 3:
            ends = (0, *element.ends)
            base, low, high = ("".join(pieces[ends[at] : ends[at + 1]]).strip() for at in range(3))
            return base + subscript(low) + superscript(high)
        case "msqrt":
            return f"√{inner}" if len(inner.strip()) < 2 else f"√({inner.strip()})"
        case "a" | "ext-link" if address := _ADDRESS.search(element.attributes):
            stop = inner.rstrip()[-1:]
            return link_with_text(address[1], inner) + (stop if stop in (".", ",") else "")
        case "title":
            heading = inner.strip()
            if heading.lower().rstrip(".:") in _HEADINGS_THAT_SAY_NOTHING:
                return ""
            return heading if not heading or heading[-1] in ".:?!" else f"{heading}:"
        case "math" if has_tex:  # The same formula stands beside it.
            return ""
        case "tex-math":
            return _formula(_CDATA.sub("", inner))
        case _:
            return inner


def _formula(document: str) -> str:
    """Return the formula of a LaTeX document, as Springer encloses them."""
    preamble, begins, body = document.partition("\\begin{document}")
    return (body if begins else preamble).replace("\\end{document}", "")

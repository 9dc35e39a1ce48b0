"""Parses XML that a stranger wrote, so that it can do no harm and a mistake costs one entry.

A document type is cut out, so that no entity is declared; nothing is loaded from elsewhere; text
and nesting are limited by the parser. Broken XML is read as far as possible (libxml2 recovers) and
reported with its line. Entries that are opened in the text and missing in what was read are lost,
and so is an entry in which the text breaks off, or whose fields swallow the next one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.entities import html5

from lxml import etree

from paper_archive.listing.limits import MOST_DENSE_JSON, SPLIT
from paper_archive.model import Problem

AGAIN = "save or fetch the file again"
# An element takes up to 150 bytes of memory, and 4 of the file.
MOST_ELEMENTS = 1_000_000
_MOST_NAMED = 10
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6})|(\w{1,31}))?(;?)")
_NO_TAG = re.compile(r"<(?![A-Za-z_/!?])")
_KNOWN = ("amp", "lt", "gt", "quot", "apos")
_DECLARATION = re.compile(r"<\?xml\s[^<>]{0,200}\?>")
_LATER_TYPE = re.compile(r"(<\?xml\s[^<>]{0,200}\?>\s{0,99})(<!DOCTYPE[^<>\[\]]{0,400}>)")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_COMMENT_END = "-->"
_HIDDEN = re.compile(r"<!\[CDATA\[|<!--")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The element around a text, None if it is no XML, and its entries, at any depth.

    Of a part of a longer text, `lines_before` is added to the lines of elements, and `goes_on` says
    that its first document began in an earlier part.
    """

    root: etree._Element | None
    entries: tuple[etree._Element, ...]
    problems: tuple[Problem, ...]
    lost: int
    lines_before: int = 0
    goes_on: bool = False

    def line_of(self, element: etree._Element) -> int:
        """Return the line of an element in the file."""
        return line_of(element) + self.lines_before


def parsed(name: str, text: str, tags: Iterable[str]) -> Parsed:
    """Return the entries of the XML `text` of the file `name`: elements with one of the `tags`.

    The tags are names without a namespace.
    """
    tags = tuple(tags)
    problems: list[Problem] = []
    text = _small(name, text, problems)
    harmless, markup = _harmless(text)
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        # One element around all, so that files that were joined are read whole.
        root = etree.fromstring(f"<all>{harmless}</all>".encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    problems += _mistakes(name, parser)
    found = list(root.iter(*(f"{{*}}{tag}" for tag in tags))) if root is not None else []
    broken = _broken(found, tags)
    begins = re.compile(rf"<(/?)(?:[\w.-]{{1,40}}:)?(?:{'|'.join(tags)})(?=[\s>/])")
    opened, last = 0, None
    for match in begins.finditer(markup):
        if not match[1]:
            opened, last = opened + 1, match
    lost = max(0, opened - len(found))
    if lost:
        many = f"{lost:,} papers are" if lost > 1 else "a paper is"
        problems.append(Problem(name, 0, f"{many} lost in broken XML", AGAIN))
    if last and found and opened == len(found) and _breaks_off(markup, last, begins):
        broken.add(len(found) - 1)
    for number in sorted(broken):
        line = line_of(found[number])
        problems.append(Problem(name, line, "an entry breaks off; it is lost", AGAIN))
    kept = tuple(entry for number, entry in enumerate(found) if number not in broken)
    return Parsed(root, kept, tuple(problems), lost + len(broken))


def line_of(element: etree._Element) -> int:
    """Return the line of an element."""
    return element.sourceline or 0


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace, and without a prefix of none."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def swallows(element: etree._Element, fields: Container[str]) -> bool:
    """Tell whether an element of text has fields of its entry inside, because it was not closed."""
    return len(element) > 0 and any(name in fields for name, _ in children(element))


def text_of(element: etree._Element | None) -> str:
    """Return the text of an element and of those inside it."""
    if element is None:
        return ""
    if len(element) == 0:
        return element.text or ""
    return "".join(element.itertext())


def children(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the names and the elements inside an element."""
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and (name := _without_namespace(tag)):
            yield name, child


def _small(name: str, text: str, problems: list[Problem]) -> str:
    if sum(map(text.count, ("<", '="', "='"))) <= MOST_ELEMENTS:
        return text
    what = f"the file has more than {MOST_ELEMENTS:,} elements and attributes"
    what += f"; only its first {MOST_DENSE_JSON >> 20} MiB are read"
    problems.append(Problem(name, 0, what, SPLIT))
    return text[:MOST_DENSE_JSON]


def _harmless(text: str) -> tuple[str, str]:
    """Return the text as the parser gets it, and its markup without texts that hide none.

    Control characters, a declaration of the encoding and a document type are left out; characters
    that should have been escaped are.
    """
    text = _CONTROLS.sub("", text)
    text = _without_type(text.replace("\ufeff", ""))
    parts: list[str] = []
    markup: list[str] = []
    at = 0
    for hidden in _HIDDEN.finditer(text):
        if hidden.start() < at:
            continue
        mended = _mended(text[at : hidden.start()])
        end = _CDATA_END if hidden[0] == _CDATA else _COMMENT_END
        stop = text.find(end, hidden.end())
        at = len(text) if stop < 0 else stop + len(end)
        inside = text[hidden.start() : at]
        parts += [mended, inside if end == _CDATA_END else "\n" * inside.count("\n")]
        markup.append(mended)
    parts.append(_mended(text[at:]))
    markup.append(parts[-1])
    return "".join(parts), "".join(markup)


def _mended(text: str) -> str:
    """Return text outside CDATA with names of HTML's characters resolved and signs escaped.

    Declarations are left out, which stand in the middle where files were joined.
    """
    if "<?" in text:
        text = _DECLARATION.sub("", text)
    if "&" in text:
        text = _AMPERSAND.sub(_character, text)
    return _NO_TAG.sub("&lt;", text)


def _character(match: re.Match[str]) -> str:
    number, name, end = match.groups()
    if not end or not (number or name):
        return "&amp;" + match[0][1:]
    if number or name in _KNOWN:
        return match[0]
    return html5.get(f"{name};", f"&amp;{name};").replace("<", "&lt;")


def _without_type(text: str) -> str:
    """Return the text without its document type."""
    if text.find("<!DOCTYPE", 100) > 0:  # Of a file that was joined to another.
        text = _LATER_TYPE.sub(lambda match: match[1] + "\n" * match[2].count("\n"), text)
    start = text.find("<!DOCTYPE", 0, 100_000)
    if start < 0:
        return text
    bracket, end = text.find("[", start), text.find(">", start)
    if 0 <= bracket < end:
        end = text.find("]>", bracket)
        end = end + 1 if end >= 0 else end
    return _blank(text, start, end + 1) if end >= 0 else text[:start]


def _blank(text: str, start: int, end: int) -> str:
    """Return the text without a part, whose lines stay."""
    return text[:start] + "\n" * text.count("\n", start, end) + text[end:]


def _mistakes(name: str, parser: etree.XMLParser) -> Iterator[Problem]:
    """Yield the first mistakes in the XML, one a line."""
    lines: set[int] = set()
    for error in parser.error_log:
        if error.line not in lines and error.level_name != "WARNING":
            lines.add(error.line)
            what = error.message.splitlines()[0][:120] if error.message else error.type_name
            if what.endswith(" and all"):
                yield Problem(name, error.line, "the XML breaks off", AGAIN)
                return
            yield Problem(name, error.line, f"broken XML: {what}", AGAIN)
        if len(lines) == _MOST_NAMED:
            return


def _broken(found: list[etree._Element], tags: tuple[str, ...]) -> set[int]:
    """Return the numbers of the entries with another one inside one of their fields."""
    numbers = {entry: number for number, entry in enumerate(found)}
    broken: set[int] = set()
    for entry in found:
        parent = entry.getparent()
        for above in entry.iterancestors(*(f"{{*}}{tag}" for tag in tags)):
            if above is not parent:
                broken.add(numbers[above])
            break
    return broken


def _breaks_off(markup: str, last: re.Match[str], begins: re.Pattern[str]) -> bool:
    """Tell whether the text ends inside its last entry."""
    closed = any(match[1] for match in begins.finditer(markup, last.end()))
    shut = markup.find(">", last.end())
    return not closed and not (shut > 0 and markup[shut - 1] == "/")

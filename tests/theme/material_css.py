"""Cuts Material's style sheets down to what generated pages use: `make material-css`.

A page that somebody writes may use anything that Material offers. Generated pages, the search page
and that for a wrong address use little of it, always the same. `cut` keeps

- rules of which a selector matches an element of a page, or one that a script adds, in any state:
  hovered, open, dark, or from right to left; of a list of selectors, those that match;
- custom properties that something kept, or a style sheet of the theme, refers to;
- animations that something kept names, and what is for all pages (`@page`).

Rules stay in their order, each on a line. The same pages and style sheets give the same text.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import pairwise, product
from pathlib import Path

import cssselect2
import material
import tinycss2
from lxml import etree, html
from tinycss2 import ast

from tests.site.run import ROOT
from tests.theme.all_kinds import archive_of_all_kinds, generated

ASSETS = ROOT / "site_src" / "theme" / "assets"
CUT = ASSETS / "material.css"
_NOTICE = """\
/* What generated pages use of Material for MkDocs {version}, written by `make material-css`.
   MIT License, Copyright (c) 2016-2025 Martin Donath <martin.donath@squidfunk.com>:
   https://github.com/squidfunk/mkdocs-material/blob/master/LICENSE */
"""
# Attributes that change as a page is used, or by the settings of an archive.
_STATES = frozenset({"checked", "data-md-color-scheme", "dir", "disabled", "hidden", "open"})
_ANY = ast.LiteralToken(0, 0, "*")
# The elements that the theme's scripts make, and where they put them.
_MADE = re.compile(r'\b(?:make|createElement)\("(\w+)"')
_PLACES = ("article", "header/nav", ".")
_PARSER = html.HTMLParser(remove_comments=True, encoding="utf-8")


def style_sheets() -> str:
    """Return the style sheets of the installed Material that a page loads, as one text."""
    folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    names = [next(folder.glob(f"{name}.*.min.css")) for name in ("main", "palette")]
    return "".join(path.read_text("utf-8") for path in names)


def _pages(site: Path) -> list[etree._Element]:
    """The generated pages of a site, and one with what scripts add to them."""
    parsed = [html.parse(str(path), _PARSER).getroot() for path in generated(site)]
    return [*parsed, _scripted(site / "search.html")]


def _scripted(page: Path) -> etree._Element:
    """Return a page with every element that a script makes, in every other one."""
    scripts = [path.read_text("utf-8") for path in sorted(ASSETS.glob("*.js"))]
    made = sorted({name for script in scripts for name in _MADE.findall(script)} - {"script"})
    root = html.parse(str(page), _PARSER).getroot()
    body = root.find("body")
    for place in _PLACES:
        container = body if place == "." else body.find(f".//{place}")
        for outer, inner in product(made, made):
            for name in (outer, inner):
                container = etree.SubElement(container, name, href="", type="")
            container = container.getparent().getparent()
    return root


class Cut:
    """A style sheet, and which of its selectors match elements of pages."""

    def __init__(self, css: str, pages: Sequence[etree._Element], others: Iterable[str]) -> None:
        """`others` are style sheets that pages load beside this one: they may refer to it."""
        self._rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        self._matching = _matching(set(_selectors(self._rules)), pages)
        self._named: set[str] = set()
        for other in others:
            self._named |= _names(tinycss2.parse_component_value_list(other))

    def text(self) -> str:
        """Return what is kept.

        A property may be named in one that is itself kept only because it is named, and so on:
        rules are written again until nothing more is named.
        """
        while True:
            known = set(self._named)
            lines = list(self._kept(self._rules))
            if self._named == known:
                return "".join(f"{line}\n" for line in lines)

    def _kept(self, rules: Iterable[ast.Node]) -> Iterator[str]:
        for rule in rules:
            if rule.type == "qualified-rule":
                selectors = [each for each in _split(rule.prelude) if each in self._matching]
                declarations = ";".join(self._declarations(rule)) if selectors else ""
                if declarations:
                    yield f"{','.join(selectors)}{{{declarations}}}"
                continue
            keyword, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude).strip()
            if keyword in ("media", "supports"):
                if inner := list(self._kept(_rules(rule))):
                    yield f"@{keyword} {prelude}{{{''.join(inner)}}}"
            elif keyword == "page" or prelude in self._named:
                self._named |= _names(rule.content)
                yield f"@{keyword} {prelude}{{{tinycss2.serialize(rule.content)}}}"

    def _declarations(self, rule: ast.QualifiedRule) -> Iterator[str]:
        for each in _parsed(tinycss2.parse_blocks_contents(rule.content, True, True)):
            if not each.name.startswith("--") or each.name in self._named:
                self._named |= _names(each.value)
                for token in each.value:
                    if token.type == "whitespace":
                        token.value = " "
                important = "!important" if each.important else ""
                yield f"{each.name}:{tinycss2.serialize(each.value).strip()}{important}"


def _rules(rule: ast.AtRule) -> list[ast.Node]:
    return _parsed(tinycss2.parse_rule_list(rule.content, True, True))


def _parsed(nodes: list[ast.Node]) -> list[ast.Node]:
    """These nodes. Raises ValueError if one could not be parsed: it would be lost."""
    for node in nodes:
        if node.type == "error":
            raise ValueError(f"Material has CSS that cannot be read: {node.message}")
    return nodes


def _names(tokens: Iterable[ast.Node]) -> set[str]:
    """Return the words of a value: custom properties and animations are among them."""
    found = set()
    for token in tokens:
        if token.type == "ident":
            found.add(token.value)
        for inner in (getattr(token, "arguments", None), getattr(token, "content", None)):
            found |= _names(inner or ())
    return found


def _split(prelude: list[ast.Node]) -> Iterator[str]:
    """Yield the selectors of a list."""
    selector: list[ast.Node] = []
    for node in [*prelude, ast.LiteralToken(0, 0, ",")]:
        if node == ",":
            yield tinycss2.serialize(selector).strip()
            selector = []
        else:
            selector.append(node)


def _selectors(rules: Iterable[ast.Node]) -> Iterator[str]:
    for rule in _parsed(list(rules)):
        if rule.type == "qualified-rule":
            yield from _split(rule.prelude)
        elif rule.lower_at_keyword in ("media", "supports"):
            yield from _selectors(_rules(rule))
        elif rule.lower_at_keyword not in ("charset", "keyframes", "page"):
            raise ValueError(f"nothing here knows what to do with @{rule.at_keyword}")


def _matching(selectors: set[str], pages: Sequence[etree._Element]) -> set[str]:
    """Return the selectors that match an element of a page in some state."""
    classes = {name for page in pages for value in page.xpath("//@class") for name in value.split()}
    matcher = cssselect2.Matcher()
    for selector in selectors:
        tokens = _any_state(selector)
        # Most name a class that no page has: without them, matching takes a tenth of the time.
        if classes.issuperset(b.value for a, b in pairwise(tokens) if a == "."):
            for compiled in cssselect2.compile_selector_list(tokens):
                matcher.add_selector(compiled, selector)
    found: set[str] = set()
    for page in pages:
        for element in cssselect2.ElementWrapper.from_html_root(page).iter_subtree():
            found.update(selector for *_, selector in matcher.match(element))
    return found


def _any_state(selector: str) -> list[ast.Node]:
    """Return a selector without pseudo-classes, pseudo-elements and attributes that are states."""
    kept: list[ast.Node] = []
    before = None
    for node in tinycss2.parse_component_value_list(selector):
        is_state = node == ":" or before == ":"
        if node.type == "[] block":
            is_state = tinycss2.serialize(node.content).partition("=")[0] in _STATES
        if not is_state:
            kept.append(node)
        elif not kept or kept[-1].type == "whitespace" or kept[-1] in (">", "+", "~"):
            kept.append(_ANY)
        before = node
    return kept


def cut(site: Path) -> str:
    """Return the style sheet for generated pages, such as those of this site."""
    own = [path for path in sorted(ASSETS.glob("*.css")) if path != CUT]
    kept = Cut(style_sheets(), _pages(site), [path.read_text("utf-8") for path in own])
    return _NOTICE.format(version=version("mkdocs-material")) + kept.text()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        CUT.write_text(cut(archive_of_all_kinds(Path(folder))), "utf-8")

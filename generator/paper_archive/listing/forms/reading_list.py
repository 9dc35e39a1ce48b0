"""Lists of links to papers, as people write them: reading lists, *awesome* lists, notes.

    ## Vision
    - [Segment Anything](https://arxiv.org/abs/2304.02643) - a remark
    * **Visual Search at Dusk** (2023) [[paper]](https://arxiv.org/pdf/2305.01234)
      [[code]](https://github.com/a/dusk)
    3. A Title in Plain Words, https://doi.org/10.1101/2024.03.01.583012

    A Title on a Line of Its Own
    https://openreview.net/forum?id=AbCdEfGh

An item begins with a bullet, a number or a box to tick, or is a paragraph; it goes on where lines
are indented. A paper is an item with an address that says which paper it is: of arXiv, of Hugging
Face's pages of papers, a DOI, or of OpenReview, PubMed or the ACL Anthology. Its title is the words
of that link unless they only say what it leads to (*paper*, *PDF*), else what is in bold, else the
words before it (`markdown.listed_title`). What else there is is a remark; a long one is a summary.
Headings and lines like `Updated: 2026-08-21` may be days. Items with other links or none are named
in one problem. Refused and reported: an address without a title, and words before it that name
authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.entries.language import language_of
from paper_archive.listing.form import Reading
from paper_archive.listing.forms import plain
from paper_archive.listing.guard import attempt
from paper_archive.listing.markdown.headings import day_of, day_of_line, heading_of
from paper_archive.listing.markdown.inline import addresses
from paper_archive.listing.markdown.listed_title import (
    ADDRESS,
    YEAR,
    is_paper,
    remark_of,
    title_of,
    words_before,
)
from paper_archive.model import Entry, Problem, Summary
from paper_archive.text.english import plural

FORM = "reading-list"
_MARK = re.compile(r"(?:[-*+•‣–]|\(?\d{1,4}[.)]|\[\d{1,4}\])\s{1,8}(?:\[[ xX]\]\s{1,4})?(?=\S)")
_TALK = re.compile(r"\W{0,3}(?:\d{4}\D\d\d\D\d\d\D{1,3})?\d{1,2}:\d\d\b")
_RULE = re.compile(r"(?:[-*_=]\s?){3,}")
_BEGINS_LINK = re.compile(r"!?\[|<?https?://|\(https?://")
_ENDS_LINK = re.compile(r"(?:\]\([^()\s]{1,1000}\)\]?|<?https?://\S{1,1000})\W{0,3}$")
_MARKUP = re.compile(r"<(?!https?:)|[{[]\s?[{\"]")
# In characters: a remark of so many is a summary. A line of so many makes a paragraph prose, and so
# does a length of more than the second.
_LONG, _LONGEST_PARAGRAPH, _LONGEST_LINE = 160, 400, 20_000
_MOST_NAMED = 5
_SERVERS = frozenset(("arxiv", "biorxiv", "medrxiv"))  # which are no venues
_SOURCE = "remark in the listing"
_FIX = "write it as [title](address)"


@dataclass(slots=True)
class _Item:
    line: int
    is_listed: bool
    indent: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def paper(self) -> str:
        """The first address that says which paper it is, "" if there is none."""
        text = self.text
        return "" if self._is_prose(text) else next(filter(is_paper, addresses(text)), "")

    def _is_prose(self, text: str) -> bool:
        if self.is_listed:
            return False
        is_long = len(text) > _LONGEST_PARAGRAPH or max(map(len, self.lines)) >= _LONG
        # Prose has its links inside.
        return is_long or not (_BEGINS_LINK.match(text) or _ENDS_LINK.search(text))


def detect(text: str) -> str:
    """Return the reason why the text is such a list, "" if it is not."""
    papers = others = 0
    for item in _items(text.split("\n")):
        if not isinstance(item, _Item):
            continue
        if _MARKUP.match(item.text) or (item.paper and _TALK.match(item.text)):
            return ""
        papers += bool(item.paper)
        others += 0 if item.paper else len(item.lines)
    # Below a title and its abstract, a link says nothing.
    if papers <= others or plain.detect(text):
        return ""
    return f"{plural(papers, 'item')} with a link to a paper"


def read(name: str, text: str) -> list[Reading]:
    """Read the items that lead to a paper."""
    papers = ByDay(name, FORM)
    others: list[int] = []
    for item in _items(text.split("\n")):
        if not isinstance(item, _Item):
            number, line = item
            heading = heading_of(line)
            if day := day_of(heading[1]) if heading else day_of_line(line):
                papers.begin(day, number)
        elif item.paper:
            paper = partial(_entry, name, item)
            papers.add(*attempt(name, item.line, "an item", paper, lambda p: (None, [p])))
        elif item.is_listed and "](#" not in item.text:
            others.append(item.line)
        if papers.full:
            break
    if others:
        named = ", ".join(map(str, others[:_MOST_NAMED])) + (" …" if others[_MOST_NAMED:] else "")
        of_lines = "lines" if others[1:] else "line"
        what = f"{plural(len(others), 'item')} without a link to a paper: {of_lines} {named}"
        papers.report(others[0], what, "add the address of the paper, if it is one")
    readings = papers.readings()
    if not any(reading.entries for reading in readings):
        what = f"none of its {plural(papers.count, 'link')} to papers stands beside a title alone"
        refusal = Problem(name, 0, what, _FIX)
        first = readings[0]
        readings[0] = replace(first, problems=(refusal, *first.problems), refusal=refusal)
    return readings


def _items(lines: list[str]) -> Iterator[_Item | tuple[int, str]]:
    """Yield items and paragraphs, and the headings and lines of days between them with their
    numbers."""
    item: _Item | None = None
    after_blank = True
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text:
            after_blank = True
            continue
        indent = len(line) - len(line.lstrip())
        mark = _MARK.match(text)
        is_between = heading_of(line) or day_of_line(text) or _RULE.fullmatch(text)
        if item and (is_between or _ends(item, indent, after_blank, text if mark else "")):
            yield item
            item = None
        if is_between:
            yield number, text
        else:
            if item is None:
                item = _Item(number, mark is not None, indent)
            text = text[mark.end() if mark else 0 :].lstrip("> ")
            item.lines.append(text[:_LONGEST_LINE])
        after_blank = False
    if item:
        yield item


def _ends(item: _Item, indent: int, after_blank: bool, marked: str) -> bool:
    """Tell whether an item ends before a line, which is `marked` if it begins as an item does."""
    if item.is_listed:
        # In a list of lists, an item may be a topic.
        return indent <= item.indent or (marked != "" and _stands_alone(marked))
    # In a paragraph, an address alone on its line ends a paper.
    last = item.lines[-1]
    return (
        after_blank or marked != "" or bool(ADDRESS.fullmatch(last) and is_paper(last.strip("<>")))
    )


def _stands_alone(text: str) -> bool:
    return any(map(is_paper, addresses(text))) and title_of(text)[0] != ""


def _entry(name: str, item: _Item) -> tuple[Entry | None, list[Problem]]:
    text = item.text
    title, rest = title_of(text)
    if not title:
        what = "a link to a paper without its title"
        if words_before(text):
            what = "authors and title that cannot be told apart"
        return None, [Problem(name, item.line, f"{what}: '{text[:60]}'", _FIX)]
    if not item.is_listed and text.startswith(title) and len(title) > len(item.lines[0]):
        what = "a title that may go on below its line, or not"
        return None, [Problem(name, item.line, f"{what}: '{text[:60]}'", _FIX)]
    raw = Raw(title=title, urls=addresses(text))
    if year := YEAR.search(rest):
        rest = rest[: year.start()] + rest[year.end() :]
        raw.year = int(year["year"])
        venue = year["venue"].strip()
        raw.venue = f"{venue} {raw.year}" if venue and venue.lower() not in _SERVERS else ""
    remark = remark_of(rest)
    if len(remark) < _LONG:
        raw.comment = remark
    else:
        raw.summaries = [Summary(remark, _SOURCE, language_of(remark))]
    return built(name, item.line, raw, with_abstract=False)

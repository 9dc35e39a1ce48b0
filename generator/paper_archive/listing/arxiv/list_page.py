"""What arXiv's pages of new and recent papers say, whether they are saved as HTML or as text.

    Showing new listings for Monday, 3 March 2025
    New submissions (showing 2 of 2 entries)
    [1] arXiv:2503.01234 (cross-list from math.PR) [pdf, html, other]

Headings: `New submissions`, `Cross-lists` or `Cross submissions`, `Replacements` or `Replacement
submissions`, up to 2023 with `for Fri, 3 Mar 23`; on pages of recent papers the days, as in
`Fri, 3 Mar 2025 (showing first 25 of 135 entries )`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from paper_archive.listing.authors.arxiv_line import names_of
from paper_archive.listing.dates.timestamps import day_of_mail
from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.collection import Collection
from paper_archive.listing.form import PageDay, Reading
from paper_archive.model import CROSS_LIST, NEW, REPLACED, Entry, Problem
from paper_archive.text.arxiv import ID

_SECTION = re.compile(r"(New|Cross|Replacement)[\s-]?(?:submission|list|s\b)", re.IGNORECASE)
_KINDS = {"new": NEW, "cross": CROSS_LIST, "replacement": REPLACED}
_DAY = re.compile(r"(?:.{5,40} for )?([A-Z][a-z]{2,8}, \d{1,2} [A-Z][a-z]{2,8} \d{2,4})\b")
_SHOWING = re.compile(r"showing (?:first |last )?([\d,]{1,7}) of ([\d,]{1,7}) entries")
_ARXIV = re.compile(rf"arXiv:\s{{0,3}}({ID})(?:v(\d{{1,3}}))?", re.IGNORECASE)
_CATEGORY = re.compile(r"\(([a-z-]{2,20}(?:\.[A-Za-z-]{2,20})?)\)")
_AGAIN = "save the whole page again"


@dataclass(slots=True)
class Found:
    """A paper on a page: texts as they stand after their labels; `head` is the line with its id."""

    line: int
    head: str = ""
    title: str = ""
    authors: str = ""
    subjects: str = ""
    comments: str = ""
    journal: str = ""
    doi: str = ""
    abstract: str = ""


@dataclass(slots=True)
class Section:
    """The papers under a heading, and the numbers that it says: shown here, and in all."""

    heading: str = ""
    line: int = 0
    kind: str = NEW
    day: date | None = None
    shown: int = 0
    total: int = 0
    papers: list[Found] = field(default_factory=list)


def section_of(heading: str, line: int) -> Section | None:
    """Return the section that a heading begins, None if it is no heading of papers."""
    kind = _SECTION.match(heading)
    day = _DAY.match(heading)
    stated = day_of_mail(day[1]) if day else None
    if not kind and not stated:
        return None
    showing = _SHOWING.search(heading)
    shown, total = (int(each.replace(",", "")) for each in showing.groups()) if showing else (0, 0)
    of_kind = _KINDS[kind[1].lower()] if kind else NEW
    return Section(heading, line, of_kind, stated, shown, total)


def read_sections(form: str, name: str, sections: list[Section]) -> list[Reading]:
    """Return the readings of a page, one a day; a section without a day has that of the one before.

    An entry without a title is lost. Reported: a section that says that it shows more papers than
    there are, or that there are more papers than it shows.
    """
    of_day: dict[date | None, list[Section]] = {}
    day = None
    for section in sections:
        day = section.day or day
        of_day.setdefault(day, []).append(section)
    with_abstracts = any(paper.abstract for section in sections for paper in section.papers)
    readings = [
        _reading(form, name, stated, of_day[stated], with_abstracts)
        for stated in sorted(of_day, key=lambda each: (each is None, each or date.max))
    ]
    full = [reading for reading in readings if reading.entries or reading.problems]
    return full or readings[:1] or [Reading(form)]


def _reading(
    form: str, name: str, day: date | None, sections: list[Section], with_abstracts: bool
) -> Reading:
    papers = [(section, paper) for section in sections for paper in section.papers]
    found = Collection(name, form)
    found.add_all(
        papers,
        lambda each: each[1].line,
        lambda each: _entry(name, *each, with_abstracts),
    )
    for section in sections:
        found.problems += _missing(name, section)
    line = next((section.line for section in sections if section.day), 0)
    stated = PageDay.of(day, line) if day else None
    return found.reading(stated)


def _entry(
    name: str, section: Section, paper: Found, with_abstracts: bool
) -> tuple[Entry | None, list[Problem]]:
    match = _ARXIV.search(paper.head)
    kind = section.kind
    if "(cross-list" in paper.head and kind == NEW:
        kind = CROSS_LIST
    if "(replaced" in paper.head:
        kind = REPLACED
    raw = Raw(
        title=paper.title,
        abstract=paper.abstract,
        arxiv_id=match[1] if match else "",
        version=int(match[2] or 0) if match else 0,
        categories=_CATEGORY.findall(paper.subjects),
        comment=paper.comments,
        venue=paper.journal,
        ids={"doi": paper.doi},
        kind=kind,
    )
    raw.authors, raw.author_count = names_of(paper.authors)
    # Up to 2023, replacements had none.
    with_abstract = with_abstracts and kind != REPLACED
    entry, problems = built(name, paper.line, raw, with_abstract=with_abstract)
    if entry and not entry.arxiv_id:
        what = f"an entry without an arXiv id: '{entry.title[:60]}'"
        problems.append(Problem(name, paper.line, what, _AGAIN))
    return entry, problems


def _missing(name: str, section: Section) -> list[Problem]:
    there = len(section.papers)
    heading = " ".join(section.heading.split())[:80]
    if there < section.shown:
        what = f"'{heading}': the page says that it shows {section.shown:,}, but has {there:,}"
    elif section.shown < section.total:
        what = f"'{heading}': the page shows {section.shown:,} of {section.total:,} entries"
    else:
        return []
    return [Problem(name, section.line, what, _AGAIN + ", with all its entries")]

r"""Reports a second form in a file: a form reads its own entries only, and leaves the others.

A file may be put together of several: a bibliography below a mail, a table below a report. The
entries of the second form are counted by the line with which each of them begins; they are lost.
One alone is reported no more: a README often ends with the BibTeX entry of its project.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from paper_archive.listing.form import Reading
from paper_archive.model import Problem

_FEW = 2


@dataclass(frozen=True, slots=True)
class _Sign:
    """How an entry of other forms begins, and the family of forms that read it."""

    what: str
    family: str
    begins: re.Pattern[str]


def _sign(what: str, family: str, begins: str) -> _Sign:
    return _Sign(what, family, re.compile(begins, re.MULTILINE))


_SIGNS = (
    _sign("arXiv's mail", "mail", r"^\\\\\s{0,3}\n(?:arXiv:|Paper)"),
    _sign(
        "BibTeX",
        "bibtex",
        r"^@(?:[Aa]rticle|[Bb]ook|[Ii]nproceedings|[Ii]ncollection|[Mm]isc|[Oo]nline"
        r"|[Pp]hdthesis|[Tt]echreport|[Uu]npublished|ARTICLE|BOOK|INPROCEEDINGS|MISC)\s?\{",
    ),
    _sign("RIS", "ris", r"^TY  - "),
    _sign("PubMed", "pubmed", r"^PMID- "),
    _sign("a feed", "feed", r"<(?:entry|item)[ >]"),
    _sign("OAI-PMH", "oai", r"<record>"),
    _sign("JSON", "json", r"\"title\"\s?:\s?\""),
    _sign("a Markdown table", "table", r"^\|[^\n]{1,900}?arxiv\.org/"),
    _sign("a Markdown report", "report", r"^\*\*Abstract\*\*:"),
)
_CSV = re.compile(
    r"^(?:[A-Za-z_ -]{1,30},){0,20}[Tt]itle(?:,[A-Za-z_ -]{1,30}){1,20}[ \t]{0,9}$", re.MULTILINE
)
_FAMILIES = {
    "arxiv-listing": "mail",
    "bibtex": "bibtex",
    "ris": "ris",
    "pubmed": "pubmed",
    "feed": "feed",
    "oai": "oai",
    "api": "json",
    "daily-json": "json",
    "json-feed": "json",
    "daily-list": "table",
    "day-report": "report",
    "markdown-tables": "table",
    "numbered-notes": "table",
    "weeks": "table",
}


def with_second(name: str, text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of a text; the first reports the entries of other forms in it."""
    first, *others = readings
    family = _FAMILIES.get(first.form)
    if family is None:
        return list(readings)
    problems = list(first.problems)
    lost = first.lost
    for what, at, count in _others(text, family):
        line = text.count("\n", 0, at) + 1
        said = f"another form begins here ({what}); its {count:,} entries are not read"
        problems.append(Problem(name, line, said, "put it into a file of its own"))
        lost += count
    return [replace(first, problems=tuple(problems), lost=lost), *others]


def _others(text: str, family: str) -> list[tuple[str, int, int]]:
    """Return (what, where, how many) of the entries that forms of other families would read."""
    found: list[tuple[str, int, int]] = []
    for sign in _SIGNS:
        if sign.family == family or not (first := sign.begins.search(text)):
            continue
        count = sum(1 for _ in sign.begins.finditer(text, first.start()))
        if count >= _FEW:
            found.append((sign.what, first.start(), count))
    if family != "json" and (header := _CSV.search(text)):
        end = text.find("\n\n", header.end())
        count = text.count("\n", header.end() + 1, end if end > 0 else len(text))
        count += end > 0 or not text.endswith("\n")
        if count >= _FEW:
            found.append(("CSV", header.start(), count))
    return found

"""arXiv's pages of new and recent papers (`arxiv.org/list/cs.CL/new`), saved or copied as text.

    Showing new listings for Monday, 3 March 2025
    New submissions (showing 2 of 2 entries)
    [1] arXiv:2503.01234 [pdf, html, other]
    Title: A Title of One Line
    Ada Lovelace, Alan Turing
    Comments: 12 pages
    Subjects: Logic in Computer Science (cs.LO); Logic (math.LO)

    The abstract.

Parts of an entry may stand on lines of their own, and blank lines may be between them.
`listing/arxiv/list_page.py` says what headings mean. A title or authors of several lines are told
apart by the blank line between them; without one, the title is one line. A label begins a line;
after the subjects comes the abstract, up to the next entry, heading or `Total of 7 entries`.
"""

from __future__ import annotations

import re

from paper_archive.listing.arxiv.list_page import Found, Section, read_sections, section_of
from paper_archive.listing.form import Reading
from paper_archive.text.arxiv import ID

FORM = "arxiv-page-text"
# An abstract may have lines that begin with the number of a reference.
_ENTRY = re.compile(r"\s{0,20}\[(\d{1,5})\](?=\s{0,9}(?:$|arXiv:))")
_IN_FILE = re.compile(
    rf"^[ \t]{{0,20}}\[\d{{1,5}}\][ \t]{{0,9}}(?:\n[ \t]{{0,20}}){{0,6}}arXiv:\s?(?:{ID})",
    re.MULTILINE,
)
_LABEL = re.compile(
    r"(Title|Authors|Comments|Journal-ref|Subjects|DOI|Report-no|(?:MSC|ACM)-class):"
)
_FIELDS = {
    "Authors": "authors",
    "Comments": "comments",
    "Journal-ref": "journal",
    "Subjects": "subjects",
    "DOI": "doi",
}
_DAY = re.compile(r"(?:.{5,40} for )?[A-Z][a-z]{2,8}, \d{1,2} [A-Z][a-z]{2,8} \d{2,4}")
_END = re.compile(r"Total of [\d,]{1,7} entries|Showing up to [\d,]{1,7} entries|About arXivLabs")


def detect(text: str) -> str:
    """Return the reason why the text is such a page, "" if it is not."""
    if "arXiv:" not in text or "Title:" not in text or text.lstrip().startswith("<"):
        return ""
    return "its entries are numbered and have arXiv ids and titles" if _IN_FILE.search(text) else ""


def read(name: str, text: str) -> list[Reading]:
    """Read the text of a page of new or recent papers."""
    sections = [Section()]
    entry: list[tuple[int, str]] | None = None
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if _ENTRY.match(line):
            _close(sections[-1], entry)
            entry = [(number, line)]
        elif (_heads(line) and (section := section_of(line, number))) or _END.match(line):
            _close(sections[-1], entry)
            entry = None
            if not _END.match(line) and section:
                sections.append(section)
        elif entry is not None:
            entry.append((number, line))
    _close(sections[-1], entry)
    return read_sections(FORM, name, sections)


def _heads(line: str) -> bool:
    """Tell whether a line may be a heading: no sentence of an abstract is like one."""
    if len(line) > 90:
        return False
    return "showing" in line.lower() or _DAY.fullmatch(line) is not None


def _close(section: Section, entry: list[tuple[int, str]] | None) -> None:
    if entry:
        section.papers.append(_paper(entry))


def _paper(lines: list[tuple[int, str]]) -> Found:
    """Return the paper on the lines of an entry."""
    at = next((i for i, (_, line) in enumerate(lines) if _LABEL.match(line)), len(lines))
    paper = Found(lines[0][0], head=" ".join(line for _, line in lines[:at]))
    while at < len(lines) and (label := _LABEL.match(lines[at][1])):
        number, line = lines[at]
        values = [line[label.end() :].strip()]
        at += 1
        if label[1] == "Title":
            paper.line = number
            end = next((i for i in range(at, len(lines)) if _LABEL.match(lines[i][1])), len(lines))
            _title(paper, [*values, *(text for _, text in lines[at:end])])
            at = end
            continue
        while at < len(lines) and not values[-1] and not _LABEL.match(lines[at][1]):
            values.append(lines[at][1])
            at += 1
        while at < len(lines) and _goes_on(label[1], values[-1], lines[at][1]):
            values.append(lines[at][1])
            at += 1
        if attribute := _FIELDS.get(label[1]):
            setattr(paper, attribute, " ".join(values))
        while at < len(lines) and not lines[at][1]:
            at += 1
    paper.abstract = " ".join(line for _, line in lines[at:]).strip()
    return paper


def _goes_on(label: str, before: str, line: str) -> bool:
    """Tell whether a line belongs to the field of the line before."""
    if not line or _LABEL.match(line):
        return False
    return label != "Subjects" or not before.endswith(")") or line.startswith(";")


def _title(paper: Found, lines: list[str]) -> None:
    """Tell the title from the authors below it."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    if len(groups) == 1:
        groups = [groups[0][:1], groups[0][1:]]
    paper.title = " ".join(groups[0]) if groups else ""
    paper.authors = " ".join(line for group in groups[1:] for line in group)

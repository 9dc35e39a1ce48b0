"""arXiv's pages of new and recent papers (`arxiv.org/list/cs.CL/new`), saved as HTML.

    <h3>New submissions (showing 2 of 2 entries)</h3>
    <dt><a name='item1'>[1]</a> <a href="/abs/2503.01234">arXiv:2503.01234</a> …</dt>
    <dd><div class='list-title mathjax'><span class='descriptor'>Title:</span> …</div>
      <div class='list-authors'><a href="…">Ada Lovelace</a>, …</div>
      <div class='list-subjects'>… <span class="primary-subject">Logic (cs.LO)</span></div>
      <p class='mathjax'>The abstract.</p></dd>

`listing/arxiv/list_page.py` says what headings mean. Accepted besides: the pages up to 2023, and
pages of recent papers, which have no abstracts.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from paper_archive.listing.arxiv.list_page import Found, Section, read_sections, section_of
from paper_archive.listing.form import Reading
from paper_archive.listing.trees.html import has_class, page_of, words_of
from paper_archive.model import Problem

FORM = "arxiv-page"
_CLASSES = {
    "list-title": ("title", "Title:"),
    "list-authors": ("authors", "Authors:"),
    "list-subjects": ("subjects", "Subjects:"),
    "list-comments": ("comments", "Comments:"),
    "list-journal-ref": ("journal", "Journal-ref:"),
    "list-doi": ("doi", "DOI:"),
}


def detect(text: str) -> str:
    """Return the reason why the text is such a page, "" if it is not."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<") or "list-title" not in text:
        return ""
    return "it is a page of arXiv's listings" if "arxiv" in text.lower() else ""


def read(name: str, text: str) -> list[Reading]:
    """Read a page of new or recent papers."""
    root = page_of(text)
    sections = [Section()]
    for element in root.iter("h1", "h2", "h3", "dt", "dd") if root is not None else ():
        line = element.sourceline or 0
        if element.tag == "dt":
            sections[-1].papers.append(Found(line, head=words_of(element)))
        elif element.tag == "dd":
            papers = sections[-1].papers
            if not papers or papers[-1].title:
                papers.append(Found(line))
            _fill(papers[-1], element)
        elif section := section_of(words_of(element), line):
            sections.append(section)
    cut = _cut(name, text, sections)
    readings = read_sections(FORM, name, sections)
    if cut:
        first = readings[0]
        readings[0] = replace(first, problems=(*first.problems, cut), lost=first.lost + 1)
    if not any(reading.entries or reading.lost for reading in readings):
        problem = Problem(name, 0, "the page holds no papers", "nothing is to be done")
        readings[-1] = Reading(FORM, day=readings[-1].day, problems=(problem,))
    return readings


def _cut(name: str, text: str, sections: list[Section]) -> Problem | None:
    """Take away the last paper of a page that breaks off in it, and return the problem."""
    papers = sections[-1].papers
    if not papers or "</dd" not in text or text.rfind("</dd") > text.rfind("<dd"):
        return None
    line = papers.pop().line
    return Problem(name, line, "the page breaks off in an entry", "save the whole page again")


def _fill(paper: Found, details: etree._Element) -> None:
    """Add what the description of a paper says."""
    for element in details.iter("div", "p"):
        if element.tag == "p":
            paper.abstract = paper.abstract or words_of(element)
            continue
        for of_class, (attribute, label) in _CLASSES.items():
            if has_class(element, of_class):
                setattr(paper, attribute, words_of(element).removeprefix(label))
                if attribute == "title":
                    paper.line = element.sourceline or paper.line

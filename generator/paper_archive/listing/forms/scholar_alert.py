"""Alerts of Google Scholar: the HTML of the mail.

    <h3><span>[PDF]</span> <a href="http://scholar.google.com/scholar_url?url=https://arxiv.org/…"
      class="gse_alrt_title">The Title</a></h3>
    <div style="color:#006621">A Lovelace, A Turing… - Journal of Examples, 2025</div>
    <div class="gse_alrt_sni">A piece of the paper's text …</div>

The piece of text is no abstract, but words around the search terms; it is a summary by *Google
Scholar*. Authors are as short as the alert has them, and a list that breaks off stays so. The day
is that of the mail; a page alone has none.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.collection import Collection
from paper_archive.listing.form import Reading
from paper_archive.listing.trees.html import has_class, page_of, words_of
from paper_archive.model import Problem, Summary
from paper_archive.text.arxiv import ID

FORM = "scholar-alert"
SOURCE = "Google Scholar (excerpt)"
_TITLE = "gse_alrt_title"
_IN_TITLE = re.compile(r"class=[\"']?gse_alrt_title\b")
_PREPRINT = re.compile(rf"arXiv(?: preprint)?(?: arXiv:({ID}))?(?:, \d{{4}})?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


def detect(text: str) -> str:
    """Return the reason why the text is an alert, "" if it is not."""
    return "it is an alert of Google Scholar" if _IN_TITLE.search(text) else ""


def read(name: str, text: str) -> Reading:
    """Read an alert."""
    root = page_of(text)
    papers: list[tuple[int, Raw]] = []
    complete = True
    for element in root.iter("a", "div") if root is not None else ():
        if has_class(element, _TITLE):
            complete = False
            papers.append(
                (element.sourceline or 0, _titled(words_of(element), element.get("href", "")))
            )
        elif papers and has_class(element, "gse_alrt_sni"):
            complete = True
            papers[-1][1].summaries = [Summary(words_of(element), SOURCE)]
        elif papers and not complete and not papers[-1][1].authors and not len(element):
            _byline(words_of(element), papers[-1][1])
    problems: list[Problem] = []
    lost = max(0, sum(1 for _ in _IN_TITLE.finditer(text)) - len(papers))
    if lost:
        many = f"{lost:,} papers are" if lost > 1 else "a paper is"
        problems.append(Problem(name, 0, f"{many} lost in broken HTML", "save the mail again"))
    if papers and not complete and "</body" not in text[-2000:].lower():
        line, _ = papers.pop()
        lost += 1
        problems.append(Problem(name, line, "the alert breaks off in a paper", "save it again"))
    found = Collection(name, FORM, problems, lost)
    found.add_all(
        papers,
        lambda paper: paper[0],
        lambda paper: built(name, *paper, with_abstract=False),
    )
    return found.reading()


def _titled(title: str, href: str) -> Raw:
    """Return a paper with its title and the address to which Google leads."""
    target = parse_qs(urlsplit(href[:4000]).query).get("url", [""])[0]
    return Raw(title=title, urls=[target] if target.startswith(("http://", "https://")) else ())


def _byline(line: str, raw: Raw) -> None:
    """Add what the line below a title says: `A Lovelace, A Turing… - Journal, 2025`."""
    names, _, venue = line.partition(" - ")
    raw.authors = [name for each in names.split(",") if (name := each.strip(" …"))]
    if match := _PREPRINT.fullmatch(venue.strip()):
        raw.arxiv_id = match[1] or ""
    elif not _YEAR.fullmatch(venue.strip()):
        raw.venue = venue

"""The page of one paper, saved as HTML: what it says of itself to Google Scholar and Zotero.

    <meta name="citation_title" content="Birds at Sea">
    <meta name="citation_author" content="Lee, Ann B.">
    <meta name="citation_publication_date" content="2024/09/26">
    <meta name="citation_doi" content="10.1000/182">
    <meta name="citation_arxiv_id" content="2409.17703">
    <meta name="citation_abstract" content="We ask …">

arXiv, bioRxiv, PubMed, OpenReview and nearly every journal have these elements. Accepted besides:
`dc.description` and arXiv's own abstract; several pages in one file. The text of the page is not
read. Such a page has no day of a listing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from lxml import etree

from paper_archive.listing.authors.reading_order import in_reading_order
from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.bibliography.stated import ARXIV_VENUE, stated_doi
from paper_archive.listing.dates.publication import published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.form import Reading
from paper_archive.listing.trees.html import has_class, page_of, words_of

FORM = "article-page"
_TITLE = re.compile(r"<meta\s[^<>]{0,2000}?citation_title\b", re.IGNORECASE)
_END = re.compile(r"</html>", re.IGNORECASE)
_ABSTRACTS = ("citation_abstract", "dcterms.abstract", "dc.description", "dcterms.description")
_DATES = (
    "citation_publication_date", "citation_online_date", "citation_date", "dc.date",
    "citation_cover_date", "citation_year",
)  # fmt: skip
_VENUES = ("citation_journal_title", "citation_conference_title", "citation_inbook_title")
_ADDRESSES = ("citation_abstract_html_url", "citation_public_url", "citation_pdf_url")


def detect(text: str) -> str:
    """Return the reason why a text is such a page, "" if it is not."""
    return "it is the page of a paper (citation_title)" if _TITLE.search(text) else ""


def read(name: str, text: str) -> Reading:
    """Read the page of a paper, or several pages."""
    collection = CitedPapers(name, FORM)
    for start, page in _pages(text):
        title = _TITLE.search(page)
        if not title:
            continue
        line = text.count("\n", 0, start + title.start()) + 1
        collection.add_paper(line, partial(raw, page))
        if "</head>" not in page.lower():
            collection.report(line, "the page breaks off in its head", "save the whole page again")
    return collection.reading()


def _pages(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _END.finditer(text):
        yield start, text[start : end.end()]
        start = end.end()
    yield start, text[start:]


def raw(page: str) -> Raw:
    """Return what the page of a paper says of it."""
    root = page_of(page)
    stated: dict[str, list[str]] = defaultdict(list)
    for meta in root.iter("meta") if root is not None else ():
        key = meta.get("name") or meta.get("property") or ""
        stated[key.lower()].append(" ".join((meta.get("content") or "").split()))

    def first(*names: str) -> str:
        return next((value for name in names for value in stated[name] if value), "")

    venue = first(*_VENUES)
    on = published(value for name in _DATES for value in stated[name])
    urls = [value for name in _ADDRESSES for value in stated[name]]
    authors = stated["citation_author"] or first("citation_authors").split(";")
    return Raw(
        title=first("citation_title"),
        abstract=first(*_ABSTRACTS) or _arxiv_abstract(root),
        authors=[in_reading_order(author) for author in authors],
        arxiv_id=first("citation_arxiv_id"),
        ids={"doi": stated_doi(first("citation_doi"), urls), "pmid": first("citation_pmid")},
        urls=urls,
        published=on.day,
        year=on.year,
        venue="" if ARXIV_VENUE.match(venue) else venue,
    )


def _arxiv_abstract(root: etree._Element | None) -> str:
    for quote in root.iter("blockquote") if root is not None else ():
        if has_class(quote, "abstract"):
            return words_of(quote).removeprefix("Abstract:")
    return ""

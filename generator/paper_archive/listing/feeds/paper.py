r"""Makes papers of the items of a feed.

arXiv's items say which kind they are, before the abstract or in a field of their own:

    arXiv:2503.01234v2 Announce Type: replace-cross
    Abstract: …

Accepted besides: arXiv's items up to 2023, whose titles end with `. (arXiv:2301.01234v1 [cs.CL])`
and `UPDATED` or `CROSS LISTED`; HTML and JATS in abstracts; the citations of bioRxiv's pages,
without abstracts; descriptions of ScienceDirect, which have the authors and no abstract; feeds that
this program wrote (`ours.py`).
"""

from __future__ import annotations

import re

from paper_archive.listing.authors.arxiv_line import names_of
from paper_archive.listing.dates.timestamps import day_of_feed
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.feeds import highwire
from paper_archive.listing.feeds.creators import authors_of
from paper_archive.listing.feeds.item import Item
from paper_archive.listing.feeds.ours import fill_ours, is_ours
from paper_archive.listing.trees.html import is_html, text_of_html
from paper_archive.model import CROSS_LIST, NEW, REPLACED
from paper_archive.text.arxiv import ID

_KINDS = {
    "new": NEW,
    "cross": CROSS_LIST,
    "replace": REPLACED,
    "replace-cross": REPLACED,
    "updated": REPLACED,
    "cross listed": CROSS_LIST,
}
_ANNOUNCED = re.compile(
    rf"\s{{0,9}}arXiv:({ID})(?:v(\d{{1,3}}))?\s{{1,3}}Announce Type:\s{{1,3}}([a-z-]{{3,20}})"
    r"\s{1,9}(?:Abstract:\s{0,3})?",
    re.IGNORECASE,
)
_OLD_TITLE = re.compile(
    rf"\.?\s?\(arXiv:({ID})(?:v(\d{{1,3}}))?(?: \[([\w.-]{{2,20}})\])?"
    r"(?: (UPDATED|CROSS LISTED))?\)\s*$"
)
_OAI = re.compile(rf"oai:arXiv\.org:({ID})(?:v(\d{{1,3}}))?", re.IGNORECASE)
_DOI_IN_ID = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:|info:doi/)?10\.\d{4,9}/", re.I)
_SCIENCE_DIRECT = re.compile(r"\s{0,9}Publication date: [^\n]{3,60}?\s{0,3}Source: ")
_AUTHORS = re.compile(r"Author\(s\): ")
_NATURE = re.compile(
    r"\s{0,9}[^,;:]{1,60}, Published online: [\w ]{5,30}; doi:\s?(10\.\d{4,9}/\S{1,200})\s"
)
# Of the publishers that use Atypon, as Science, PNAS, ACM and Wiley; an issue has its date last.
_ATYPON = re.compile(
    r"\s{0,9}[^.;:\n]{3,150}?, (?:Volume \d{1,5}, [^.\n]{3,100}?\d{4}|Ahead of Print|Early ?View"
    r"|Accepted Article|Just Accepted)\.\s{0,9}"
)
_PLOS = re.compile(r"\s{0,9}<p>\s{0,9}by [^<>]{1,5000}</p>")
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s{0,9}$")
_HEADING = re.compile(r"\s{0,9}(?:abstract|summary)\b[:.]?\s{1,9}(?=[A-Z(\[\"“$\d])", re.IGNORECASE)
_OF_ID = re.compile(r"https?://(?:[\w-]{1,20}\.)?(?:arxiv|doi)\.org/", re.IGNORECASE)
_LONGEST_TAIL = 80


def paper_of(item: Item) -> Raw:
    """Return the paper of an item."""
    raw = Raw(
        title=item.title,
        authors=item.names,
        ids={"doi": item.doi} if item.doi else {},
        categories=item.categories,
        comment=item.comment,
        venue=item.venue,
        published=None if item.kind else day_of_feed(item.published),
        kind=_KINDS.get(item.kind.strip().lower(), ""),
    )
    if is_ours(item):
        fill_ours(item, raw)
        return raw
    if not item.names:
        _creators(item, raw)
    _arxiv(item, raw)
    text = _text_of(item)
    if highwire.is_citation(text):
        highwire.fill(raw, text)
        text = ""
    elif match := _ANNOUNCED.match(text):
        raw.arxiv_id, raw.version = match[1], int(match[2] or 0)
        raw.kind = raw.kind or _KINDS.get(match[3].lower(), "")
        raw.published = None
        text = text[match.end() :]  # TeX, in which `$x<y$` is no tag.
    else:
        text = _plain(text)
    text = _of_publisher(text, raw)
    raw.abstract = _HEADING.sub("", text, count=1) if _HEADING.match(text) else text
    urls = [*item.links, *([item.id] if item.id.startswith("http") else [])]
    # The page of a paper with a DOI is where the DOI leads.
    raw.urls = [url for url in urls if not raw.ids or _OF_ID.match(url)]
    return raw


def _text_of(item: Item) -> str:
    """Return the description or the content of an item, whichever has the whole abstract."""
    if not item.abstract or not item.content:
        return item.abstract or item.content
    said = _plain(item.abstract)
    if _ATYPON.fullmatch(said) or (_CUT.search(said) and len(_plain(item.content)) > len(said)):
        return item.content
    return item.abstract


def _plain(text: str) -> str:
    """Return a text without tags, and without the line of authors that PLOS writes first."""
    if not is_html(text):
        return text
    return text_of_html(_PLOS.sub("", text, count=1) if "by " in text[:20] else text)


def _creators(item: Item, raw: Raw) -> None:
    raw.authors, raw.author_count, clear = authors_of(item.creators)
    if not clear:
        item.unclear = " ".join(" ".join(item.creators).split())


def _arxiv(item: Item, raw: Raw) -> None:
    """Add the arXiv id that the id or, up to 2023, the title of an item has."""
    if match := _OAI.match(item.id):
        raw.arxiv_id, raw.version = match[1], int(match[2] or 0)
    elif not raw.ids and _DOI_IN_ID.match(item.id):
        raw.ids = {"doi": item.id}
    tail = item.title[-_LONGEST_TAIL:]
    if "(arXiv:" in tail and (match := _OLD_TITLE.search(tail)):
        raw.title = item.title[: len(item.title) - len(tail) + match.start()]
        raw.arxiv_id, raw.version = match[1], int(match[2] or 0)
        raw.categories = raw.categories or ([match[3]] if match[3] else [])
        raw.kind = _KINDS[match[4].lower()] if match[4] else NEW
        raw.published = None


def _of_publisher(text: str, raw: Raw) -> str:
    """Return a description without what a publisher writes before or instead of the abstract."""
    if _SCIENCE_DIRECT.match(text):
        source = text[text.index("Source: ") + 8 :]
        if match := _AUTHORS.search(source):
            raw.authors, raw.author_count = names_of(source[match.end() :])
            source = source[: match.start()]
        raw.venue = raw.venue or source
        return ""
    if match := _NATURE.match(text):
        raw.ids = raw.ids or {"doi": match[1]}
        return text[match.end() :]
    if match := _ATYPON.match(text):
        return text[match.end() :]
    return text

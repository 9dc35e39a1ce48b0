"""Tells feeds of papers from feeds of news, blogs, podcasts, videos and releases.

An item is surely a paper if it has an id (arXiv, DOI, PubMed …), an element that publishers use
(`prism:…`), an address as journals and archives have them, or a line as publishers write it. It may
be one if it has an abstract about research: with authors, or a long one. A feed is one of papers if
its title says so (*Journal of …: latest articles*), if a twentieth of its items surely are papers,
or if half of them may be. Only English is judged by its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paper_archive.listing.evidence import is_about_research, is_english
from paper_archive.listing.feeds.item import Item
from paper_archive.listing.feeds.ours import is_ours
from paper_archive.model import Entry, Problem

_ENOUGH, _ENOUGH_DOUBTFUL = 0.05, 0.5
_OF_PAPERS = re.compile(
    r"\b(?:journal (?:of|for|des?|für)|proceedings|transactions (?:on|of)|annals|annales|annalen"
    r"|acta|archives? of|letters|review of|studies in|papers?|articles? in press|current issue"
    r"|latest (?:results|articles)|early ?view|ahead of print|just accepted|table of contents"
    r"|new toc|advance (?:access|articles)|online first|preprints?|[a-z]{1,9}[rx]xiv|publications?"
    r"|sciencedirect|pubmed|eprint archive)\b",
    re.IGNORECASE,
)
# Addresses of articles at publishers, societies, archives and programs for journals.
_ADDRESS = re.compile(
    r"https?://[^/\s]{0,60}\b(?:arxiv|doi|sciencedirect|springer|nature|wiley|tandfonline|sagepub"
    r"|cambridge|oup|ieee|ieeexplore|acm|pnas|science|sciencemag|cell|plos|elifesciences|biorxiv"
    r"|medrxiv|chemrxiv|osf|ssrn|jstor|muse|philpapers|eprint|hal|openreview|mlr|aclanthology|jmlr"
    r"|neurips|thecvf|semanticscholar|ncbi|pubmed|mdpi|frontiersin|hindawi|degruyter|bmj|nejm|jamanetwork"
    r"|thelancet|royalsocietypublishing|iop|aip|aps|acs|rsc|ams|siam|projecteuclid|usenix|dblp|nber"
    r"|repec|handle|zenodo|distill|transacl)\.[a-z.]{2,30}/\S"
    r"|https?://\S{1,200}?/(?:abs|abstract|doi|pii|papers?|preprints?|forum|handle|article/view"
    r"|articles/[^/?\s]{0,80}10\.\d{4}|pubs?|research/publications?)/",
    re.IGNORECASE,
)
# In a description: an address of a paper, or a line as publishers write it.
_SAID = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf)|doi\.org|openreview\.net|aclanthology\.org|biorxiv\.org"
    r"|huggingface\.co/papers)/|\bdoi:|\barXiv:\d|\bPublication date:|\bAuthor\(s\):|\bVolume \d"
    r"|\bISSN\b",
    re.IGNORECASE,
)
_KINDS = (
    ("a podcast", re.compile(r"\.(?:mp3|m4a|ogg)\b|spotify|podcast", re.IGNORECASE)),
    ("videos", re.compile(r"https?://(?:www\.)?(?:youtube|vimeo)\.", re.IGNORECASE)),
    ("releases or commits", re.compile(r"/(?:releases?|commits?)/", re.IGNORECASE)),
    (
        "a forum",
        re.compile(r"/(?:comments|questions?|discussions?|threads?|issues?)/", re.IGNORECASE),
    ),
)
_NEWS = "news or a blog"
_SHORT, _LONG = 150, 600
_FIX = "leave it out, or take the feed of a journal, of arXiv or of another archive of papers"


@dataclass(frozen=True, slots=True)
class OtherThings:
    """What items likely are that are none of papers, and how many of them surely are papers."""

    kind: str
    papers: int
    items: int
    line: int

    def __add__(self, later: OtherThings) -> OtherThings:
        """Return what the items of two parts of a feed are."""
        kind = self.kind if self.kind == later.kind else _NEWS
        return OtherThings(kind, self.papers + later.papers, self.items + later.items, self.line)

    def problem(self, name: str) -> Problem:
        """Return the problem of the feed `name`."""
        without = f"{self.items - self.papers:,} of its {self.items:,} items"
        what = f"a feed of {self.kind}: {without} have no id, authors"
        what = f"{what} with an abstract, or other mark of a paper"
        return Problem(name, self.line, what, _FIX)


def says_papers(title: str) -> bool:
    """Tell whether the title of a feed says that it is one of papers."""
    return bool(_OF_PAPERS.search(title[:300]))


def of_other_things(read: Sequence[tuple[Item, Entry]]) -> OtherThings | None:
    """Return what items likely are that are none of papers, None if they may be papers.

    `read` are the items that could be read, with their entries.
    """
    papers = doubtful = 0
    for item, entry in read:
        papers += is_ours(item) or _is_paper(item, entry)
        doubtful += _may_be_paper(entry)
        if papers > _ENOUGH * len(read) or doubtful >= _ENOUGH_DOUBTFUL * len(read):
            return None
    if not read:
        return None
    kind = next((kind for kind, sign in _KINDS if _all_have(sign, read)), _NEWS)
    return OtherThings(kind, papers, len(read), read[0][1].line)


def _is_paper(item: Item, entry: Entry) -> bool:
    if entry.arxiv_id or entry.facts.ids or entry.facts.venue or item.kind or item.of_publisher:
        return True
    if any(map(_ADDRESS.match, (*item.links, item.id))):
        return True
    return bool(_SAID.search(item.abstract) or _SAID.search(item.content))


def _may_be_paper(entry: Entry) -> bool:
    if not is_english(entry.abstract or entry.title):
        return bool(entry.authors)
    if entry.authors:
        return len(entry.abstract) >= _SHORT and is_about_research(entry.abstract)
    return len(entry.abstract) >= _LONG and is_about_research(entry.abstract, least=5)


def _all_have(sign: re.Pattern[str], read: Sequence[tuple[Item, Entry]]) -> bool:
    return all(any(map(sign.search, (*item.links, *item.files, item.id))) for item, _ in read)

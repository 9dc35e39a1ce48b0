"""Reads the facts about a paper in the lines around a card's text.

    - 8 authors                                   [[img] Some Lab](https://…/some-lab) · Oct 4, 2026
    [LINK: GitHub 50.8k](https://github.com/…)    · Published on Oct 4, 2026
    [GitHub 131](https://…) [arXiv Page](https://arxiv.org/abs/…)
    [Upvote 117](https://…)                       Submitted by

Refused: an id that is not arXiv's (`../x`), which is returned as `odd_id`; links to the site
itself; a day without a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from paper_archive.listing.limits import MOST_LINKS
from paper_archive.listing.site_text import DAY, MONTH_NUMBER, is_site_text
from paper_archive.text.arxiv import stated_id

_LINK = re.compile(
    r"!?\[(?:LINK: ?)?((?>[^\[\]]++|!?\[[^\[\]]*+\](?:\([^()]*+\))?+)*+)\]\(([^()\s]++)\)"
)
_ONLY_LINKS = re.compile(rf"(?:[-*•·|,\s\\]*+{_LINK.pattern})++[-*•·|,\s\\]*+")
_IMAGE = re.compile(r"!?\[[^\[\]]*+\](?:\([^()]*\))?")
_NOISE = re.compile(r"[-*•\s]*(?:!?\[[^\[\]]*\](?:\([^()]*\))?|<[^<>]*>(?:</\w+>)?)")
_URL = re.compile(r"<?(https?://[^\s<>]+)>?")
_AUTHORS = re.compile(r"[-*•·\s\[]*(\d{1,4}) authors?(?:\]\(\S*\))?", re.IGNORECASE)
_DATED = re.compile(rf"(.{{0,300}}?)(·\s*)?(Published on\s+)?({DAY.pattern})(?:\s*\[.*)?")
_UPVOTE = re.compile(r"\[?Upvote\s*(\d{1,7}|-)?(?:\]\((\S+)\))?")
_LABEL = re.compile(r"(?:GitHub|arXiv|arXiv Page|Project page)(?: [\d.,]+[kKM]?)?|[\d.,]+[kKM]?")
SUBMITTED = re.compile(r"Submitted by(:? \S+)?")
_PAPER = re.compile(r"(?:/|%2F)papers(?:/|%2F)([^?#]*)", re.IGNORECASE)
_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/([^?#]*)", re.IGNORECASE)
# One more than is kept, so that more are reported.
_MOST = MOST_LINKS + 1


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about a paper; `closes` says that no text of the card follows."""

    author_count: int = 0
    organisation: str = ""
    published: date | None = None
    upvotes: int | None = None
    links: tuple[str, ...] = ()
    arxiv_id: str = ""
    odd_id: str = ""
    closes: bool = True

    def joined(self, other: Facts) -> Facts:
        """Return the facts of both; where they differ, the first counts."""
        return Facts(
            self.author_count or other.author_count,
            self.organisation or other.organisation,
            self.published or other.published,
            other.upvotes if self.upvotes is None else self.upvotes,
            self.links
            if not other.links
            else tuple(dict.fromkeys(self.links + other.links))[:_MOST],
            self.arxiv_id or other.arxiv_id,
            self.odd_id or other.odd_id,
        )


def fact_of(text: str, goes_on: bool) -> Facts | None:
    """Return the facts that a line states about a paper, None if it is the paper's text.

    `goes_on` says that the line before broke off, as wrapped text does.
    """
    if match := _AUTHORS.fullmatch(text):
        return Facts(author_count=int(match[1]))
    if match := _UPVOTE.fullmatch(text):
        votes = int(match[1]) if match[1] and match[1] != "-" else None
        return replace(of_url(match[2] or ""), upvotes=votes, links=(), odd_id="")
    if text.startswith("Submitted") and SUBMITTED.fullmatch(text):
        return Facts()
    if "](" in text and len(text) < 1000 and _ONLY_LINKS.fullmatch(text):
        return _of_links(text)
    if (match := _DATED.fullmatch(text)) and (match[2] or not match[1].strip()):
        if authors := _AUTHORS.fullmatch(match[1].strip()):
            return Facts(author_count=int(authors[1]), published=_day(match))
        return Facts(organisation=_name(match[1]), published=_day(match))
    if goes_on:
        return None
    if match := _URL.fullmatch(text):
        return replace(of_url(match[1]), closes=False)
    if _NOISE.fullmatch(text):
        return Facts(closes=False)
    return Facts() if _LABEL.fullmatch(text) else None


def _of_links(text: str) -> Facts | None:
    """Return the facts in a line of links, None if one of them is an abstract."""
    facts = Facts()
    closes = False
    for label, url in _LINK.findall(text):
        name = _name(label)
        if _PAPER.search(url):
            if len(name) > 60:
                return None
            # The link of a picture is above its card, and does not end the card before.
            closes = closes or bool(name)
            continue
        closes = closes or bool(name)
        fact = of_url(url)
        site = re.fullmatch(r"(?:https?://huggingface\.co)?/[^/?#]+/?", url)
        if site and name and not is_site_text(name):
            fact = Facts(organisation=name)
        facts = facts.joined(fact)
    return replace(facts, closes=closes)


@lru_cache(maxsize=64)  # The address of a paper occurs several times in a row.
def of_url(url: str) -> Facts:
    """Return the facts in a URL: of a paper's page, of arXiv, or of code or a project elsewhere."""
    paper, arxiv = _PAPER.search(url), _ARXIV.match(url)
    if link := paper or arxiv:
        arxiv_id = stated_id(link[1])
        return Facts(
            arxiv_id=arxiv_id,
            odd_id="" if arxiv_id else link[1] or url,
            links=(url,) if arxiv and arxiv_id else (),
        )
    foreign = re.match(r"https?://(?!(?:www\.)?huggingface\.co(?:/|$))\S", url)
    return Facts(links=(url,) if foreign else ())


def _name(label: str) -> str:
    """Return the words of a link without its pictures."""
    match = _LINK.fullmatch(label.strip(" ·"))
    words = match[1] if match else label
    return " ".join(_IMAGE.sub(" ", words).strip(" ·-[]").split())


def _day(match: re.Match[str]) -> date | None:
    month, day, year = match.groups()[4:7]
    try:
        return date(int(year or 0), MONTH_NUMBER[month], int(day))
    except ValueError:
        return None

"""Reads the facts about a paper in the lines around a card's text.

    - 8 authors                                   [[img] Some Lab](https://…/some-lab) · Oct 4, 2026
    [LINK: GitHub 50.8k](https://github.com/…)    · Published on Oct 4, 2026
    [GitHub 131](https://…) [arXiv Page](https://arxiv.org/abs/…)
    [Upvote 117](https://…)                       Submitted by

Refused: links to the site itself; a day without a year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from paper_archive.listing.entries.url_facts import PAPER_PATH, StatedFacts, of_url
from paper_archive.listing.hugging_face.site_text import DAY, is_site_text
from paper_archive.text.english import MONTH_NUMBER

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


def fact_of(text: str, goes_on: bool) -> StatedFacts | None:
    """Return the facts that a line states about a paper, None if it is the paper's text.

    `goes_on` says that the line before broke off, as wrapped text does.
    """
    if match := _AUTHORS.fullmatch(text):
        return StatedFacts(author_count=int(match[1]))
    if match := _UPVOTE.fullmatch(text):
        votes = int(match[1]) if match[1] and match[1] != "-" else None
        return replace(of_url(match[2] or ""), upvotes=votes, links=(), odd_id="")
    if text.startswith("Submitted") and SUBMITTED.fullmatch(text):
        return StatedFacts()
    if "](" in text and len(text) < 1000 and _ONLY_LINKS.fullmatch(text):
        return _of_links(text)
    if (match := _DATED.fullmatch(text)) and (match[2] or not match[1].strip()):
        if authors := _AUTHORS.fullmatch(match[1].strip()):
            return StatedFacts(author_count=int(authors[1]), published=_day(match))
        return StatedFacts(organisation=_name(match[1]), published=_day(match))
    if goes_on:
        return None
    if match := _URL.fullmatch(text):
        return replace(of_url(match[1]), closes=False)
    if _NOISE.fullmatch(text):
        return StatedFacts(closes=False)
    return StatedFacts() if _LABEL.fullmatch(text) else None


def _of_links(text: str) -> StatedFacts | None:
    """Return the facts in a line of links, None if one of them is an abstract."""
    facts = StatedFacts()
    closes = False
    for label, url in _LINK.findall(text):
        name = _name(label)
        if PAPER_PATH.search(url):
            if len(name) > 60:
                return None
            # The link of a picture is above its card, and does not end the card before.
            closes = closes or bool(name)
            continue
        closes = closes or bool(name)
        fact = of_url(url)
        site = re.fullmatch(r"(?:https?://huggingface\.co)?/[^/?#]+/?", url)
        if site and name and not is_site_text(name):
            fact = StatedFacts(organisation=name)
        facts = facts.joined(fact)
    return replace(facts, closes=closes)


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

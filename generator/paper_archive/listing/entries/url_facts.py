"""The facts about a paper that a card states, or that an address says by itself.

    https://huggingface.co/papers/2405.15738      its arXiv id
    https://arxiv.org/abs/2405.15738              its arXiv id, and a link
    https://github.com/a/b                        a link: its code or its project

Refused: an id that is not arXiv's (`../x`), which is returned as `odd_id`; links to the site
itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from paper_archive.listing.limits import MOST_LINKS
from paper_archive.text.arxiv import stated_id

PAPER_PATH = re.compile(r"(?:/|%2F)papers(?:/|%2F)([^?#]*)", re.IGNORECASE)
_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/([^?#]*)", re.IGNORECASE)
# One more than is kept, so that more are reported.
_MOST = MOST_LINKS + 1


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """StatedFacts about a paper; `closes` says that no text of the card follows."""

    author_count: int = 0
    organisation: str = ""
    published: date | None = None
    upvotes: int | None = None
    links: tuple[str, ...] = ()
    arxiv_id: str = ""
    odd_id: str = ""
    closes: bool = True

    def joined(self, other: StatedFacts) -> StatedFacts:
        """Return the facts of both; where they differ, the first counts."""
        return StatedFacts(
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


@lru_cache(maxsize=64)  # The address of a paper occurs several times in a row.
def of_url(url: str) -> StatedFacts:
    """Return the facts in a URL: of a paper's page, of arXiv, or of code or a project elsewhere."""
    paper, arxiv = PAPER_PATH.search(url), _ARXIV.match(url)
    if link := paper or arxiv:
        arxiv_id = stated_id(link[1])
        return StatedFacts(
            arxiv_id=arxiv_id,
            odd_id="" if arxiv_id else link[1] or url,
            links=(url,) if arxiv and arxiv_id else (),
        )
    foreign = re.match(r"https?://(?!(?:www\.)?huggingface\.co(?:/|$))\S", url)
    return StatedFacts(links=(url,) if foreign else ())

"""An item of a feed, in XML or in JSON, as it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from paper_archive.listing.limits import SPLIT
from paper_archive.model import NO_FACTS, Facts, Problem

# An item takes a thousand bytes of memory even if it is empty; no feed has so many.
MOST_ITEMS = 100_000


def too_many(name: str, line: int, lost: int) -> Problem:
    """Return the problem of a feed of which only the first items are read."""
    what = f"the feed has more than {MOST_ITEMS:,} items; {lost:,} papers are lost"
    return Problem(name, line, what, SPLIT)


@dataclass(slots=True)
class Item:
    """An item; every text is as written, without joined lines.

    `names` are authors in elements of their own, `creators` lines that may have several. `links`
    are addresses of the paper, the first of its page. `kind` is arXiv's `announce_type`.
    `subjects` are those of `categories` that are no tags: with a scheme, or of Dublin Core.
    `is_html` says whether `content` is HTML, `issued` is a date in `publicationDate`, and `facts`
    what a JSON Feed of this program has beside its standard fields.
    `files` are addresses of sounds and films, and `of_publisher` says that it has elements of
    publishers. `unclear` is what is written of authors who cannot be told apart.
    """

    line: int
    title: str = ""
    id: str = ""
    links: list[str] = field(default_factory=list)
    abstract: str = ""
    content: str = ""
    names: list[str] = field(default_factory=list)
    creators: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    published: str = ""
    updated: str = ""
    announced: str = ""
    kind: str = ""
    doi: str = ""
    venue: str = ""
    comment: str = ""
    version: str = ""
    issued: str = ""
    is_html: bool = False
    facts: Facts = NO_FACTS
    files: list[str] = field(default_factory=list)
    of_publisher: bool = False
    unclear: str = ""

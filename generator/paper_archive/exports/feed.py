"""What a feed says, whatever its format, and the ids of what is in it.

A reader shows an entry again when its id changes, so ids hold no title and no address of the
site: they are UUIDs (version 5, RFC 9562) of what stays. A paper's is that of its arXiv id, the
same in every feed, and in every archive, so that whoever follows several sees it once; a paper
without one has that of its slug. Feeds and days, which are an archive's own, have theirs by the
archive's name. Nothing moves them but another name for the archive, or a title corrected of a
paper that no listing gives an id.

Times are midnight UTC of the day a paper was listed first: the same papers make the same feed,
whenever it is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from paper_archive.model import Paper

MOST = 50
# Before all listings: when a feed without entries was changed.
NEVER = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry in both formats."""

    day: date
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; `path` is its address without suffix, `page` that of the page it goes with."""

    path: str
    page: str
    title: str
    about: str
    archive: str
    site_url: str
    entries: tuple[FeedEntry, ...]

    @property
    def id(self) -> str:
        """An id that stays."""
        return own_id(self.archive, self.path)

    @property
    def updated(self) -> str:
        """Midnight of its newest day."""
        return midnight(max((entry.day for entry in self.entries), default=NEVER))


def paper_id(paper: Paper) -> str:
    """The id of a paper's entry."""
    if paper.arxiv_id:
        return _id(f"https://arxiv.org/abs/{paper.arxiv_id}")
    return _id(f"paper-archive:paper:{paper.slug}")


def own_id(archive: str, what: str) -> str:
    """The id of what an archive of this name has alone."""
    return _id(f"paper-archive:{archive}:{what}")


def midnight(day: date) -> str:
    """The beginning of a day in RFC 3339."""
    return f"{day.isoformat()}T00:00:00Z"


def _id(name: str) -> str:
    # The name of an archive is what somebody typed, and may hold what UTF-8 cannot.
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name.encode('utf-8', 'replace').decode())}"

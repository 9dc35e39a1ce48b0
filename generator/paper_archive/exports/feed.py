"""The contents of a feed, whatever its format, and the ids in it.

Feed readers show an entry again when its id changes, so ids contain no title and no address of the
site. They are UUIDs (version 5, RFC 9562) of names that stay. The id of a paper is derived from its
arXiv id and is the same in every feed of every archive, so that a reader of several archives sees
the paper once; without an arXiv id it is derived from the slug. The ids of feeds and days are
derived from the name of the archive. Ids change only with the name of the archive, or when someone
corrects the title of a paper without an arXiv id.

An entry was published at midnight UTC of the day it was first listed. Its time of update is some
seconds later, fewer for every entry of that day above it in the feed, because readers sort by time
and would mix entries of the same time. So the same papers always produce the same feed, whenever it
is built, and a paper that is added to the end of a day changes no other entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from paper_archive.model import Paper

MOST = 50  # Fewer than the seconds of a minute; see `Feed.timed`.
UPDATED = "\x02"  # No text of XML or JSON contains it.
# The time of update of a feed without entries: before all listings.
NEVER = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed, written in both formats; `UPDATED` stands for its time of update."""

    day: date
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; `path` is its address without suffix, `page` the address of its page.

    `author` wrote the entries that name no author; "" stands for the archive.
    """

    path: str
    page: str
    title: str
    about: str
    archive: str
    site_url: str
    entries: tuple[FeedEntry, ...]
    author: str = ""

    @property
    def id(self) -> str:
        """The permanent id of the feed."""
        return archive_id(self.archive, self.path)

    @property
    def updated(self) -> str:
        """The time of update of its newest entry."""
        return max((time for time, _ in self.timed()), default=midnight(NEVER))

    def timed(self) -> Iterator[tuple[str, FeedEntry]]:
        """Yield its entries with their times of update."""
        above: Counter[date] = Counter()
        for entry in self.entries:
            yield midnight(entry.day, MOST - 1 - above[entry.day]), entry
            above[entry.day] += 1


def paper_id(paper: Paper) -> str:
    """Return the id of a paper's entry."""
    if paper.arxiv_id:
        return _id(f"https://arxiv.org/abs/{paper.arxiv_id}")
    return _id(f"paper-archive:paper:{paper.slug}")


def archive_id(archive: str, part: str) -> str:
    """Return the id of a part (a feed or a day) of the archive of this name."""
    return _id(f"paper-archive:{archive}:{part}")


def midnight(day: date, seconds: int = 0) -> str:
    """Return the beginning of a day in RFC 3339, or the time some seconds later, at most 59."""
    return f"{day.isoformat()}T00:00:{seconds:02}Z"


def _id(name: str) -> str:
    # The archive's name is typed by hand, and may hold characters that UTF-8 cannot encode.
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name.encode('utf-8', 'replace').decode())}"

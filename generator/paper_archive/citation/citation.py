"""A citation: what is known of a paper for citing it, and its key. `bibtex`, `ris` and `csl`
write it.

A citation says only what is known: a listing gives no year of publication, so the year is there
only if the listing or the arXiv id tells it. The day the paper was listed is a note.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from paper_archive import urls
from paper_archive.citation.author_names import AuthorName, split_names
from paper_archive.model import Paper
from paper_archive.text.arxiv import year_of
from paper_archive.text.english import long_day
from paper_archive.text.lead import shown_title
from paper_archive.text.letters import LATIN

_NOT_OF_A_KEY = re.compile("[^a-z]")
_LATIN = str.maketrans(LATIN)
_STOP = frozenset("a an and for from how in is of on the to towards via what when why with".split())


@dataclass(frozen=True, slots=True)
class Citation:
    """What is known of a paper for citing it.

    `published` is a day (2024-09-26), a year, or ""; `url` is arXiv's page of the paper, else its
    page on this site, "" if the site has no address. `names` are the authors' names in parts.
    """

    slug: str
    title: str
    authors: tuple[str, ...] = ()
    published: str = ""
    arxiv_id: str = ""
    url: str = ""
    listed: date | None = None
    names: tuple[AuthorName, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", split_names(self.authors))

    @classmethod
    def of(cls, paper: Paper, site_url: str) -> Citation:
        """Return the citation of a paper; `site_url` ends in a slash, or is ""."""
        if paper.arxiv_id:
            url = f"https://arxiv.org/abs/{paper.arxiv_id}"
        else:
            url = site_url + urls.html(urls.paper(paper.slug)) if site_url else ""
        return cls(
            paper.slug,
            shown_title(paper.title),
            paper.authors,
            published(paper),
            paper.arxiv_id,
            url,
            paper.first_day,
        )

    @property
    def key(self) -> str:
        """The first author's family name, the year, and the first word: `lee2024birds`. Without
        an author, the slug."""
        author = _key_of(self.names[0]) if self.names else ""
        if not author:
            return self.slug
        words = self.slug.split("-")
        return author + self.published[:4] + next((w for w in words if w not in _STOP), words[0])

    @property
    def note(self) -> str:
        """When it was listed, in words, "" if it was not."""
        return _listed(self.listed) if self.listed else ""


@cache
def _listed(day: date) -> str:
    return f"Listed {long_day(day)}"


def keyed(
    citations: Iterable[Citation], taken: set[str] | None = None
) -> Iterator[tuple[str, Citation]]:
    """Give each citation of a file a unique key: if a key is taken, its slug.

    `taken` are the keys of citations before them in the file; the new keys are added.
    """
    taken = set() if taken is None else taken
    for citation in citations:
        key = citation.key
        yield (citation.slug if key in taken else key), citation
        taken.add(key)


def published(paper: Paper) -> str:
    """Return the day it was published, else the year, else ""."""
    return paper.published.isoformat() if paper.published else str(publication_year(paper) or "")


def publication_year(paper: Paper) -> int:
    """Return the year it was published, else that of its arXiv id, else 0."""
    if paper.published:
        return paper.published.year
    return year_of(paper.arxiv_id)


def _key_of(name: AuthorName) -> str:
    """Return a family name without its particles, or a group's name, in the letters a-z."""
    word = name.family if name.group else name.family.rpartition(" ")[2]
    letters = word.lower()
    if letters.isascii() and letters.isalpha():
        return letters
    return _NOT_OF_A_KEY.sub("", unicodedata.normalize("NFKD", letters.translate(_LATIN)))

"""A citation: the bibliographic fields of a paper, and its key. `bibtex`, `ris` and `csl` write it.

A citation contains only known facts. The day of a listing is not the day of publication, so a
citation has a year only if the entry or the arXiv id tells it; the day of the listing is a note.
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
    """The bibliographic fields of a paper.

    `published` is a day (2024-09-26), a year, or "". `url` is the paper's page at arXiv, else on
    this site, "" if the site has no address. `names` are the authors' names in parts.
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
        """The first author's family name, the year, and a word of the title: `lee2024birds`.

        The word is the first that is no stop word. Without an author, the key is the slug.
        """
        author = _key_of(self.names[0]) if self.names else ""
        if not author:
            return self.slug
        words = self.slug.split("-")
        return author + self.published[:4] + next((w for w in words if w not in _STOP), words[0])

    @property
    def note(self) -> str:
        """The day of listing in words, "" if it is unknown."""
        return _listed(self.listed) if self.listed else ""


@cache
def _listed(day: date) -> str:
    return f"Listed {long_day(day)}"


def keyed(
    citations: Iterable[Citation], taken: set[str] | None = None
) -> Iterator[tuple[str, Citation]]:
    """Yield the citations of a file with unique keys: the slug if a citation's key is taken.

    `taken` are the keys of earlier citations in the file; the new keys are added to it.
    """
    taken = set() if taken is None else taken
    for citation in citations:
        key = citation.key
        yield (citation.slug if key in taken else key), citation
        taken.add(key)


def published(paper: Paper) -> str:
    """Return the day a paper was published, else the year, else ""."""
    return paper.published.isoformat() if paper.published else str(publication_year(paper) or "")


def publication_year(paper: Paper) -> int:
    """Return the year a paper was published, else the year of its arXiv id, else 0."""
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

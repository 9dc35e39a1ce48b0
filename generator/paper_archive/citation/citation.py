"""A citation: the bibliographic fields of a paper, and its key. `bibtex`, `ris` and `csl` write it.

A citation cites the paper and not the archive, and contains only known facts. The day of a listing
is not the day of publication, so a citation has a date only if the entry or the arXiv id tells it.
A paper is a preprint unless the listings tell the journal or the proceedings (`publication`).

The algorithms of citations are in this folder alone. Pages hold what they decide (attributes.py),
and the browser puts it in its places (`cite.js`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from paper_archive import urls
from paper_archive.archive.slug import short_hash, slugify
from paper_archive.citation.author_names import AuthorName, split_names
from paper_archive.citation.publication import UNPUBLISHED, publication
from paper_archive.model import Facts, Paper
from paper_archive.text.arxiv import category_of, is_category, month_of, year_of
from paper_archive.text.identifiers import address_of
from paper_archive.text.lead import shown_title
from paper_archive.text.letters import LATIN

_NOT_OF_A_KEY = re.compile("[^a-z]")
_NO_WORD = re.compile(r"[\W_]+")
_LATIN = str.maketrans(LATIN)
_STOP = frozenset("a an and for from how in is of on the to towards via what when why with".split())
_LONGEST_NAME_OF_A_KEY = 40
# The length of the beginning of an abstract, and of a hash, that tell papers without id apart.
_BEGINNING, _HASH = 200, 6
# Who publishes papers at addresses of their own, most formal first.
_PUBLISHERS = ("acl", "openreview")


@dataclass(frozen=True, slots=True)
class Citation:
    """The bibliographic fields of a paper.

    `published` is a day (2024-09-26), a month, a year, or "". `arxiv_id` is as in arXiv's DOIs, and
    `category` its primary category, "" if unknown. `page` is the address of the paper's page on
    this site, "" if the site has none. `beginning` is the beginning of its abstract. `kind`,
    `venue` and `other_doi` are those of its publication. `ids` are pairs of a scheme other than
    `doi` and an id, one of a scheme. `names` are the authors' names in parts.

    The `key` is the first author, the year, a word of the title, and the id:
    `lee2024birds-2409.17703`. The word is the first that is no stop word. Without an arXiv id, a
    hash of the title, the first author and the beginning of the abstract takes its place. A key
    depends on nothing but the paper, so that no other paper ever changes it.
    """

    title: str
    authors: tuple[str, ...] = ()
    published: str = ""
    arxiv_id: str = ""
    category: str = ""
    page: str = ""
    beginning: str = ""
    kind: str = UNPUBLISHED
    venue: str = ""
    other_doi: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    names: tuple[AuthorName, ...] = field(init=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", split_names(self.authors))
        object.__setattr__(self, "key", self._made_key())

    @classmethod
    def of(cls, paper: Paper, site_url: str) -> Citation:
        """Return the citation of a paper; `site_url` ends in a slash, or is ""."""
        known = publication(paper.facts, paper.arxiv_id)
        return cls(
            shown_title(paper.title),
            paper.authors,
            published(paper),
            paper.arxiv_id,
            primary_category(paper),
            site_url + urls.html(urls.paper(paper.slug)) if site_url else "",
            paper.abstract[:_BEGINNING],
            known.kind,
            known.venue,
            known.doi,
            _ids(paper.facts) if paper.facts.ids else (),
        )

    @property
    def doi(self) -> str:
        """The DOI to cite: that of its publication, else that of arXiv, else ""."""
        return self.other_doi or doi(self.arxiv_id)

    @property
    def url(self) -> str:
        """The page of its publication in the ACL Anthology or at OpenReview, else its page at
        arXiv, that of its DOI, at PubMed Central or PubMed, on this site, "" if it has none."""
        if self.ids and (pages := self._pages(*_PUBLISHERS)):
            return pages[0]
        if self.arxiv_id:
            return f"https://arxiv.org/abs/{self.arxiv_id}"
        if self.other_doi:
            return address_of("doi", self.other_doi)
        return next(iter(self._pages("pmcid", "pmid")), self.page)

    @property
    def is_at_arxiv(self) -> bool:
        """Whether `url` is its page at arXiv."""
        if not self.arxiv_id:
            return False
        return not self.ids or not self._pages(*_PUBLISHERS)

    @property
    def more(self) -> tuple[str, ...]:
        """Pages that neither `url` nor a field for an id leads to."""
        # The field for the number in a database has the arXiv id.
        at_pubmed = self._pages("pmid") if self.arxiv_id else ()
        return (*self._pages(*_PUBLISHERS)[1:], *at_pubmed)

    def id(self, scheme: str) -> str:
        """Return the id of a scheme, "" if there is none."""
        return next((value for name, value in self.ids if name == scheme), "")

    def _pages(self, *schemes: str) -> list[str]:
        """Return the pages of the ids of these schemes, in this order."""
        return [address_of(scheme, value) for scheme in schemes if (value := self.id(scheme))]

    def _made_key(self) -> str:
        author = _key_of(self.names[0]) if self.names else ""
        words = slugify(self.title).split("-")
        word = next((word for word in words if word not in _STOP), words[0])
        year = self.published[:4]
        return f"{author}{year}{word}-{self._mark}" if author else f"{word}{year}-{self._mark}"

    @property
    def _mark(self) -> str:
        if self.arxiv_id:
            return self.arxiv_id
        texts = (self.title, *self.authors[:1], self.beginning)
        return short_hash("\n".join(_NO_WORD.sub("", text).lower() for text in texts))[:_HASH]


def doi(arxiv_id: str) -> str:
    """Return the DOI that arXiv registers for each of its papers, "" without an id."""
    return f"10.48550/arXiv.{arxiv_id}" if arxiv_id else ""


def primary_category(paper: Paper) -> str:
    """Return the primary category of a paper on arXiv, "" if it is not known."""
    if not paper.arxiv_id:
        return ""
    first = paper.facts.categories[0] if paper.facts.categories else ""
    return category_of(paper.arxiv_id) or (first if is_category(first) else "")


def published(paper: Paper) -> str:
    """Return the day a paper was published, else the month of its arXiv id, else its year or ""."""
    day = paper.published.isoformat() if paper.published else month_of(paper.arxiv_id)
    return day or (str(paper.facts.year) if paper.facts.year else "")


def publication_year(paper: Paper) -> int:
    """Return the year a paper was published, else that of its arXiv id, else 0."""
    year = paper.published.year if paper.published else year_of(paper.arxiv_id)
    return year or paper.facts.year


def _ids(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return the first id of every scheme, without the DOI."""
    first = {scheme: value for scheme, value in reversed(facts.ids) if scheme != "doi"}
    return tuple(sorted(first.items()))


def _key_of(name: AuthorName) -> str:
    """Return a family name without its particles, or a group's name, in the letters a-z."""
    word = name.family if name.group else name.family.rpartition(" ")[2]
    letters = word.lower()
    if not (letters.isascii() and letters.isalpha()):
        plain = unicodedata.normalize("NFKD", letters.translate(_LATIN))
        letters = _NOT_OF_A_KEY.sub("", plain)
    return letters[:_LONGEST_NAME_OF_A_KEY]

r"""How a paper is cited, and its BibTeX.

An entry says what is known and no more: a listing gives no year of publication, so the year
stands only where the listing or the arXiv id tells it; the day it was listed is a note.

    @misc{lee2024birds,
      title         = {Birds and {LLMs}: 100\% at Sea},
      author        = {Lee, Ann B. and Plato},
      year          = {2024},
      eprint        = {2409.17703},
      archivePrefix = {arXiv},
      url           = {https://arxiv.org/abs/2409.17703},
      note          = {Listed 14 March 2025}
    }

Words with inner capitals are braced, so that no style lowers them. Braces of a title are
`\textbraceleft{}` and `\textbraceright{}`: BibTeX counts braces whatever stands before them, so
a `\{` alone would take the rest of the file along. The browser writes the same entries
(`site_src/theme/assets/cite.js`), and a test compares them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from paper_archive import urls as addresses
from paper_archive.citation.names import Name
from paper_archive.citation.names import names as parted
from paper_archive.model import Paper
from paper_archive.text.arxiv import year_of
from paper_archive.text.english import long_day
from paper_archive.text.lead import shown_title
from paper_archive.text.letters import LATIN

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
_SPECIAL_SIGN = re.compile(f"([{re.escape(''.join(_SPECIAL))}])")
_ESCAPED = str.maketrans(_SPECIAL)
_WORD = re.compile(r"[^\W_]+")
# The same words in ASCII, for which no word needs to be asked: that is much faster.
_WORD_WITH_CAPITALS = re.compile(r"\b[A-Za-z0-9][a-z0-9]*+[A-Z][A-Za-z0-9]*")
# What parts names in a list of authors.
_AND = re.compile(r"\b[Aa][Nn][Dd]\b", re.ASCII)
_NOT_OF_A_KEY = re.compile("[^a-z]")
_LATIN = str.maketrans(LATIN)
_FIELDS = ("title", "author", "year", "eprint", "archivePrefix", "url", "note")
# The beginning of a field's line, by the length of the longest name in its entry.
_PADDED = {
    len(longest): {name: f"  {name.ljust(len(longest))} = {{" for name in _FIELDS}
    for longest in _FIELDS
}
_STOP = frozenset("a an and for from how in is of on the to towards via what when why with".split())


@dataclass(frozen=True, slots=True)
class Citation:
    """What is known of a paper for citing it.

    `published` is a day (2024-09-26), a year, or ""; `url` is where it is found: at arXiv, else
    its page, "" where the site has no address. `names` are the authors' in parts.
    """

    slug: str
    title: str
    authors: tuple[str, ...] = ()
    published: str = ""
    arxiv_id: str = ""
    url: str = ""
    listed: date | None = None
    names: tuple[Name, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", parted(self.authors))

    @classmethod
    def of(cls, paper: Paper, site_url: str) -> Citation:
        """What is known of a paper of the archive; `site_url` ends in a slash, or is ""."""
        if paper.arxiv_id:
            url = f"https://arxiv.org/abs/{paper.arxiv_id}"
        else:
            url = site_url + addresses.html(addresses.paper(paper.slug)) if site_url else ""
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
        """Family name, year and first word, `lee2024birds`; the slug without an author."""
        author = _key_of(self.names[0]) if self.names else ""
        if not author:
            return self.slug
        words = self.slug.split("-")
        return author + self.published[:4] + next((w for w in words if w not in _STOP), words[0])

    @property
    def note(self) -> str:
        """When it was listed, in words."""
        return _listed(self.listed) if self.listed else ""


@cache
def _listed(day: date) -> str:
    return f"Listed {long_day(day)}"


def keyed(
    citations: Iterable[Citation], taken: set[str] | None = None
) -> Iterator[tuple[str, Citation]]:
    """Give each citation of a file a key of its own: the second of a key has its slug.

    `taken` are the keys of those before them in the file, and comes to have theirs.
    """
    taken = set() if taken is None else taken
    for citation in citations:
        key = citation.key
        yield (citation.slug if key in taken else key), citation
        taken.add(key)


def bibtex(citation: Citation, key: str) -> str:
    """Return a BibTeX entry, without a line break at its end."""
    fields = {"title": _braced(citation.title)}
    if citation.authors:
        fields["author"] = _author(citation)
    if citation.published:
        fields["year"] = citation.published[:4]
    if citation.arxiv_id:
        fields["eprint"] = citation.arxiv_id
        fields["archivePrefix"] = "arXiv"
    if citation.url:
        fields["url"] = citation.url
    if citation.listed:
        fields["note"] = citation.note
    padded = _PADDED[max(map(len, fields))]
    body = "},\n".join([padded[name] + value for name, value in fields.items()])
    return f"@misc{{{key},\n{body}}}\n}}"


def published(paper: Paper) -> str:
    """The day it was published, else the year, else ""."""
    return paper.published.isoformat() if paper.published else str(publication_year(paper) or "")


def publication_year(paper: Paper) -> int:
    """The year it was published, else that of its arXiv id; 0 where neither is known."""
    if paper.published:
        return paper.published.year
    return year_of(paper.arxiv_id)


def _key_of(name: Name) -> str:
    """A family name without its particles, or a group's name, in the letters a-z."""
    word = name.family if name.group else name.family.rpartition(" ")[2]
    letters = word.lower()
    if letters.isascii() and letters.isalpha():
        return letters
    return _NOT_OF_A_KEY.sub("", unicodedata.normalize("NFKD", letters.translate(_LATIN)))


def _braced(title: str) -> str:
    """The title, escaped, with braces around words whose capitals are more than the first."""
    if title.isascii() and not _SPECIAL_SIGN.search(title):
        return _WORD_WITH_CAPITALS.sub(r"{\g<0>}", title)
    # Escapes hold letters (`\textbackslash`), so words are braced between them.
    return "".join(
        _SPECIAL.get(part) or _WORD.sub(_brace, part) for part in _SPECIAL_SIGN.split(title)
    )


def _brace(match: re.Match[str]) -> str:
    word = match.group()
    return f"{{{word}}}" if word[1:] != word[1:].lower() else word


def _author(citation: Citation) -> str:
    together = " and ".join([name.family_first for name in citation.names])
    # Of all names at once it is soon known that none is special, and it seldom is.
    if (
        any(name.group or name.suffix for name in citation.names)
        or _SPECIAL_SIGN.search(together)
        or _AND.search("\n".join(citation.authors))
    ):
        return " and ".join(map(_name, citation.names, citation.authors))
    return together


def _name(name: Name, text: str) -> str:
    if name.group or _AND.search(text):
        return f"{{{text.translate(_ESCAPED)}}}"
    if name.suffix:
        name = Name(name.family, f"{name.suffix}, {name.given}")
    return name.family_first.translate(_ESCAPED)

"""Compares the authors of two entries: whether they share one, or name others.

A name counts as its family name and one initial, without accents: `Ann B. Lee`, `A. Lee`,
`Lee, Ann` and `LEE AB` are one author. Without a comma, either end may be the family name. A single
word (`Lee`) is that family name with any initial. Suffixes, degrees and *et al.* do not count;
neither do groups (`OpenAI`, `The ATLAS Collaboration`), because the same paper is listed under its
people elsewhere.

Addresses depend on these rules (`Claim.signed_slug`), so they never change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from paper_archive.archive.identity import MOST, Links
from paper_archive.text.clean import clean_name
from paper_archive.text.letters import LATIN

_GROUP = re.compile(
    r"\b(?:team|group|collaboration|consortium|community|committee|project|initiative|institute"
    r"|university|laboratory|labs?|inc|ltd|research|society|network|contributors)\b"
)
# `OpenAI`, `DeepSeek-AI`, `01.AI`.
_COMPANY = re.compile(r"\S*(?:[a-z][A-Z]|\d)\S*|\S*AI")
_ASIDE = re.compile(r"[(\[{].*", re.DOTALL)
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_NAMES = frozenset("jr sr ii iii iv nd rd phd md dr prof et al others anonymous".split())
# German and Scandinavian letters are spelt with and without an `e`.
_SPELT = str.maketrans(LATIN)
_UMLAUT = re.compile("([aou])e")


@dataclass(frozen=True, slots=True)
class People:
    """The authors that an entry names.

    `names` are family names with an initial (`lee a`), `words` the names of one word, and `ends`
    the first and last words of the longer names.
    """

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names or self.words)

    def __or__(self, other: People) -> People:
        return People(self.names | other.names, self.words | other.words, self.ends | other.ends)

    def share_none(self, other: People) -> bool:
        """Tell whether both name authors and have none in common."""
        return bool(
            self
            and other
            and self.names.isdisjoint(other.names)
            and self.words.isdisjoint(other.words)
            and self.words.isdisjoint(other.ends)
            and self.ends.isdisjoint(other.words)
        )

    @property
    def shown(self) -> Iterator[str]:
        """Marks of these authors; see `sought`."""
        yield from self.names
        yield from (f"={word}" for word in self.words)
        yield from (f"~{word}" for word in self.ends)

    @property
    def sought(self) -> Iterator[str]:
        """The marks of those who share one of these authors."""
        yield from self.names
        yield from (f"={word}" for word in (*self.words, *self.ends))
        yield from (f"~{word}" for word in self.words)

    @property
    def text(self) -> str:
        """All names as one text, the same for the same authors."""
        return "\n".join(sorted((*self.names, *self.words)))


NOBODY = People()


@lru_cache(maxsize=256)  # The entries of one paper mostly name the same authors.
def people_of(authors: tuple[str, ...]) -> People:
    """Return the people among the authors of an entry."""
    names: set[str] = set()
    words: set[str] = set()
    ends: set[str] = set()
    for author in authors:
        match _parts(author):
            case []:
                pass
            case [word]:
                words.add(word)
            case [first, *_, last] as parts:
                names |= {f"{last} {first[0]}", f"{first} {parts[1][0]}"}
                ends |= {first, last}
    return People(frozenset(names), frozenset(words), frozenset(ends))


def _parts(author: str) -> list[str]:
    """Return the words of a name, the family name last where a comma says which it is."""
    name = _ASIDE.sub("", clean_name(author)).strip()
    if (" " not in name and _COMPANY.fullmatch(name)) or _GROUP.search(name.casefold()):
        return []
    family, _, given = (_words(part) for part in _plain(name).partition(","))
    return [*given, *family] if given else family


def _words(text: str) -> list[str]:
    return [word for word in _LETTERS.findall(text) if word not in _NO_NAMES]


def _plain(name: str) -> str:
    name = _APOSTROPHES.sub("", name).casefold()
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        # Only accents: other scripts have marks that are letters.
        kept = (sign for sign in decomposed if unicodedata.combining(sign) < 200)
        name = unicodedata.normalize("NFC", "".join(kept)).translate(_SPELT)
    return _UMLAUT.sub(r"\1", name)


def by_people(entries: Sequence[People]) -> list[int | None]:
    """Number the groups of entries that share authors, directly or through others, from 0.

    Return the number of every entry's group in order of appearance, None where nobody is named.
    """
    words = frozenset(word for entry in entries for word in entry.words)
    links = Links()
    for n, entry in enumerate(entries):
        for mark in (*entry.names, *(f"={word}" for word in entry.words | entry.ends & words)):
            links.link(f"#{n}", mark)
    numbers: dict[str, int] = {}
    return [
        numbers.setdefault(links.root(f"#{n}"), len(numbers)) if entry else None
        for n, entry in enumerate(entries)
    ]


def some_share_none(entries: Iterable[tuple[str, ...]]) -> bool:
    """Tell whether two of these lists of authors have none in common.

    More than `MOST` different ones count as if they had.
    """
    several = {authors for authors in entries if authors}
    if len(several) > MOST:
        return True
    return any(
        a.share_none(b) for a, b in combinations({people_of(authors) for authors in several}, 2)
    )

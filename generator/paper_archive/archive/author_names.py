"""Identifies authors by the spelling of their names, and gives them addresses.

Spellings are one author if they differ only in accents, case, dots, hyphens, spaces between given
names, or the order `Family, Given`:

Xiao-Ming Li, Xiaoming Li, LI, Xiao Ming    one author: the last word of a name stands alone
J. K. Lee, J.K. Lee, JK Lee                 one author
Ann Lee, A. Lee, Ann B. Lee                 three; only `curation.yml` can join them

An address spells the name: `authors/ann-b-lee.html`. Where letters cannot be spelt in ASCII, or
where the name is too long or reserved, it ends in the number of the author, so two authors never
share an address.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from paper_archive.archive.slug import MAX_LENGTH, is_reserved
from paper_archive.model import Paper
from paper_archive.text.letters import ASCII_BREAKS, GREEK, LATIN
from paper_archive.text.name_words import (
    DEGREES,
    FAMILY_FIRST,
    LEGAL_FORMS,
    LONGEST_NAME,
    SUFFIXES,
    SUFFIXES_AFTER_COMMA,
    is_group,
)

# Kinds of authors: the folders of their pages.
PEOPLE, ORGANISATIONS = "authors", "organisations"
# A paper by more authors counts on no author's page: a collaboration of 3,000 people signs every
# paper, and each of them would need a page that lists all of them.
MOST_CREDITED = 500
# Some 20 MB, as many as 50,000 papers name.
_MOST_KEPT = 1 << 17
_NOBODY = frozenset(
    {"et al", "al", "and others", "others", "other authors", "anonymous", "anonymous author",
     "anonymous authors", "unknown", "none", "na", "null", "no author"}
)  # fmt: skip
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_ASCII_WORDS = ASCII_BREAKS | {ord("'"): None, ord("`"): None}
_SPELT = str.maketrans(LATIN)
_GREEK = str.maketrans({letter: f" {spelt} " for letter, spelt in GREEK.items()})
_ACCENT = 200  # Combining classes from here on are accents; marks below are letters of scripts.
_LAST_SUFFIXES = frozenset(suffix.rstrip(".").lower() for suffix in SUFFIXES)
# Only an address that ends in an author's number may look like one.
_NUMBERED = re.compile(r"(?:.*-)?[0-9a-f]{16}")
_BREAKS = re.compile("[^a-z0-9]+")
_OTHER = "0-9"


def natural(name: str) -> str:
    """Return a name with the given names first: `Lee, Ann B.` is `Ann B. Lee`."""
    if "," not in name or len(name) > LONGEST_NAME:
        return name
    parts = [part.strip() for part in name.split(",")]
    endings = [part for part in parts[1:] if part in SUFFIXES_AFTER_COMMA]
    rest = [part for part in parts if part not in endings and not DEGREES.fullmatch(part)]
    if not all(rest) or len(rest) > 2 or rest[-1] in LEGAL_FORMS or is_group(name):
        return name
    return " ".join([*reversed(rest), *endings])


class _Numbers(dict[str, int]):
    """The numbers of authors by name, of the first so many names.

    Every stage goes through all papers: dropping some names for others would keep none in time.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, name: str) -> int:
        number = _number(name, self._kind)
        if len(self) < _MOST_KEPT:
            self[name] = number
        return number


_NUMBERS = {kind: _Numbers(kind) for kind in (PEOPLE, ORGANISATIONS)}


def author_id(name: str, kind: str = PEOPLE) -> int:
    """Return the number of the author whom a name means, the same for all of its spellings.

    It is 0 for no author, as in *et al.*, and for a name that is longer than any.
    """
    return _NUMBERS[kind][name]


def _number(name: str, kind: str) -> int:
    key = _key(name, kind)
    if not key:
        return 0
    hashed = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    # People have even numbers, organisations odd ones.
    return int.from_bytes(hashed, "big", signed=True) & ~1 | (kind == ORGANISATIONS)


def folder_of(author: int) -> str:
    """Return the folder of the page of an author, by number."""
    return ORGANISATIONS if author & 1 else PEOPLE


def credited(paper: Paper) -> dict[int, str]:
    """Return the authors on whose pages a paper counts, by number, as the paper names them.

    The organisation that a listing names is one of them.
    """
    names = paper.authors if len(paper.authors) <= MOST_CREDITED else ()
    authors = dict(zip(map(_NUMBERS[PEOPLE].__getitem__, names), names, strict=True))
    if paper.organisation:
        authors[author_id(paper.organisation, ORGANISATIONS)] = paper.organisation
    authors.pop(0, None)
    return authors


def author_slug(name: str, author: int) -> str:
    """Return the end of the address of an author, whose number is `author`, under a name."""
    slug = "-".join(_words(natural(name)))
    if slug.isascii() and len(slug) <= MAX_LENGTH:
        if slug and not is_reserved(slug) and not _NUMBERED.fullmatch(slug):
            return slug
        readable = slug
    else:
        readable = _BREAKS.sub("-", slug.translate(_GREEK)).strip("-")
    number = f"{author & (1 << 64) - 1:016x}"
    return f"{readable[: MAX_LENGTH - 17].strip('-') or 'author'}-{number}"


def sort_text(name: str, kind: str = PEOPLE) -> str:
    """Return a text that sorts names by family name, which is the last word of a name of a person
    unless a comma or the script says otherwise."""
    words = _words(natural(name) if kind == PEOPLE else name)
    if kind != PEOPLE or len(words) < 2 or is_group(name) or FAMILY_FIRST.match(name):
        return " ".join(words)
    last = len(words) - 1
    if last > 1 and words[last] in _LAST_SUFFIXES:
        last -= 1
    return " ".join([words[last], *words[:last], *words[last + 1 :]])


def letter_of(text: str) -> str:
    """Return the letter under which a text from `sort_text` stands: a to z, `0-9` for all other
    signs, and the name of the script for letters that are not Latin."""
    first = text[:1]
    if "a" <= first <= "z":
        return first
    script = unicodedata.name(first, "").partition(" ")[0].lower() if first.isalpha() else ""
    return {"": _OTHER, "cjk": "han", "latin": _OTHER}.get(script, _BREAKS.sub("", script))


def _key(name: str, kind: str) -> str:
    if len(name) > LONGEST_NAME:
        return ""
    words = _words(natural(name) if kind == PEOPLE else name)
    whole = " ".join(words)
    if whole in _NOBODY or not any(map(str.isalpha, whole)):
        return ""
    if kind != PEOPLE or len(words) == 1:
        return whole
    if FAMILY_FIRST.match(words[0]):
        return "".join(words)
    return f"{''.join(words[:-1])} {words[-1]}"


def _words(name: str) -> list[str]:
    """Return the words of a name in lower case, without accents."""
    if name.isascii():
        return name.lower().translate(_ASCII_WORDS).split()
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name).casefold())
    plain = "".join(sign for sign in decomposed if unicodedata.combining(sign) < _ACCENT)
    letters = unicodedata.normalize("NFC", plain).casefold().translate(_SPELT)
    return "".join(
        sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in letters
    ).split()

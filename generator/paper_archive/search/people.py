"""The terms of people, one for each name of an author, and the file of those who have a page.

    :by:han.song               Song Han, and Han, Song
    :by:hinton.geoffrey.e      Geoffrey E. Hinton
    :by:li.xiaoming            Xiao-Ming Li
    :by:schrodinger.erwin      Erwin Schrödinger, and Schroedinger
    :by:山田太郎                山田 太郎, and 山田太郎

The family name comes first, so that `S. Han` is looked for in one place. It is the last word of a
name unless a comma says otherwise, and loses the *e* of *ae, oe, ue* before a consonant, which
people type for umlauts: not of *Xue*, *Chloe* and *Michael*. `people.js` makes the patterns of such
terms of a query. Words of names have terms of their own (`postings`): a filter of several words
means one person, never words of two.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable

from paper_archive.archive.author_names import natural
from paper_archive.search.fact_terms import FACT_MARK
from paper_archive.search.lists import in_order, word_list
from paper_archive.search.shards import File, encoded, grouped, single
from paper_archive.search.tokens import fold
from paper_archive.text.name_words import LONGEST_NAME, SUFFIXES

# The scripts read these too. Signs that join the parts of a word, signs between words, and what is
# left of an umlaut that was written with two letters.
APOSTROPHE = "['`\u2019\u2018\u02bc]"
JOINED, PARTED, UMLAUT = (
    f"(?:{APOSTROPHE}|[\u2010\u2011-])",
    "[^0-9a-z\u0080-\U0010ffff]+",
    "(?<![qxy])([aou])e(?!l(?![a-z]))(?=[b-df-hj-np-tv-z])",
)
# Letters of names that some write with a blank and others without: Han, kana and Hangul.
UNPARTED = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
SUFFIX_WORDS = tuple(sorted({suffix.rstrip(".").lower() for suffix in SUFFIXES}))
MOST_WORDS = 12  # A name of more is none.
PERSON = f"{FACT_MARK}by:"
PEOPLE_A_SHARD = 128
_JOINED, _PARTED, _UMLAUT = re.compile(JOINED), re.compile(PARTED), re.compile(UMLAUT)
_UNPARTED = re.compile(f"[{UNPARTED}]++")
_LEFT_OUT = re.compile(rf"{APOSTROPHE}|(?<=[{UNPARTED}])[ \u3000](?=[{UNPARTED}])")


def person_term(name: str) -> str:
    """Return the term of a name, "" for a text that is none."""
    if len(name) > LONGEST_NAME:
        return ""
    plain = name.replace("-", "").replace(".", " ")
    if plain.isascii() and plain.replace(" ", "").isalpha():  # as most are
        words = plain.lower().split()
    else:
        words = _words(name)
    if len(words) > 2 and words[-1] in SUFFIX_WORDS:
        words.pop()
    if not 0 < len(words) <= MOST_WORDS:
        return ""
    if len(words) > 1 and not plain.isascii() and _UNPARTED.fullmatch("".join(words)):
        words = ["".join(words)]
    return PERSON + ".".join([without_umlauts(words[-1]), *words[:-1]])


def _words(name: str) -> list[str]:
    return _PARTED.sub(" ", fold(_JOINED.sub("", natural(name)).replace(".", " "))).split()


def in_other_spelling(name: str) -> str:
    """Return a name without apostrophes, without blanks that some leave out, and with *u* for *ue*
    and the like, "" if that changes nothing.

    `obrien`, `李娜` and `jurgen` find *O'Brien*, *李 娜* and *Juergen*.
    """
    lower = name.lower()
    has_umlaut = "ae" in lower or "oe" in lower or "ue" in lower
    if name.isascii() and not has_umlaut and "'" not in name and "`" not in name:
        return ""
    other = without_umlauts(lower) if has_umlaut else lower
    other = _LEFT_OUT.sub("", other)
    return "" if other == lower else other


def without_umlauts(word: str) -> str:
    """Return a word or name in lower case with one letter for an umlaut that was written as two."""
    if "ae" in word or "oe" in word or "ue" in word:  # as in few
        return _UMLAUT.sub(r"\1", word)
    return word


def people_files(people: Iterable[tuple[str, str]]) -> Generator[File, None, str]:
    """Yield the files of people who have a page, pairs of name and slug, and return the id of their
    directory, "" without people.

    The directory is [groups, bounds] of shards; a shard is [[term, name, slug], …] in order of
    terms.
    """
    by_term: dict[str, list[tuple[str, str]]] = {}
    for name, slug in people:
        if term := person_term(name):
            by_term.setdefault(term, []).append((name, slug))
    rows = [(term, *person) for term in in_order(by_term) for person in sorted(by_term[term])]
    if not rows:
        return ""
    bounds, payloads = [], []
    for start in range(0, len(rows), PEOPLE_A_SHARD):
        bounds.append(rows[start][0])
        payloads.append(encoded(rows[start : start + PEOPLE_A_SHARD]))
    groups = yield from grouped(payloads)
    return (yield from single([groups, word_list(bounds)]))

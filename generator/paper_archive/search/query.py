"""What was typed, taken apart; the language is described at the top of the package.

The browser does the same in `query.js`, and both pass `tests/search/queries.json`. Everything is
a query: a quote without its end goes to the end, a field without a value says nothing, and what
cannot be used is told in `problems`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paper_archive.search.tokens import JOINS, STOP_WORDS, fold, words

MOST_CHARACTERS = 2000
MOST_WORDS = 32
# Blanks and control characters, as the browser's side has them too.
BLANKS = re.compile(
    "[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+"
)
_QUOTES = re.compile("[“”„«»]")
_ITEM = re.compile(r'(-?)((?:tag|author|after|before):)?(?:"([^"]*)"?|([^ "]*))', re.IGNORECASE)
_DATE = re.compile("([0-9]{4})(?:[-/]([0-9]{1,2}))?(?:[-/]([0-9]{1,2}))?")


@dataclass(slots=True)
class Query:
    """The parts of a query; words are folded and not stemmed.

    `words` are looked for, of which the last is a beginning where `prefix` says so; `phrases` must
    be there; `without…` must not. `after` and `before` are "2025-03-01" or "". `common` are stop
    words that were left out; `problems` are codes with what they are about.
    """

    words: list[str] = field(default_factory=list)
    prefix: bool = False
    phrases: list[list[str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    after: str = ""
    before: str = ""
    without: list[str] = field(default_factory=list)
    without_phrases: list[list[str]] = field(default_factory=list)
    without_tags: list[str] = field(default_factory=list)
    without_authors: list[list[str]] = field(default_factory=list)
    common: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def parse(text: str) -> Query:
    """Take a query apart."""
    query = Query()
    if len(text) > MOST_CHARACTERS:
        query.problems.append(("long", ""))
        text = text[:MOST_CHARACTERS]
    text = BLANKS.sub(" ", _QUOTES.sub('"', text))
    left = MOST_WORDS
    bare = False
    for negative, name, quoted, value in _items(text):
        bare = False
        if name in ("after", "before"):
            if value.strip(" "):
                _date(query, name, value)
            continue
        if name == "tag":
            tag = tag_of(value)
            wanted = query.without_tags if negative else query.tags
            if tag and tag not in wanted and left:
                wanted.append(tag)
                left -= 1
            continue
        found = list(words(value))
        if len(found) > left:
            query.problems.append(("long", ""))
            found = found[:left]
        left -= len(found)
        if not found:
            continue
        if name == "author":
            names = [word for word in found if len(word) > 1]
            if negative:
                query.without_authors += [names] if names else []
            else:
                query.authors += [word for word in names if word not in query.authors]
            continue
        telling = [word for word in found if word not in STOP_WORDS]
        if not (quoted or negative):
            query.common += [word for word in found if word in STOP_WORDS]
        if not telling:
            query.common += found if quoted else []
        elif negative and len(found) > 1:
            query.without_phrases.append(found)
        elif negative:
            query.without += telling
        elif quoted:
            query.phrases.append(found)
        else:
            query.words += telling
            bare = found[-1] == telling[-1]
    # While a word is typed it is not whole.
    query.prefix = bare and fold(text)[-1:] not in (" ", *JOINS)
    last = query.words[-1:] if query.prefix else []
    query.words = list(dict.fromkeys(word for word in query.words if word not in last)) + last
    query.problems = list(dict.fromkeys(query.problems))
    query.common = list(dict.fromkeys(query.common))
    return query


def _items(text: str) -> Iterator[tuple[bool, str, bool, str]]:
    """Yield of each part whether it is negative, its field, whether it is quoted, its value."""
    for match in _ITEM.finditer(text):
        negative, name, quoted, bare = match.groups()
        value = bare if quoted is None else quoted
        if match[0]:
            yield bool(negative), (name or "").lower()[:-1], quoted is not None, value


def tag_of(value: str) -> str:
    """Return the id that a value of `tag:` may be of."""
    return "-".join(fold(value).split())


def day(value: str) -> str:
    """Return the first day that a value of `after:` or `before:` names, "" if it names none."""
    match = _DATE.fullmatch(value.strip(" "))
    if not match:
        return ""
    year, month, day = match[1], int(match[2] or 1), int(match[3] or 1)
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _date(query: Query, name: str, value: str) -> None:
    found = day(value)
    if not found:
        query.problems.append(("bad-date", f"{name}:{value}"))
    elif name == "after":
        query.after = max(query.after, found)
    else:
        query.before = min(query.before or found, found)

"""The answer to a query, as the site's scripts return it; the package describes the fields.

The scripts of a damaged or hostile site may return anything, so `checked` reads the answer field
by field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

T = TypeVar("T")
_MOST = 1e300


class Marked(TypedDict):
    """Title and snippet of a result in pieces, every second of which matches."""

    title: list[str]
    snippet: list[str]


class Match(TypedDict):
    """A paper that matches a query."""

    url: str
    title: str
    date: str
    tags: list[str]
    snippet: str
    score: float
    votes: int | None
    authors: list[str]
    signed: list[str]
    abstract: str
    marked: Marked


class QueryWord(TypedDict):
    """A word of the query that the search used, and how many papers have it."""

    word: str
    papers: int


class TagCount(TypedDict):
    """A tag, and how many of the papers that match have it."""

    tag: str
    papers: int


class Counts(TypedDict):
    """The tags of the papers that match, most frequent first, and how many have code."""

    tags: list[TagCount]
    code: int


class Instead(TypedDict):
    """Another query, and how many papers it finds."""

    query: str
    papers: int
    filtered: bool
    tag: str


class Person(TypedDict):
    """An author who has a page."""

    name: str
    url: str


class Answer(TypedDict):
    """The answer to a query, without the site's tags."""

    total: int
    all: int
    results: list[Match]
    atMost: bool
    counts: Counts | None
    instead: list[Instead]
    words: list[QueryWord]
    corrected: dict[str, list[str]]
    suggestion: str
    message: str
    code: str
    elsewhere: str
    people: list[Person]


def checked(value: object) -> Answer:
    """Return the answer that a value of JSON is, with texts that UTF-8 can encode.

    Raises TypeError for any other value.
    """
    fields = _fields(value)
    counts = fields.get("counts")
    return {
        "total": _count(fields.get("total")),
        "all": _count(fields.get("all")),
        "results": _list(_match, fields.get("results")),
        "atMost": _truth(fields.get("atMost")),
        "counts": None if counts is None else _counts(counts),
        "instead": _list(_instead, fields.get("instead")),
        "words": _list(_word, fields.get("words")),
        "corrected": {
            _text(typed): _texts(taken) for typed, taken in _fields(fields.get("corrected")).items()
        },
        "suggestion": _text(fields.get("suggestion")),
        "message": _text(fields.get("message")),
        "code": _text(fields.get("code")),
        "elsewhere": _text(fields.get("elsewhere", "")),
        "people": _list(_person, fields.get("people", [])),
    }


def _match(value: object) -> Match:
    fields = _fields(value)
    marked = _fields(fields.get("marked"))
    return {
        "url": _text(fields.get("url")),
        "title": _text(fields.get("title")),
        "date": _text(fields.get("date")),
        "tags": _texts(fields.get("tags")),
        "snippet": _text(fields.get("snippet")),
        "score": _number(fields.get("score")),
        "votes": None if fields.get("votes") is None else _count(fields.get("votes")),
        "authors": _texts(fields.get("authors")),
        "signed": _texts(fields.get("signed", [])),
        "abstract": _text(fields.get("abstract")),
        "marked": {
            "title": _texts(marked.get("title")),
            "snippet": _texts(marked.get("snippet")),
        },
    }


def _word(value: object) -> QueryWord:
    fields = _fields(value)
    return {"word": _text(fields.get("word")), "papers": _count(fields.get("papers"))}


def _counts(value: object) -> Counts:
    fields = _fields(value)
    return {"tags": _list(_tag, fields.get("tags")), "code": _count(fields.get("code"))}


def _tag(value: object) -> TagCount:
    fields = _fields(value)
    return {"tag": _text(fields.get("tag")), "papers": _count(fields.get("papers"))}


def _instead(value: object) -> Instead:
    fields = _fields(value)
    return {
        "query": _text(fields.get("query")),
        "papers": _count(fields.get("papers")),
        "filtered": _truth(fields.get("filtered")),
        "tag": _text(fields.get("tag")),
    }


def _person(value: object) -> Person:
    fields = _fields(value)
    return {"name": _text(fields.get("name")), "url": _text(fields.get("url"))}


def _fields(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _list(item: Callable[[object], T], value: object) -> list[T]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return [item(one) for one in value]


def _texts(value: object) -> list[str]:
    return _list(_text, value)


def _text(value: object) -> str:
    """Return a text; U+FFFD replaces each half of a surrogate pair that stands alone."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not true or false")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("not a count")
    return value


def _number(value: object) -> float:
    # JSON has one kind of number. NaN is not less than anything.
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST:
        return float(value)
    raise TypeError("not a number")

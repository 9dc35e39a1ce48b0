r"""A paper as a JSON object, in days of the API and in JSON lines.

    {"id": "2405.15738", "title": "…", "summary": "…", "authors": [{"name": "…"}, "…"],
     "publishedAt": "2024-05-24T17:34:15.000Z", "upvotes": 32, "githubRepo": "https://…",
     "projectPage": "https://…", "url": "https://arxiv.org/abs/…",
     "organization": {"fullname": "…"},
     "ids": {"doi": "10.1101/…"}, "categories": ["cs.CV"], "comment": "…", "venue": "…",
     "kind": "new", "version": 2, "year": 2024,
     "summaries": [{"text": "…", "source": "…", "language": "zh"}]}

Only the title is required. A missing abstract is reported, unless `"abstract": null` says that the
source has none. Accepted besides: `abstract` for `summary`; authors in another form of
`authors.json_field`, or `author_count` alone; `links`, a list of addresses; `published`; `doi`
beside `ids`; an id in any form of `text.arxiv`; an id in `url` alone. Refused and reported: an id
that arXiv cannot have assigned, such as `../x`; upvotes that are no number from 0 to 9,999,999,
which may be a text (`"1,234"`).
Halves of characters (`"\ud800"`) are left out; a link with one is no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from sys import intern
from typing import Any

from paper_archive.listing.authors.json_field import authors_of, not_understood
from paper_archive.listing.decoding.surrogates import whole
from paper_archive.listing.entries.doubts import begin
from paper_archive.listing.entries.url_facts import of_url
from paper_archive.listing.json.lenient import shown
from paper_archive.listing.limits import MOST_AUTHORS, MOST_UPVOTES, MOST_VERSIONS, YEARS
from paper_archive.model import KINDS, NO_FACTS, Entry, Facts, Problem, Summary
from paper_archive.text.arxiv import stated_id
from paper_archive.text.identifiers import SCHEMES, id_of
from paper_archive.text.links import links as links_in

_FACTS = ("categories", "comment", "doi", "ids", "summaries", "venue", "version", "year")
_VOTES = re.compile(r"[0-9]{1,7}|[0-9]{1,3}(?:,[0-9]{3}){1,2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


def title_of(item: object) -> str:
    """Return the title of a JSON value that should be a paper, "" if it has none."""
    return text(item.get("title")) if isinstance(item, dict) else ""


def entry_of(paper: dict[str, Any], title: str, line: int) -> Entry:
    """Return the entry of a paper's object; fields of a wrong type are left out."""
    organisation = paper.get("organization")
    if isinstance(organisation, dict):
        organisation = organisation.get("fullname") or organisation.get("name")
    address = _link(paper.get("url"))
    url = of_url(address) if address else None
    links = [_link(paper.get("githubRepo")), _link(paper.get("projectPage"))]
    if url and not url.arxiv_id:
        links += url.links
    if "links" in paper:
        links += map(_link, _listed(paper["links"]))
    return Entry(
        title,
        text(paper.get("summary")) or text(paper.get("abstract")),
        line,
        arxiv_id=_arxiv_id(paper.get("id")) or (url.arxiv_id if url else "") or stated_id(address),
        authors=tuple(authors_of(paper.get("authors"))),
        author_count=_count(paper.get("author_count"), MOST_AUTHORS),
        organisation=text(organisation),
        published=day_of(paper.get("publishedAt")) or day_of(paper.get("published")),
        upvotes=_upvotes(paper.get("upvotes")),
        links=tuple(filter(None, links)),
        kind=kind if (kind := text(paper.get("kind"))) in KINDS else "",
        facts=facts_of(paper),
    )


def facts_of(paper: dict[str, Any]) -> Facts:
    """Return the facts that a paper's object states."""
    if paper.keys().isdisjoint(_FACTS):
        return NO_FACTS
    stated = paper.get("ids")
    ids = {"doi": paper.get("doi"), **(stated if isinstance(stated, dict) else {})}
    pairs = [
        (scheme, id_of(scheme, text(each)))
        for scheme in SCHEMES
        for each in _listed(ids.get(scheme))
    ]
    version, year = paper.get("version"), paper.get("year")
    categories, summaries = paper.get("categories"), paper.get("summaries")
    if isinstance(categories, str):
        categories = categories.split()
    return Facts(
        tuple(sorted({pair for pair in pairs if pair[1]})),
        # Thousands of papers share them.
        tuple(intern(text(each)) for each in _listed(categories) if text(each)),
        text(paper.get("comment")),
        text(paper.get("venue")),
        version if type(version) is int and 0 <= version <= MOST_VERSIONS else 0,
        tuple(
            Summary(text(each.get("text")), text(each.get("source")), text(each.get("language")))
            for each in (summaries if isinstance(summaries, list) else ())
            if isinstance(each, dict) and text(each.get("text"))
        ),
        year if type(year) is int and year in YEARS else 0,
    )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def no_paper(name: str, line: int, item: object) -> Problem:
    """Return the problem of a JSON value that yields no entry."""
    what = "a paper without a title" if isinstance(item, dict) else "not a paper"
    return Problem(name, line, f"{what}: {shown(item, 60)}", "write it as an object with a `title`")


def doubts(name: str, paper: dict[str, Any], entry: Entry) -> Iterator[Problem]:
    """Report a missing abstract, an id that is not arXiv's, odd upvotes, and broken links.

    `"abstract": null` says that the source has none.
    """
    if not entry.abstract and paper.get("abstract", "") is not None:
        what = f"a paper without an abstract: '{entry.title[:60]}'"
        yield Problem(name, entry.line, what, "add its `abstract`; the paper is listed without one")
    stated = paper.get("id")
    if stated is not None and not _arxiv_id(stated):
        known = (
            "the id in its `url` is used"
            if entry.arxiv_id
            else "the paper is identified by its title"
        )
        yield Problem(
            name, entry.line, f"not an arXiv id: {shown(stated, 40)!r}", f"correct it; {known}"
        )
    stated = paper.get("upvotes")
    if stated not in (None, "") and entry.upvotes is None:
        what = f"not a number of upvotes: {shown(stated, 40)}"
        yield Problem(name, entry.line, what, "correct it; it is left out")
    for part in islice(not_understood(paper.get("authors")), 1):
        what = f"authors that are not understood: {shown(part, 60)}"
        yield Problem(name, entry.line, what, "write them as a list of names")
    for key in ("url", "githubRepo", "projectPage"):
        link = paper.get(key)
        if not isinstance(link, str) or not link.strip():
            continue
        if whole(link) != link:
            what = f"a link with half a character: {key!r} is {link[:60]!r}"
            yield Problem(name, entry.line, what, "correct it; it is left out")
        elif not links_in(link):
            what = f"not the address of a web page: {key!r} is {link[:60]!r}"
            yield Problem(name, entry.line, what, "write it with https://; it is left out")
    for key in ("title", "summary", "abstract"):
        value = paper.get(key)
        if isinstance(value, str) and whole(value) != value:
            what = f"half a character in {key!r}: {begin(entry.title)!r}"
            yield Problem(name, entry.line, what, "correct it; it is left out of the text")


def day_of(value: object) -> date | None:
    """Return the day that an ISO 8601 date or time begins with, None if it does not."""
    if not isinstance(value, str) or not _DAY.match(value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def text(value: object) -> str:
    """Return a string with its lines joined by a space, "" for anything else."""
    return " ".join(whole(value).split()) if isinstance(value, str) else ""


def _link(value: object) -> str:
    return text(value) if isinstance(value, str) and whole(value) == value else ""


def _upvotes(value: object) -> int | None:
    """Return a number of upvotes, also of a text such as `1,234`; None for anything else.

    `True` is no number.
    """
    if isinstance(value, str) and _VOTES.fullmatch(value.strip()):
        value = int(value.strip().replace(",", ""))
    return value if type(value) is int and 0 <= value <= MOST_UPVOTES else None


def _count(value: object, most: int) -> int:
    return value if type(value) is int and 0 <= value <= most else 0


def _arxiv_id(value: object) -> str:
    return stated_id(value) if isinstance(value, str) else ""

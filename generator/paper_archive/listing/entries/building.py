"""Makes the entry of a paper from what a form reads of it.

A form fills in a `Raw`, in any order and as written; `built` joins lines, tells arXiv ids, DOIs and
other ids apart, takes ids out of addresses, and reports what it cannot use. So all forms agree on
what an id is, and a new form needs to know its own marks only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from paper_archive.listing.decoding.surrogates import whole
from paper_archive.listing.entries.url_facts import of_url
from paper_archive.model import KINDS, NO_FACTS, Entry, Facts, Problem, Summary
from paper_archive.text.arxiv import stated_id
from paper_archive.text.identifiers import arxiv_of_doi, id_of, ids_of_address, is_short_doi

_VERSION = re.compile(r"v(\d{1,3})(?:\.pdf)?(?:[/?#\s\[]|\Z)")
_ARXIV_ADDRESS = re.compile(r"https?://(?:[\w-]{1,20}\.)?arxiv\.org/", re.IGNORECASE)


@dataclass(slots=True)
class Raw:
    """A paper as a form reads it; every text may have line breaks and white space around it.

    `authors` are names, one each. `arxiv_id` is what the form says the arXiv id is, with or without
    a version; `ids` are texts by scheme (see `text.identifiers`). `urls` are addresses of the
    paper, its code and its project. `year` is that of publication, if its day is not stated.
    """

    title: str = ""
    abstract: str = ""
    authors: Sequence[str] = ()
    author_count: int = 0
    arxiv_id: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    urls: Sequence[str] = ()
    published: date | None = None
    year: int = 0
    organisation: str = ""
    upvotes: int | None = None
    categories: Iterable[str] = ()
    comment: str = ""
    venue: str = ""
    version: int = 0
    kind: str = ""
    summaries: Iterable[Summary] = ()


def built(
    name: str, line: int, raw: Raw, *, with_abstract: bool = True
) -> tuple[Entry | None, list[Problem]]:
    """Return the entry of a paper in the file `name`, None if it has no title, and the problems.

    A missing abstract is reported if the form has abstracts (`with_abstract`).
    """
    title = joined(raw.title)
    problems: list[Problem] = []

    def report(what: str, fix: str) -> None:
        problems.append(Problem(name, line, what, fix))

    if not title:
        report("a paper without a title", "write its title")
        return None, problems
    abstract = joined(raw.abstract)
    if with_abstract and not abstract:
        what = f"a paper without an abstract: '{title[:60]}'"
        report(what, "add it; the paper is listed without an abstract")
    arxiv_id, version = arxiv_of(raw.arxiv_id)
    ids: dict[tuple[str, str], None] = {}
    links: list[str] = []
    for url in filter(None, map(joined, raw.urls)):
        if _ARXIV_ADDRESS.match(url) and (stated := arxiv_of(url))[0]:
            arxiv_id = arxiv_id or stated[0]
            version = max(version, stated[1]) if arxiv_id == stated[0] else version
        elif found := ids_of_address(url):
            ids |= dict.fromkeys(found)
        else:
            facts = of_url(url)
            arxiv_id = arxiv_id or facts.arxiv_id
            links += facts.links
    for scheme, text in raw.ids.items():
        if not (text := joined(text)):
            continue
        if value := id_of(scheme, text):
            ids[scheme, value] = None
        elif scheme == "doi" and is_short_doi(text):
            address = f"https://doi.org/10/{text.rpartition('/')[2]}"
            report(
                f"a short DOI: '{text}'", f"write the DOI that {address} leads to; it is left out"
            )
        else:
            report(f"not a {scheme.upper()}: '{text[:60]}'", "correct it; it is left out")
    for scheme, value in list(ids):
        if scheme == "doi" and (of_doi := arxiv_of(arxiv_of_doi(value))[0]):
            del ids[scheme, value]
            arxiv_id = arxiv_id or of_doi
    if joined(raw.arxiv_id) and not arxiv_of(raw.arxiv_id)[0]:
        known = "the id in its address is used" if arxiv_id else "its title identifies the paper"
        report(f"not an arXiv id: '{joined(raw.arxiv_id)[:40]}'", f"correct it; {known}")
    facts_of = Facts(
        ids=tuple(sorted(ids)),
        categories=tuple(dict.fromkeys(filter(None, map(joined, raw.categories)))),
        comment=joined(raw.comment),
        venue=joined(raw.venue),
        version=raw.version or version,
        summaries=tuple(s for s in map(_summary, raw.summaries) if s.text),
        year=0 if raw.published else raw.year,
    )
    entry = Entry(
        title,
        abstract,
        line,
        arxiv_id=arxiv_id,
        authors=tuple(filter(None, map(joined, raw.authors))),
        author_count=raw.author_count,
        organisation=joined(raw.organisation),
        published=raw.published,
        upvotes=raw.upvotes,
        links=tuple(dict.fromkeys(links)),
        kind=raw.kind if raw.kind in KINDS else "",
        facts=NO_FACTS if facts_of == NO_FACTS else facts_of,
    )
    return entry, problems


def arxiv_of(text: str) -> tuple[str, int]:
    """Return the arXiv id that a text states and its version; "" and 0 if it is none."""
    arxiv_id = stated_id(text)
    version = _VERSION.search(text) if arxiv_id else None
    return arxiv_id, int(version[1]) if version else 0


def joined(text: str) -> str:
    """Return a text with its lines joined by a space, and whole characters only."""
    return " ".join(whole(text).split()) if text else ""


def _summary(summary: Summary) -> Summary:
    return Summary(joined(summary.text), joined(summary.source), summary.language)

"""The values that travel between the stages: frozen, with tuples inside, in pipeline order.

`Source` → reading → `Listing` of `Entry` → merging → `Archive` of `Paper` and `Day` → `Page`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem with the input, and the way to fix it.

    `line` counts from 1; 0 means the file as a whole.
    """

    source: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}: {self.what} ({self.fix})"


class InputError(Exception):
    """Input that would make the whole result wrong, for example a mistake in `tags.yml`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Source:
    """A file: `name` is the path to show, with forward slashes; `data` its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper in one listing: text as read (lines joined), `line` where its title stands.

    The other fields are set if the form states them: `arxiv_id` without its version;
    `published`, the day of the paper and never of the listing; `upvotes` when the page was saved;
    `author_count` if the authors are only counted; `links`, the code and project pages.
    """

    title: str
    abstract: str
    line: int
    arxiv_id: str = ""
    authors: tuple[str, ...] = ()
    author_count: int = 0
    organisation: str = ""
    published: datetime.date | None = None
    upvotes: int | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """One file of entries. `date` is None for an undated listing; `form` names the format.

    `reason` says how the form was recognised; `lost` counts the entries that a problem kept out
    of `entries`. A file of several days yields one listing per day.
    """

    source: str
    form: str
    date: datetime.date | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    lost: int = 0
    reason: str = ""

    @property
    def order(self) -> tuple[bool, datetime.date, str]:
        """Sort key: by date and path, undated last."""
        return (self.date is None, self.date or datetime.date.max, self.source)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the archive, merged from every entry that names it.

    `title` and `abstract` are clean Unicode on one line; `raw_title` and `raw_abstract` are as
    listed. `days` are the days of its dated listings, in order; `undated` says whether an undated
    listing has it too. `sources` are its entries as `file:line`, first listing first. `links`
    are the http(s) links in its abstract; `code` is the link to its code, "" if there is none.
    `upvotes` is the highest count in a listing; `author_count` is 0 if no listing counts the
    authors. `withdrawn` is the reason why a paper was withdrawn; a withdrawn paper has a title
    and its sources, and nothing else.
    """

    slug: str
    title: str
    abstract: str
    raw_title: str
    raw_abstract: str
    days: tuple[datetime.date, ...]
    undated: bool
    sources: tuple[str, ...]
    authors: tuple[str, ...] = ()
    arxiv_id: str = ""
    published: datetime.date | None = None
    organisation: str = ""
    author_count: int = 0
    upvotes: int | None = None
    links: tuple[str, ...] = ()
    code: str = ""
    tags: tuple[str, ...] = ()
    withdrawn: str = ""

    @property
    def first_day(self) -> datetime.date | None:
        """The day on which it was first listed; None if only undated listings have it."""
        return self.days[0] if self.days else None


@dataclass(frozen=True, slots=True)
class Day:
    """The papers of one day in the order of its listings; `date` is None for *Undated*."""

    date: datetime.date | None
    papers: Sequence[Paper]
    listings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """A former address of a paper, which leads to its present one."""

    slug: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class SharedAddress:
    """An address that several papers claim; its page lists them."""

    slug: str
    title: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """All papers, days and addresses.

    `papers` are in order of first listing, undated papers last; `days` are in order, without
    `undated`. `withdrawn` papers keep a page but are in no list: neither in `papers` nor in a
    day. Addresses may lead to them.
    """

    papers: tuple[Paper, ...]
    days: tuple[Day, ...]
    undated: Day | None
    redirects: tuple[Redirect, ...]
    shared: tuple[SharedAddress, ...]
    withdrawn: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page to publish: `src_uri` is the path of its Markdown in the pages folder.

    `markdown` is the whole file with its front matter; `html` is its text rendered. `head`
    has the elements of the `<head>` that only this page has; `kind` names the shell around it.
    """

    src_uri: str
    kind: str
    title: str
    head: str
    markdown: str
    html: str

"""The values that travel between the stages: frozen, with tuples inside, in pipeline order.

`Source` → reading → `Listing` of `Entry` → merging → `Archive` of `Paper` and `Day` → `Page`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def packed_by_value(kind: type[T]) -> type[T]:
    """Let objects of a dataclass be pickled as a call of it.

    Values are sent to other processes and back by the thousand, and without this, a frozen class
    with slots takes three times as long. The class has two fields or more, and no subclasses.
    """
    values = attrgetter(*(each.name for each in fields(kind)))

    def reduced(value: T) -> tuple[type[T], tuple[Any, ...]]:
        return kind, values(value)

    # `pickle` asks the class, and a type checker lets nobody give it a method later.
    kind.__reduce__ = reduced  # type: ignore[assignment,method-assign]
    return kind


@packed_by_value
@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem with the input, and the way to fix it.

    `line` counts from 1; 0 means the file as a whole. `source` is "" if it is of no single file.
    """

    source: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}: {self.what} ({self.fix})" if place else f"{self.what} ({self.fix})"


class InputError(Exception):
    """Input that would make the whole result wrong, for example a mistake in `tags.yml`.

    `problem` is the first of `problems`; its text names all of them, one a line.
    """

    def __init__(self, problem: Problem, *more: Problem) -> None:
        self.problem = problem
        self.problems = (problem, *more)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Source:
    """A file: `name` is the path to show, with forward slashes; `data` its bytes."""

    name: str
    data: bytes


@packed_by_value
@dataclass(frozen=True, slots=True)
class Summary:
    """A summary that a source has beside the abstract; `source` says who wrote it.

    `language` is a tag of BCP 47, "" if it is not known.
    """

    text: str
    source: str
    language: str = ""


@packed_by_value
@dataclass(frozen=True, slots=True)
class Facts:
    """What only some forms state about a paper.

    `ids` are pairs of a scheme (`doi`, `pmid`, `pmcid`, `openreview`, `acl`) and an id, sorted; a
    DOI is in lower case. `venue` is the journal, conference or reference where it was published;
    `comment` the authors' remark; `version` the highest version that was listed, 0 if unknown.
    `year` is the year of publication where no day is known, else 0.
    """

    ids: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    comment: str = ""
    venue: str = ""
    version: int = 0
    summaries: tuple[Summary, ...] = ()
    year: int = 0

    def id(self, scheme: str) -> str:
        """Return the first id of a scheme, "" if there is none."""
        return next((value for name, value in self.ids if name == scheme), "")


NO_FACTS = Facts()
# How a listing lists a paper: "" or one of these. A replaced paper is not new on that day.
NEW, CROSS_LIST, REPLACED = "new", "cross-list", "replaced"
KINDS = ("", NEW, CROSS_LIST, REPLACED)


@packed_by_value
@dataclass(frozen=True, slots=True)
class Entry:
    """One paper in one listing: text as read (lines joined), `line` where its title stands.

    The other fields are set if the form states them: `arxiv_id` without its version;
    `published`, the day of the paper and never of the listing; `upvotes` when the page was saved;
    `author_count` if the authors are only counted; `links`, the code and project pages. `kind` is
    one of `KINDS`; `facts` are what few forms state.
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
    kind: str = ""
    facts: Facts = NO_FACTS


@packed_by_value
@dataclass(frozen=True, slots=True)
class Listing:
    """One file of entries. `date` is None for an undated listing; `form` names the format.

    `reason` says how the form was recognised; `lost` counts the entries that a problem kept out
    of `entries`. A file of several days yields one listing per day. `refusal`, one of `problems`,
    says why the file is likely no listing (see `listing.form.Reading`). `stated` are the days that
    the file states, if a correction has moved the listing to another.
    """

    source: str
    form: str
    date: datetime.date | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    lost: int = 0
    reason: str = ""
    refusal: Problem | None = None
    stated: tuple[datetime.date, ...] = ()

    @property
    def order(self) -> tuple[bool, datetime.date, str]:
        """Sort key: by date and path, undated last."""
        return (self.date is None, self.date or datetime.date.max, self.source)


@packed_by_value
@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the archive, merged from every entry that names it.

    `title` and `abstract` are clean Unicode on one line; `raw_title` and `raw_abstract` are as
    listed. `days` are the days of its dated listings, in order, and `replaced` those on which it
    was listed only because of a new version; `cross_listed` are those of `days` on which all its
    entries are cross-lists; `undated` says whether an undated listing has it too.
    `sources` are its entries as `file:line`, first listing first. `links` are the http(s) links in
    its abstract; `code` is the link to its code, "" if there is none. `upvotes` is the highest
    count in a listing; `author_count` is 0 if no listing counts the authors. `withdrawn` is the
    reason why a paper was withdrawn; a withdrawn paper has a title and its sources, and nothing
    else. `merged_ids` are other ids of entries that a correction has merged, like
    `arxiv:2405.00001`. `gist` is where in the abstract the sentence is that says what the paper
    does (see `text.gist`): it follows from title and abstract, and only papers in the store have
    it.
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
    replaced: tuple[datetime.date, ...] = ()
    facts: Facts = NO_FACTS
    cross_listed: tuple[datetime.date, ...] = ()
    merged_ids: tuple[str, ...] = ()
    gist: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def first_day(self) -> datetime.date | None:
        """The day on which it was first listed, first of all not as a replacement; None if only
        undated listings have it."""
        listed = self.days or self.replaced
        return listed[0] if listed else None

    @property
    def is_revision(self) -> bool:
        """Whether dated listings have it only as a replacement, so that it is new on no day."""
        return bool(self.replaced) and not self.days


@packed_by_value
@dataclass(frozen=True, slots=True)
class Day:
    """The papers of one day in the order of its listings; `date` is None for *Undated*.

    `replaced` are those that it lists only because of a new version.
    """

    date: datetime.date | None
    papers: Sequence[Paper]
    listings: tuple[str, ...]
    replaced: Sequence[Paper] = ()

    @property
    def cross_lists(self) -> frozenset[str]:
        """The slugs of the papers that all listings of the day have as cross-lists."""
        return frozenset(paper.slug for paper in self.papers if self.date in paper.cross_listed)


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
    day. Addresses may lead to them. `moved` are pairs of a day that a file states and the corrected
    one.
    """

    papers: tuple[Paper, ...]
    days: tuple[Day, ...]
    undated: Day | None
    redirects: tuple[Redirect, ...]
    shared: tuple[SharedAddress, ...]
    withdrawn: tuple[Paper, ...] = ()
    moved: tuple[tuple[datetime.date, datetime.date], ...] = ()


@packed_by_value
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

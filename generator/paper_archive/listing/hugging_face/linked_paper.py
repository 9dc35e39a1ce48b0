"""Collects the papers of the forms that keep links (V1, V2, V3).

The three forms list the same parts in the same order: upvotes, title, abstract, facts. The module
of a form recognises the lines of a part, and `LinkedPapers` collects them, so that a missing or
broken line costs one paper only. Upvotes begin a paper. A title without upvotes before it begins
one too, and so does an abstract if the paper before already has one.

The link of the title identifies the paper. If its id is not arXiv's (`../x`), it is reported, and
the paper has no id, even if other links have one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from paper_archive.listing.entries.doubts import begin, without_abstract
from paper_archive.listing.entries.url_facts import StatedFacts, of_url
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.hugging_face.site_text import DAY
from paper_archive.model import Entry, Problem
from paper_archive.text.english import MONTH_NUMBER

# No title is as long: a text of this length is an abstract whose title is missing.
LONG = 200
# Abstracts are 160 characters or longer; shorter text between papers is the site's.
ABSTRACT = 160
_TRUNCATED = re.compile(r"\\?\[\s{0,20}(?:content )?truncated\b[^\]]{0,200}\]$", re.IGNORECASE)
_MOST_MARK = 250
SAVE_AGAIN = "save the whole page again; what was read is kept"
# Stands for the address of a reference (`[32]`) that the page lacks.
REFERENCE = "ref:"
_NOTHING = StatedFacts()
_NO_PAPER = re.compile(r"(?:/|%2F)papers(?:/|%2F)(?:trending|date|week|month|submit)\b")
_PAPER = re.compile(r"(?:/|%2F)papers(?:/|%2F).", re.IGNORECASE)
_LOGIN = re.compile(r"/login\?", re.IGNORECASE)


@dataclass(slots=True)
class LinkedPaper:
    """One paper while it is read; `line` is the line of its title, else its first line.

    `title_url` is the link of its title, `other_id` an arXiv id in another of its links.
    `closed` says that its text ended, and was not cut off.
    """

    line: int
    title: str = ""
    abstract: str = ""
    title_url: str = ""
    other_id: str = ""
    facts: StatedFacts = field(default_factory=StatedFacts)
    closed: bool = False

    @property
    def arxiv_id(self) -> str:
        """The id in the link of its title, else in its other links."""
        return of_url(self.title_url).arxiv_id or ("" if self.odd_id else self.other_id)

    @property
    def odd_id(self) -> str:
        """The part of the title's link in place of an id, "" if the link has an id."""
        if not self.title_url or self.title_url.startswith(REFERENCE):
            return ""
        facts = of_url(self.title_url)
        return "" if facts.arxiv_id else facts.odd_id or self.title_url

    @property
    def empty(self) -> bool:
        """Whether only upvotes are known."""
        return not self.title and not self.abstract


class LinkedPapers:
    """The papers of a page, while it is read from top to bottom.

    `inside` says whether lines belong to a paper: they do not before the first paper, nor after
    lines of the site. `done` says that the abstract of the paper was read, or can no longer come;
    `untitled` says that the link of its title came without a title.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.day: PageDay | None = None
        self.inside = False
        self.done = False
        self.untitled = False
        self.problems: list[Problem] = []
        self._papers: list[LinkedPaper] = []
        self._truncated = False

    @property
    def paper(self) -> LinkedPaper | None:
        """The paper to which lines belong."""
        return self._papers[-1] if self.inside else None

    @property
    def begun(self) -> bool:
        """Whether a paper has begun; until then a day is the day of the page."""
        return bool(self._papers)

    @property
    def awaits_title(self) -> bool:
        """Whether the paper has only upvotes so far."""
        return self.inside and self._papers[-1].empty and not self.done

    @property
    def awaits_abstract(self) -> bool:
        """Whether the paper has a title and no abstract so far."""
        paper = self.paper
        return paper is not None and bool(paper.title) and not paper.abstract and not self.done

    def heading(self, text: str, line: int) -> bool:
        """Tell whether a line of the page's heading names a day, and keep the first day."""
        day = page_day(text, line)
        self.day = self.day or day
        return day is not None

    def upvotes(self, line: int, count: int | None, arxiv_id: str = "") -> None:
        """Begin a paper with its upvotes; a line that repeats them begins no other paper."""
        paper = self.paper
        same = paper is not None and self.awaits_title
        if same and paper and arxiv_id and paper.other_id:
            same = arxiv_id == paper.other_id
        if not paper or not same:
            paper = self._begin(line)
        paper.other_id = paper.other_id or arxiv_id
        if count is not None:
            paper.facts = paper.facts.joined(StatedFacts(upvotes=count))

    def title(self, line: int, text: str, url: str) -> None:
        """Add a title to the paper that awaits one, else begin a paper with it."""
        paper = self.paper
        if paper and (paper.title, paper.title_url) == (text, url) and self.awaits_abstract:
            return  # The same heading again.
        if not paper or not self.awaits_title:
            paper = self._begin(line)
        paper.line, paper.title, paper.title_url = line, text, url

    def abstract(self, line: int, text: str, closed: bool, arxiv_id: str = "") -> None:
        """Add an abstract; `closed` says that it is complete, `arxiv_id` names its paper."""
        paper = self.paper
        other = paper is not None and bool(arxiv_id) and paper.arxiv_id not in ("", arxiv_id)
        if not paper or paper.abstract or self.done or other:
            paper = self._begin(line)
        if paper.empty:
            paper.line = line
        paper.abstract, paper.closed = text, closed
        paper.other_id = paper.other_id or arxiv_id
        self.done = True

    def link(self, arxiv_id: str) -> None:
        """Add a link to a paper that has no text above it."""
        if (paper := self.paper) and not self.done:
            self.untitled = self.untitled or self.awaits_title
            paper.other_id = paper.other_id or arxiv_id

    def fact(self, facts: StatedFacts, closes: bool = True) -> None:
        """Add the facts in a line; the first line that states a fact counts."""
        if paper := self.paper:
            if facts != _NOTHING:
                paper.facts = paper.facts.joined(facts)
            if closes and not paper.empty:
                self.done = paper.closed = True
            # These come last: a title after them belongs to the next paper.
            self.done = self.done or bool(facts.author_count or facts.published)

    def leave(self) -> None:
        """Read a line of the site: the lines after it belong to no paper, unless one just began."""
        if self.awaits_title:
            return
        if paper := self.paper:
            paper.closed = True
        self.inside = False

    def truncated(self, line: int) -> None:
        """Report the mark of a program that cut the page off when it saved it."""
        what = "the listing was cut off when it was saved"
        self.problems.append(Problem(self.name, line, what, SAVE_AGAIN))
        self._truncated = True
        self.inside = False

    def reading(self, form: str) -> Reading:
        """Return the entries, the day and the problems of the page."""
        entries: list[Entry] = []
        problems = list(self.problems)
        for paper in self._papers:
            if paper.title:
                entries.append(_entry(paper))
                problems.extend(self._doubts(paper, entries[-1]))
            else:
                problems.append(self._untitled(paper))
        if not self._papers:
            fix = "save the page again when its papers have loaded"
            problems.append(Problem(self.name, 0, "the listing holds no papers", fix))
        elif not self._truncated:
            problems.extend(self._cut(self._papers[-1]))
        lost = len(self._papers) - len(entries)
        return Reading(form, tuple(entries), self.day, tuple(problems), lost)

    def _begin(self, line: int) -> LinkedPaper:
        if paper := self.paper:
            paper.closed = True
        self._papers.append(LinkedPaper(line))
        self.inside, self.done, self.untitled = True, False, False
        return self._papers[-1]

    def _untitled(self, paper: LinkedPaper) -> Problem:
        what = begin(paper.abstract) or paper.other_id or "only upvotes"
        fix = "write its title above its abstract"
        return Problem(self.name, paper.line, f"an entry without a title: '{what}'", fix)

    def _doubts(self, paper: LinkedPaper, entry: Entry) -> list[Problem]:
        problems = list(without_abstract(self.name, entry))
        if paper.odd_id:
            what = f"not an arXiv id: '{begin(paper.odd_id)}'"
            fix = "correct the link; the paper is identified by its title"
            problems.append(Problem(self.name, paper.line, what, fix))
        return problems

    def _cut(self, last: LinkedPaper) -> list[Problem]:
        if last.closed or not last.title or not last.abstract:
            return []
        what = f"the listing ends in the middle of an abstract: '…{last.abstract[-60:]}'"
        return [Problem(self.name, last.line, what, SAVE_AGAIN)]


def is_paper(url: str) -> bool:
    """Tell whether a URL is the page of a paper, not its comments or a list of papers."""
    return (
        not is_login(url)
        and _PAPER.search(url.rpartition("#")[2]) is not None
        and not _NO_PAPER.search(url)
    )


def truncation(text: str) -> int | None:
    """Return where the mark of a program that cut a text off begins, None if it has none."""
    if not text.endswith("]"):
        return None
    mark = _TRUNCATED.search(text, max(0, len(text) - _MOST_MARK))
    return mark.start() if mark else None


def is_login(url: str) -> bool:
    """Tell whether a URL is the login page, to which upvotes lead."""
    return _LOGIN.search(url) is not None


def page_day(text: str, line: int) -> PageDay | None:
    """Return the day in a line of a page's heading, None if it has none."""
    match = DAY.fullmatch(text)
    if not match:
        return None
    month, day, year = match.groups()
    return PageDay(MONTH_NUMBER[month], int(day), int(year or 0), line)


def published(text: str) -> date | None:
    """Return the day of a paper, None without a year."""
    day = page_day(text, 0)
    try:
        return date(day.year, day.month, day.day) if day else None
    except ValueError:
        return None


def _entry(paper: LinkedPaper) -> Entry:
    return Entry(
        paper.title,
        paper.abstract,
        paper.line,
        arxiv_id=paper.arxiv_id,
        author_count=paper.facts.author_count,
        organisation=paper.facts.organisation,
        published=paper.facts.published,
        upvotes=paper.facts.upvotes,
        links=paper.facts.links,
    )

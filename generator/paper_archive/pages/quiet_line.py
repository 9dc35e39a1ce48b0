"""The quiet line of an item: authors, votes, links to the paper and its code, tags, other days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice

from paper_archive import urls
from paper_archive.citation.publication import name_of_id
from paper_archive.model import Paper
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    join,
    link,
    page_link,
    prefixed,
    same,
    text,
    with_attributes,
)
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.markup import span
from paper_archive.text.direction import has_right_to_left, line_direction
from paper_archive.text.english import long_day, plural, short_day
from paper_archive.text.identifiers import address_of
from paper_archive.text.markdown import destination

TAGS_SHOWN = 2
# Up to so many authors are all named; of more, only the first.
MOST_NAMED, FIRST_NAMED = 4, 3
FEWEST_VOTES = 3
# The other days of a paper that an item names. Naming all would make the pages of a paper listed
# every day larger and larger.
MOST_DAYS = 30
# In a narrow column.
LONGEST_HOST = 30
_ARXIV = "https://arxiv.org"
# Of the ids of a paper that is not at arXiv, the first of these leads to it.
_SCHEMES = ("doi", "acl", "openreview", "pmcid", "pmid")


def quiet_start(paper: Paper) -> Iterator[Fragment]:
    """Yield what begins the quiet line of a paper in every list: authors, votes, links."""
    yield _authors(paper)
    yield _votes(paper)
    yield from _gets(paper)


def quiet_line(
    start: Fragment,
    paper: Paper,
    imprint: Imprint,
    folder: str,
    *,
    day: date | None,
    shown: Iterable[str],
    listed: Sequence[date] = (),
    with_year: bool = False,
) -> Fragment:
    """Return the quiet line of a paper, after its start, for a page in `folder`; `shown` are the
    tags it names.

    `listed` are days to link to in place of those beside `day`.
    """
    return join(
        (
            start,
            *[imprint.short_tag_link(tag, folder) for tag in shown],
            # A shared address still lists a paper that was withdrawn.
            span(same("Withdrawn")) if paper.withdrawn else EMPTY,
            _days(listed, folder, with_year) if listed else _also(paper, folder, day),
        )
    )


def short_line(paper: Paper, folder: str, listed: Sequence[date]) -> Fragment:
    """Return votes, code and days of a paper, for a list that names little."""
    return join((_votes(paper), _code(paper), _days(listed, folder)))


def _days(days: Iterable[date], folder: str, with_year: bool = False) -> Fragment:
    return span(day_links(days, folder, with_year=with_year))


def votes(paper: Paper) -> int:
    """Return the number of votes that lists show, 0 if it is too small to say something."""
    count = paper.upvotes or 0
    return count if count >= FEWEST_VOTES else 0


def votes_as_of(papers: Iterable[Paper], year: int = 0) -> str:
    """Return of which day the votes of papers are, "" without votes or without a day.

    A listing counts the votes of its day, and a paper has those of its listings. On a page of a
    `year`, it is not repeated.
    """
    listed = [(*paper.days, *paper.replaced) for paper in papers if votes(paper)]
    days = {max(of_paper) for of_paper in listed if of_paper}
    if not days:
        return ""
    last = max(days)
    newest = short_day(last) if last.year == year else long_day(last)
    return f"votes as of {newest}" if len(days) == 1 else f"votes as last listed, up to {newest}"


def named_authors(paper: Paper) -> Sequence[str]:
    """Return the authors that an item names."""
    few = max(len(paper.authors), paper.author_count) <= MOST_NAMED
    return paper.authors if few else paper.authors[:FIRST_NAMED]


def _authors(paper: Paper) -> Fragment:
    named = named_authors(paper)
    count = max(len(paper.authors), paper.author_count)
    if not named:
        return span(same(plural(count, "author"))) if count else EMPTY
    more = f"\N{NO-BREAK SPACE}…\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}{count - len(named)}"
    more = more if count > len(named) else ""
    names = ", ".join(named)
    if not has_right_to_left(names):
        return span(text(names + more))
    # Each name keeps its place, whatever the direction of those beside it.
    words = join((join(map(_name, named), ", "), text(more)), "")
    opening = f'<span dir="{line_direction(named)}">'
    return Fragment(f"{opening}{words.markdown}</span>", f"{opening}{words.html}</span>")


def _name(name: str) -> Fragment:
    shown = text(name)
    if not has_right_to_left(name):
        return shown
    return Fragment(f"<bdi>{shown.markdown}</bdi>", f"<bdi>{shown.html}</bdi>")


def _votes(paper: Paper) -> Fragment:
    return same(f"<b>{count:,}<i> votes</i></b>") if (count := votes(paper)) else EMPTY


def _gets(paper: Paper) -> Iterator[Fragment]:
    """Yield links to the paper itself and to its code."""
    if paper.arxiv_id:
        # No character of an arXiv id is special in Markdown or HTML.
        pdf, abstract = f"{_ARXIV}/pdf/{paper.arxiv_id}", f"{_ARXIV}/abs/{paper.arxiv_id}"
        yield Fragment(
            f"[PDF]({pdf}) [arXiv]({abstract})",
            f'<a href="{pdf}">PDF</a> <a href="{abstract}">arXiv</a>',
        )
    elif paper.facts.ids:
        scheme = next(each for each in _SCHEMES if paper.facts.id(each))
        value = paper.facts.id(scheme)
        yield link(name_of_id(scheme, value), address_of(scheme, value))
    elif url := stated_page(paper):
        yield link(host(url), url)
    yield _code(paper)


def stated_page(paper: Paper) -> str:
    """Return the page that a listing states of a paper without any id, "" if there is none.

    Addresses in the abstract are of projects and of data.
    """
    if paper.arxiv_id or paper.facts.ids:
        return ""
    stated = (url for url in paper.links if url != paper.code and url not in paper.abstract)
    return next(stated, "")


def host(url: str) -> str:
    """Return the name of the host of an http(s) address, cut if it is long."""
    return url.split("/")[2].removeprefix("www.")[:LONGEST_HOST]


def _code(paper: Paper) -> Fragment:
    if not paper.code:
        return EMPTY
    address = destination(paper.code)
    return with_attributes(same("Code"), address, address, css="pa-code")


def day_links(days: Iterable[date], folder: str, *, with_year: bool) -> Fragment:
    """Return links to days, separated by commas."""
    return join((_day_link(day, folder, with_year) for day in days), ", ")


@cache
def _day_link(day: date, folder: str, with_year: bool) -> Fragment:
    words = long_day(day) if with_year else short_day(day)
    return page_link(words, urls.relative(urls.day(day), folder))


def _also(paper: Paper, folder: str, day: date | None) -> Fragment:
    several = (other for other in paper.days if other != day)
    others = list(islice(several, 0 if day else 1, MOST_DAYS + (day is None)))
    if not others:
        return EMPTY
    with_year = day is not None and any(other.year != day.year for other in others)
    links = day_links(others, folder, with_year=with_year)
    # The day of this page, or the first, is not among the others.
    more = len(paper.days) - 1 - len(others)
    rest = same(f" and {plural(more, 'more day', 'more days')}") if more > 0 else EMPTY
    return span(prefixed("also listed ", join((links, rest), "")))

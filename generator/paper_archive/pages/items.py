"""The item of a paper in a list, on day, tag and home pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from paper_archive import urls
from paper_archive.citation.attributes import CITE, attributes
from paper_archive.citation.citation import Citation
from paper_archive.model import Paper
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    join,
    link,
    linked,
    page_link,
    prefixed,
    same,
    text,
    with_attributes,
)
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.markup import span
from paper_archive.pages.rendering import render
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import long_day, plural, short_day
from paper_archive.text.gist import gist_text
from paper_archive.text.lead import shown_title
from paper_archive.text.markdown import destination

TAGS_SHOWN = 3
# The other days of a paper that an item names. Naming all would make the pages of a paper listed
# every day larger and larger.
MOST_DAYS = 30
# The same bounds hold for the text and the names that every list repeats: more than any real paper
# has. The page of the paper has all.
MOST_OF_ABSTRACT, MOST_AUTHORS = 20_000, 6_000
MORE = text("more")
# Lists that can be cited as a whole: their items hold what cite.js needs.
CITED = ("days", "tags")


def item(
    paper: Paper,
    imprint: Imprint,
    folder: str,
    *,
    level: int = 2,
    day: date | None = None,
    without_tag: str = "",
    whole: bool = False,
) -> Fragment:
    """Return a paper's item, an `<li>`; the id of its heading is its arXiv id, else `p-` and its
    slug.

    It is for a page in `folder`, with a heading of `level`. `day` and `without_tag` identify that
    page and are not repeated. With `whole`, it contains the abstract, folded, or what comes after
    the gist if it begins with it.
    """
    gist = gist_text(paper.abstract, paper.gist)
    words = _words(paper.title, gist)
    after = len(gist) if paper.abstract.startswith(gist) else 0
    rest = paper.abstract[after:MOST_OF_ABSTRACT].lstrip() if whole else ""
    if rest and len(paper.abstract) > MOST_OF_ABSTRACT:
        rest += "…"
    shown = [tag for tag in paper.tags if tag != without_tag][:TAGS_SHOWN]
    cited = _cited(paper, imprint) if folder in CITED else {}
    return render(
        "item",
        level=level,
        id=same(paper.arxiv_id or f"p-{paper.slug}"),
        # A day page filters by tags; the links to tags are not repeated.
        hidden_tags=same(" ".join(paper.tags[TAGS_SHOWN:]) if folder == "days" else ""),
        **{f"cite_{name}": same(cited.get(name, "")) for name in CITE},
        title_auto=int(words.title_auto),
        text_auto=int(words.gist_auto or has_right_to_left(rest)),
        title_link=page_link(words.title, _to(paper, folder)),
        gist=words.gist,
        rest=linked(rest) if rest else EMPTY,
        more=MORE if whole else EMPTY,
        facts=join(
            (
                *[imprint.tag_link(tag, folder) for tag in shown],
                # A shared address still lists a paper that was withdrawn.
                span(same("Withdrawn")) if paper.withdrawn else EMPTY,
                code_link(paper),
                _also(paper, folder, day),
            )
        ),
    )


class _ItemText(NamedTuple):
    """The words that every item of a paper shows: its title and its gist.

    `title_auto` and `gist_auto` mean that the text decides its own direction.
    """

    title: Fragment
    gist: Fragment
    title_auto: bool
    gist_auto: bool


# A paper is in about four lists, which are written at different times. The cache takes some 60 MB
# at most.
@lru_cache(maxsize=65_536)
def _words(title: str, gist: str) -> _ItemText:
    return _ItemText(
        text(shown_title(title)),
        linked(gist),
        has_right_to_left(title),
        has_right_to_left(gist),
    )


def _cited(paper: Paper, imprint: Imprint) -> Mapping[str, str]:
    """Return the attributes by which the browser cites a paper; the heading has its id."""
    cited = _attributes(Citation.of(paper, imprint.site_url))
    return {**cited, "arxiv": ""} if cited["arxiv"] == paper.arxiv_id else cited


@lru_cache(maxsize=16_384)
def _attributes(citation: Citation) -> Mapping[str, str]:
    return attributes(citation, MOST_AUTHORS)


def title_link(paper: Paper, folder: str) -> Fragment:
    """Return a link to a paper's page from a page in `folder`."""
    return titled_link(shown_title(paper.title), _to(paper, folder))


def titled_link(title: str, src_uri: str) -> Fragment:
    """Return a link to a page whose words are a title, in the direction of the title."""
    if has_right_to_left(title):
        return page_link(title, src_uri, dir="auto")
    return page_link(title, src_uri)


def _to(paper: Paper, folder: str) -> str:
    return urls.relative(urls.paper(paper.slug), folder)


def day_links(days: Iterable[date], folder: str, *, with_year: bool) -> Fragment:
    """Return links to days, separated by commas."""
    return join((_day_link(day, folder, with_year) for day in days), ", ")


@cache
def _day_link(day: date, folder: str, with_year: bool) -> Fragment:
    words = long_day(day) if with_year else short_day(day)
    return page_link(words, urls.relative(urls.day(day), folder))


def code_link(paper: Paper) -> Fragment:
    """Return a link to a paper's code, empty if it has none."""
    if not paper.code:
        return EMPTY
    address = destination(paper.code)
    return with_attributes(same("<b>Code</b>"), address, address, css="pa-ico pa-code")


def feed_link(imprint: Imprint, path: str, words: str) -> Fragment:
    """Return a link to a feed, empty without a site address; `path` has no suffix."""
    return link(words, f"{imprint.site_url}{path}.xml") if imprint.site_url else EMPTY


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

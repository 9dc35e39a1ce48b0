"""A paper in a list: the same block on day, tag and home pages, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from paper_archive import urls as addresses
from paper_archive.model import Paper
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    join,
    link,
    linked,
    page_link,
    prefixed,
    render,
    same,
    text,
    with_attributes,
)
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.markup import span
from paper_archive.text.english import long_day, short_day
from paper_archive.text.lead import LONGEST, ends_a_sentence, shown_title, split_lead
from paper_archive.text.markdown import destination

TAGS_SHOWN = 3
BEGINNING = LONGEST + 20  # More than the lead, so that one sees whether there is a rest.
MORE, MORE_OF_SENTENCE, ELLIPSIS = text("more"), text("… more"), text("\u00a0…")
# Lists that can be cited as a whole: their items hold what is needed for it (see cite.js).
CITED = ("days", "tags")
# What would end an attribute or part its names; escaped as in an address.
_NOT_IN_NAMES = re.compile('[%&<>"|]')


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
    """Return a paper's block, an `<li>`; the id of its heading is its arXiv id, else `p-` and its
    slug.

    It stands on a page in `folder`; `level` is its heading's; `day` and `without_tag` name that
    page, which need not be said again; with `whole` the rest of the abstract is there, folded.
    """
    words = _words(paper.title, paper.abstract[:BEGINNING])
    rest = paper.abstract[words.length :].lstrip() if whole else ""
    shown = [tag for tag in paper.tags if tag != without_tag][:TAGS_SHOWN]
    cited = folder in CITED
    first = paper.first_day if cited and paper.first_day != day else None
    return render(
        "item",
        level=level,
        id=same(paper.arxiv_id or f"p-{paper.slug}"),
        # A day is narrowed by its papers' tags, of which most are links.
        hidden_tags=same(" ".join(paper.tags[TAGS_SHOWN:]) if folder == "days" else ""),
        authors=same(_names(paper.authors) if cited else ""),
        published=same(paper.published.isoformat() if cited and paper.published else ""),
        first=same(first.isoformat() if first else ""),
        title_link=page_link(words.title, _to(paper, folder)),
        lead=words.lead,
        rest=linked(rest) if rest else EMPTY,
        more=(MORE_OF_SENTENCE if words.cut else MORE) if whole else EMPTY,
        ellipsis=ELLIPSIS if words.cut and not whole else EMPTY,
        facts=join(
            (
                *[imprint.tag_link(tag, folder) for tag in shown],
                # In the list of a shared address, which goes on to lead to it.
                span(same("Withdrawn")) if paper.withdrawn else EMPTY,
                code_link(paper),
                _also(paper, folder, day),
            )
        ),
    )


class _ItemText(NamedTuple):
    """What every item of a paper says: its title, and the lead of its abstract.

    The lead is so many characters of the abstract; `cut` says that it is no whole sentence.
    """

    title: Fragment
    lead: Fragment
    length: int
    cut: bool


# A paper stands in about four lists, far from each other. Some 60 MB at most, for which no
# whole abstract is kept.
@lru_cache(maxsize=65_536)
def _words(title: str, beginning: str) -> _ItemText:
    lead, rest = split_lead(beginning)
    return _ItemText(
        text(shown_title(title)), linked(lead), len(lead), bool(rest) and not ends_a_sentence(lead)
    )


def _names(names: Iterable[str]) -> str:
    """Names in an attribute."""
    together = "\n".join(names)
    return _NOT_IN_NAMES.sub(lambda sign: f"%{ord(sign[0]):02X}", together).replace("\n", "|")


def title_link(paper: Paper, folder: str) -> Fragment:
    """A link to a paper's page from a page in `folder`."""
    return page_link(shown_title(paper.title), _to(paper, folder))


def _to(paper: Paper, folder: str) -> str:
    return addresses.relative(addresses.paper(paper.slug), folder)


def day_links(days: Iterable[date], folder: str, *, with_year: bool) -> Fragment:
    """Links to days, with commas between."""
    return join((_day_link(day, folder, with_year) for day in days), ", ")


@cache
def _day_link(day: date, folder: str, with_year: bool) -> Fragment:
    words = long_day(day) if with_year else short_day(day)
    return page_link(words, addresses.relative(addresses.day(day), folder))


def code_link(paper: Paper) -> Fragment:
    """A link to a paper's code, empty where it has none."""
    if not paper.code:
        return EMPTY
    address = destination(paper.code)
    return with_attributes(same("<b>Code</b>"), address, address, css="pa-ico pa-code")


def feed_link(imprint: Imprint, path: str, words: str) -> Fragment:
    """A link to a feed, whose address has no suffix; empty without an address of the site."""
    return link(words, f"{imprint.site_url}{path}.xml") if imprint.site_url else EMPTY


def _also(paper: Paper, folder: str, day: date | None) -> Fragment:
    others = [other for other in paper.days if other != day]
    if day is None:
        others = others[1:]
    if not others:
        return EMPTY
    with_year = day is not None and any(other.year != day.year for other in others)
    return span(prefixed("also listed ", day_links(others, folder, with_year=with_year)))

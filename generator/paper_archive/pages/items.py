"""The item of a paper in a list: its title, its gist and a quiet line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from paper_archive import urls
from paper_archive.citation.attributes import CITE
from paper_archive.model import Paper
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    link,
    linked,
    page_link,
    same,
    text,
    with_attributes,
)
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.item_citation import item_citation
from paper_archive.pages.quiet_line import TAGS_SHOWN, day_links, named_authors, quiet_line
from paper_archive.pages.rendering import render
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.gist import LONGEST, gist_text
from paper_archive.text.lead import shortened, shown_title
from paper_archive.text.markdown import destination

__all__ = ["cited", "code_link", "day_links", "feed_link", "item", "title_link", "titled_link"]

# More than any real abstract has, which bounds the size of lists. The page of the paper has all.
MOST_OF_ABSTRACT = 20_000
# Lists that can be cited as a whole: their items hold what cite.js needs.
CITED = ("days", "tags", "topics", "weeks")
# Classes of a gist in a whole abstract: folded, it begins with a capital, or ends with “ …”.
CAPITAL, CUT = "pa-up", "pa-cut"
# The names of attributes, and of their values in the template.
_CITE = tuple((name, f"cite_{name}") for name in CITE)
NOT_CITED = {slot: EMPTY for _, slot in _CITE}


def item(
    paper: Paper,
    imprint: Imprint,
    folder: str,
    *,
    level: int = 2,
    day: date | None = None,
    without_tag: str = "",
    whole: bool = False,
    offered: Collection[str] = (),
    listed: Sequence[date] = (),
) -> Fragment:
    """Return a paper's item, an `<li>`; the id of its heading is its arXiv id, else `p-` and its
    slug.

    It is for a page in `folder`, with a heading of `level`. `day` and `without_tag` identify that
    page and are not repeated; `offered` are the tags to which the page can be narrowed. With
    `whole`, it contains the abstract, of which only the gist is unfolded. `listed` are days to link
    to in place of its other days.
    """
    words = _words(paper.title, gist_text(paper.abstract, paper.gist))
    parts = _parts(paper.abstract, paper.gist) if whole else NO_PARTS
    tags = [tag for tag in paper.tags if tag != without_tag]
    hidden = [tag for tag in tags[TAGS_SHOWN:] if tag in offered]
    return render(
        "item",
        level=level,
        id=same(heading_id(paper)),
        hidden_tags=same(" ".join(hidden)),
        **(cited(paper, imprint, named_authors(paper)) if folder in CITED else NOT_CITED),
        title_auto=int(words.title_auto),
        text_auto=int(words.gist_auto or (whole and has_right_to_left(paper.abstract))),
        title_link=page_link(words.title, _to(paper, folder)),
        folded=int(parts != NO_PARTS),
        before=parts.before,
        gist=parts.gist or words.gist,
        css=parts.css,
        after=parts.after,
        facts=quiet_line(paper, imprint, folder, day=day, shown=tags[:TAGS_SHOWN], listed=listed),
    )


def cited(paper: Paper, imprint: Imprint, shown: Sequence[str]) -> dict[str, Fragment]:
    """Return what `cite.js` reads of an item, by the names of the template; it shows authors."""
    values = item_citation(paper, imprint, shown)
    return {slot: same(value) if (value := values[name]) else EMPTY for name, slot in _CITE}


def heading_id(paper: Paper) -> str:
    """Return the id of a paper's heading in lists."""
    return paper.arxiv_id or f"p-{paper.slug}"


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


class _Parts(NamedTuple):
    """A whole abstract: its gist, with classes, and what comes before and after it."""

    before: Fragment
    gist: Fragment
    css: Fragment
    after: Fragment


NO_PARTS = _Parts(EMPTY, EMPTY, EMPTY, EMPTY)


def _parts(abstract: str, gist: tuple[int, int]) -> _Parts:
    """Return the parts of an abstract, none if it is its gist."""
    start, end = gist
    words = shortened(abstract[start:end], LONGEST)
    css = []
    if not abstract.startswith(words, start):
        end = start + len(words.removesuffix("\N{NO-BREAK SPACE}…"))
        words = abstract[start:end]
        css.append(CUT)
    if not words.startswith(gist_text(abstract, gist)[:1]):
        css.append(CAPITAL)
    rest = abstract[end:MOST_OF_ABSTRACT]
    if not start and not rest:
        return NO_PARTS
    more = "…" if len(abstract) > max(end, MOST_OF_ABSTRACT) else ""
    return _Parts(
        linked(abstract[:start]), linked(words), same(" ".join(css)), linked(f"{rest}{more}")
    )


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


def code_link(paper: Paper) -> Fragment:
    """Return a link to a paper's code, empty if it has none."""
    if not paper.code:
        return EMPTY
    address = destination(paper.code)
    return with_attributes(same("<b>Code</b>"), address, address, css="pa-ico pa-code")


def feed_link(imprint: Imprint, path: str, words: str) -> Fragment:
    """Return a link to a feed, empty without a site address; `path` has no suffix."""
    return link(words, f"{imprint.site_url}{path}.xml") if imprint.site_url else EMPTY

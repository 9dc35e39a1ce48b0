"""The item of a paper in a list: its title, its gist and a quiet line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from paper_archive import urls
from paper_archive.citation.citation import Citation
from paper_archive.model import Paper
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    join,
    link,
    linked,
    page_link,
    same,
    text,
    with_attributes,
)
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.item_citation import item_citation
from paper_archive.pages.item_parts import ItemParts
from paper_archive.pages.kept_items import NO_ITEMS, KeptItems
from paper_archive.pages.quiet_line import (
    TAGS_SHOWN,
    day_links,
    named_authors,
    quiet_line,
    quiet_start,
)
from paper_archive.pages.rendering import render
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.gist import LONGEST, gist_text
from paper_archive.text.lead import shortened, shown_title
from paper_archive.text.markdown import destination

__all__ = ["code_link", "day_links", "feed_link", "item", "title_link", "titled_link"]

# More than any real abstract has, which bounds the size of lists. The page of the paper has all.
MOST_OF_ABSTRACT = 20_000
# Lists that can be cited as a whole: their items hold what cite.js needs.
CITED = ("days", "tags", "topics", "weeks", "lists")
# Classes of a gist in a whole abstract: folded, it begins with a capital, or ends with “ …”.
CAPITAL, CUT = "pa-up", "pa-cut"


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
    with_year: bool = False,
    more: Fragment = EMPTY,
    kept: KeptItems = NO_ITEMS,
) -> Fragment:
    """Return a paper's item, an `<li>`; the id of its heading is its arXiv id, else `p-` and its
    slug.

    It is for a page in `folder`, with a heading of `level`. `day` and `without_tag` identify that
    page and are not repeated; `offered` are the tags to which the page can be narrowed. With
    `whole`, it contains the abstract, of which only the gist is unfolded. `listed` are days to link
    to in place of its other days, `with_year` where the page names none. `more` are blocks that
    follow the gist. `kept` are items that the same list had before.
    """
    tags = [tag for tag in paper.tags if tag != without_tag] if without_tag else paper.tags
    # A day takes the place of a tag in a narrow column.
    tags_shown = TAGS_SHOWN - bool(listed)
    hidden = [tag for tag in tags[tags_shown:] if tag in offered]
    if (known := kept.of(paper.slug, hidden)) is not None:
        return known
    parts = _parts(paper, imprint)
    abstract = _abstract(paper.abstract, paper.gist) if whole else NO_ABSTRACT
    return render(
        "item",
        level=level,
        id=parts.id,
        attributes=item_attributes(hidden, parts.cite.attributes if folder in CITED else ()),
        title_auto=int(parts.title_auto),
        gist_auto=int(parts.gist_auto),
        text_auto=int(parts.gist_auto or (whole and has_right_to_left(paper.abstract))),
        title_link=page_link(parts.title, _to(paper, folder)),
        folded=int(abstract is not NO_ABSTRACT),
        before=abstract.before,
        gist=abstract.gist or parts.gist,
        css=abstract.css,
        after=abstract.after,
        more=more,
        facts=quiet_line(
            *(parts.line, paper, imprint, folder),
            day=day,
            shown=tags[:tags_shown],
            listed=listed,
            with_year=with_year,
        ),
    )


def keep_parts(paper: Paper, citation: Citation, imprint: Imprint) -> None:
    """Make the parts of a paper's items, which lists will need, while its citation is at hand."""
    imprint.item_parts.of(paper, partial(_made_parts, citation))


def _parts(paper: Paper, imprint: Imprint) -> ItemParts:
    return imprint.item_parts.of(
        paper, lambda paper: _made_parts(Citation.of(paper, imprint.site_url), paper)
    )


def _made_parts(citation: Citation, paper: Paper) -> ItemParts:
    gist = gist_text(paper.abstract, paper.gist)
    return ItemParts(
        paper,
        same(heading_id(paper)),
        item_citation(paper, citation, named_authors(paper)),
        text(shown_title(paper.title)),
        linked(gist),
        join(quiet_start(paper)),
        has_right_to_left(paper.title),
        has_right_to_left(gist),
    )


def heading_id(paper: Paper) -> str:
    """Return the id of a paper's heading in lists."""
    return paper.arxiv_id or f"p-{paper.slug}"


def row_attributes(paper: Paper, imprint: Imprint, tags: Sequence[str]) -> Fragment:
    """Return the attributes of a row with a paper's title and no authors; it has these tags."""
    parts = _parts(paper, imprint)
    return item_attributes(tags, parts.cite.alone)


def item_attributes(hidden: Sequence[str], cite: Sequence[str]) -> Fragment:
    """Return the attributes of an item: its tags that it does not name, and its citation."""
    listed = [f'data-t="{" ".join(hidden)}"', *cite] if hidden else cite
    # In HTML they are in order of name, as Python-Markdown writes them.
    return Fragment(" ".join(listed), " ".join(sorted(listed)))


class _Abstract(NamedTuple):
    """A whole abstract: its gist, with classes, and what comes before and after it."""

    before: Fragment
    gist: Fragment
    css: Fragment
    after: Fragment


NO_ABSTRACT = _Abstract(EMPTY, EMPTY, EMPTY, EMPTY)


def _abstract(abstract: str, gist: tuple[int, int]) -> _Abstract:
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
        return NO_ABSTRACT
    more = "…" if len(abstract) > max(end, MOST_OF_ABSTRACT) else ""
    return _Abstract(
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

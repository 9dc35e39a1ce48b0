"""The item of a paper in a shared list: as in other lists, with the note of those who keep it."""

from __future__ import annotations

from urllib.parse import quote

from paper_archive.citation.citation import Citation
from paper_archive.lists.shared_list import AbsentPaper, ListedPaper
from paper_archive.model import Paper
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    join,
    linked,
    same,
    text,
    with_attributes,
)
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.item_citation import item_citation
from paper_archive.pages.items import heading_id, item, item_attributes
from paper_archive.pages.markup import facts, span
from paper_archive.pages.quiet_line import named_authors, quiet_start
from paper_archive.pages.rendering import render
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import long_day
from paper_archive.text.lead import shown_title
from paper_archive.text.markdown import destination

FOLDER = "lists"
_IDS = "data-doi=", "data-ids="


def listed_item(
    listed: ListedPaper,
    paper: Paper | None,
    imprint: Imprint,
    level: int,
    offered: frozenset[str],
) -> Fragment:
    """Return an item with a heading of `level`; `paper` is None if the archive lacks it.

    `offered` are the tags to which the page can be narrowed.
    """
    if listed.absent:
        return _absent_item(listed.absent, level, _more(listed))
    if paper is None:
        raise ValueError(f"{listed.slug} is not in the archive")
    return item(
        *(paper, imprint, FOLDER),
        level=level,
        offered=offered,
        listed=paper.days[:1],
        with_year=True,
        more=_more(listed),
    )


def lines_of(plain: str) -> Fragment:
    """Return a text whose line breaks stay and whose addresses are links."""
    lines = [linked(line) for line in plain.split("\n")]
    return Fragment(
        "<br>".join([line.markdown for line in lines]), "<br>".join([line.html for line in lines])
    )


def _more(listed: ListedPaper) -> Fragment:
    said = facts(
        long_day(listed.date) if listed.date else "",
        text(f"suggested by {listed.by}") if listed.by else "",
    )
    if not (listed.note or said):
        return EMPTY
    auto = int(has_right_to_left(listed.note))
    return render("list-note", note=lines_of(listed.note), auto=auto, facts=said)


def _absent_item(absent: AbsentPaper, level: int, more: Fragment) -> Fragment:
    """Return the item of a paper that the archive lacks, which leads to where its id does."""
    paper = absent.paper
    title = shown_title(paper.title)
    # Without an id or a title, a citation would say nothing. The desk knows a paper by its ids.
    is_known = absent.is_titled and bool(paper.arxiv_id or paper.facts.ids)
    cite = item_citation(paper, Citation.of(paper, ""), named_authors(paper)).attributes
    cite = cite if is_known else [each for each in cite if each.startswith(_IDS)]
    is_auto = has_right_to_left(title)
    here = f"../search.html?q={quote(title, safe='')}"
    address = destination(absent.address) if absent.address else here
    words, more_of_link = text(title), {"dir": "auto"} if is_auto else {}
    return render(
        "item",
        level=level,
        id=same(heading_id(paper)),
        attributes=item_attributes((), cite),
        title_auto=int(is_auto),
        gist_auto=0,
        text_auto=0,
        title_link=with_attributes(words, address, address, **more_of_link)
        if more_of_link
        else Fragment(f"[{words.markdown}]({address})", f'<a href="{address}">{words.html}</a>'),
        folded=0,
        before=EMPTY,
        gist=EMPTY,
        css=EMPTY,
        after=EMPTY,
        more=more,
        facts=join((*quiet_start(paper), span(same("Not in this archive")))),
    )

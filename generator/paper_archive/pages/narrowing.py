"""The controls of a list: narrow it to a tag or to papers with code, sort it, show titles only, and
cite its papers.

They need a script (`lists.js`), which knows them by their attributes, on any page:

    .pa-filter button[value]     the id of a tag
    button[data-coded]           with code only
    button[data-sort]            "votes", or "" for the order of the list
    button[data-view]            "titles", or "full"
    .pa-bar [role=status]        says what is shown, and so does the count under the heading
    .pa-cite > .pa-bar           the place of the controls of citations (`cite.js`)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import chain, pairwise
from typing import NamedTuple

from paper_archive.model import Paper
from paper_archive.pages.fragment import EMPTY, Fragment, same
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.quiet_line import votes
from paper_archive.pages.rendering import render

FILTERS = 14  # tags offered to narrow a list
FEW_FILTERS = 6  # tags offered to narrow a list of titles
FEWEST_TO_FILTER = 2  # papers that a tag must have to be offered


class Narrowing(NamedTuple):
    """The `controls` above a list, the section below it to `cite` it, and the tags `offered`."""

    controls: Fragment
    cite: Fragment
    offered: frozenset[str]


def narrowing(
    papers: Sequence[Paper], imprint: Imprint, *, without_tag: str = "", of: int = 0
) -> Narrowing:
    """Return the controls of a list of papers, all of which have the tag `without_tag`.

    They are the newest of `of` papers, if this is more than their number.
    """
    filters = _filters([paper.tags for paper in papers], FILTERS, without_tag)
    # Of one paper, there is nothing to choose.
    controls = (
        EMPTY
        if len(papers) < 2
        else render(
            "controls",
            among=_among(papers, of),
            filters=_buttons(filters, imprint),
            **_others([bool(paper.code) for paper in papers], map(votes, papers)),
            views=1,
        )
    )
    return Narrowing(controls, render("cite-list") if papers else EMPTY, frozenset(filters))


def narrowing_titles(
    tags: Sequence[Sequence[str]],
    coded: Sequence[bool],
    voted: Iterable[int],
    imprint: Imprint,
    of: int = 0,
) -> Narrowing:
    """Return the controls of a list of titles, whose papers have these tags, code and votes.

    They are the newest of `of` papers, if this is more than their number.
    """
    filters = _filters(tags, FEW_FILTERS)
    others = _others(coded, voted)
    if not filters and not any(others.values()):
        return Narrowing(EMPTY, EMPTY, frozenset())
    controls = render(
        "controls",
        among=_among(tags, of),
        filters=_buttons(filters, imprint),
        **others,
        views=0,
    )
    return Narrowing(controls, EMPTY, frozenset(filters))


def _among(listed: Sequence[object], of: int) -> str:
    """Return what a list says of which papers its controls act on, "" if it has all of them."""
    return f"Among the newest {len(listed):,} papers:" if len(listed) < of else ""


def _filters(tags: Sequence[Sequence[str]], most: int, without_tag: str = "") -> dict[str, int]:
    """Return the commonest tags of papers with their counts, but none of all or of one of them."""
    counts = Counter(chain.from_iterable(tags))
    del counts[without_tag]
    found = [(tag, count) for tag, count in counts.items() if FEWEST_TO_FILTER <= count < len(tags)]
    return dict(sorted(found, key=lambda item: (-item[1], item[0]))[:most])


def _buttons(filters: Mapping[str, int], imprint: Imprint) -> Fragment:
    """Return the buttons of tags: in HTML, because a list of values would be rendered anew."""
    return same("".join([_button(tag, count, imprint) for tag, count in filters.items()]))


def _button(tag: str, count: int, imprint: Imprint) -> str:
    name, title = imprint.tag_shorts[tag], imprint.tag_titles[tag]
    whole = f' title="{escape(title)}"' if title != name else ""
    return (
        f'<button value="{tag}" aria-pressed="false"{whole}>'
        f"{escape(name)} <small>{count}</small></button>"
    )


def _others(coded: Sequence[bool], voted: Iterable[int]) -> dict[str, Fragment | int]:
    """Return the number of papers with code, empty for all, and whether votes would sort them."""
    count = sum(coded)
    return {
        "coded": same(str(count)) if 0 < count < len(coded) else EMPTY,
        "sortable": int(any(before < after for before, after in pairwise(voted))),
    }

"""The controls of a list: narrow it to a tag or to papers with code, sort it, show titles only, and
cite its papers.

They need a script (`lists.js`), which knows them by their attributes, on any page:

    .pa-filter button[value]     the id of a tag
    button[data-coded]           with code only
    button[data-sort]            "votes", or "" for the order of the list
    button[data-view]            "titles", or "full"
    .pa-bar [role=status]        says what is shown
    .pa-cite > .pa-bar           the place of the controls of citations (`cite.js`)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from paper_archive.model import Paper
from paper_archive.pages.fragment import EMPTY, Fragment
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.quiet_line import votes
from paper_archive.pages.rendering import render

FILTERS = 14  # tags offered to narrow a list
FEWEST_TO_FILTER = 2  # papers that a tag must have to be offered


class Narrowing(NamedTuple):
    """The `controls` above a list, the section below it to `cite` it, and the tags `offered`."""

    controls: Fragment
    cite: Fragment
    offered: frozenset[str]


def narrowing(papers: Sequence[Paper], imprint: Imprint, *, without_tag: str = "") -> Narrowing:
    """Return the controls of a list of papers, all of which have the tag `without_tag`."""
    counts = Counter(tag for paper in papers for tag in paper.tags if tag != without_tag)
    filters = [
        {
            "id": tag,
            "name": imprint.tag_shorts[tag],
            "title": imprint.tag_titles[tag],
            "count": count,
        }
        for tag, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if FEWEST_TO_FILTER <= count < len(papers)
    ][:FILTERS]
    coded = sum(bool(paper.code) for paper in papers)
    controls = render(
        "controls",
        filters=filters,
        coded=coded if coded < len(papers) else 0,
        sortable=any(votes(before) < votes(after) for before, after in pairwise(papers)),
    )
    cite = render("cite-list") if papers else EMPTY
    return Narrowing(controls, cite, frozenset(str(each["id"]) for each in filters))

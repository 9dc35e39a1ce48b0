"""What a paper's page says of the facts that only some listings state."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from paper_archive.model import NO_FACTS, Facts, Paper, Summary
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    blocks,
    link,
    linked,
    prefixed,
    same,
    text,
)
from paper_archive.pages.items import day_links
from paper_archive.pages.rendering import render
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.identifiers import NAMES, address_of

# Of the names of many categories, in a row of facts; the data has all.
MOST_CATEGORIES = 8
_LONGEST_COMMENT = 300


def replaced(paper: Paper, folder: str) -> Fragment:
    """Return the days on which new versions were listed, empty without any."""
    if not paper.replaced:
        return EMPTY
    return prefixed("Replaced ", day_links(paper.replaced, folder, with_year=True))


def table(facts: Facts) -> Fragment:
    """Return the facts as a list of terms and descriptions, empty without any."""
    rows = [
        f"<div>\n<dt>{term}</dt>\n<dd>{shown}</dd>\n</div>\n"
        for term, shown in _rows(facts)
        if shown
    ]
    if not rows:
        return EMPTY
    # HTML in Markdown too, which has no such list; a line of it is a block.
    html = f'<dl class="pa-dl">\n{"".join(rows)}</dl>'
    return Fragment(html.replace("\n", ""), html, block=True)


def _rows(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts == NO_FACTS:
        return
    yield "Version", str(facts.version) if facts.version > 1 else ""
    yield "Comment", linked(_shortened(facts.comment)).html
    categories = ", ".join(facts.categories[:MOST_CATEGORIES])
    more = " …" if len(facts.categories) > MOST_CATEGORIES else ""
    yield "Subjects", text(categories + more).html
    for scheme, ids in groupby(facts.ids, itemgetter(0)):  # A paper may have several DOIs.
        links = (link(value, address_of(scheme, value)).html for _, value in ids)
        yield NAMES[scheme], "</dd>\n<dd>".join(links)


def _shortened(comment: str) -> str:
    """Return the beginning of a long comment; a cut address would lead elsewhere."""
    if len(comment) <= _LONGEST_COMMENT:
        return comment
    return comment[:_LONGEST_COMMENT].rpartition(" ")[0] + " …"


def summaries(facts: Facts) -> Fragment:
    """Return the summaries of other sources, labelled with who wrote them."""
    return blocks(map(_summary, facts.summaries))


def _summary(summary: Summary) -> Fragment:
    return render(
        "summary",
        source=summary.source or "Summary",
        language=same(summary.language),
        text=summary.text,
        text_auto=int(has_right_to_left(summary.text)),
    )

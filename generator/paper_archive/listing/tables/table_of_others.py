"""Tells tables of papers from tables of songs, tasks, bug reports, news and goods.

    number,title,state,body            Book Id,Title,Author,Average Rating,Binding

These have titles and dates as well, and often authors. They have columns of their own in the place
of those of papers, or some that no list of papers has (`evidence`). A tenth of rows with an id of a
paper, or with an abstract about research, outweighs this.
"""

from __future__ import annotations

from collections.abc import Sequence

from paper_archive.listing.evidence import is_about_research, is_surely_paper, others_among
from paper_archive.listing.tables.column_names import fields_of
from paper_archive.model import Entry, Problem

_DATES = frozenset("title date year month".split())
_OF_ANYTHING = _DATES | {"url", "keywords", "categories", "comment", "summary"}
_OF_ANY = frozenset("# id no no. nr nr. uid key number type language pages volume issue".split())
_MOST_NAMED = 12
# What news APIs call the day and the beginning of an article.
_OF_NEWS = frozenset(("publishedat", "description"))
_ENOUGH = 0.1
_SAMPLE = 1_000


def of_other_things(
    name: str, line: int, names: Sequence[str], fields: dict[str, int], entries: Sequence[Entry]
) -> Problem | None:
    """Return why the table whose header is in `line` is likely none of papers, None if it may be.

    `fields` are the numbers of the columns that are known, and `entries` those of its rows.
    """
    if any("paper" in each.casefold() for each in names):
        return None
    if strange := others_among(names):
        what = f"a table of other things than papers, which have a column '{strange[0][:40]}'"
    elif _OF_NEWS.issubset(each.casefold() for each in names):
        what = "a table of news, with columns 'publishedAt' and 'description'"
    elif _has_only_dates(names, fields):
        what = "a table with titles, but without authors, abstracts or ids of papers"
    elif _says_nothing(names, entries):
        what = "a table whose summaries say nothing about research"
    else:
        return None
    if sum(map(is_surely_paper, entries)) > _ENOUGH * len(entries):
        return None
    fix = "leave it out, or give the columns of papers in its first row names such as authors"
    return Problem(name, line, f"{what}; its columns are {', '.join(names[:_MOST_NAMED])}", fix)


def _has_only_dates(names: Sequence[str], fields: dict[str, int]) -> bool:
    if not _OF_ANYTHING.issuperset(fields):
        return False
    others = [each for each in names if not fields_of([each]) and each.casefold() not in _OF_ANY]
    return len(others) >= (1 if _DATES.issuperset(fields) else 2)


def _says_nothing(names: Sequence[str], entries: Sequence[Entry]) -> bool:
    """Tell whether most summaries are about something else; what is called abstract is one."""
    if any("abstract" in each.casefold() for each in names):
        return False
    judged = [text for entry in entries[:_SAMPLE] if (text := _said(entry))]
    return 2 * sum(not is_about_research(each) for each in judged) > len(judged)


def _said(entry: Entry) -> str:
    return entry.abstract or next((each.text for each in entry.facts.summaries), "")

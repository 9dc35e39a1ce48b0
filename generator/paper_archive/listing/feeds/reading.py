"""Reads the items of a feed into entries, by days if the feed is one that this program wrote."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.collection import Collection
from paper_archive.listing.feeds.item import Item
from paper_archive.listing.feeds.other_feeds import of_other_things
from paper_archive.listing.feeds.ours import day_of_ours, is_ours
from paper_archive.listing.feeds.paper import paper_of
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.trees.html import page_of, words_of
from paper_archive.model import NO_FACTS, Entry, Problem

_DAY_OF_PAPERS = re.compile(r"[^:]{3,40}: [\d,]{1,9} papers?")


def read_items(
    form: str,
    name: str,
    items: Iterable[Item],
    day: PageDay | None,
    problems: list[Problem],
    lost: int,
    title: str = "",
) -> list[Reading]:
    """Return the readings of the items of the feed `name`, at least one.

    `title` is what the feed says it is. `problems` and `lost` are those of the feed so far. A
    missing abstract is reported if other items of the feed have one.
    """
    papers: list[tuple[Item, Raw]] = []
    for item in items:
        made = attempt(name, item.line, "an item", partial(_papers, item), problems.append)
        lost += made is None
        papers += [(item, raw) for raw in made or ()]
    with_abstracts = any(raw.abstract.strip() for _, raw in papers)
    days: dict[date | None, list[Entry]] = defaultdict(list)
    made_of: list[tuple[Item, Entry]] = []

    def read(paper: tuple[Item, Raw]) -> tuple[Entry | None, list[Problem]]:
        item, raw = paper
        entry, doubts = built(name, item.line, raw, with_abstract=with_abstracts)
        if entry and item.facts != NO_FACTS and is_ours(item):
            entry = replace(entry, facts=item.facts)
        if entry and item.unclear:
            what = f"authors that run together: '{item.unclear[:60]}'"
            doubts.append(Problem(name, item.line, what, "add them; the paper is listed without"))
        if entry:
            made_of.append((item, entry))
            days[day_of_ours(item) if is_ours(item) else None].append(entry)
        return entry, doubts

    found = Collection(name, form, problems, lost)
    found.add_all(papers, lambda paper: paper[0].line, read)
    problems, lost = found.problems, found.lost
    if not papers and not lost and not problems:
        problems.append(Problem(name, 0, "the feed holds no papers", "nothing is to be done"))
    refusal = of_other_things(name, title, made_of)
    if refusal:
        problems.append(refusal)
    *dated, last = sorted(days or [None], key=lambda each: (each is None, each or date.max))
    readings = [Reading(form, tuple(days[each]), PageDay.of(each, 0)) for each in dated if each]
    of_last = PageDay.of(last, 0) if last else day
    return [*readings, Reading(form, tuple(days[last]), of_last, tuple(problems), lost, refusal)]


def _papers(item: Item) -> list[Raw]:
    """Return the paper of an item, or the papers of a day in the archive's feed of days."""
    if is_ours(item) and item.content.startswith("<ol>") and _DAY_OF_PAPERS.fullmatch(item.title):
        root = page_of(item.content)
        return [Raw(title=words_of(link)) for link in ([] if root is None else root.iter("li"))]
    return [paper_of(item)]

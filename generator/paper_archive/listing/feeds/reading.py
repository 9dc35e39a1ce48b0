"""Reads the items of feeds into entries: by feed, or by days if this program wrote the feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial, reduce
from operator import add

from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.collection import Collection
from paper_archive.listing.feeds.item import Item
from paper_archive.listing.feeds.other_feeds import OtherThings, of_other_things, says_papers
from paper_archive.listing.feeds.ours import day_of_ours, is_ours
from paper_archive.listing.feeds.paper import paper_of
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.trees.html import page_of, words_of
from paper_archive.model import NO_FACTS, Entry, Problem

_DAY_OF_PAPERS = re.compile(r"[^:]{3,40}: [\d,]{1,9} papers?")


@dataclass(slots=True)
class Feed:
    """One feed of a file, and what was read of it.

    `title` is what it says it is, `day` that of the items without a day of their own. `of_ours` are
    items with such a day, which this program wrote.
    """

    title: str = ""
    day: PageDay | None = None
    entries: list[Entry] = field(default_factory=list)
    of_ours: dict[date, list[Entry]] = field(default_factory=dict)
    with_abstracts: bool = False
    others: OtherThings | None = None
    may_be_papers: bool = False

    def judge(self, read: Sequence[tuple[Item, Entry]]) -> None:
        """Judge by some of its items, with their entries, whether it is a feed of papers."""
        if self.may_be_papers or not read:
            return
        others = None if says_papers(self.title) else of_other_things(read)
        if others is None:
            self.may_be_papers = True
        else:
            self.others = self.others + others if self.others else others

    @property
    def is_of_others(self) -> bool:
        """Whether it likely is no feed of papers."""
        return self.others is not None and not self.may_be_papers


def read_items(
    form: str,
    name: str,
    items: Iterable[Item],
    problems: list[Problem],
    lost: int,
    title: str = "",
) -> list[Reading]:
    """Return the readings of the items of the feed `name`, which has no day; at least one.

    `title` is what the feed says it is. `problems` and `lost` are those of the feed so far.
    """
    found = Collection(name, form, problems, lost)
    feed = Feed(title)
    add_items(found, feed, items)
    return readings(found, [feed])


def add_items(found: Collection, feed: Feed, items: Iterable[Item]) -> None:
    """Read items of a feed, and add them to it and to what was found in the file.

    A missing abstract is reported if other items of the feed have one.
    """
    name = found.name
    papers: list[tuple[Item, Raw]] = []
    for item in items:
        made = attempt(name, item.line, "an item", partial(_papers, item), found.problems.append)
        found.lost += made is None
        papers += [(item, raw) for raw in made or ()]
    feed.with_abstracts |= any(raw.abstract.strip() for _, raw in papers)
    made_of: list[tuple[Item, Entry]] = []

    def read(paper: tuple[Item, Raw]) -> tuple[Entry | None, list[Problem]]:
        item, raw = paper
        entry, doubts = built(name, item.line, raw, with_abstract=feed.with_abstracts)
        if entry and item.facts != NO_FACTS and is_ours(item):
            entry = replace(entry, facts=item.facts)
        if entry and item.unclear:
            what = f"authors that run together: '{item.unclear[:60]}'"
            doubts.append(Problem(name, item.line, what, "add them; the paper is listed without"))
        if entry:
            made_of.append((item, entry))
            day = day_of_ours(item) if is_ours(item) else None
            (feed.of_ours.setdefault(day, []) if day else feed.entries).append(entry)
        return entry, doubts

    found.add_all(papers, lambda paper: paper[0].line, read)
    feed.judge(made_of)


def readings(found: Collection, feeds: Sequence[Feed]) -> list[Reading]:
    """Return the readings of the feeds of a file, one a day, at least one.

    The last one has what is to be said of the whole file.
    """
    name, form = found.name, found.form
    if not found.entries and not found.lost and not found.problems:
        what = "the feed holds no papers"
        found.report(0, what, "nothing is to be done")
    ours: dict[date, list[Entry]] = {}
    alike: dict[tuple[bool, date | None], list[Feed]] = {}
    for feed in feeds:
        for day, entries in feed.of_ours.items():
            ours.setdefault(day, []).extend(entries)
        if feed.entries:
            on = date(feed.day.year, feed.day.month, feed.day.day) if feed.day else None
            alike.setdefault((feed.is_of_others, on), []).append(feed)
    made = [Reading(form, tuple(ours[day]), PageDay.of(day, 0)) for day in sorted(ours)]
    made += [_of_feeds(name, form, each) for each in alike.values()]
    *others, last = made or [Reading(form, day=feeds[0].day if feeds else None)]
    problems = (*found.problems, *last.problems)
    return [*others, replace(last, problems=problems, lost=found.lost)]


def _of_feeds(name: str, form: str, feeds: Sequence[Feed]) -> Reading:
    """Return the reading of feeds of a day that all are of papers, or all are not."""
    entries = tuple(entry for feed in feeds for entry in feed.entries)
    if not feeds[0].is_of_others:
        return Reading(form, entries, feeds[0].day)
    refusal = reduce(add, (feed.others for feed in feeds if feed.others)).problem(name)
    return Reading(form, entries, feeds[0].day, (refusal,), refusal=refusal)


def _papers(item: Item) -> list[Raw]:
    """Return the paper of an item, or the papers of a day in the archive's feed of days."""
    if is_ours(item) and item.content.startswith("<ol>") and _DAY_OF_PAPERS.fullmatch(item.title):
        root = page_of(item.content)
        return [Raw(title=words_of(link)) for link in ([] if root is None else root.iter("li"))]
    return [paper_of(item)]

"""arXiv: the daily batch of categories, and queries.

    arxiv:
      categories: [cs.CL, stat.ML]
      queries: ['all:"diffusion policy" AND cat:cs.RO']

A category's batch comes from arXiv's feed (https://rss.arxiv.org/atom/cs.CL), because the feed
alone says on which day papers are announced and which of them are new, cross-listed or replaced.
But it has the newest batch only, and at times yesterday's under today's date. A batch is known to
be stale by its papers: those that it calls new were listed on an earlier day. So days of which the
archive has no batch are asked of the API (`arxiv_api`), which knows their new and cross-listed
papers, and no replacements. Queries are for the API too, with some days of overlap, since a paper
may come late into its index. arXiv asks for three seconds between two requests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from paper_archive.intake.answers import FEED, FetchError, Get
from paper_archive.intake.arxiv_api import API, search
from paper_archive.intake.arxiv_days import is_weekend, is_working_day, last_announced
from paper_archive.intake.categories import misspelt
from paper_archive.intake.feed_answer import FeedAnswer, feed_answer
from paper_archive.intake.source import (
    ADDRESS,
    ONE_DAY,
    TEXTS,
    Asked,
    Batch,
    Options,
    Said,
    attempted,
    days_between,
)
from paper_archive.listing.dates.timestamps import day_of_feed
from paper_archive.model import CROSS_LIST, NEW, Entry
from paper_archive.text.arxiv_categories import CATEGORIES
from paper_archive.text.english import plural

KIND = "arxiv"
OPTIONS: Mapping[str, str] = {
    "categories": TEXTS,
    "queries": TEXTS,
    "feeds": ADDRESS,
    "api": ADDRESS,
}
MAIN = ""
PAUSE = 3.0
FEEDS = "https://rss.arxiv.org/atom"
OVERLAP = timedelta(days=3)
# So many days are asked for at once: a busy category has 3,000 papers a week.
WINDOW = timedelta(days=31)
_LONGEST_RUN = 5
_CATEGORY = re.compile(r"[A-Za-z-]{1,20}(?:\.[A-Za-z-]{1,20})?")
_FIRST = (NEW, CROSS_LIST)
_FROM_API = "from the API, which knows no replacements"


def default_name(options: Options) -> str:
    """Return the name of the kind."""
    return KIND


def mistake(options: Options) -> tuple[str, str, str] | None:
    """Return what is wrong if nothing is asked for, or a category is misspelt."""
    if not options.texts("categories") and not options.texts("queries"):
        fix = "add `categories: [cs.CL]` or `queries: […]`"
        return "", "arxiv without categories and queries", fix
    for category in options.texts("categories"):
        if not _CATEGORY.fullmatch(category):
            what = f"'{category}' is no category of arXiv"
            return "categories", what, "write it like cs.CL or astro-ph"
    return misspelt(options, "arXiv", CATEGORIES, str.lower)


def batches(options: Options, asked: Asked, get: Get) -> Iterator[Batch]:
    """Yield the batches of the categories and the answers to the queries."""
    api = options.text("api", API)
    feeds = options.text("feeds", FEEDS).rstrip("/")
    for category in options.texts("categories"):
        yield from _category(f"{feeds}/{category}", api, category, asked, get)
    for query in options.texts("queries"):
        for first, last in _windows(query, asked):
            yield attempted(Batch(query), partial(_query, api, query, first, last, get))


def _category(feed: str, api: str, category: str, asked: Asked, get: Get) -> Iterator[Batch]:
    newest = last_announced(asked.now)
    last = min(asked.last, newest)
    fetched = Batch()
    if asked.last >= newest:
        batch = attempted(Batch(category, newest), lambda: _feed(feed, category, asked, get))
        yield batch
        if batch.papers and not batch.is_stale:
            fetched = batch
    # The API's index may have been late; it is asked again for some days.
    late = {day for day in asked.known.caught_up(category) if day >= asked.today - OVERLAP}
    known = asked.known.days(category) - late
    missing = [
        day
        for day in days_between(asked.first(category), last)
        if is_working_day(day) and day != fetched.day and day not in known
    ]
    for days in _runs(missing):
        of_days = partial(_missing, api, category, days, fetched, asked, get)
        yield attempted(Batch(category, days[0]), of_days)
    if not missing and asked.last < newest:
        yield Batch(category, last, note="no day is missing")


def _runs(days: list[date]) -> list[list[date]]:
    """Return days in short runs, so that no request asks for many days, or for any in between."""
    runs: list[list[date]] = []
    for day in days:
        between = days_between(runs[-1][-1] + ONE_DAY, day - ONE_DAY) if runs else ()
        is_next = runs and not any(map(is_working_day, between))
        if is_next and len(runs[-1]) < _LONGEST_RUN:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _feed(address: str, category: str, asked: Asked, get: Get) -> Batch:
    """Return the newest batch of a category; it is stale if its papers are of an earlier day."""
    answer = get(address, FEED, feed_answer)
    newest = last_announced(asked.now)
    if not answer.papers:
        # Without items, the feed says in its head whether it is an error.
        if "error" in answer.head.get("title", "").lower():
            raise FetchError(f"arXiv's feed answered: {answer.head.get('title', '')}")
        if answer.left_out:
            raise FetchError("none of the feed's papers can be read")
        if is_weekend(asked.now):
            return Batch(category, newest, note="the feed is empty on weekends")
        note = f"the feed has no papers of {newest}: a holiday, or it is late"
        return Batch(category, newest, is_stale=True, note=note)
    # On weekends a feed may have Friday's papers under the date of the day.
    day = min(_announced(answer) or answer.day or newest, newest)
    listed = _listed_before(answer, day, asked)
    if listed:
        note = f"the feed has the papers of {listed} again, under the date of {day}"
        day, is_stale = listed, True
    else:
        is_stale = day < newest
        note = f"the feed has the papers of {day}, not of {newest}" if is_stale else ""
    papers = tuple(Said(day, entry, _about(about, category)) for entry, about in answer.papers)
    return Batch(category, day, papers, note=note, is_stale=is_stale, left_out=answer.left_out)


def _announced(answer: FeedAnswer) -> date | None:
    """Return the last day on which items of a feed were announced, None if they do not say."""
    days = (day_of_feed(about.get("published", "")) for _, about in answer.papers)
    return max(filter(None, days), default=None)


def _listed_before(answer: FeedAnswer, day: date, asked: Asked) -> date | None:
    """Return the earlier day on which most papers of a batch were listed, None if they were not.

    New papers are announced once. A batch without any counts by its other papers.
    """
    entries = [entry for entry, _ in answer.papers]
    counted = [entry for entry in entries if entry.kind == NEW] or entries
    days: Counter[date] = Counter()
    for entry in counted:
        before = {on for on, seen in asked.known.listed(entry) if on < day and _same(seen, entry)}
        if before:
            days[max(before)] += 1
    if 2 * sum(days.values()) <= len(counted):
        return None
    return min(days, key=lambda on: (-days[on], on))


def _same(seen: Entry, entry: Entry) -> bool:
    """Tell whether an earlier entry is the same announcement of a paper."""
    if seen.arxiv_id != entry.arxiv_id:
        return False
    if entry.kind == NEW:
        return seen.kind in _FIRST
    return seen.kind == entry.kind and seen.facts.version >= entry.facts.version


def _missing(
    api: str, category: str, missing: list[date], fetched: Batch, asked: Asked, get: Get
) -> Batch:
    """Return the papers of days that were missed; `fetched` is the newest batch."""
    in_feed = {said.entry.arxiv_id for said in fetched.papers if said.entry.kind in _FIRST}
    papers = []
    for said in search(get, api, f"cat:{category}", missing[0], missing[-1]):
        entry = said.entry
        listed = asked.known.listed(entry)
        # Then a holiday came between: a feed has announced it on a later day.
        is_later = any(day > said.day and seen.kind in _FIRST for day, seen in listed)
        if said.day in missing and not is_later and entry.arxiv_id not in in_feed:
            first = next(iter(entry.facts.categories), category)
            entry = replace(entry, kind=NEW if first == category else CROSS_LIST)
            about = {**_about(said.about, category), "caught_up": [category]}
            papers.append(Said(said.day, entry, about))
    note = f"{plural(len(missing), 'missed day')}, {_FROM_API}"
    return Batch(category, missing[0], tuple(papers), note=note, is_once=True)


def _windows(query: str, asked: Asked) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of the requests for a query."""
    first = asked.first(query)
    if not asked.only and not asked.since:
        first = min(first, asked.today - OVERLAP)
    while first <= asked.last:
        last = min(first + WINDOW - ONE_DAY, asked.last)
        yield first, last
        first = last + ONE_DAY


def _query(api: str, query: str, first: date, last: date, get: Get) -> Batch:
    found = search(get, api, query, first, last)
    papers = tuple(Said(said.day, said.entry, _about(said.about, query)) for said in found)
    note = "" if papers else f"no papers from {first} to {last}"
    return Batch(query, None, papers, note=note, is_once=True)


def _about(about: object, part: str) -> dict[str, object]:
    return {**(about if isinstance(about, dict) else {}), "lists": [part]}

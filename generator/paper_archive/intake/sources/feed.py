"""Any feed: RSS, Atom or JSON Feed of a journal, a blog or another archive.

    feed: https://www.nature.com/nature.rss

A feed shows what it lists now, and often papers of many days. A paper is listed once, on the day of
the feed that first had it: the day that the feed states for itself, if that is in the last month,
else the day on which it was fetched. A feed of another archive of this program has a day for every
paper. Papers that came and went between two fetches cannot be caught up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from paper_archive.intake.answers import FEED, Get
from paper_archive.intake.feed_answer import feed_answer
from paper_archive.intake.source import (
    ADDRESS,
    CATCH_UP,
    Asked,
    Batch,
    Options,
    Said,
    attempted,
)

KIND = "feed"
OPTIONS: Mapping[str, str] = {"address": ADDRESS}
MAIN = "address"
PAUSE = 1.0


def default_name(options: Options) -> str:
    """Return the name of the host, such as `nature-com`."""
    host = (urlsplit(options.text("address")).hostname or "").lower().removeprefix("www.")
    name = re.sub(r"[^a-z0-9]+", "-", host).strip("-")
    return (name if name[:1].isalpha() else f"feed-{name}")[:40].strip("-")


def mistake(options: Options) -> tuple[str, str, str] | None:
    """Return what is wrong if there is no address."""
    if options.text("address"):
        return None
    return "", "a feed without its address", "write `- feed: https://…`"


def batches(options: Options, asked: Asked, get: Get) -> Iterator[Batch]:
    """Yield the papers that a feed has now."""
    if asked.only and asked.only != asked.today:
        yield Batch(day=asked.only, note="a feed cannot be asked for a day that is past")
        return
    yield attempted(Batch(day=asked.today), lambda: _now(options.text("address"), asked, get))


def _now(address: str, asked: Asked, get: Get) -> Batch:
    answer = get(address, FEED, feed_answer)
    own = answer.day
    day = own if own and asked.today - CATCH_UP <= own <= asked.today else asked.today
    papers = tuple(
        Said(stated or day, entry, about)
        for (entry, about), stated in zip(answer.papers, answer.days, strict=True)
    )
    note = "" if papers else "the feed is empty"
    return Batch(day=day, papers=papers, note=note, is_once=True, left_out=answer.left_out)

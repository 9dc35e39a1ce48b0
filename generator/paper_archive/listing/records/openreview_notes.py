"""A submission as OpenReview's API answers it, one of the `notes`, in version 1 or 2 of the API.

    {"id": "xY3vT0b8Qq", "forum": "xY3vT0b8Qq", "cdate": 1727000000000,
     "content": {"title": {"value": "…"}, "authors": {"value": ["…"]}, "abstract": {"value": "…"},
                 "TLDR": {"value": "…"}, "venue": {"value": "ICLR 2025 Poster"}}}

Version 1 has the values themselves: `"title": "…"`. A note that answers another one, such as a
review, is no paper, and is reported.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.entries.language import language_of
from paper_archive.listing.records.values import fields, names, number, text
from paper_archive.model import Summary

DAY_KEY = ""
WITH_ABSTRACT = True
_TLDRS = ("TLDR", "TL;DR", "one-sentence_summary")
_MOST_SECONDS = 10**11


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a note of OpenReview."""
    return "content" in item and "title" not in item and "title" in fields(item["content"])


def raw(item: dict[str, Any]) -> Raw:
    """Return what a submission states; an answer to one has no title."""
    content = fields(item.get("content"))

    def value(key: str) -> object:
        stated = content.get(key)
        return stated.get("value") if isinstance(stated, dict) else stated

    forum = text(item.get("forum")) or text(item.get("id"))
    answers = text(item.get("id")) not in ("", forum)
    tldr = next((found for key in _TLDRS if (found := text(value(key)).strip())), "")
    return Raw(
        title="" if answers else text(value("title")),
        abstract=text(value("abstract")),
        authors=names(value("authors")),
        ids={"openreview": forum},
        published=_day(item.get("pdate")) or _day(item.get("cdate")),
        venue=text(value("venue")),
        summaries=[Summary(tldr, "summary by the authors", language_of(tldr))] if tldr else (),
    )


def _day(milliseconds: object) -> date | None:
    """Return the day of a time of OpenReview, None if it is none."""
    seconds = milliseconds // 1000 if type(milliseconds) is int else number(milliseconds)
    if not 0 < seconds < _MOST_SECONDS:
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date()

"""arXiv's API: papers by a query and the time at which they came in.

    GET https://export.arxiv.org/api/query?search_query=(cat:cs.CL) AND
        submittedDate:[202503120000 TO 202503150000]&start=0&max_results=500
        &sortBy=submittedDate&sortOrder=ascending
    → 200, Atom, with `totalResults`, `startIndex` and `itemsPerPage` of OpenSearch

The API at times answers a page without entries, or with fewer than there are: so every page is
compared with the numbers that it states, and asked for again. It says nothing of announcements:
the day is computed from the time of the first version (`arxiv_days`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from urllib.parse import urlencode

from paper_archive.intake.answers import FEED, FetchError, Get
from paper_archive.intake.arxiv_days import day_of, submitted_between
from paper_archive.intake.feed_answer import FeedAnswer, feed_answer
from paper_archive.intake.source import Said

API = "https://export.arxiv.org/api/query"
PAGE = 500
# The API answers no further; so many papers are no daily reading either.
MOST = 30_000
_ERROR = b"arxiv.org/api/errors"
_SUMMARY = re.compile(rb"<summary[^<>]{0,40}>([^<]{1,200})")
# An error is the only entry.
_HEAD = 5_000


def search(get: Get, api: str, query: str, first: date, last: date) -> Iterator[Said]:
    """Yield the papers that match a query and were announced on the days `first` to `last`.

    Raises FetchError.
    """
    begin, end = submitted_between(first, last)
    between = f"submittedDate:[{begin:%Y%m%d%H%M} TO {end:%Y%m%d%H%M}]"
    start, total = 0, 1
    while start < total:
        asked = {
            "search_query": f"({query}) AND {between}",
            "start": start,
            "max_results": PAGE,
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
        }
        page = get(f"{api}?{urlencode(asked)}", FEED, partial(_page, start=start))
        total = page.number("totalResults") or 0
        if total > MOST:
            raise FetchError(f"{total:,} papers match; make the query narrower")
        start += len(page.papers) + len(page.left_out)
        for entry, about in page.papers:
            day = day_of(_time(about.get("published", "")))
            if first <= day <= last:
                yield Said(day, entry, about)


def _page(body: bytes, start: int) -> FeedAnswer:
    if _ERROR in body[:_HEAD]:
        said = _SUMMARY.search(body, 0, _HEAD)
        what = said[1].decode("utf-8", "replace").strip() if said else "an error"
        raise FetchError(f"arXiv's API answered with an error: {what}")
    page = feed_answer(body)
    total = page.number("totalResults")
    if total is None:
        raise FetchError("the response does not say how many papers there are", again=True)
    if (page.number("startIndex") or 0) != start:
        raise FetchError("the response is another page than the one asked for", again=True)
    expected = min(PAGE, max(0, total - start), page.number("itemsPerPage") or PAGE)
    read = len(page.papers) + len(page.left_out)
    if read < expected or (read == 0 and start < total):
        what = f"of {total:,} papers, {expected:,} should be on this page, but {read:,} are"
        raise FetchError(what, again=True)
    return page


def _time(text: str) -> datetime:
    """Return the time that a text states. Raises FetchError if it is none."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise FetchError(f"a paper came in at '{text[:40]}', which is no time") from error
    return time if time.tzinfo else time.replace(tzinfo=UTC)

"""The real days of the API: nothing is lost, and the day is known without a file name."""

from __future__ import annotations

import gzip
import json

from paper_archive.listing import read
from paper_archive.model import Source

from tests.realdata import shared


def test_every_entry_of_every_real_day_is_read() -> None:
    days = undated = 0
    with gzip.open(shared("corpora/hf-daily-api.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            day = json.loads(line)
            (listing,) = read(Source("day.json", json.dumps(day["response"]).encode()))
            assert listing.form == "api"
            assert len(listing.entries) == len(day["response"]) and not listing.lost
            assert all(entry.arxiv_id and entry.authors for entry in listing.entries)
            days += 1
            undated += listing.date is None
            assert listing.date is None or listing.date.isoformat() == day["date"]
    assert (days, undated) == (465, 155)  # Older days do not say when they were.

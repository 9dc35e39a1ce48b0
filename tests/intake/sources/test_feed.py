"""Feeds of journals: listed once, on the day of the feed, whatever they are like."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.intake.answers import rss
from tests.intake.collected import run
from tests.intake.server import answer, serving

DAY = date(2025, 3, 14)
RSS = "application/rss+xml"


def fetch(into: Path, body: bytes, day: date = DAY, media: str = RSS, **more):
    now = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
    with serving(answer(body, media=media)) as web:
        return run(into, [{"feed": {"address": web.url, "name": "birds"}}], now, **more)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "listings"


def test_papers_are_listed_once(into: Path) -> None:
    first = fetch(into, rss(["Birds at Sea", "Whales at Sea"]))
    assert first.added == ["2025/2025-03-14.birds.jsonl"]
    assert first.lines(first.added[0])[0]["source"]["link"] == "https://journal.example/0"
    assert fetch(into, rss(["Birds at Sea", "Whales at Sea"])).outcomes == ["nothing-new"]
    grown = fetch(into, rss(["Seals", "Birds at Sea", "Whales at Sea"]), date(2025, 3, 20))
    assert grown.added == ["2025/2025-03-20.birds.jsonl"]
    assert [line["title"] for line in grown.lines(grown.added[0])] == ["Seals"]


@pytest.mark.parametrize(
    ("built", "day"),
    [
        (date(2025, 3, 12), "2025-03-12"),
        (date(2024, 3, 12), "2025-03-14"),  # a feed that never says when it changed
        (date(2026, 3, 12), "2025-03-14"),
        (None, "2025-03-14"),
    ],
)
def test_the_day_is_that_of_the_feed_if_it_is_likely(
    built: date | None, day: str, into: Path
) -> None:
    assert fetch(into, rss(["Birds at Sea"], built)).added == [f"2025/{day}.birds.jsonl"]


def test_a_feed_has_no_past_days(into: Path) -> None:
    done = fetch(into, rss(["Birds at Sea"]), only=date(2025, 3, 1))
    assert done.outcomes == ["nothing-new"] and "past" in done.rows[0].why


def test_a_paper_whose_title_changed_is_known_by_its_doi(into: Path) -> None:
    body = rss(["Birds at Sea"])
    fetch(into, body)
    renamed = body.replace(b"<title>Birds at Sea", b"<title>Birds over the Open Sea")
    assert fetch(into, renamed, date(2025, 3, 20)).outcomes == ["nothing-new"]


def test_a_json_feed_is_read(into: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Birds",
        "items": [{"id": "1", "url": "https://j.example/1", "title": "Gulls", "content_text": "x"}],
    }
    done = fetch(into, json.dumps(feed).encode(), media="application/feed+json")
    assert done.lines(done.added[0])[0]["source"]["link"] == "https://j.example/1"


def test_an_encoding_that_the_feed_names_is_read(into: Path) -> None:
    body = rss(["Vögel über dem Meer"]).decode()
    body = body.replace('version="1.0"?', 'version="1.0" encoding="ISO-8859-1"?', 1)
    done = fetch(into, body.encode("latin-1"))
    assert done.lines(done.added[0])[0]["title"] == "Vögel über dem Meer"


def test_an_empty_feed_is_nothing_new(into: Path) -> None:
    done = fetch(into, rss([]))
    assert done.outcomes == ["nothing-new"] and done.rows[0].why == "the feed is empty"


def test_papers_without_abstracts_pass_check(into: Path) -> None:
    body = b"<rss><channel><item><title>Gulls</title><link>https://j.example/1</link></item>"
    assert fetch(into, body + b"</channel></rss>").outcomes == ["new"]


BROKEN = {
    "a page": (b"<!DOCTYPE html><html><body><p>Sign in</p></body></html>", "no feed"),
    "text": (b"Birds at Sea\n\nWe study birds.\n", "no feed"),
    "JSON": (b'{"error": "no"}', "no feed"),
    "nothing": (b"", "no feed"),
    "cut off": (rss(["Birds", "Whales"])[:-200], "cut off or broken"),
    "between items": (rss(["Birds", "Whales"]).rpartition(b"<item>")[0], "cut off or broken"),
    "bytes of no encoding": (rss(["Birds"]).replace(b"Birds", b"B\xff\xferds"), "not UTF-8"),
    "a made-up encoding": (
        rss(["B"]).replace(b'"1.0"?', b'"1.0" encoding="zlib_codec"?').replace(b"B", b"\xff"),
        "not UTF-8",
    ),
    "an entity too many": (
        b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
        ) + b"]><rss><channel><item>&j;</item></channel>",
        "cut off or broken",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_feed_is_no_quiet_day(body: bytes, words: str, into: Path) -> None:
    done = fetch(into, body)
    assert done.outcomes == ["failed"] and words in done.rows[0].why
    assert not into.exists()


def test_entities_and_foreign_files_are_not_read(into: Path) -> None:
    bomb = rss(["Birds at Sea"]).replace(
        b"<rss", b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss', 1
    )
    done = fetch(into, bomb.replace(b"is what we study", b"&x; is what we study"))
    assert done.outcomes in (["new"], ["failed"])
    assert not any(
        "root:" in str(line["summary"]) for name in done.added for line in done.lines(name)
    )

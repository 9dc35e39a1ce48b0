"""Every kind of source against a server that misbehaves: it fails and says why, or stores papers.

To add a kind, add its answer to `KINDS_HERE`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from paper_archive.intake.sources import KINDS

from tests.intake import server
from tests.intake.answers import Paper, batch, preprint, preprints, rss
from tests.intake.collected import PATIENT, Run, run
from tests.intake.server import Reply, answer, dripping, raw, redirect, serving

DAY = date(2025, 3, 14)
NOW = datetime(2025, 3, 14, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Kind:
    """A kind's settings for a server at an address, a good answer of one paper, and its type."""

    source: Callable[[str], Any]
    body: bytes
    media: str

    @property
    def good(self) -> Reply:
        return answer(self.body, media=self.media)


BIRDS = Paper("2503.00001", "Birds at Sea")
JSON, ATOM = "application/json", "application/atom+xml"
KINDS_HERE = {
    "arxiv": Kind(
        lambda url: {"arxiv": {"categories": ["cs.CL"], "feeds": url, "api": url}},
        batch(DAY, BIRDS),
        ATOM,
    ),
    "hugging-face": Kind(
        lambda url: {"hugging-face": url},
        server.day(("2503.00001", "Birds at Sea"), submitted=str(DAY)),
        JSON,
    ),
    "biorxiv": Kind(
        lambda url: {"biorxiv": {"address": url}},
        preprints(preprint(DAY, "10.1101/2025.03.10.000001", "Birds at Sea")),
        JSON,
    ),
    "medrxiv": Kind(
        lambda url: {"medrxiv": {"address": url}},
        preprints(preprint(DAY, "10.1101/2025.03.10.000001", "Birds at Sea")),
        JSON,
    ),
    "feed": Kind(lambda url: {"feed": url}, rss(["Birds at Sea"]), "application/rss+xml"),
}
every_kind = pytest.mark.parametrize("kind", KINDS_HERE.values(), ids=KINDS_HERE)


def fetch(kind: Kind, reply: Reply, into: Path, seconds: float = 60) -> Run:
    """Fetch one day, with one list of one source."""
    limits = replace(PATIENT, read=seconds, total=seconds)
    with serving(reply) as web:
        # arXiv's API would be asked for yesterday too.
        return run(into, [kind.source(web.url)], NOW, only=DAY, limits=limits)


def test_every_kind_is_tried() -> None:
    assert set(KINDS_HERE) == set(KINDS)


@every_kind
def test_a_good_answer_is_stored(kind: Kind, tmp_path: Path) -> None:
    done = fetch(kind, kind.good, tmp_path / "listings")
    assert done.outcomes == ["new"] and done.rows[0].new == 1
    assert len(done.added) == 1 and done.added[0].startswith("2025/2025-03-14.")


@every_kind
def test_the_same_answer_is_nothing_new(kind: Kind, tmp_path: Path) -> None:
    fetch(kind, kind.good, tmp_path / "listings")
    again = fetch(kind, kind.good, tmp_path / "listings")
    assert again.outcomes == ["nothing-new"] and again.added == []


@every_kind
def test_a_dry_run_writes_nothing(kind: Kind, tmp_path: Path) -> None:
    with serving(kind.good) as web:
        sources = [kind.source(web.url)]
        done = run(tmp_path / "listings", sources, NOW, only=DAY, dry_run=True)
    assert done.outcomes == ["new"] and not (tmp_path / "listings").exists()


def hostile(kind: Kind) -> dict[str, tuple[Reply, str]]:
    """Answers that fail, and a part of the reason."""
    body, media = kind.body, kind.media
    page = b"<!DOCTYPE html><html><title>Sign in</title><p>Who are you?</p></html>"
    bomb = b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 1000 + b'">]><feed>' + b"&a;" * 50_000
    return {
        "an error": (answer(b"oops", 500), "500"),
        "not found": (answer(b"", 404), "404"),
        "busy": (answer(b"", 429, Retry_After="7"), "429"),
        "an HTML page": (answer(page, media="text/html"), "is text/html, not"),
        "an HTML page of the right type": (answer(page, media=media), ""),
        "no type": (answer(body, media=""), "of no type"),
        "an image": (answer(body, media="image/png"), "image/png"),
        "cut at its length": (
            answer(body[:-40], media=media, Content_Length=str(len(body))), "cut off"),
        "cut without length": (raw(
            b"HTTP/1.1 200 OK\r\nContent-Type: " + media.encode() + b"\r\n\r\n" + body[:-40]
        ), ""),
        "nothing": (answer(b"", media=media), ""),
        "white space": (answer(b" \n" * 999, media=media), ""),
        "null": (answer(b"null", media=media), ""),
        "zeros": (answer(b"\0" * 9999, media=media), ""),
        "gzip": (answer(b"\x1f\x8b\x08" + body, media=media), ""),
        "gzip as said": (answer(body, media=media, Content_Encoding="gzip"), "compressed"),
        "huge as said": (answer(body, media=media, Content_Length="400001"), "larger than 0.4"),
        "huge": (dripping(b" " * 20_000, 0) if media == JSON else
                 answer(b" " * 500_000, media=media, Content_Length=""), ""),
        "another host": (redirect("http://localhost:{port}/"), "another site"),
        "in circles": (redirect("/api/daily_papers"), "more than 3 times"),
        "a file": (redirect("file:///etc/passwd"), "another site"),
        "a bomb": (answer(bomb, media=media), ""),
        "deep JSON": (answer(b'{"items":' + b"[" * 90_000, media=media), ""),
        "hung up": (server.hang_up, ""),
        "no HTTP": (raw(b"SSH-2.0-OpenSSH_9\r\n"), ""),
    }  # fmt: skip


@every_kind
@pytest.mark.parametrize("name", hostile(KINDS_HERE["feed"]))
def test_a_hostile_answer_fails_and_says_why(kind: Kind, name: str, tmp_path: Path) -> None:
    reply, words = hostile(kind)[name]
    done = fetch(kind, reply, tmp_path / "listings")
    assert set(done.outcomes) == {"failed"}, done.rows
    assert all(words in row.why and 0 < len(row.why) <= 400 for row in done.rows), done.rows
    assert not (tmp_path / "listings").exists()
    assert all(wait <= PATIENT.longest_asked_wait for wait in done.pauses)


@every_kind
@pytest.mark.parametrize("reply", [server.silent, dripping(b" ", 0.05)], ids=["silent", "drips"])
def test_a_server_that_is_never_done_fails(kind: Kind, reply: Reply, tmp_path: Path) -> None:
    done = fetch(kind, reply, tmp_path / "listings", seconds=0.5)
    assert set(done.outcomes) == {"failed"}


@every_kind
def test_a_server_that_is_busy_is_asked_again_when_it_says(kind: Kind, tmp_path: Path) -> None:
    with serving(answer(b"", 429, Retry_After="7"), kind.good) as web:
        done = run(tmp_path / "listings", [kind.source(web.url)], NOW, only=DAY)
    assert done.outcomes[0] == "new" and done.pauses[0] == 7


def test_a_source_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    with serving(answer(b"", 404)) as down, serving(KINDS_HERE["feed"].good) as up:
        sources = [
            KINDS_HERE["biorxiv"].source(down.url),
            {"feed": {"address": up.url, "name": "birds"}},
        ]
        done = run(tmp_path / "listings", sources, NOW)
    assert done.outcomes == ["failed", "failed", "new"]


def test_a_server_that_is_down_is_left_alone(tmp_path: Path) -> None:
    with serving(answer(b"", 404)) as down:
        done = run(
            tmp_path / "listings",
            [KINDS_HERE["biorxiv"].source(down.url)],
            NOW,
            since=date(2025, 3, 5),
        )
        assert len(down.asked) == 5
    assert done.outcomes == ["failed"] * 10
    assert done.rows[-1].why == "not requested, because 5 requests in a row failed"


def test_a_paper_of_two_sources_is_kept_of_both(tmp_path: Path) -> None:
    """They say different things of it; the archive merges them."""
    kinds = KINDS_HERE["hugging-face"], KINDS_HERE["arxiv"]
    added = [name for kind in kinds for name in fetch(kind, kind.good, tmp_path / "in").added]
    assert added == ["2025/2025-03-14.hugging-face.json", "2025/2025-03-14.arxiv.jsonl"]


def test_days_of_the_api_are_kept_byte_for_byte(tmp_path: Path) -> None:
    kind = KINDS_HERE["hugging-face"]
    fetch(kind, kind.good, tmp_path / "in")
    assert (tmp_path / "in/2025/2025-03-14.hugging-face.json").read_bytes() == kind.body


def test_days_that_were_fetched_before_sources_were_set_are_not_asked_again(
    tmp_path: Path,
) -> None:
    into = tmp_path / "in"
    (into / "2025").mkdir(parents=True)
    for day in (10, 12):
        body = server.day((f"2503.000{day}", f"Fish {day}"), submitted=f"2025-03-{day}")
        (into / "2025" / f"2025-03-{day}.json").write_bytes(body)
    line = {"title": "Terns", "abstract": "They fly. " * 20, "kind": "new"}
    (into / "2025" / "2025-03-11.arxiv.jsonl").write_text(json.dumps(line) + "\n")
    with serving(answer(b"[]")) as api:
        done = run(into, [{"hugging-face": api.url}], NOW)
    assert [row.day.day for row in done.rows if row.day] == [11, 13, 14]
    assert done.outcomes == ["nothing-new"] * 3
    # What a listing of another source has of a day says nothing of this one.
    assert [request.path[-2:] for request in api.asked] == ["11", "13", "14"]

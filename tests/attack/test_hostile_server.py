"""Whatever a server answers, a day fails with a reason, or is stored and passes `check`."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from paper_archive.in_memory import check
from paper_archive.inputs import Inputs
from paper_archive.intake.answers import FetchError
from paper_archive.intake.client import Client, Limits, World
from paper_archive.intake.fetching import DayOutcome, Fetched, fetch
from paper_archive.intake.placing import Intake
from paper_archive.intake.sources.hugging_face import ask

from tests.intake import server
from tests.intake.server import Reply, dripping, raw, redirect, serving

DAY = date(2025, 6, 2)
NOW = datetime(2025, 6, 3, 4, 0, tzinfo=UTC)
BODY = server.day(("2506.00001", "Birds at Sea"), ("2506.00002", "Whales at Sea"))
ITEM = json.loads(BODY)[0]
JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
FAILED, STORED, EMPTY = DayOutcome.FAILED, DayOutcome.ADDED, DayOutcome.NO_PAPERS
NUMBER = b'"upvotes": 3'


def body(data: bytes, *headers: bytes) -> Reply:
    return raw(b"".join([JSON, *(header + b"\r\n" for header in headers), b"\r\n", data]))


def busy(*waits: bytes) -> Reply:
    lines = b"".join(b"Retry-After: " + wait + b"\r\n" for wait in waits)
    return raw(b"HTTP/1.1 429 Too Many\r\n" + lines + b"Content-Length: 0\r\n\r\n")


def moved(target: bytes) -> Reply:
    return raw(b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\n\r\n")


def votes(number: bytes) -> Reply:
    return body(BODY.replace(NUMBER, b'"upvotes": ' + number))


def title(written: bytes) -> Reply:
    return body(BODY.replace(b'"title": "Birds at Sea"', b'"title": "' + written + b'"'))


def published(day: bytes) -> Reply:
    return body(BODY.replace(b"2025-05-30", day))


def chunked(data: bytes) -> Reply:
    return body(data, b"Transfer-Encoding: chunked")


ANSWERS: dict[str, tuple[Reply, DayOutcome]] = {
    "a day": (body(BODY), STORED),
    "no papers": (body(b"[]"), EMPTY),
    "wait, far zone": (busy(b"Fri, 31 Dec 2025 23:59:59 +99999999999999999999"), FAILED),
    "wait, huge": (busy(b"9" * 5000), FAILED),
    "wait, negative": (busy(b"-1"), FAILED),
    "wait, fraction": (busy(b"1.5"), FAILED),
    "wait, no zone": (busy(b"Tue, 03 Jun 2025 04:00:30"), FAILED),
    "wait, year 0": (busy(b"Tue, 03 Jun 0000 04:00:30 GMT"), FAILED),
    "wait, year 1": (busy(b"Mon, 01 Jan 0001 00:00:00 +2359"), FAILED),
    "wait, year 9999": (busy(b"Fri, 31 Dec 9999 23:59:59 -2359"), FAILED),
    "wait, long year": (busy(b"Fri, 31 Dec 99999999999999999999 23:59:59 GMT"), FAILED),
    "wait, foreign digits": (busy("٣".encode(), b"\xb2"), FAILED),
    "wait, not ASCII": (busy(b"\xff\xfe\x80"), FAILED),
    "wait, several": (busy(b"5", b"soon", b"Fri, 99 Foo 2025"), FAILED),
    "wait, nothing": (busy(b"", b","), FAILED),
    "wait, words": (busy(b"a b c d e f g h", b"1 2 3 4 5 6", b"::::"), FAILED),
    "status 0": (raw(b"HTTP/1.1 000 x\r\n\r\n"), FAILED),
    "status 999": (raw(b"HTTP/1.1 999 x\r\n\r\n"), FAILED),
    "status of digits": (raw(b"HTTP/1.1 " + b"2" * 5000 + b" OK\r\n\r\n"), FAILED),
    "status without reason": (raw(b"HTTP/1.1 500\r\n\r\n"), FAILED),
    "status with escapes": (raw(b"HTTP/1.1 404 \x9b2J\x85::error::\r\n\r\n"), FAILED),
    "status 101": (raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"), FAILED),
    "statuses 100": (raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000), FAILED),
    "HTTP/9.9": (raw(b"HTTP/9.9 200 OK\r\n\r\n[]"), FAILED),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9\r\n"), FAILED),
    "zeros": (raw(b"\0" * 10_000), FAILED),
    "header with a control": (body(BODY, b"X: a\x00b\x1b[2J"), FAILED),
    "header without a colon": (body(BODY, b"nothing"), FAILED),
    "header too long": (body(BODY, b"X: " + b"a" * 200_000), FAILED),
    "headers folded": (body(BODY, b"X: a", b"  b"), STORED),
    "headers without end": (raw(JSON), FAILED),
    "length lies, less": (body(BODY, b"Content-Length: 10"), FAILED),
    "length lies, more": (body(BODY, b"Content-Length: 99999"), FAILED),
    "length of 4,301 digits": (body(BODY, b"Content-Length: " + b"9" * 4301), FAILED),
    "length negative": (body(BODY, b"Content-Length: -1"), FAILED),
    "lengths that differ": (body(BODY, b"Content-Length: 1", b"Content-Length: 2"), FAILED),
    "length in foreign digits": (body(BODY, "Content-Length: ٣".encode()), FAILED),
    "chunks of garbage": (chunked(b"zz\r\n[]\r\n0\r\n\r\n"), FAILED),
    "chunk of endless size": (chunked(b"f" * 5000 + b"\r\n[]"), FAILED),
    "chunk cut off": (chunked(b"5\r\n[]"), FAILED),
    "chunk negative": (chunked(b"-2\r\n[]\r\n0\r\n\r\n"), FAILED),
    "moved nowhere": (moved(b""), FAILED),
    "moved, no port": (moved(b"http://x:port/"), FAILED),
    "moved, broken IPv6": (moved(b"http://[::1"), FAILED),
    "moved, no host": (moved(b"http://"), FAILED),
    "moved, not ASCII": (moved(b"\xff\xfe//\x80"), FAILED),
    "moved, bad IDNA": (moved("http://xn--\u00df\u200d.x/".encode()), FAILED),
    "moved, long": (moved(b"/" + b"a" * 60_000), FAILED),
    "moved, long host": (moved(b"http://" + b"a." * 500 + b"/"), FAILED),
    "moved, javascript": (moved(b"javascript:alert(1)"), FAILED),
    "moved, control": (moved(b"/\x1b[2J\x85"), FAILED),
    "moved, port 99999": (moved(b"http://127.0.0.1:99999/"), FAILED),
    "moved in circles": (redirect("/api/daily_papers"), FAILED),
    "deep JSON": (body(b"[" * 90_000), FAILED),
    "deep objects": (body(b'{"a":' * 90_000), FAILED),
    "an integer of 4,301 digits": (votes(b"1" * 4301), FAILED),
    "an integer of 20 digits": (votes(b"1" * 20), FAILED),
    "fewer than no votes": (votes(b"-5"), FAILED),
    "NaN": (votes(b"NaN"), FAILED),
    "Infinity": (votes(b"-Infinity"), FAILED),
    "1e999": (votes(b"1e999"), FAILED),
    "a key twice": (votes(b'1, "upvotes": 2'), FAILED),
    "half a character": (title(rb"Birds \ud800 at Sea"), FAILED),
    "half a character in a key": (body(BODY.replace(b'"hidden"', rb'"hid\udfffden"')), FAILED),
    "a whole character": (title(rb"Birds \ud83d\ude00 at Sea"), STORED),
    "a raw control": (title(b"Birds \x00\x1b at Sea"), FAILED),
    "day 0001": (published(b"0001-01-01"), FAILED),
    "day 30 February": (published(b"2025-02-30"), FAILED),
    "day 9999": (published(b"9999-12-31"), FAILED),
    "UTF-16": (body(BODY.decode().encode("utf-16")), FAILED),
    "UTF-16 unmarked": (body(BODY.decode().encode("utf-16-le")), FAILED),
    "UTF-32": (body(BODY.decode().encode("utf-32-be")), FAILED),
    "Latin-1": (title("Vögel".encode("latin-1")), FAILED),
    "a mark": (body(b"\xef\xbb\xbf" + BODY), FAILED),
    "said to be Latin-1": (server.answer(BODY, media="application/json; charset=latin1"), FAILED),
    "said to be UTF-8": (server.answer(BODY, media='application/json; charset="UTF-8"'), STORED),
    "HTML": (server.answer(b"<html>", media="text/html"), FAILED),
    "HTML as JSON": (body(b"<!doctype html><title>Sign in</title>"), FAILED),
    "nothing": (body(b""), FAILED),
    "white space": (body(b" \n" * 1000), FAILED),
    "gzip": (body(b"\x1f\x8b\x08" + BODY), FAILED),
    "gzip as said": (body(BODY, b"Content-Encoding: gzip"), FAILED),
    "null": (body(b"null"), FAILED),
    "a number": (body(b"7"), FAILED),
    "an error": (body(b'{"error": "::error::no"}'), FAILED),
    "items of every kind": (body(b'[1, "x", null, [], {}, {"paper": 3}, true]'), FAILED),
    "titles of every kind": (body(b'[{"title": 1}, {"title": []}, {"title": " "}]'), FAILED),
    "two types": (raw(JSON + b"Content-Type: text/html\r\n\r\n" + BODY), FAILED),
    "another day": (body(server.day(("2506.00001", "Birds"), submitted="2024-01-01")), FAILED),
    "too large": (body(b"[" + b" " * 300_000 + b"]"), FAILED),
    "endless": (dripping(b" " * 20_000, 0), FAILED),
    "hung up": (server.hang_up, FAILED),
}  # fmt: skip
SLOW: dict[str, Reply] = {
    "silent": server.silent,
    "dripping": dripping(b" ", 0.05),
    "dripping head": dripping(b"x", 0.05, head=True),
}


def fetched(reply: Reply, into: Path, seconds: float = 60) -> tuple[Fetched, list[float]]:
    """Fetch a day, and return what became of it, and the waits between the attempts."""
    waits: list[float] = []
    world = World(lambda: NOW, waits.append, lambda: 1.0)
    limits = Limits(read=seconds, total=seconds, most_bytes=200_000, attempts=2)
    with serving(reply) as api:
        get = Client(limits, world).get
        intake = Intake(into, (into,), into.parent)
        (result,) = fetch((DAY,), lambda day: ask(get, api.url, day), intake, lambda: None)
    return result, waits


def is_sound(result: Fetched, into: Path) -> bool:
    """Tell whether a day that failed left nothing, and one that was stored passes `check`."""
    stored = [path for path in into.rglob("*") if path.is_file()]
    if result.outcome is not STORED:
        assert not stored
        assert result.outcome is not FAILED or 0 < len(result.why) < 1000
        return True
    checked = check(Inputs(tuple(stored), into), lambda items, what, total: items)
    (credit,) = checked.credits
    return not credit.lost and not checked.problems and credit.days == (DAY,)


@pytest.mark.parametrize(("reply", "outcome"), ANSWERS.values(), ids=ANSWERS)
def test_a_hostile_answer(reply: Reply, outcome: DayOutcome, tmp_path: Path) -> None:
    result, waits = fetched(reply, tmp_path / "listings")
    assert result.outcome is outcome, result
    assert is_sound(result, tmp_path / "listings")
    assert all(0 <= wait <= Limits().longest_asked_wait for wait in waits)


@pytest.mark.parametrize("reply", SLOW.values(), ids=SLOW)
def test_a_server_that_is_never_done(reply: Reply, tmp_path: Path) -> None:
    result, _ = fetched(reply, tmp_path / "listings", seconds=0.5)
    assert result.outcome is FAILED and is_sound(result, tmp_path / "listings")


def mutations(number: int) -> Iterator[bytes]:
    """Responses in which a few bytes are others, or gone, or there twice."""
    chance = random.Random(13)
    whole = JSON + b"Retry-After: 7\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
    for _ in range(number):
        response = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            # Half of them in the head, which is much shorter than the body.
            most = chance.choice((150, len(response) - 1))
            at = chance.randrange(most)
            piece = chance.choice((b"", b"\0", b"\xff", b"9" * 40, b"\r\n", b'"', b"[", b"\\ud800",
                                   b"429", b"-", bytes(response[at : at + 30])))  # fmt: skip
            response[at : at + chance.randint(0, 4)] = piece
        yield bytes(response)


def test_mutated_answers(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    number = 2000 if request.config.getoption("--at-length", default=False) else 60
    failed = 0
    for n, response in enumerate(mutations(number)):
        into = tmp_path / str(n)
        result, _ = fetched(raw(response), into, seconds=5)
        failed += result.outcome is FAILED
        assert result.outcome is not STORED or list(into.rglob("*.json*")), response
    assert number / 2 < failed <= number


def test_an_item_without_a_title_costs_that_item(tmp_path: Path) -> None:
    items = json.dumps([ITEM, {"paper": {"id": "2506.00003"}}]).encode()
    result, _ = fetched(body(items), tmp_path / "listings")
    assert result.outcome is STORED
    assert result.decision and "without a title" in result.decision.problems[0].what


def test_a_long_answer_makes_a_short_message(tmp_path: Path) -> None:
    with serving(raw(b"HTTP/1.1 404 " + b"x" * 5000 + b"\r\n\r\n")) as api:
        world = World(lambda: NOW, lambda seconds: None, lambda: 1.0)
        with pytest.raises(FetchError) as failed:
            ask(Client(Limits(), world).get, api.url, DAY)
    assert len(str(failed.value)) <= 300

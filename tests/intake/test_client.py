"""Requests to a server that responds well, badly or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from paper_archive import __version__
from paper_archive.intake.answers import FetchError
from paper_archive.intake.client import Client, Limits, World, check_address
from paper_archive.intake.sources.hugging_face import API as ADDRESS
from paper_archive.intake.sources.hugging_face import ApiResponse, ask
from paper_archive.model import InputError

from tests.intake import server
from tests.intake.server import Reply, answer, dripping, redirect, serving, without_length

DAY = date(2025, 6, 2)
BODY = server.day(("2506.00001", "Birds at Sea"), ("2506.00002", "Whales at Sea"))
# A slow machine is no silent server: only tests of a server that does not answer wait less.
PATIENT = Limits(connect=60, read=60, total=120, most_bytes=100_000, attempts=3)
NOW = datetime(2025, 6, 3, 4, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A world that records sleeps instead of sleeping, and in which delays are the longest."""

    slept: list[float] = field(default_factory=list)

    @property
    def world(self) -> World:
        return World(lambda: NOW, self.slept.append, lambda: 1.0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def ask_of(url: str, clock: Clock, limits: Limits = PATIENT) -> ApiResponse:
    return ask(Client(limits, clock.world).get, url, DAY)


def test_a_day_comes_byte_for_byte(clock: Clock) -> None:
    with serving(answer(BODY)) as api:
        assert ask_of(api.url, clock) == ApiResponse(BODY, empty=False)
    (asked,) = api.asked
    assert asked.path == "/api/daily_papers?date=2025-06-02"
    assert asked.headers["user-agent"] == f"paper-archive/{__version__}"
    assert asked.headers["accept-encoding"] == "identity"
    assert clock.slept == []


def test_what_the_address_asks_for_stays(clock: Clock) -> None:
    with serving(answer(BODY)) as api:
        ask_of(api.url + "?limit=100&date=x#top", clock)
    assert api.asked[0].path == "/api/daily_papers?limit=100&date=2025-06-02"


@pytest.mark.parametrize("body", [b"[]", b" [ ]\n", b'{"status": "ok", "count": 0, "data": []}'])
def test_a_day_without_papers_is_empty(body: bytes, clock: Clock) -> None:
    with serving(answer(body)) as api:
        assert ask_of(api.url, clock) == ApiResponse(body, empty=True)


PASSING: dict[str, Reply] = {
    "500": answer(b"oops", 500, "text/html"),
    "502": answer(b"", 502),
    "503": answer(b"", 503),
    "429": answer(b"", 429),
    "408": answer(b"", 408),
    "cut at its length": answer(BODY[:-9], Content_Length=str(len(BODY))),
    "cut without length": without_length(BODY[:-9]),
    "empty body": answer(b""),
    "broken JSON": answer(b'[{"paper": }]'),
    "deep JSON": answer(b"[" * 90_000),
    "no UTF-8": answer(b'["\xff\xfe\xfd"]'),
    "hung up": server.hang_up,
    "silent": server.silent,
    "redirected to no address": redirect("http://x:port/"),
}


@pytest.mark.parametrize("bad", PASSING.values(), ids=PASSING)
def test_what_may_pass_is_asked_again(bad: Reply, clock: Clock) -> None:
    # Who does not answer is asked once less.
    is_silent = bad is server.silent
    limits = replace(PATIENT, read=1.5, attempts=4) if is_silent else PATIENT
    with serving(bad, bad, answer(BODY)) as api:
        assert ask_of(api.url, clock, limits).body == BODY
    assert len(api.asked) == 3
    assert clock.slept == [2, 4]


def test_attempts_are_limited(clock: Clock) -> None:
    with (
        serving(answer(b"", 500)) as api,
        pytest.raises(FetchError, match=r"500 Internal Server Error \(after 3 attempts\)"),
    ):
        ask_of(api.url, clock)
    assert len(api.asked) == 3 and clock.slept == [2, 4]


def test_waits_double_up_to_a_limit_and_are_spread(clock: Clock) -> None:
    limits = Limits(attempts=7, longest_wait=20)
    with serving(answer(b"", 500)) as api:
        for chance in (1.0, 0.0):
            world = World(lambda: NOW, clock.slept.append, lambda chance=chance: chance)
            with pytest.raises(FetchError):
                ask(Client(limits, world).get, api.url, DAY)
    assert clock.slept == [2, 4, 8, 16, 20, 20, 1, 2, 4, 8, 10, 10]


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("7", 7),
        ("0", 2),  # Less than the delay without it.
        ("120", 120),
        ("Tue, 03 Jun 2025 04:00:30 GMT", 30),
        ("Tue, 03 Jun 2025 04:00:30 -0000", 30),
        ("Mon, 02 Jun 2025 04:00:30 GMT", 2),
        ("soon", 2),
        ("-5", 2),
        ("", 2),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_that_a_server_asks_for(
    status: int, header: str, wait: float, clock: Clock
) -> None:
    with serving(answer(b"", status, Retry_After=header), answer(BODY)) as api:
        assert ask_of(api.url, clock).body == BODY
    assert clock.slept == [wait]


@pytest.mark.parametrize("header", ["86400", "9" * 5000], ids=["a day", "for ever"])
def test_who_asks_for_a_longer_wait_is_asked_later(header: str, clock: Clock) -> None:
    with (
        serving(answer(b"", 429, Retry_After=header)) as api,
        pytest.raises(FetchError, match="asks for a delay of") as failed,
    ):
        ask_of(api.url, clock)
    assert failed.value.unanswered and clock.slept == []


FINAL: dict[str, tuple[Reply, str]] = {
    "400": (answer(b'{"error": "Invalid date"}', 400), "400 Bad Request"),
    "404": (answer(b"", 404, Retry_After="5"), "404"),
    "204": (answer(b"", 204), "204"),
    "wrong type": (answer(BODY, media="text/html; charset=utf-8"), "text/html, not JSON"),
    "no type": (answer(BODY, media=""), "of no type"),
    "packed": (answer(BODY, Content_Encoding="gzip"), r"compressed \(gzip\)"),
    "announced too large": (answer(b"[]", Content_Length="100001"), "larger than 0.1 MB"),
    "endless": (dripping(b" " * 20_000, 0), "larger than 0.1 MB"),
    "another host": (redirect("http://localhost:{port}/"), "another site, http://localhost"),
    "another port": (redirect("http://127.0.0.1:1/"), "another site"),
    "another scheme": (redirect("https://127.0.0.1:{port}/"), "another site"),
    "a file": (redirect("file:///etc/passwd"), "another site"),
    "in circles": (redirect("/api/daily_papers"), "more than 3 times"),
}


@pytest.mark.parametrize(("reply", "words"), FINAL.values(), ids=FINAL)
def test_what_will_not_pass_fails_at_once(reply: Reply, words: str, clock: Clock) -> None:
    with serving(reply) as api, pytest.raises(FetchError, match=words):
        ask_of(api.url, clock)
    assert clock.slept == []


def test_a_redirect_on_the_same_host_is_followed(clock: Clock) -> None:
    for status in (301, 302, 303, 307, 308):
        with serving(redirect("/v2/papers?date=2025-06-02", status), answer(BODY)) as api:
            assert ask_of(api.url, clock).body == BODY
        assert [each.path for each in api.asked][1:] == ["/v2/papers?date=2025-06-02"]


@pytest.mark.parametrize(
    "reply",
    [dripping(b" ", 0.05), dripping(b"x", 0.05, head=True)],
    ids=["body", "head"],
)
def test_a_server_that_drips_is_left_in_time(reply: Reply, clock: Clock) -> None:
    with (
        serving(reply) as api,
        pytest.raises(FetchError, match=r"no complete response within 1\.5 s"),
    ):
        ask_of(api.url, clock, Limits(read=60, total=1.5, attempts=1))


def test_nobody_there(clock: Clock) -> None:
    with serving(answer()) as gone:
        pass
    with pytest.raises(FetchError, match=r"no connection: .* \(after 2 attempts\)"):
        ask_of(gone.url, clock)


def test_who_does_not_answer_is_left_alone_after_a_while(clock: Clock) -> None:
    with serving(answer()) as gone:
        pass
    client = Client(replace(PATIENT, attempts=9, unanswered=5), clock.world)
    with pytest.raises(FetchError, match=r"\(after 2 attempts\)") as failed:
        ask(client.get, gone.url, DAY)
    assert failed.value.unanswered and clock.slept == [2]  # the second delay would be 4
    with pytest.raises(FetchError, match="because nobody answered") as again:
        ask(client.get, gone.url, DAY)
    assert again.value.unasked and clock.slept == [2]


def test_the_last_attempt_ends_with_the_patience() -> None:
    limits = Limits().within(18)
    assert (limits.connect, limits.read, limits.total) == (10, 18, 60)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://huggingface.co/api/daily_papers", "is not https"),
        ("http://127.0.0.1.example.org/", "is not https"),
        ("http://192.168.0.1/", "is not https"),
        ("file:///etc/passwd", "not an https address"),
        ("huggingface.co/api", "not an https address"),
        ("https://", "not an https address"),
        ("https://me:secret@huggingface.co/", "user name"),
        ("http://me:secret@huggingface.co/", "user name"),
        ("https://x:port/", "is not a valid address"),
        ("", "not an https address"),
    ],
)
def test_addresses_that_are_never_asked(address: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as error:
        check_address(address)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "address", [ADDRESS, "http://localhost:8000/", "http://127.1.2.3/", "http://[::1]:9/x"]
)
def test_addresses_that_may_be_asked(address: str) -> None:
    assert str(check_address(address)) == address


def test_an_environment_proxy_is_not_asked_for_this_computer(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with serving(answer(BODY)) as api:
        assert ask_of(api.url, clock).body == BODY

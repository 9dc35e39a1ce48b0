"""A local server that responds as a test tells it to, well or badly."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote_plus

from tests.serving import serving as listening

Reply = Callable[[BaseHTTPRequestHandler], None]


def day(*papers: tuple[str, str], submitted: str = "") -> bytes:
    """The response of the API for a day with papers of (id, title)."""
    items = [
        {
            "publishedAt": "2025-05-30T10:00:00.000Z",
            "title": title,
            "numComments": 2,
            "paper": {
                "id": paper_id,
                "authors": [{"name": "Ann Lee", "hidden": False}],
                "title": title,
                "summary": f"{title} is what we study here, by day and by night. " * 4,
                "upvotes": 3,
                **({"submittedOnDailyAt": f"{submitted}T03:00:00.000Z"} if submitted else {}),
            },
        }
        for paper_id, title in papers
    ]
    return json.dumps(items, indent=1).encode()


def answer(
    body: bytes = b"[]", status: int = 200, media: str = "application/json", **headers: str
) -> Reply:
    """Respond like this; `Content-Length` is the length of the body unless a header sets it."""

    def reply(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        to.send_header("Content-Type", media)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(body)

    return reply


def redirect(target: str, status: int = 302) -> Reply:
    """Redirect; `{port}` stands for the port of the server."""

    def reply(to: BaseHTTPRequestHandler) -> None:
        answer(b"", status, Location=target.replace("{port}", str(to.server.server_port)))(to)

    return reply


def without_length(body: bytes) -> Reply:
    """Respond and close the connection: nothing says where the body should have ended."""

    def reply(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "application/json")
        to.end_headers()
        to.wfile.write(body)

    return reply


def dripping(part: bytes, seconds: float, head: bool = False) -> Reply:
    """Send a part now and then, for ever; with `head`, the headers do not end either."""

    def reply(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        to.wfile.write(b"X-Long: " if head else b"\r\n[")
        while not to.server.closing.wait(seconds):
            to.wfile.write(part)

    return reply


def raw(response: bytes) -> Reply:
    """Respond with these bytes, status line and headers included, and close the connection."""

    def reply(to: BaseHTTPRequestHandler) -> None:
        with suppress(ConnectionError):  # Whoever is asked may leave before the end.
            to.wfile.write(response)

    return reply


def hang_up(to: BaseHTTPRequestHandler) -> None:
    """Close the connection without a response."""


def silent(to: BaseHTTPRequestHandler) -> None:
    """Accept the request and send nothing."""
    to.server.closing.wait()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the server received."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass(frozen=True, slots=True)
class Running:
    """The URL of the server, and the requests so far."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serving(*replies: Reply) -> Iterator[Running]:
    """Send these replies one after the other, and repeat the last one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            n = min(len(running.asked), len(replies) - 1)
            headers = {name.lower(): value for name, value in self.headers.items()}
            running.asked.append(Asked(self.path, headers, time.monotonic()))
            replies[n](self)

        def log_message(self, *words: object) -> None:
            pass

    with listening(Handler) as server:
        running = Running(f"{server.url}api/daily_papers")
        yield running


def routed(*routes: tuple[str, Reply], instead: Reply | None = None) -> Reply:
    """Respond by the first route whose text is in the path, and with 404 if there is none."""

    def reply(to: BaseHTTPRequestHandler) -> None:
        replies = (each for part, each in routes if part in unquote_plus(to.path))
        next(replies, instead or answer(b"", 404))(to)

    return reply

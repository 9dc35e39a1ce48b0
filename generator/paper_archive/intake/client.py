"""The client of all sources: the only module that downloads anything.

A response is returned only if it is complete: as long as announced, of a media type that was asked
for, and sound in the eyes of whoever reads it. Whatever a server answers, a `Client` raises nothing
but FetchError.
Only https is allowed, except on localhost. Redirects are followed within the same scheme, host and
port. Size and time are limited during the download. Busy servers, truncated responses and lost
connections are retried after a delay that doubles, or that the server names; anything else (another
media type, another host, a response that is too large) fails at once. One connection is open at a
time, and between two requests is the pause that a source asks for.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TypeVar

import httpx

from paper_archive import __version__
from paper_archive.intake.addresses import is_this_computer, refusal, shown
from paper_archive.intake.answers import FetchError, Media
from paper_archive.model import InputError, Problem
from paper_archive.text.english import plural

T = TypeVar("T")
USER_AGENT = f"paper-archive/{__version__}"
TOO_EARLY_OR_BUSY = (408, 425, 429)
LONGEST_RETRY_AFTER = 100
# Then a server is left alone.
FAILURES_IN_A_ROW = 5
SHORTEST_ATTEMPT = 1.0
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\"';\s]*)", re.IGNORECASE)
_ENCODINGS = ("", "utf-8", "utf8", "us-ascii")


@dataclass(frozen=True, slots=True)
class Limits:
    """Times are in seconds; `most_bytes` is far above the largest of 465 days, 0.23 MB.

    `total` is for one attempt with its redirects, `unanswered` for all attempts of a request that
    nobody answers, with the delays between them. The delay before the second attempt is at most
    `first_wait`, and then doubles. A server that asks for a delay beyond `longest_asked_wait` is
    not asked again.
    """

    connect: float = 10
    read: float = 20
    total: float = 60
    unanswered: float = 35  # with what surrounds it, less than 40
    most_bytes: int = 20_000_000
    redirects: int = 3
    attempts: int = 4
    first_wait: float = 2
    longest_wait: float = 30
    longest_asked_wait: float = 120

    def within(self, patience: float) -> Limits:
        """Return limits of an attempt that waits at most so many seconds for an answer."""
        return replace(self, connect=min(self.connect, patience), read=min(self.read, patience))


@dataclass(frozen=True, slots=True)
class World:
    """The outside world of a retry: the time, a sleep in seconds, a random number from 0 to 1."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    chance: Callable[[], float]


def check_address(address: str) -> httpx.URL:
    """Return the URL of a source. Raises InputError for a URL that must not be requested."""
    if why := refusal(address):
        raise _wrong(address, why)
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise _wrong(address, f"is not a valid address: {error}") from error
    return url.copy_with(fragment=None)


class Client:
    """Requests addresses one after the other, with `pause` seconds between two requests.

    `silent` are the servers that do not answer, which several clients may share.
    """

    def __init__(
        self, limits: Limits, world: World, pause: float = 0, silent: set[str] | None = None
    ) -> None:
        self._limits, self._world, self._pause = limits, world, pause
        self._silent = set() if silent is None else silent
        self._failures = 0
        self._is_first = True

    def get(self, address: str, media: Media, read: Callable[[bytes], T]) -> T:
        """Return what `read` makes of the response at an address.

        `read` raises FetchError for a response that is not sound. Raises FetchError when attempts
        run out, and at once if several requests in a row failed: then the server or the network is
        down, and every further request would wait for all its attempts. One request that nobody
        answers is enough for that.
        """
        url = _url(address)
        if _server(url) in self._silent:
            raise FetchError("not requested, because nobody answered", unasked=True)
        if self._failures >= FAILURES_IN_A_ROW:
            raise FetchError(
                f"not requested, because {self._failures} requests in a row failed", unasked=True
            )
        try:
            response = self._ask(url, media, read)
        except FetchError as error:
            self._failures += 1
            if error.unanswered:
                self._silent.add(_server(url))
            raise
        self._failures = 0
        return response

    def _ask(self, url: httpx.URL, media: Media, read: Callable[[bytes], T]) -> T:
        limits, world = self._limits, self._world
        if not self._is_first and self._pause:
            world.sleep(self._pause)
        self._is_first = False
        unanswered = 0.0  # seconds
        for attempt in range(1, limits.attempts + 1):
            began = world.now()
            try:
                # The last attempt ends when the patience does.
                patience = max(limits.unanswered - unanswered, SHORTEST_ATTEMPT)
                return read(asyncio.run(_get(url, media, limits.within(patience), world.now)))
            except FetchError as error:
                if not error.again:
                    raise
                if error.wait > limits.longest_asked_wait:
                    what = f"{error}, and asks for a delay of {error.wait:,.0f} s"
                    raise FetchError(what, unanswered=True) from error
                delay = max(_wait(attempt, error.wait, limits, world.chance()), self._pause)
                if error.unanswered:
                    unanswered += (world.now() - began).total_seconds() + delay
                # Where nobody answers, an attempt less is enough.
                most = limits.attempts - 1 if error.unanswered else limits.attempts
                if attempt >= most or unanswered >= limits.unanswered:
                    tries = plural(attempt, "attempt")
                    raise FetchError(
                        f"{error} (after {tries})", unanswered=error.unanswered
                    ) from error
                world.sleep(delay)
        raise FetchError("no attempt was allowed")


def _server(url: httpx.URL) -> str:
    return f"{url.host}:{url.port}"


def _url(address: str) -> httpx.URL:
    try:
        return check_address(address)
    except InputError as error:
        raise FetchError(str(error)) from error


def _wait(attempt: int, asked: float, limits: Limits, chance: float) -> float:
    """Return the seconds before the next attempt: doubled, and spread so that callers disperse."""
    delay = min(limits.longest_wait, limits.first_wait * 2.0 ** (attempt - 1)) * (0.5 + chance / 2)
    return max(delay, asked)


async def _get(url: httpx.URL, media: Media, limits: Limits, now: Callable[[], datetime]) -> bytes:
    try:
        # For the whole request: a server that drips keeps every single read short.
        async with asyncio.timeout(limits.total):
            return await _follow(url, media, limits, now)
    except TimeoutError as error:
        what = f"no complete response within {limits.total:g} s"
        raise FetchError(what, again=True, unanswered=True) from error
    except httpx.TimeoutException as error:
        part = "connection" if isinstance(error, httpx.ConnectTimeout) else "response"
        raise FetchError(f"the {part} timed out", again=True, unanswered=True) from error
    except httpx.RemoteProtocolError as error:
        raise FetchError(f"the response was cut off: {error}", again=True) from error
    except httpx.TransportError as error:
        what = f"no connection: {error or type(error).__name__}"
        raise FetchError(what, again=True, unanswered=True) from error
    except httpx.InvalidURL as error:
        raise FetchError(f"redirected to an invalid address: {error}") from error
    except FetchError:
        raise
    # Headers make a client fail in ways that nobody has thought of, and none may stop the others.
    except Exception as error:
        what = f"the response cannot be read ({type(error).__name__}: {error})"
        raise FetchError(what, again=True) from error


@cache
def _certificates(environment: bool) -> ssl.SSLContext:
    """Return whom to trust, read once: that takes longer than many a request."""
    return httpx.create_ssl_context(trust_env=environment)


async def _follow(
    url: httpx.URL, media: Media, limits: Limits, now: Callable[[], datetime]
) -> bytes:
    # A compressed response would be limited only after decompression, and not byte for byte.
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": media.accept,
        "Accept-Encoding": "identity",
    }
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    # Proxies in the environment are not for localhost.
    environment = not is_this_computer(url.host)
    async with httpx.AsyncClient(
        headers=headers, timeout=timeout, verify=_certificates(environment), trust_env=environment
    ) as client:
        for _ in range(limits.redirects + 1):
            async with client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    _check_head(response, media, limits, now)
                    return await _body(response, limits)
                target = url.join(response.headers["location"])
            if _origin(target) != _origin(url):
                raise FetchError(f"redirected to another site, {target.scheme}://{target.host}")
            url = target
    raise FetchError(f"redirected more than {limits.redirects} times")


def _check_head(
    response: httpx.Response, media: Media, limits: Limits, now: Callable[[], datetime]
) -> None:
    status = response.status_code
    if status != 200:
        again = status in TOO_EARLY_OR_BUSY or status >= 500
        asked = response.headers.get_list("retry-after") if again else []
        wait = max((_asked_wait(header, now) for header in asked), default=0)
        words = f"{status} {response.reason_phrase}".strip()
        raise FetchError(f"the server answered {words}", again, wait)
    stated, _, parameters = response.headers.get("content-type", "").partition(";")
    stated = stated.strip().lower()
    if not media.takes(stated):
        raise FetchError(f"the response is {stated or 'of no type'}, not {media.name}")
    charset = _CHARSET.search(parameters)
    if media.is_utf8 and charset and charset[1].lower() not in _ENCODINGS:
        raise FetchError(f"the response is in {charset[1]}, not UTF-8")
    if (coding := response.headers.get("content-encoding", "identity").lower()) != "identity":
        raise FetchError(f"the response is compressed ({coding}), which was not requested")
    length = response.headers.get("content-length", "").lstrip("0")
    # Python refuses to convert more than 4,300 digits.
    if length.isdecimal() and int(length[:20]) > limits.most_bytes:
        raise _too_large(limits)


async def _body(response: httpx.Response, limits: Limits) -> bytes:
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) > limits.most_bytes:
            raise _too_large(limits)
    return bytes(body)


def _asked_wait(header: str, now: Callable[[], datetime]) -> float:
    """Return the seconds of `Retry-After`, which are a number or a date; 0 if it is neither."""
    if header.isascii() and header.isdecimal():
        return float(header[:9])
    try:
        until = parsedate_to_datetime(header[:LONGEST_RETRY_AFTER])
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - now()).total_seconds()
    except (ValueError, ArithmeticError, TypeError, LookupError):
        return 0  # A date of no calendar, or too far away.
    return max(0.0, seconds)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _too_large(limits: Limits) -> FetchError:
    return FetchError(f"the response is larger than {limits.most_bytes / 1e6:g} MB")


def _wrong(address: str, what: str) -> InputError:
    fix = "use an address that begins with https://"
    return InputError(Problem(f"address '{shown(address)}'", 0, what, fix))

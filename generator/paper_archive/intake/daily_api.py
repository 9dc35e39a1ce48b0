"""The daily papers API: the only place of the project that opens a connection.

    GET https://huggingface.co/api/daily_papers?date=2025-03-14
    → 200, application/json: the list of papers that `listing.api` reads; `[]` on days without

The answer is taken as it is, byte for byte, and only where it is whole: the length it announced,
JSON to its end. Only https is spoken, but for addresses of this computer; redirects are followed
on the same scheme, host and port; size and time are limited while it comes in. Busy servers, cut
answers and lost connections are asked again after a while that doubles, or that they name
themselves; all else (another type, another host, an answer that is too large) fails at once.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

import httpx

from paper_archive import __version__
from paper_archive.model import InputError, Problem
from paper_archive.text.english import plural

ADDRESS = "https://huggingface.co/api/daily_papers"
USER_AGENT = f"paper-archive/{__version__}"
TOO_EARLY_OR_BUSY = (408, 425, 429)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, but for `most_bytes` (the largest day of 465 has 0.23 MB) and the counts.

    `total` is for one attempt, redirects included. The wait before another one begins with
    `first_wait`; one that the server asks for counts up to `longest_asked_wait`.
    """

    connect: float = 10
    read: float = 20
    total: float = 60
    most_bytes: int = 20_000_000
    redirects: int = 3
    attempts: int = 4
    first_wait: float = 2
    longest_wait: float = 30
    longest_asked_wait: float = 120


@dataclass(frozen=True, slots=True)
class World:
    """What waiting depends on: the time, sleep for seconds, and chance from 0 to 1."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    chance: Callable[[], float]


@dataclass(frozen=True, slots=True)
class ApiAnswer:
    """A day as answered. `empty` says that it is a list of no papers."""

    body: bytes
    empty: bool


class FetchError(Exception):
    """There is no answer; `again` says that another attempt may help, after `wait` seconds."""

    def __init__(self, what: str, again: bool = False, wait: float = 0) -> None:
        super().__init__(what)
        self.again = again
        self.wait = wait


def check_address(address: str) -> httpx.URL:
    """Return the address of an API. Raises InputError for one that must not be asked."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise _wrong(address, f"is not a valid address: {error}") from error
    if url.userinfo:
        raise _wrong(url.host, "contains a user name or password, which would be shown")
    if url.scheme not in ("https", "http") or not url.host:
        raise _wrong(address, "is not an https address")
    if url.scheme == "http" and not _is_this_computer(url.host):
        raise _wrong(address, "is not https")
    return url.copy_with(fragment=None)


def ask(api: httpx.URL, day: date, limits: Limits, world: World) -> ApiAnswer:
    """Ask for a day until there is a whole answer. Raises FetchError when attempts run out."""
    url = api.copy_set_param("date", day.isoformat())
    for attempt in range(1, limits.attempts + 1):
        try:
            return _whole(asyncio.run(_get(url, limits, world.now)))
        except FetchError as error:
            if not error.again:
                raise
            if attempt == limits.attempts:
                tries = plural(limits.attempts, "attempt")
                raise FetchError(f"{error} (after {tries})") from error
            world.sleep(_wait(attempt, error.wait, limits, world.chance()))
    raise FetchError("no attempt was allowed")


def _wait(attempt: int, asked: float, limits: Limits, chance: float) -> float:
    """Seconds before the next attempt: doubling, and spread so that callers do not meet again."""
    own = min(limits.longest_wait, limits.first_wait * 2.0 ** (attempt - 1)) * (0.5 + chance / 2)
    return max(own, min(asked, limits.longest_asked_wait))


async def _get(url: httpx.URL, limits: Limits, now: Callable[[], datetime]) -> bytes:
    try:
        # Around all of it: a server that drips keeps every single read short.
        async with asyncio.timeout(limits.total):
            return await _follow(url, limits, now)
    except TimeoutError as error:
        raise FetchError(f"no complete response within {limits.total:g} s", again=True) from error
    except httpx.TimeoutException as error:
        part = "connection" if isinstance(error, httpx.ConnectTimeout) else "response"
        raise FetchError(f"the {part} timed out", again=True) from error
    except httpx.RemoteProtocolError as error:
        raise FetchError(f"the response was cut off: {error}", again=True) from error
    except httpx.TransportError as error:
        raise FetchError(f"no connection: {error or type(error).__name__}", again=True) from error
    except httpx.InvalidURL as error:
        raise FetchError(f"redirected to an invalid address: {error}") from error


async def _follow(url: httpx.URL, limits: Limits, now: Callable[[], datetime]) -> bytes:
    # Unpacked answers would be limited only after they are unpacked, and be other bytes.
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    }
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    # Proxies of the environment are for other computers than this one.
    environment = not _is_this_computer(url.host)
    async with httpx.AsyncClient(headers=headers, timeout=timeout, trust_env=environment) as client:
        for _ in range(limits.redirects + 1):
            async with client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    _check_head(response, limits, now)
                    return await _body(response, limits)
                target = url.join(response.headers["location"])
            if _origin(target) != _origin(url):
                raise FetchError(f"redirected to another site, {target.scheme}://{target.host}")
            url = target
    raise FetchError(f"redirected more than {limits.redirects} times")


def _check_head(response: httpx.Response, limits: Limits, now: Callable[[], datetime]) -> None:
    status = response.status_code
    if status != 200:
        again = status in TOO_EARLY_OR_BUSY or status >= 500
        wait = _asked_wait(response.headers.get("retry-after", ""), now) if again else 0
        words = f"{status} {response.reason_phrase}".strip()
        raise FetchError(f"the server answered {words}", again, wait)
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in ("application/json", "text/json") and not media.endswith("+json"):
        raise FetchError(f"the response is {media or 'of no type'}, not JSON")
    if (coding := response.headers.get("content-encoding", "identity").lower()) != "identity":
        raise FetchError(f"the response is compressed ({coding}), which was not requested")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.most_bytes:
        raise _too_large(limits)


async def _body(response: httpx.Response, limits: Limits) -> bytes:
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) > limits.most_bytes:
            raise _too_large(limits)
    return bytes(body)


def _whole(body: bytes) -> ApiAnswer:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FetchError(f"the response is cut off or broken JSON: {error}", again=True) from error
    return ApiAnswer(body, value == [] or (isinstance(value, dict) and value.get("data") == []))


def _asked_wait(header: str, now: Callable[[], datetime]) -> float:
    """Seconds of `Retry-After`, which gives them or a date; 0 if neither."""
    if header.isascii() and header.isdecimal():
        return float(header[:9])
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return 0
    seconds = (until.replace(tzinfo=until.tzinfo or UTC) - now()).total_seconds()
    return max(0.0, seconds)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _too_large(limits: Limits) -> FetchError:
    return FetchError(f"the response is larger than {limits.most_bytes / 1e6:g} MB")


def _wrong(address: str, what: str) -> InputError:
    fix = f"use an address such as {ADDRESS}"
    return InputError(Problem(f"address of the API '{address}'", 0, what, fix))

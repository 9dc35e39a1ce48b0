"""The client of the daily papers API: the only module that downloads anything.

    GET https://huggingface.co/api/daily_papers?date=2025-03-14
    → 200, application/json: the list of papers that `listing/forms/api.py` reads; `[]` on days
      without papers

A response is kept byte for byte, and only if it is complete: as long as announced, and JSON in
UTF-8 without an impossible value (`strict_json`). Whatever a server answers, `ask` raises nothing
but FetchError.
Only https is allowed, except on localhost. Redirects are followed within the same scheme, host and
port. Size and time are limited during the download. Busy servers, truncated responses and lost
connections are retried after a delay that doubles, or that the server names; anything else (another
media type, another host, a response that is too large) fails at once.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

import httpx

from paper_archive import __version__
from paper_archive.intake import strict_json
from paper_archive.model import InputError, Problem
from paper_archive.text.english import plural

ADDRESS = "https://huggingface.co/api/daily_papers"
USER_AGENT = f"paper-archive/{__version__}"
TOO_EARLY_OR_BUSY = (408, 425, 429)
# Of what a server says, in characters.
LONGEST_MESSAGE = 300
LONGEST_RETRY_AFTER = 100
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\"';\s]*)", re.IGNORECASE)
_ENCODINGS = ("", "utf-8", "utf8", "us-ascii")


@dataclass(frozen=True, slots=True)
class Limits:
    """Times are in seconds; `most_bytes` is far above the largest of 465 days, 0.23 MB.

    `total` is for one attempt with its redirects. The delay before the second attempt is at most
    `first_wait`, and then doubles; a delay that the server asks for counts up to
    `longest_asked_wait`.
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
    """The outside world of a retry: the time, a sleep in seconds, a random number from 0 to 1."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    chance: Callable[[], float]


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """The response for a day; `empty` says that its list has no papers."""

    body: bytes
    empty: bool


class FetchError(Exception):
    """No response came; `again` says that another attempt may help, after `wait` seconds."""

    def __init__(self, what: str, again: bool = False, wait: float = 0) -> None:
        super().__init__(what[:LONGEST_MESSAGE])
        self.again = again
        self.wait = wait


def check_address(address: str) -> httpx.URL:
    """Return the URL of an API. Raises InputError for a URL that must not be requested."""
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


def ask(api: httpx.URL, day: date, limits: Limits, world: World) -> ApiResponse:
    """Request a day until a response is complete. Raises FetchError when attempts run out."""
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
    """Return the seconds before the next attempt: doubled, and spread so that callers disperse."""
    delay = min(limits.longest_wait, limits.first_wait * 2.0 ** (attempt - 1)) * (0.5 + chance / 2)
    return max(delay, min(asked, limits.longest_asked_wait))


async def _get(url: httpx.URL, limits: Limits, now: Callable[[], datetime]) -> bytes:
    try:
        # For the whole request: a server that drips keeps every single read short.
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
    except FetchError:
        raise
    # Headers make a client fail in ways that nobody has thought of, and none may stop the others.
    except Exception as error:
        what = f"the response cannot be read ({type(error).__name__}: {error})"
        raise FetchError(what, again=True) from error


async def _follow(url: httpx.URL, limits: Limits, now: Callable[[], datetime]) -> bytes:
    # A compressed response would be limited only after decompression, and not byte for byte.
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    }
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    # Proxies in the environment are not for localhost.
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
        asked = response.headers.get_list("retry-after") if again else []
        wait = max((_asked_wait(header, now) for header in asked), default=0)
        words = f"{status} {response.reason_phrase}".strip()
        raise FetchError(f"the server answered {words}", again, wait)
    media, _, parameters = response.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if media not in ("application/json", "text/json") and not media.endswith("+json"):
        raise FetchError(f"the response is {media or 'of no type'}, not JSON")
    charset = _CHARSET.search(parameters)
    if charset and charset[1].lower() not in _ENCODINGS:
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


def _whole(body: bytes) -> ApiResponse:
    try:
        value = strict_json.loads(body)
    except strict_json.BrokenJson as error:
        raise FetchError(f"the response is cut off or broken JSON: {error}", again=True) from error
    except strict_json.ImpossibleValue as error:
        raise FetchError(f"the response has an impossible value: {error}") from error
    return ApiResponse(body, value == [] or (isinstance(value, dict) and value.get("data") == []))


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

"""The daily papers API of Hugging Face: one request a day of the listing.

    GET https://huggingface.co/api/daily_papers?date=2025-03-14
    → 200, application/json: the list of papers that `listing/forms/api.py` reads; `[]` on days
      without papers

A response is kept byte for byte, and only if it is JSON in UTF-8 without an impossible value
(`strict_json`). A day can grow until it is over, so today and yesterday are always requested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from paper_archive.intake import strict_json
from paper_archive.intake.answers import JSON, Get
from paper_archive.intake.source import ADDRESS, Asked, Batch, Options, attempted

KIND = "hugging-face"
OPTIONS: Mapping[str, str] = {"address": ADDRESS}
MAIN = "address"
API = "https://huggingface.co/api/daily_papers"
PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """The response for a day; `empty` says that its list has no papers."""

    body: bytes
    empty: bool


def default_name(options: Options) -> str:
    """Return the name of the kind."""
    return KIND


def mistake(options: Options) -> None:
    """Return None: any options will do."""


def ask(get: Get, api: str, day: date) -> ApiResponse:
    """Request a day. Raises FetchError."""
    return get(_of_day(api, day), JSON, _whole)


def batches(options: Options, asked: Asked, get: Get) -> Iterator[Batch]:
    """Yield the listings of the days that are asked for."""
    for day in asked.days_to_ask():
        yield attempted(Batch(day=day), partial(_batch, options, get, day))


def _batch(options: Options, get: Get, day: date) -> Batch:
    response = ask(get, options.text("address", API), day)
    if response.empty:
        return Batch(day=day, note="no papers")
    return Batch(day=day, body=response.body)


def _of_day(api: str, day: date) -> str:
    parts = urlsplit(api)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "date"]
    query.append(("date", day.isoformat()))
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def _whole(body: bytes) -> ApiResponse:
    value = strict_json.answer(body)
    return ApiResponse(body, value == [] or (isinstance(value, dict) and value.get("data") == []))

"""Opens a saved mail (`.eml`): its texts, decoded, and its day.

The standard library's parser reads it: base64 and quoted-printable, parts of parts, any character
set. A text keeps its place where it is not encoded, so that problems name lines of the file;
otherwise lines count from the beginning of the decoded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email import message_from_string
from email.message import Message

from paper_archive.listing.dates.timestamps import day_of_mail
from paper_archive.listing.form import PageDay, Reading

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}:(?:\s|$)")
_KNOWN = frozenset(
    (
        "date from to subject received return-path message-id mime-version delivered-to"
        " content-type reply-to sender list-id x-received dkim-signature"
    ).split()
)
_MOST_HEADERS = 500
# Every part may hold parts; the parser looks for the ends of all that are open in every line.
_MOST_BOUNDARIES = 20
# Every entry of arXiv's mail has a rule like the beginning of a part.
_MOST_PARTS = 20_000


@dataclass(frozen=True, slots=True)
class Mail:
    """The texts of a mail, plain ones first, and its day by its own clock, None without one."""

    texts: tuple[str, ...]
    day: date | None


def is_mail(text: str) -> bool:
    """Tell whether a text begins with at least two headers of a mail."""
    known = 0
    for number, line in enumerate(text[:20_000].lstrip("\ufeff").split("\n")):
        if number == 0 and line.startswith("From "):
            continue  # of a mailbox
        if not line.strip() or number == _MOST_HEADERS:
            break
        if line[0] not in " \t":
            if not _HEADER.match(line):
                return False
            known += line.partition(":")[0].lower() in _KNOWN
    return known >= 2


def opened(text: str) -> Mail | None:
    """Return the mail in a text, None if it is none."""
    if not is_mail(text) or text.count("boundary=") > _MOST_BOUNDARIES:
        return None
    if text.count("\n--") > _MOST_PARTS:
        return None
    message = message_from_string(text.lstrip("\ufeff"))
    stated = str(message.get("Date", ""))
    plain, html = list[str](), list[str]()
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/plain":
            # As arXiv's listing files begin, so that the listing has its day.
            plain += (f"Date: {stated}\n{each}" for each in _text(text, part))
        elif kind == "text/html":
            html += _text(text, part)
    return Mail((*plain, *html), day_of_mail(stated))


def of_mail(reading: Reading, day: date | None) -> Reading:
    """Return a reading with the day of its mail, or with its year, if it states none."""
    if day is None or (reading.day and reading.day.year):
        return reading
    if reading.day is None:
        return replace(reading, day=PageDay.of(day, 0))
    return replace(reading, day=replace(reading.day, year=day.year))


def _text(whole: str, part: Message) -> Iterator[str]:
    payload = part.get_payload()
    if not isinstance(payload, str) or not payload.strip():
        return
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() in (
        "base64",
        "quoted-printable",
    ):
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            yield _decoded(data, part.get_content_charset("utf-8")).replace("\r\n", "\n")
        return
    at = whole.find(payload[:1000])
    # One line is the `Date:` before it.
    yield "\n" * max(0, whole.count("\n", 0, max(0, at)) - 1) + payload


def _decoded(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("windows-1252", "replace")

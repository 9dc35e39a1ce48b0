"""Opens a saved mail (`.eml`): its texts, decoded, with their days.

The standard library's parser reads it: base64 and quoted-printable, parts of parts, any character
set. A text keeps its place where it is not encoded, so that problems name lines of the file;
otherwise lines count from the beginning of the decoded text. A mail that was forwarded as a file
(`message/rfc822`) has its own day.
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
_LONGEST_HEADER = 20_000
# Every part may hold parts; the parser looks for the ends of all that are open in every line.
_MOST_BOUNDARIES = 20
# Every entry of arXiv's mail has a rule like the beginning of a part.
_MOST_PARTS = 20_000


@dataclass(frozen=True, slots=True)
class Body:
    """A text of a mail, as one or several alternatives, plain ones first, and the mail's day.

    The day is that of the mail's own clock, None without one.
    """

    texts: tuple[str, ...]
    day: date | None


def is_mail(text: str) -> bool:
    """Tell whether a text begins with at least two headers of a mail."""
    names, _ = headers(text, 1 if text.startswith("\ufeff") else 0)
    return sum(name in _KNOWN for name in names) >= 2


def headers(text: str, at: int) -> tuple[list[str], int]:
    """Return the names of the headers at a place of a text, in lower case, and where they end.

    Without an empty line or the end of the text after them they are none.
    """
    names: list[str] = []
    for number in range(_MOST_HEADERS):
        end = text.find("\n", at)
        line = text[at : min(end if end >= 0 else len(text), at + _LONGEST_HEADER)]
        from_box = number == 0 and line.startswith("From ")
        if not line.strip():
            break
        if line[0] not in " \t" and not from_box:
            if not is_header(line):
                return [], at
            names.append(line.partition(":")[0].lower())
        if end < 0:
            return names, len(text)
        at = end + 1
    return names, at


def is_header(line: str) -> bool:
    """Tell whether a line may be one of the headers of a mail."""
    return _HEADER.match(line) is not None


def opened(text: str) -> tuple[Body, ...]:
    """Return the texts of a mail, and of the mails in it; none if the text is no mail."""
    if not is_mail(text) or text.count("boundary=") > _MOST_BOUNDARIES:
        return ()
    if text.count("\n--") > _MOST_PARTS:
        return ()
    message = message_from_string(text.lstrip("\ufeff"))
    return tuple(_bodies(text, message, str(message.get("Date", ""))))


def _bodies(whole: str, part: Message, stated: str) -> Iterator[Body]:
    """Yield the texts of a part of a mail, whose day is as `stated`."""
    payload = part.get_payload()
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        leaves = (leaf for leaf in part.walk() if not leaf.is_multipart())
        found = [text for leaf in leaves for text in _texts(whole, leaf, stated)]
        yield Body(
            tuple(text for _, text in sorted(found, key=lambda each: each[0])), day_of_mail(stated)
        )
    elif isinstance(payload, list):
        for each in payload:
            if isinstance(each, Message):
                is_mail = kind == "message/rfc822"
                own = str(each.get("Date", "")) if is_mail else ""
                yield from _bodies(whole, each, own or stated)
    else:
        for _, text in _texts(whole, part, stated):
            yield Body((text,), day_of_mail(stated))


def _texts(whole: str, part: Message, stated: str) -> Iterator[tuple[bool, str]]:
    """Yield the text of a part that has one, and whether it is HTML."""
    kind = part.get_content_type()
    if kind == "text/plain":
        # As arXiv's listing files begin, so that the listing has its day.
        yield from ((False, f"Date: {stated}\n{each}") for each in _text(whole, part))
    elif kind == "text/html":
        yield from ((True, each) for each in _text(whole, part))


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

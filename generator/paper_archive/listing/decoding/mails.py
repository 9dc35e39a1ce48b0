"""Cuts a text into the mails in it: of a mailbox (mbox), or pasted below each other.

    From - Thu Nov  7 00:00:00 2024          Date: Thu, 7 Nov 2024 00:45:57 -0500
    Date: Thu, 7 Nov 2024 00:45:57 -0500     Subject: cs daily
    Subject: cs daily
                                             …
    …
    >From here on a line was quoted.         Subject: New citations
                                             From: Google Scholar Alerts <…>
    From - Thu Nov  7 00:00:00 2024
    Subject: New citations

In a mailbox a mail begins with a line `From …` after an empty one, and headers after it. Without
such lines a mail begins with its headers, of which `Subject:` is one. What stands in a mail of
several parts, up to their last boundary, belongs to it; so does a mail that is quoted below a line
such as `---- Forwarded message ----`. The standard library's `mailbox` reads files on disk only,
and takes every line `From …` for the beginning of a mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paper_archive.listing.decoding.saved_mail import headers, is_header, is_mail

# The group is where a mail of a mailbox begins.
FROM = re.compile(r"\n\r?\n(From [^\n]{1,200}\n[A-Za-z][A-Za-z0-9-]{0,60}:)")
_FIRST_FROM = re.compile(r"\ufeff?\s{0,99}From [^\n]{1,200}\n(?=[A-Za-z][A-Za-z0-9-]{0,60}:)")
_QUOTED = re.compile(r"^>(>{0,9}From )", re.MULTILINE)
_SUBJECT = re.compile(r"\n(?:Subject|subject|SUBJECT):")
_FORWARDED = re.compile(
    r"-{2,40} ?[A-Za-z]{2,30} [^\n-]{2,40}-{2,40}\s{0,9}|[A-Za-z]{2,20} forwarded [a-z]{2,20}:"
)
_BOUNDARY = re.compile(r"boundary=\s?(?:\"([^\"\n]{1,100})\"|([^\s;\"]{1,100}))", re.IGNORECASE)
# Of one mail; more stand in none.
_MOST_LINES = 500
# So often is a boundary looked for that may be missing, which takes a search to the end.
_MOST_SEARCHES = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """A mail as written, or the text before the first one; and the number of lines before it."""

    text: str
    lines_before: int
    is_mail: bool


def is_mailbox(text: str) -> bool:
    """Tell whether a text begins as a mailbox."""
    return _FIRST_FROM.match(text) is not None and is_mail(text.lstrip("\ufeff \t\r\n"))


def mails(text: str) -> Iterator[Piece]:
    """Yield the mails in a text, and before them the text up to the first one, if it has words."""
    in_box = is_mailbox(text)
    starts = _of_mailbox(text) if in_box else _pasted(text)
    first, line, begun = True, 0, 0
    for at in (*starts, len(text)):
        whole = text[begun:at]
        if whole.strip():
            yield Piece(
                _QUOTED.sub(r"\1", whole) if in_box and ">From " in whole else whole,
                line,
                not first or is_mail(whole.lstrip("\ufeff \t\r\n")),
            )
            first = False
        line += whole.count("\n")
        begun = at


def _of_mailbox(text: str) -> Iterator[int]:
    for match in FROM.finditer(text):
        yield match.start(1)


def _pasted(text: str) -> Iterator[int]:
    """Yield where mails begin that are pasted below each other, the first of a text not counted."""
    ended = _end_of_parts(text, 0) if is_mail(text) else 0
    searches = 0
    begun = 0
    for subject in _SUBJECT.finditer(text):
        if subject.start() < ended:
            continue  # It belongs to the mail before.
        at = _first_header(text, max(begun, ended), subject.start() + 1)
        names, ended = headers(text, at)
        ended = max(ended, subject.end())
        if not text[begun:at].strip("\ufeff \t\r\n"):
            continue  # These are the headers of that mail.
        if "date" not in names or _is_forwarded(text, at):
            continue
        yield at
        begun = at
        searches += 1
        if searches <= _MOST_SEARCHES:
            ended = max(ended, _end_of_parts(text, at))


def _first_header(text: str, least: int, at: int) -> int:
    """Return where the headers begin of which one begins at `at`, not before `least`."""
    first = at
    for _ in range(_MOST_LINES):
        if at <= least:
            break
        before = text.rfind("\n", least, at - 1) + 1 or least
        line = text[before : at - 1]
        if line.startswith("From "):
            return before
        if not line.strip() or not (line[0] in " \t" or is_header(line)):
            break
        at = before
        if line[0] not in " \t":
            first = at
    return first


def _is_forwarded(text: str, at: int) -> bool:
    """Tell whether headers stand below a line that says that a mail is quoted."""
    before = text[max(0, at - 200) : at].rstrip()
    return _FORWARDED.fullmatch(before[before.rfind("\n") + 1 :]) is not None


def _end_of_parts(text: str, at: int) -> int:
    """Return where the parts of the mail end that begins at `at`, 0 if it has none."""
    end = text.find("\n\n", at)
    boundary = _BOUNDARY.search(text, at, end if end >= 0 else len(text))
    return text.find(f"\n--{boundary[1] or boundary[2]}--", at) if boundary else 0

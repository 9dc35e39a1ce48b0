"""Reads a listing that was pasted into the form of a GitHub issue.

The form is `.github/ISSUE_TEMPLATE/listing.yml`. The body of an issue looks like this:

    ### Day

    2025-03-14

    ### Page

    ```text
    new
    …
    ```

The body is at `issue.body` in the JSON of the event. The page is everything
below its heading, up to the last line of backticks, even if it contains headings and fences. If
the day was left out (`_No response_`), the page itself says the day. Strangers write all of this,
so it is data: no part of it becomes a name, a path or a command.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from paper_archive.listing.dates.plausible import WRITE_DAY, is_possible
from paper_archive.model import InputError, Problem, Source

PASTED = "pasted page"
NO_ANSWER = "_No response_"
FORM = "open the issue with the form and leave its headings unchanged"
_BODY = re.compile(r"\s*### Day\n(?P<day>.*?)\n### Page\n(?P<page>.*)", re.DOTALL)
_FENCE = re.compile(r"`{3,}(?:text)?")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A listing, and the day that was entered for it."""

    source: Source
    day: date | None


def read_issue(event: Source) -> Pasted:
    """Read the event of an issue. Raises InputError if it lacks the layout of the form."""
    try:
        body = json.loads(event.data)["issue"]["body"]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise _wrong(
            event.name, "is not the event of an issue", "pass the file in $GITHUB_EVENT_PATH"
        ) from error
    if not isinstance(body, str) or not (match := _BODY.fullmatch(_lines(body))):
        raise _wrong("issue", "does not have the form's layout", FORM)
    page = _unfenced(match["page"])
    return Pasted(Source(PASTED, page.encode("utf-8", "replace")), _day(match["day"].strip()))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _day(text: str) -> date | None:
    if text in ("", NO_ANSWER):
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            day = date.fromisoformat(text)
            if is_possible(day):
                return day
    except ValueError:
        pass
    raise _wrong("issue", f"'{text[:40]}' is not a day", WRITE_DAY)


def _unfenced(text: str) -> str:
    """Return the text without the fence that the form puts around it."""
    lines = text.strip("\n").split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return text
    fence = lines[0].removesuffix("text")
    ends = [n for n, line in enumerate(lines) if n and line.strip() == fence]
    return "\n".join([*lines[1 : ends[-1] if ends else None], ""])


def _wrong(name: str, what: str, fix: str) -> InputError:
    return InputError(Problem(name, 0, what, fix))

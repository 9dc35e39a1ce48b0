"""Forms that are recognised and not read yet: named in a problem, never taken for papers.

Every row is a form of the table in the design: its name, how it is known, what to save instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.listing.form import Reading
from generator.model import Problem

PLAIN = "save the day's page as text (title, abstract, title, abstract …)"


@dataclass(frozen=True, slots=True)
class Unread:
    """One form: `pattern` must be found and `absent`, if given, must not."""

    name: str
    pattern: re.Pattern[str]
    reason: str
    absent: re.Pattern[str] | None = None


_TITLE_LINK = re.compile(r"^#{2,4} \[", re.MULTILINE)
FORMS = (
    Unread(
        "markdown-references",
        re.compile(r"^#{2,4} \[[^\]]+\]\[\d+\]", re.MULTILINE),
        "its titles are Markdown headings with numbered references",
    ),
    Unread("markdown-links", _TITLE_LINK, "its titles are Markdown headings with links"),
    Unread(
        "plain-links",
        re.compile(r"^https?://\S+/papers/\d{4}\.\d{4,5}$", re.MULTILINE),
        "links of papers stand on lines of their own",
    ),
)


def match(text: str) -> tuple[Unread, str] | None:
    """Return the form of the text and the reason, or None."""
    for form in FORMS:
        if form.pattern.search(text) and not (form.absent and form.absent.search(text)):
            return form, form.reason
    return None


def read(name: str, form: Unread) -> Reading:
    """Report the form; a listing in it yields no entries."""
    what = f"this is the form '{form.name}' ({form.reason}), which is not read yet"
    return Reading(form.name, problems=(Problem(name, 0, what, PLAIN),))

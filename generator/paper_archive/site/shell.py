"""Shells: a page of the theme with slots, rendered once and filled for every page of its kind.

A shell is a real page of the theme with a mark in the place of each slot. Slots are escaped as
the theme escapes them: the title is text; the elements of the head and the body are HTML already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import escape

from paper_archive.model import InputError, Page, Problem

TITLE, HEAD, BODY = "zqtitlezq", "zqheadzq", "zqbodyzq"
_SLOT = re.compile(f"({TITLE}|{HEAD}|{BODY})")
_VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_BREAK = re.compile(r"\s*\n\s*")
# Material's scripts and side bars need these, and our pages have neither. No template of ours can
# leave them out; on 50,000 pages they take 20 MB.
_UNUSED = re.compile(
    r' data-md-component="(?:skip|container|main)"| data-md-color-(?:primary|accent)="custom"|'
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>|'
    r'<div data-md-component="announce">\s*</div>|'
    r'<div class="md-dialog"[^>]*>\s*<div class="md-dialog__inner[^>]*></div>\s*</div>'
)
# Python-Markdown aligns the cells of a table by a style, which the policy of the pages does not
# allow.
_ALIGNED = re.compile(r'(<t[dh]) style="text-align: (left|center|right);"')


@dataclass(frozen=True, slots=True)
class Shell:
    """The parts of a page of the theme: text, and in every second place the name of a slot."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> Shell:
        """Split a rendered page at its marks. Raises InputError if the theme has lost one."""
        parts = tuple(_SLOT.split(slim(html)))
        for slot in (HEAD, BODY):  # The home page's title is the site's.
            if slot not in parts[1::2]:
                name = slot.strip("zq")
                fix = "print `head` and `page.content` in the theme's main.html"
                raise InputError(Problem("main.html", 0, f"the theme prints no {name}", fix))
        return cls(parts)

    def fill(self, page: Page) -> str:
        """Return the whole HTML of a page."""
        slots = {TITLE: str(escape(page.title)), HEAD: page.head, BODY: page.html}
        return "".join(slots.get(part, part) for part in self.parts)


def slim(html: str) -> str:
    """Return HTML without blank lines and indentation, except where they count, as in `<pre>`.

    Cells of tables are aligned by a class.
    """
    pieces = _VERBATIM.split(_ALIGNED.sub(r'\1 class="pa-\2"', _UNUSED.sub("", html)))
    # Three pieces for each verbatim element: the text before it, the element, its name.
    return (
        "".join(
            _BREAK.sub("\n", piece) if at % 3 == 0 else piece
            for at, piece in enumerate(pieces)
            if at % 3 != 2
        ).strip()
        + "\n"
    )

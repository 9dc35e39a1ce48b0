"""Makes text from outside safe to print: on a terminal, in a log, and in JSON that is shown there.

A terminal obeys escape sequences, a direction mark turns the rest of a line around, and a log of
GitHub Actions takes a line that begins with `::` for a command. File names, titles, settings and
answers of servers may hold all of these.
"""

from __future__ import annotations

import re

# Control characters but for tab, line and paragraph separators, halves of surrogate pairs (also
# of a file name that is not UTF-8), direction marks, what has no width or no shape, noncharacters,
# tag characters. A joiner stays behind a letter of the scripts, or an emoji, that need it.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]|(?<![\u0600-\u17ff\u1810-\u1fff\u2190-\u2bff\ufe0f\U0001f000-\U0001fafd])[\u200c\u200d]"
)
# The runner skips white space before `::`, and ends a line at a carriage return too. A style of
# the terminal is no part of a text.
_COMMAND = re.compile(r"((?:\A|(?<=[\n\r]))(?:[^\S\n\r]|\x1b\[[0-9;]*m)*:):")
_OLD_COMMAND = "##["  # The runner looks for it anywhere in a line.
_REPLACEMENT = "\ufffd"


def printable(text: str) -> str:
    """Return a text as one line that cannot move the cursor, with U+FFFD for what could."""
    return _UNPRINTABLE.sub(_REPLACEMENT, text)


def without_commands(lines: str) -> str:
    """Return lines of which GitHub Actions takes none for a command: a space breaks it."""
    return _COMMAND.sub(r"\1 :", lines).replace(_OLD_COMMAND, "## [")


def printable_json(encoded: str) -> str:
    """Return JSON of the same value, in which what is unprintable is escaped.

    Its own line feeds stay.
    """
    lines = (_UNPRINTABLE.sub(_escaped, line) for line in encoded.split("\n"))
    return "\n".join(lines).replace(_OLD_COMMAND, "#\\u0023[")


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))

"""Shortens titles and sentences to the room on a page."""

from __future__ import annotations

_LEAST = 0.6  # The part of the room that a clause fills at least; otherwise words are added.


def shown_title(title: str, most: int = 500) -> str:
    """Return a title as pages show it; a hostile title of 10,000 characters is cut."""
    return title if len(title) <= most else title[:most].rstrip() + "…"


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` characters, which ends with “ …” if it was cut.

    It is cut after a clause if this leaves enough of it, otherwise between two words.
    """
    if len(text) <= most:
        return text
    room = most - len(" …")
    at = max(text.rfind(mark, 0, room + 1) for mark in (", ", "; ", ": ", " – "))
    if at < room * _LEAST:
        at = text.rfind(" ", 0, room + 1)
    if at <= 0:
        at = room
    return text[:at].rstrip(" ,;:–") + "\N{NO-BREAK SPACE}…"

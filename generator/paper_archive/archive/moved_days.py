"""The addresses of days that corrections of dates leave without papers, and where they lead.

A listing whose date `curation.yml` corrects moves to another day. If no other listing has the day
that the file states, its page leads to the new one; so do the pages of its month and its year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

# Lengths of a year, a month and a day as ISO dates: they name the pages.
_LENGTHS = (10, 7, 4)


def moved_pages(days: Collection[str], moved: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the pages that only lead on, and those of the pages they lead to.

    `days` are the ISO dates that have a listing; `moved` leads from dates that files state to those
    of the corrections.
    """
    pages: dict[str, str] = {}
    known = set(pages_of(days))
    for old, new in sorted(moved.items()):
        for length in _LENGTHS:
            if old[:length] not in known:
                pages.setdefault(old[:length], new[:length])
    return dict(sorted(pages.items()))


def pages_of(days: Iterable[str]) -> Iterable[str]:
    """Yield the names of the pages of days, and of their months and years, some of them often."""
    return (day[:length] for day in days for length in _LENGTHS)

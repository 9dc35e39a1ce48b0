"""Categories that the settings of a source misspell."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from paper_archive.intake.source import Options

# How like a known category a misspelt one is, by `difflib`: "astrobiology" is not "microbiology".
_MISSPELT = 0.85


def misspelt(
    options: Options, server: str, known: Iterable[str], plain: Callable[[str], str]
) -> tuple[str, str, str] | None:
    """Return what is wrong if a category is like one of the known ones, but not equal.

    Names are equal if `plain` makes them so. A category that is like none of them may be new.
    """
    names = {plain(each): each for each in sorted(known)}
    for category in options.texts("categories"):
        name = plain(category)
        if name in names:
            continue
        if near := difflib.get_close_matches(name, names, n=1, cutoff=_MISSPELT):
            what = f"'{category}' is no category of {server}"
            return "categories", what, f"write it like '{names[near[0]]}'"
    return None

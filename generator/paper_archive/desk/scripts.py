"""The scripts of the desk, as a page loads them: several files of the theme as one.

    assets/desk.js         on every page, once it is shown: what is kept, and stars
    assets/desk/renew.js   once a session, if a reader keeps something
    assets/desk/keep.js    where a reader saves or writes something, and on pages of kept papers
    assets/desk/day.js     where a reader scrolls in the list of a day, or comes back to one
    assets/desk/key.js     at the first key
    assets/desk/follow.js  where a reader follows something, and on home if they do already
    assets/desk/page.js    on the desk itself, after the first and `keep.js`

`search/scripts.py` says how they are joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from paper_archive.search.scripts import joined, slimmed
from paper_archive.search.shards import File

_OF_PAGE = (
    "clean", "file", "bibliography", "references", "join", "written", "filter", "changes", "say",
    "item", "jotting", "folders", "view", "picking", "citing", "resolve", "exchange", "keeping",
    "others", "start",
)  # fmt: skip
_NEWEST = ("since", "following", "newest")
_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "assets/desk.js": ("store", "title", "marks", "button"),
    "assets/desk/renew.js": ("renewed",),
    "assets/desk/keep.js": ("entry", "papers", "note"),
    "assets/desk/day.js": ("days",),
    "assets/desk/key.js": ("keys",),
    "assets/desk/follow.js": (*_NEWEST, "press"),
    "assets/desk/page.js": ("renewed", "keys", *_OF_PAGE, *_NEWEST, "opml", "follows"),
}
# Parts, which no page loads.
PARTS = frozenset(f"assets/desk/{part}.js" for parts in _SCRIPTS.values() for part in parts)


def script_files(templates: Sequence[Path]) -> Iterator[File]:
    """Yield the joined scripts; `templates` are the folders of templates, those that prevail first.

    Raises OSError if a script cannot be read.
    """
    for path, parts in _SCRIPTS.items():
        yield path, joined(slimmed(f"assets/desk/{part}.js", templates) for part in parts)

"""The scripts of the desk, as a page loads them: several files of the theme as one.

    assets/desk.js       on every page, once it is shown: what is kept, stars, notes, keys
    assets/desk/page.js  on the desk itself, after the first

`search/scripts.py` says how they are joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from paper_archive.search.scripts import joined, slimmed
from paper_archive.search.shards import File

EVERYWHERE, PAGE = "assets/desk.js", "assets/desk/page.js"
_EVERYWHERE = ("store", "entry")
_PAGE: tuple[str, ...] = ()
# Parts, which no page loads.
PARTS = frozenset(f"assets/desk/{name}.js" for name in (*_EVERYWHERE, *_PAGE))


def script_files(templates: Sequence[Path]) -> Iterator[File]:
    """Yield the joined scripts; `templates` are the folders of templates, those that prevail first.

    Raises OSError if a script cannot be read.
    """
    for path, parts in ((EVERYWHERE, _EVERYWHERE), (PAGE, _PAGE)):
        yield path, joined(slimmed(f"assets/desk/{name}.js", templates) for name in parts)

"""Joins the scripts of reading offline, whose parts are `assets/offline/*.js` of the theme.

sw.js                the worker; where offline reading is off, one that removes itself
assets/offline.js    the script of `offline.html`
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from paper_archive.search.scripts import joined, script, slim

SCRIPT = "assets/offline.js"
_PARTS = "assets/offline/"
_STORE = ("names", "lists", "designs", "store")
_WORKER = (*_STORE, "answers", "worker")
_PAGE = (*_STORE, "words", "page")
_GONE = ("gone",)
# Files of the theme that only reading offline needs.
_ONLY = ("assets/offline.css", "assets/icon-192.png", "assets/icon-maskable.png")


def worker(templates: Sequence[Path], *, is_on: bool) -> bytes:
    """Return the worker. `templates` are the folders of templates, those that prevail first."""
    return _joined(_WORKER if is_on else _GONE, templates)


def page_script(templates: Sequence[Path]) -> bytes:
    """Return the script of the page, as `worker` does."""
    return _joined(_PAGE, templates)


def is_unused(path: str, *, is_on: bool) -> bool:
    """Tell whether a site does without a file of the theme: a part of these scripts, or what only
    reading offline needs where that is not on."""
    return path.startswith(_PARTS) or (not is_on and path in _ONLY)


def _joined(parts: Sequence[str], templates: Sequence[Path]) -> bytes:
    paths = (f"{_PARTS}{part}.js" for part in parts)
    return joined(slim(script(path, templates).decode("utf-8", "replace")) for path in paths)

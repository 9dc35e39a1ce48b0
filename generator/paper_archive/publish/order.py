"""The order in which files are sent, so that no reader follows a link to a page that is not there.

    assets        what pages are drawn with and what the search loads: new and changed ones
    new files     papers, then the pages that link to them, then lists, then the home page: until a
                  page that was there before changes, nobody is led to them
    changed ones  in the same order
    deletions     in the opposite order: no page that is left links to them any more

It holds between files that a reader can come to. New pages link to each other in circles, and the
first of them is there before the last.
"""

from __future__ import annotations

import re

from paper_archive import urls

_LISTS = re.compile(
    r"(?:.+/)?index\.html|search\.html|404\.html|.*\.xml"
    r"|desk/[^/]+\.js|search/manifest\.js|api/index\.json|manifest\.webmanifest"
    rf"|(?:{'|'.join(urls.FOLDERS)})/[^/]+\.json|feed\.json"
)
_HOME = ("index.html", urls.WORKER)
ASSETS, PAPERS, PAGES, LISTS, HOME = range(5)


def rank(path: str) -> int:
    """What kind of file this is, as far as the order is concerned; the last ones link to all."""
    if path in _HOME or path.startswith(urls.OFFLINE_LISTS):
        return HOME
    if path.startswith("papers/"):
        return PAPERS
    if _LISTS.fullmatch(path):
        return LISTS
    return PAGES if path.endswith(".html") else ASSETS


def turn(path: str, *, is_new: bool) -> tuple[bool, bool, int]:
    """When a file is sent: those of the lowest turn first."""
    kind = rank(path)
    return kind != ASSETS, kind != ASSETS and not is_new, kind

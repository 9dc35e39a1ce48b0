"""The search's own parser of queries, run before there is a site.

The scripts are those that a build writes: of the theme, with the files of people who override it in
front. So a topic means what its query means to the
search box. The scripts run as in `engine`, and no script can reach any other file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from paper_archive.search.engine import Fixes, SiteSearch
from paper_archive.search.scripts import ENGINE, engine_script, script


class QueryParser(SiteSearch):
    """Parses queries with the scripts in folders of templates, those that prevail first.

    Raises InputError, as `SiteSearch` does, if the scripts cannot be used.
    """

    fixes = Fixes("restore the file of the theme", "restore the scripts of the theme")

    def __init__(self, templates: Sequence[Path]) -> None:
        self._templates = templates
        super().__init__(templates[0], self._of_theme)

    def parse(self, query: str) -> dict[str, Any]:
        """Return the parts of a query, which `query.js` describes; its last word is whole.

        Of people it has the patterns of their terms.
        """
        parts: dict[str, Any] = self.call("parse", f"{query} ")
        for people in ("people", "without_people"):
            persons = (self.call("engine.people.person", name) for name in parts[people])
            parts[people] = [person["pattern"] for person in persons]
        return parts

    def readings(self, words: Sequence[str]) -> list[list[list[str]]]:
        """Return for each word of a query the ways to have it; see `readings` in `compounds.js`."""
        ways: list[list[list[str]]] = self.call("engine.compounds.readings", list(words))
        return ways

    def _of_theme(self, path: str) -> bytes:
        return engine_script(self._templates) if path == ENGINE else script(path, self._templates)

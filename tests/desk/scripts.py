"""The pure scripts of the desk, run by QuickJS as the search's are: no page, no store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import quickjs
from paper_archive.search.scripts import engine_script

THEME = Path(__file__).parents[2] / "site_src" / "theme"
PURE = (
    *("title", "entry", "clean", "file", "bibliography", "references", "join", "written"),
    "filter",
)
# What a page has, and a function that calls one of ours with values as JSON.
PAGE = """
var window = globalThis, paperArchive = { desk: {}, engine: {} }, archive = paperArchive
function called(name, values) {
  try {
    var given = JSON.parse(values).map(value => value === "<idOf>" ? paperArchive.engine.query.idOf
      : value === "<fold>" ? paperArchive.engine.tokens.fold
      : value === "<address>" ? () => "https://example.org/(a b)" : value)
    var owner = name.split(".").slice(0, -1).reduce((at, key) => at[key], paperArchive.desk)
    return JSON.stringify({ value: owner[name.split(".").pop()](...given) })
  } catch (error) { return JSON.stringify({ error: String(error.message) }) }
}
"""


class Desk:
    """The scripts of the desk that need no page."""

    def __init__(self) -> None:
        self._context = quickjs.Context()
        self._context.eval(PAGE)
        self._context.eval(engine_script([THEME]).decode())
        for part in PURE:
            self._context.eval((THEME / f"assets/desk/{part}.js").read_text("utf-8"))
        self._called = self._context.get("called")

    def call(self, name: str, *values: object) -> Any:
        """Return the value of a function of `paperArchive.desk`; ValueError if it throws."""
        answer = json.loads(self._called(name, json.dumps(values)))
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer.get("value")

    def global_value(self, expression: str) -> Any:
        """Return the value of an expression of JavaScript."""
        return json.loads(self._context.eval(f"JSON.stringify({expression})"))

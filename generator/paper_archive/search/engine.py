"""The search of a built site, run by the site's own scripts in an embedded JavaScript engine.

The query side of the search exists once, as the scripts that a browser loads. Here QuickJS runs
them: `page.js` stands in for the page, and this module for the network. It reads these files in
the site's folder, and refuses all other addresses:

    assets/search.js, assets/search/NAME.js    scripts, which are run
    search/manifest.js, search/ID.js, search/ID/NUMBER.js
                                               files of the index, which are read as data

Scripts and index come from the same build, so they fit each other. They need not be trusted: they
can reach no other file, no network and no Python code, and their time and memory are limited.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NotRequired, TypedDict, cast

import quickjs

from paper_archive.model import InputError, Problem
from paper_archive.search import shards
from paper_archive.search.shards import FOLDER, MANIFEST, payload

# Limits for a query. With 50,000 papers a query takes half a second and 20 MB.
SECONDS, BYTES = 60, 1 << 30
MOST_OF_FILE = 32 << 20  # Bytes.
_SCRIPT = re.compile(r"assets/search(?:/[a-z]+)?\.js")
_INDEX = re.compile(rf"{FOLDER}/((?:manifest|[a-z0-9]+)(?:/[0-9]+)?)\.js")
MANIFEST_PATH = shards.path(MANIFEST)
_PAGE = Path(__file__).with_name("page.js")
_BUILD = "build the site, or give its folder by --site-dir"
_BUILD_ANEW = "build the site with --clean"


class Marked(TypedDict):
    """Title and snippet of a result in pieces, every second of which matches."""

    title: list[str]
    snippet: list[str]


class Match(TypedDict):
    """A paper that matches a query; the package describes the fields."""

    url: str
    title: str
    date: str
    tags: list[str]
    snippet: str
    score: float
    authors: list[str]
    abstract: str
    marked: Marked


class QueryWord(TypedDict):
    """A word of the query that the search used, and how many papers have it."""

    word: str
    papers: int


class Answer(TypedDict):
    """The answer to a query; the package describes the fields."""

    total: int
    results: list[Match]
    atMost: bool
    words: list[QueryWord]
    corrected: dict[str, list[str]]
    suggestion: str
    message: str
    code: str
    tags: NotRequired[list[list[Any]]]


class SiteSearch:
    """Searches the site in a folder.

    Every method raises InputError if a file of the search is missing or damaged, or if the scripts
    exceed their time or memory. `sizes` has the sizes in bytes of the files read so far, by path in
    the site.
    """

    def __init__(self, site: Path) -> None:
        self._site = site
        self._context = quickjs.Context()
        self._context.set_memory_limit(BYTES)
        self._until = time.monotonic() + SECONDS
        self.sizes: dict[str, int] = {}
        self._reasons: dict[str, str] = {}  # Why files cannot be used, by path.
        self._run(_PAGE.read_text("utf-8"))
        self._page = {
            name: self._run(f"page.{name}")
            for name in ("answer", "call", "failed", "loaded", "ran", "wanted")
        }
        self._run_script("assets/search.js")
        if self._reasons:
            raise self._unusable("assets/search.js")

    def search(
        self,
        query: str,
        limit: int = 10,
        offset: int = 0,
        sort: str = "relevance",
        tags: Sequence[str] = (),
        after: str = "",
        before: str = "",
    ) -> Answer:
        """Return the answer of the browser's `paperArchive.search`, without the site's tags."""
        options = {
            "limit": limit, "offset": offset, "sort": sort,
            "tags": list(tags), "after": after, "before": before,
        }  # fmt: skip
        answer = cast(Answer, self.call("search", query, options))
        answer.pop("tags", None)
        for match in answer["results"]:
            # JSON has one kind of number.
            match["score"] = float(match["score"])
        return answer

    def call(self, function: str, *arguments: object) -> Any:
        """Call a function of `paperArchive`, and return its result.

        Arguments and result are values of JSON. Functions of `paperArchive.engine`, for example
        `engine.tokens.words`, exist only after `prepare` or a first query.
        """
        self._until = time.monotonic() + SECONDS
        self._ask("call", function, json.dumps(arguments))
        while True:
            self._finish_jobs()
            if reply := self._ask("answer"):
                break
            address = self._ask("wanted")
            if not address:
                raise self._unfit("the scripts wait for nothing")
            self._fetch(address.partition("?")[0])
        answer = json.loads(reply)
        if "error" not in answer:
            return answer["value"]
        if answer["url"]:
            raise self._unusable(answer["url"])
        if answer["code"] == "format":
            raise self._unfit("is not of the version that the site's scripts read", MANIFEST_PATH)
        if answer["name"] != "SearchUnavailable":
            raise self._unfit(answer["error"])
        raise self._unfit("the files do not fit together")

    def _fetch(self, path: str) -> None:
        """Pass the page the file that it waits for."""
        index = _INDEX.fullmatch(path)
        if _SCRIPT.fullmatch(path):
            self._run_script(path)
            self._ask("ran")
        elif index and (text := self._text(path)) is not None:
            try:
                value = payload(text, index[1])
            except (ValueError, RecursionError) as error:
                self._reasons[path] = str(error)
                self._ask("failed")
            else:
                self._ask("loaded", index[1], json.dumps(value))
        else:
            self._reasons.setdefault(path, "it is no file of the search")
            self._ask("failed")

    def _run_script(self, path: str) -> None:
        """Run a script of the site. If it fails, search.js reports the part that is missing."""
        text = self._text(path)
        if text is None:
            return
        try:
            self._context.set_time_limit(self._seconds_left())
            self._context.eval(text)
        except quickjs.JSException as error:
            self._reasons[path] = str(error).partition("\n")[0]

    def _text(self, path: str) -> str | None:
        """Return the text of a file, None if it cannot be read."""
        file = self._site / path
        try:
            # A pipe or device may have no end, and a link may lead out of the site.
            inside = file.resolve().is_relative_to(self._site.resolve())
            if file.exists() and not (inside and file.is_file()):
                raise ValueError("it is no file of the site")
            data = file.read_bytes() if file.stat().st_size <= MOST_OF_FILE else b""
            if not data:
                raise ValueError("it is empty or too large")
            text = data.decode()
        except (OSError, ValueError) as error:
            self._reasons[path] = str(error)
            return None
        self.sizes[path] = len(data)
        return text

    def _ask(self, name: str, *arguments: str) -> str:
        """Call a function of the page, and return its text; "" if it returns none."""
        try:
            self._context.set_time_limit(self._seconds_left())
            text = self._page[name](*arguments)
            return text if isinstance(text, str) else ""
        except quickjs.JSException as error:
            raise self._unfit(str(error).partition("\n")[0]) from error

    def _run(self, script: str) -> Any:
        self._context.set_time_limit(self._seconds_left())
        return self._context.eval(script)

    def _finish_jobs(self) -> None:
        """Run the callbacks of settled promises."""
        try:
            self._context.set_time_limit(self._seconds_left())
            while self._context.execute_pending_job():
                self._context.set_time_limit(self._seconds_left())
        except quickjs.JSException as error:
            raise self._unfit(str(error).partition("\n")[0]) from error

    def _seconds_left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise self._unfit(f"a query takes more than {SECONDS} seconds")
        return left

    def _unusable(self, path: str) -> InputError:
        """Return the error for a file that cannot be used."""
        why = f"cannot be read: {self._reasons.get(path, 'it is damaged')}"
        return InputError(Problem(str(self._site / path), 0, why, _BUILD))

    def _unfit(self, why: str, path: str = FOLDER) -> InputError:
        """Return the error for files that can be read, but not searched."""
        return InputError(Problem(str(self._site / path), 0, why, _BUILD_ANEW))

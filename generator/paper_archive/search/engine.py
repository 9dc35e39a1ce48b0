"""The search of a built site, run by the site's own scripts in an embedded JavaScript engine.

The query side of the search exists once, as the scripts that a browser loads. Here QuickJS runs
them: `page.js` stands in for the page, and this module for the network. It reads these files in
the site's folder, and refuses all other addresses:

    assets/search.js, assets/search/engine.js  scripts, which are run
    search/manifest.js, search/ID.js, search/ID/NUMBER.js
                                               files of the index, which are read as data

Scripts and index come from the same build, so they fit each other. They need not be trusted: they
can reach no other file, no network and no Python code, and their time and memory are limited.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import quickjs

from paper_archive.model import InputError, Problem
from paper_archive.search import shards
from paper_archive.search.answer import Answer, checked
from paper_archive.search.shards import FOLDER, MANIFEST, payload

# Limits for a query. With 50,000 papers a query takes half a second and 20 MB.
SECONDS, BYTES = 60, 1 << 30
MOST_OF_FILE = 32 << 20  # Bytes.
MOST_OF_REASON = 200  # Characters that a message quotes from a script.
_SCRIPT = re.compile(r"assets/search(?:/[a-z]+)?\.js")
_INDEX = re.compile(rf"{FOLDER}/((?:manifest|[a-z0-9]+)(?:/[0-9]+)?)\.js")
MANIFEST_PATH = shards.path(MANIFEST)
_PAGE = Path(__file__).with_name("page.js")
_DAMAGED = "the files of the search are damaged"
# The errors of the binding: a script fails, or returns what Python has no value for.
_FAILURES = (quickjs.JSException, TypeError, ValueError, RuntimeError, SystemError, MemoryError)


# Returns the bytes of a file by its path in the site.
ReadFile = Callable[[str], bytes]


class Fixes(NamedTuple):
    """What to do about files that cannot be read, and about files that do not fit together."""

    unreadable: str
    unfit: str


class SiteSearch:
    """Searches the site in a folder.

    Every method raises InputError if a file of the search is missing or damaged, or if the scripts
    exceed their time or memory. `sizes` has the sizes in bytes of the files read so far, by path in
    the site. `read` returns the bytes of a file; it raises OSError or ValueError, saying why not.
    """

    fixes = Fixes("build the site, or give its folder by --site-dir", "build the site with --clean")

    def __init__(self, site: Path, read: ReadFile | None = None) -> None:
        self._site = site
        self._read = read or self._in_site
        self._context = quickjs.Context()
        self._context.set_memory_limit(BYTES)
        self._until = time.monotonic() + SECONDS
        self.sizes: dict[str, int] = {}
        self._reasons: dict[str, str] = {}  # Why files cannot be used, by path.
        self._context.eval(_PAGE.read_text("utf-8"))
        self._page = {
            name: self._context.eval(f"page.{name}")
            for name in ("answer", "call", "failed", "loaded", "ran", "run", "wanted")
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
        code: bool = False,
        counts: bool = False,
    ) -> Answer:
        """Return the answer of the browser's `paperArchive.search`, without the site's tags."""
        options = {
            "limit": limit, "offset": offset, "sort": sort,
            "tags": list(tags), "after": after, "before": before, "code": code, "counts": counts,
        }  # fmt: skip
        try:
            return checked(self.call("search", query, options))
        except TypeError as error:
            raise self._unfit(_DAMAGED) from error

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
        try:
            answer = json.loads(reply)
        except (ValueError, RecursionError) as error:
            raise self._unfit(_DAMAGED) from error
        if isinstance(answer, dict) and "value" in answer:
            return answer["value"]
        raise self._error(answer)

    def _error(self, answer: object) -> InputError:
        """Return the error that the scripts report."""
        match answer:
            case {"error": str(message), "name": str(name), "url": str(url), "code": str(code)}:
                pass
            case _:
                return self._unfit(_DAMAGED)
        if url:
            return self._unusable(url)
        if code == "format":
            return self._unfit("is not of the version that the site's scripts read", MANIFEST_PATH)
        if name != "SearchUnavailable":
            return self._unfit(_quoted(message))
        return self._unfit("the files do not fit together")

    def _fetch(self, path: str) -> None:
        """Pass the page the file that it waits for."""
        index = _INDEX.fullmatch(path)
        if _SCRIPT.fullmatch(path):
            self._run_script(path)
            self._ask("ran")
        elif index and (text := self._text(path)) is not None:
            try:
                value = json.dumps(payload(text, index[1]))
            except (ValueError, RecursionError) as error:
                self._reasons[path] = str(error)
                self._ask("failed")
            else:
                self._ask("loaded", index[1], value)
        else:
            self._reasons.setdefault(path, "it is no file of the search")
            self._ask("failed")

    def _run_script(self, path: str) -> None:
        """Run a script of the site. If it fails, search.js reports the part that is missing."""
        text = self._text(path)
        if text is None:
            return
        succeeded, message = self._reply("run", text)
        if not succeeded:
            self._reasons[path] = _quoted(message)

    def _text(self, path: str) -> str | None:
        """Return the text of a file, None if it cannot be read."""
        try:
            data = self._read(path)
            text = data.decode()
        except (OSError, ValueError) as error:
            self._reasons[path] = str(error)
            return None
        self.sizes[path] = len(data)
        return text

    def _in_site(self, path: str) -> bytes:
        """Return the bytes of a file of the site."""
        file = self._site / path
        # A pipe or device may have no end, and a link may lead out of the site.
        inside = file.resolve().is_relative_to(self._site.resolve())
        if file.exists() and not (inside and file.is_file()):
            raise ValueError("it is no file of the site")
        data = file.read_bytes() if file.stat().st_size <= MOST_OF_FILE else b""
        if not data:
            raise ValueError("it is empty or too large")
        return data

    def _ask(self, name: str, *arguments: str) -> str:
        """Call a function of the page, and return its text; "" if it returns none."""
        succeeded, text = self._reply(name, *arguments)
        if not succeeded:
            raise self._unfit(_quoted(text))
        return text

    def _reply(self, name: str, *arguments: str) -> tuple[bool, str]:
        """Call a function of the page. Return whether it succeeded, and its text or message."""
        try:
            self._context.set_time_limit(self._seconds_left())
            reply = str(self._page[name](*arguments))
        except _FAILURES as error:
            raise self._stopped(error) from error
        return reply.startswith("="), reply[1:]

    def _finish_jobs(self) -> None:
        """Run the callbacks of settled promises."""
        try:
            self._context.set_time_limit(self._seconds_left())
            while self._context.execute_pending_job():
                self._context.set_time_limit(self._seconds_left())
        except _FAILURES as error:
            raise self._stopped(error) from error

    def _stopped(self, error: Exception) -> InputError:
        """Return the error for what the page cannot catch: a limit, an error of the binding."""
        self._seconds_left()
        return self._unfit(
            _quoted(str(error)) if isinstance(error, quickjs.JSException) else _DAMAGED
        )

    def _seconds_left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise self._unfit(f"a query takes more than {SECONDS} seconds")
        return left

    def _unusable(self, path: str) -> InputError:
        """Return the error for a file that cannot be used."""
        why = f"cannot be read: {self._reasons.get(path, 'it is damaged')}"
        return InputError(Problem(str(self._site / _quoted(path)), 0, why, self.fixes.unreadable))

    def _unfit(self, why: str, path: str = FOLDER) -> InputError:
        """Return the error for files that can be read, but not searched."""
        return InputError(Problem(str(self._site / path), 0, why, self.fixes.unfit))


def _quoted(text: str) -> str:
    """Return as much of a script's text as a message shows."""
    return text.partition("\n")[0][:MOST_OF_REASON]

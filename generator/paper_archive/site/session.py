"""One build into a site's folder: what earlier builds left for it, and what it leaves itself.

Builds into one folder wait for each other. The store is committed after the site: a build that
is killed between the two leaves a site that the store does not know, and the next one makes
every page anew.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from filelock import FileLock

from paper_archive.pages.touched import EVERYTHING, Touched, touched
from paper_archive.pipeline import Result
from paper_archive.site.assembly import Summary
from paper_archive.site.fingerprint import of_contents
from paper_archive.site.markdown_folder import changed
from paper_archive.site.publisher import Publisher
from paper_archive.site.state import State, key
from paper_archive.store.store import Store

ARCHIVE = "archive"  # the store's fact that State.archive repeats


@dataclass(frozen=True, slots=True)
class Origin:
    """What a site is made of, as far as one can tell without reading it: digests of `listings`,
    vocabulary and corrections, and of the `design`, which is all else. `pages_dir` has the
    Markdown."""

    listings: str
    design: str
    pages_dir: Path


class Session:
    """See `begin`; `built` is a folder for what MkDocs makes."""

    def __init__(self, publisher: Publisher, origin: Origin, cache: Path, lock: FileLock) -> None:
        self.publisher = publisher
        name = key(publisher.site)
        self.built = cache / f"{name}.mkdocs"
        self._store_file = cache / f"{name}.archive"
        self._origin = origin
        self._lock = lock
        self._store: Store | None = None

    @classmethod
    def begin(cls, site: Path, cache: Path, origin: Callable[[], Origin], clean: bool) -> Session:
        """Wait until no other build writes the site, and get ready; with `clean`, to make
        everything anew.

        Raises InputError where the folder cannot be written, or holds somebody else's files.
        """
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / f"{key(site)}.lock")
        lock.acquire()
        session = cls(Publisher.begin(site, cache, clean), origin(), cache, lock)
        shutil.rmtree(session.built, ignore_errors=True)
        if clean:
            session._store_file.unlink(missing_ok=True)
        return session

    def gather(self, build: Callable[[Store | None], Result]) -> Result:
        """Let the archive be built from the store; without one, where that cannot be used."""
        try:
            self._store = Store.open(self._store_file, of_contents((), sys.version))
            return build(self._store)
        except sqlite3.DatabaseError:
            # It is damaged, or the disk is full: of that the site tells itself.
            self._close_store()
            self._store_file.unlink(missing_ok=True)
            return build(None)

    def touched(self, result: Result) -> Touched:
        """The pages to make: all of them, unless the site shows what was in the store."""
        state, store = self.publisher.state, self._store
        if (
            store is not None
            and state.archive == store.fact(ARCHIVE) != ""
            and state.design == self._origin.design
            and state.pages == changed(self._origin.pages_dir)
            and self.publisher.is_intact
        ):
            return touched(result.changes, result.catalog)
        return EVERYTHING

    def remember(self, summary: Summary) -> bool:
        """Keep what the next build needs; False where that cannot be written."""
        state, store = self.publisher.state, self._store
        state.listings, state.design = self._origin.listings, self._origin.design
        state.pages = changed(self._origin.pages_dir)
        state.summary = summary.stored()
        state.archive = token_hex(8)
        try:
            state.save()
            if store is not None:
                store.set_fact(ARCHIVE, state.archive)
                store.commit()
        except (OSError, sqlite3.DatabaseError):
            return False
        return True

    def end(self) -> None:
        """Let other builds begin."""
        shutil.rmtree(self.built, ignore_errors=True)
        self._close_store()
        self._lock.release()

    def _close_store(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


@contextmanager
def alone(site: Path, cache: Path) -> Iterator[None]:
    """Wait until no build writes the site, and let none begin meanwhile. Raises OSError."""
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / f"{key(site)}.lock"):
        yield


def unchanged(site: Path, cache: Path, origin: Origin) -> Summary | None:
    """The summary of the last build, if another one would write the same; else None."""
    state = State.glance(cache, site)
    if (state.listings, state.design) != (origin.listings, origin.design):
        return None
    if state.pages != changed(origin.pages_dir) or not state.is_left_alone:
        return None
    try:
        return Summary.of_last_build(state.summary)
    except (TypeError, KeyError):
        return None

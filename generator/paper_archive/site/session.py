"""One build into a site's folder: what earlier builds left for it, and what it leaves behind.

Builds into one folder wait for each other. The store is committed after the site, and the state
of the site is written last, with the checksum of the store: a build that is killed before leaves a
store that no state vouches for, and the next one makes everything anew.
"""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from paper_archive.config import Settings
from paper_archive.model import InputError, Problem
from paper_archive.paths import circle, real, remove, remove_if_no_file
from paper_archive.site.fingerprint import fingerprint, of_contents
from paper_archive.site.markdown_folder import changed
from paper_archive.site.markdown_record import NAME, Record
from paper_archive.site.state import State, key
from paper_archive.site.summary import Summary

# A build that finds nothing changed needs none of these.
if TYPE_CHECKING:
    from paper_archive.site.publisher import Publisher
    from paper_archive.store.store import Store

T = TypeVar("T")
ANEW = "everything is made anew"
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """What a site is made of, as far as one can tell without reading the listings: checksums of
    `listings`, vocabulary, corrections, topics and lists, and of the `design`, which is everything
    else."""

    listings: str
    design: str

    @classmethod
    def of(cls, settings: Settings) -> Origin:
        """The origin of the site that a build would make now."""
        inputs = settings.inputs
        others = (inputs.tags, inputs.curation, inputs.topics, inputs.lists)
        papers = [*inputs.listings, *filter(None, others)]
        said = (settings.site_name, settings.site_url, settings.new_issue, settings.design)
        design = (settings.docs_dir, *settings.templates, *settings.hooks)
        return cls(fingerprint(papers, inputs.year), of_contents(design, (said, sys.version)))


class Session:
    """A build; see `open`. The theme is rendered into the folder `rendered`.

    `damage` says in a sentence that the cache cannot be used, and why; "" where it can, or where
    there is none. `notes` say what else is odd about the site.
    """

    def __init__(self, settings: Settings, publisher: Publisher, origin: Origin) -> None:
        from paper_archive.store.store_file import StoreFile

        self.publisher = publisher
        self.rendered = publisher.state.path("mkdocs")
        self._store_file = StoreFile(publisher.state.path("archive"))
        self._pages_dir = settings.pages_dir
        self._origin = origin
        self._store: Store | None = None
        self._is_saved = False
        self.damage = ""
        self.notes: list[str] = []

    @classmethod
    @contextmanager
    def open(cls, settings: Settings, clean: bool) -> Iterator[Session]:
        """Wait until no other build writes the site, and begin one; with `clean`, from nothing.

        A build that fails leaves the site as it was. Raises InputError where the folder cannot
        be written, or holds files that are no site.
        """
        from paper_archive.site.publisher import Publisher

        _refuse_overlap(settings)
        _refuse_circles(settings.docs_dir)
        with alone(settings):
            origin = Origin.of(settings)
            session = cls(
                settings, Publisher.begin(settings.site_dir, settings.cache, clean), origin
            )
            try:
                remove(session.rendered)
                session._check(clean)
                yield session
            finally:
                session.publisher.discard()
                with suppress(OSError):
                    remove(session.rendered)
                session._close_store()

    def _check(self, clean: bool) -> None:
        """Delete the store of the last build, unless the state of the site vouches for it."""
        from paper_archive.store.store_file import NOT_THERE

        state = self.publisher.state
        reason = state.damage or self._store_file.damage(state.archive, state.archive_trace)
        if clean or reason:
            self._store_file.remove()
        if clean:
            return
        if reason == NOT_THERE:
            self.damage = f"the last build did not end: {ANEW}"
        elif reason:
            self.damage = f"the cache {state.base.parent} is damaged ({reason}): {ANEW}"
        elif state.is_another_site:
            self.damage = f"the site is not as the last build left it: {ANEW}"
        elif state.pages != changed(self._pages_dir) and Record.is_damaged(self._pages_dir):
            self.damage = f"the record {self._pages_dir / NAME} is damaged: {ANEW}"
        if state.strange and not self.publisher.whole:
            several = sorted(state.strange)
            named = ", ".join(several[:MOST_NAMED]) + (" …" if len(several) > MOST_NAMED else "")
            self.notes.append(
                f"{state.site} has files that no build wrote: {named} "
                "(they stay until a build with --clean; files of your own belong into docs_dir)"
            )

    def with_store(self, work: Callable[[Store], T]) -> tuple[Store, T]:
        """Work with the store of the last build; with an empty one where it cannot be used."""
        from paper_archive.store.store import Store

        try:
            self._store = Store.open(self._store_file.path, of_contents((), sys.version))
            return self._store, work(self._store)
        except sqlite3.DatabaseError:
            # The disk is full, which the site will tell too.
            self._close_store()
            self._store_file.remove()
            store = Store.open()
            return store, work(store)

    def shows(self, store: Store) -> bool:
        """Tell whether the site shows what is in the store: then what changed since is enough."""
        state = self.publisher.state
        return (
            store is self._store
            and state.archive != ""
            and state.design == self._origin.design
            and state.pages == changed(self._pages_dir)
            and self.publisher.is_intact
        )

    def save(self, summary: Summary, store: Store, memory: Mapping[str, bytes]) -> None:
        """Commit the store with what the exports must remember, and write what the next build
        needs to know of the site. Raises OSError and sqlite3.DatabaseError.
        """
        state = self.publisher.state
        store.commit(memory)
        is_kept = store is self._store
        state.archive = self._store_file.checksum() if is_kept else ""
        state.archive_trace = self._store_file.trace() if is_kept else ""
        state.listings, state.design = self._origin.listings, self._origin.design
        state.pages = changed(self._pages_dir)
        state.summary = summary.stored()
        # Written last, because it vouches for the store.
        state.save()
        self._is_saved = True

    def _close_store(self) -> None:
        if self._store is None:
            return
        self._store.close()
        if self._store.is_new and not self._is_saved:
            # It took the place of that of another version of the program, and has nothing.
            with suppress(OSError):
                self._store_file.remove()
        self._store = None


def _refuse_overlap(settings: Settings) -> None:
    """Raise InputError where one folder would be read and written."""
    pages_dir, site, docs = map(real, (settings.pages_dir, settings.site_dir, settings.docs_dir))
    if pages_dir.is_relative_to(docs):
        # MkDocs would find every page twice from the second build on.
        what, fix = "pages_dir must not be in docs_dir", "choose another one"
        raise InputError(Problem(str(pages_dir), 0, what, fix))
    if site.is_relative_to(docs) or docs.is_relative_to(site):
        what, fix = "site_dir and docs_dir must not be inside each other", "choose another one"
        raise InputError(Problem(str(settings.site_dir), 0, what, fix))
    for name, folder in (("pages_dir", pages_dir), ("site_dir", site)):
        for listings in settings.inputs.listings:
            if folder.is_relative_to(real(listings)):
                what, fix = f"{name} must not be in the listings", "choose another one"
                raise InputError(Problem(str(folder), 0, what, fix))


def _refuse_circles(docs_dir: Path) -> None:
    """Raise InputError for a link in which MkDocs would go round."""
    if link := circle(docs_dir):
        what = f"this link leads to a folder above it, {real(link)}"
        raise InputError(Problem(str(link), 0, what, "delete the link: MkDocs would follow it"))


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Wait until no build writes the site, and let none begin meanwhile. Raises OSError."""
    with _locked(settings.cache, key(settings.site_dir)):
        yield


@contextmanager
def correcting(settings: Settings) -> Iterator[None]:
    """Wait until nobody else corrects the archive, and let nobody begin. Raises OSError."""
    with _locked(settings.cache, "corrections"):
        yield


@contextmanager
def _locked(cache: Path, name: str) -> Iterator[None]:
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise OSError(errno.ENOTDIR, "it is no folder; delete it", str(cache)) from error
    from filelock import FileLock

    lock = cache / f"{name}.lock"
    remove_if_no_file(lock)
    with FileLock(lock):
        yield


def last_store(settings: Settings) -> Store:
    """Return a copy, in memory, of what the last build stored: empty where nothing can be used."""
    from paper_archive.store.store import Store
    from paper_archive.store.store_file import StoreFile

    if State.glance(settings.cache, settings.site_dir).archive:
        with suppress(OSError), alone(settings):
            state = State.glance(settings.cache, settings.site_dir)
            file = StoreFile(state.path("archive"))
            if state.archive and not file.damage(state.archive, state.archive_trace):
                return Store.copy(file.path, of_contents((), sys.version))
    return Store.open()


def unchanged(settings: Settings) -> Summary | None:
    """The summary of the last build, if another one would write the same; else None."""
    state, origin = State.glance(settings.cache, settings.site_dir), Origin.of(settings)
    if (state.listings, state.design) != (origin.listings, origin.design):
        return None
    if state.pages != changed(settings.pages_dir) or not state.is_left_alone:
        return None
    return Summary.of_last_build(state.summary)

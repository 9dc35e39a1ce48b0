"""One build into a site's folder: what earlier builds left for it, and what it leaves behind.

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
from secrets import token_hex
from typing import TypeVar

from filelock import FileLock

from paper_archive.config import Settings
from paper_archive.model import InputError, Problem
from paper_archive.site.fingerprint import fingerprint, of_contents
from paper_archive.site.markdown_folder import changed
from paper_archive.site.publisher import Publisher
from paper_archive.site.state import State, key
from paper_archive.site.summary import Summary
from paper_archive.store.store import Store

T = TypeVar("T")
SHOWN_BY = "archive"  # the store's fact that State.archive repeats


@dataclass(frozen=True, slots=True)
class Origin:
    """What a site is made of, as far as one can tell without reading the listings: checksums of
    `listings`, vocabulary and corrections, and of the `design`, which is everything else."""

    listings: str
    design: str

    @classmethod
    def of(cls, settings: Settings) -> Origin:
        """The origin of the site that a build would make now."""
        inputs = settings.inputs
        papers = [*inputs.listings, *filter(None, (inputs.tags, inputs.curation))]
        said = (settings.site_name, settings.site_url, settings.repo_url, settings.design)
        design = (settings.docs_dir, *settings.templates, *settings.hooks)
        return cls(fingerprint(papers, inputs.year), of_contents(design, (said, sys.version)))


class Session:
    """A build; see `open`. The theme is rendered into the folder `rendered`."""

    def __init__(self, settings: Settings, publisher: Publisher, origin: Origin) -> None:
        self.publisher = publisher
        name = key(publisher.site)
        self.rendered = settings.cache / f"{name}.mkdocs"
        self._store_file = settings.cache / f"{name}.archive"
        self._pages_dir = settings.pages_dir
        self._origin = origin
        self._store: Store | None = None

    @classmethod
    @contextmanager
    def open(cls, settings: Settings, clean: bool) -> Iterator[Session]:
        """Wait until no other build writes the site, and begin one; with `clean`, from nothing.

        A build that fails leaves the site as it was. Raises InputError where the folder cannot
        be written, or holds files that are no site.
        """
        _refuse_overlap(settings)
        with alone(settings):
            origin = Origin.of(settings)
            session = cls(
                settings, Publisher.begin(settings.site_dir, settings.cache, clean), origin
            )
            shutil.rmtree(session.rendered, ignore_errors=True)
            if clean:
                session._store_file.unlink(missing_ok=True)
            try:
                yield session
            finally:
                session.publisher.discard()
                shutil.rmtree(session.rendered, ignore_errors=True)
                session._close_store()

    def with_store(self, work: Callable[[Store], T]) -> tuple[Store, T]:
        """Work with the store of the last build; with an empty one where it cannot be used."""
        try:
            self._store = Store.open(self._store_file, of_contents((), sys.version))
            return self._store, work(self._store)
        except sqlite3.DatabaseError:
            # It is damaged, or the disk is full, which the site will tell too.
            self._close_store()
            self._store_file.unlink(missing_ok=True)
            store = Store.open()
            return store, work(store)

    def shows(self, store: Store) -> bool:
        """Tell whether the site shows what is in the store: then what changed since is enough."""
        state = self.publisher.state
        return (
            store is self._store
            and state.archive == store.fact(SHOWN_BY) != ""
            and state.design == self._origin.design
            and state.pages == changed(self._pages_dir)
            and self.publisher.is_intact
        )

    def save(self, summary: Summary, store: Store) -> None:
        """Write what the next build needs to know of the site, and name it in the store, which
        is to be committed next. Raises OSError."""
        state = self.publisher.state
        state.listings, state.design = self._origin.listings, self._origin.design
        state.pages = changed(self._pages_dir)
        state.summary = summary.stored()
        state.archive = token_hex(8)
        state.save()
        store.set_fact(SHOWN_BY, state.archive)

    def _close_store(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def _refuse_overlap(settings: Settings) -> None:
    """Raise InputError where one folder would be read and written."""
    pages_dir = settings.pages_dir.resolve()
    if pages_dir.is_relative_to(settings.docs_dir.resolve()):
        # MkDocs would find every page twice from the second build on.
        what, fix = "pages_dir must not be in docs_dir", "choose another one"
        raise InputError(Problem(str(pages_dir), 0, what, fix))
    site, docs = settings.site_dir.resolve(), settings.docs_dir.resolve()
    if site.is_relative_to(docs) or docs.is_relative_to(site):
        what, fix = "site_dir and docs_dir must not be inside each other", "choose another one"
        raise InputError(Problem(str(settings.site_dir), 0, what, fix))
    for name, folder in (("pages_dir", pages_dir), ("site_dir", settings.site_dir)):
        for listings in settings.inputs.listings:
            if folder.resolve().is_relative_to(listings.resolve()):
                what, fix = f"{name} must not be in the listings", "choose another one"
                raise InputError(Problem(str(folder), 0, what, fix))


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Wait until no build writes the site, and let none begin meanwhile. Raises OSError."""
    settings.cache.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.cache / f"{key(settings.site_dir)}.lock"):
        yield


def unchanged(settings: Settings) -> Summary | None:
    """The summary of the last build, if another one would write the same; else None."""
    state, origin = State.glance(settings.cache, settings.site_dir), Origin.of(settings)
    if (state.listings, state.design) != (origin.listings, origin.design):
        return None
    if state.pages != changed(settings.pages_dir) or not state.is_left_alone:
        return None
    try:
        return Summary.of_last_build(state.summary)
    except (TypeError, KeyError):
        return None

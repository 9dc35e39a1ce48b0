"""A build with another version of the program than the one that made the cache."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from paper_archive.site.state import State
from paper_archive.store.store_file import StoreFile

from tests.site.run import built_from_a_line, files, invoke


def test_a_build_that_fails_is_no_damage(tmp_path: Path) -> None:
    """It has discarded the store, which the next build must not take for an accident."""
    listing, arguments, settings = built_from_a_line(tmp_path)
    state = State.load(settings.cache, settings.site_dir)
    with closing(sqlite3.connect(state.path("archive"))) as db:
        db.execute("UPDATE facts SET value = 'another' WHERE name = 'made_by'")
        db.commit()
    state.archive = StoreFile(state.path("archive")).checksum()
    state.save()
    before = files(settings.site_dir)

    whole = listing.read_text()
    listing.write_text(whole + "no listing\n")
    failed = invoke(*arguments, "--strict")
    assert failed.returncode == 1 and "the build is strict" in failed.stderr
    assert files(settings.site_dir) == before
    listing.write_text(whole)
    again = invoke(*arguments)
    assert (again.returncode, again.stderr) == (
        0, "note: the last build did not end: everything is made anew\n"
    )  # fmt: skip
    assert files(settings.site_dir) == before

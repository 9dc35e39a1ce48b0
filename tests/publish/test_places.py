"""What holds for every kind of target, tried against a real one of each."""

from __future__ import annotations

import pytest

from tests.publish.conftest import Versions, published
from tests.publish.places import LISTS, Daemon, Place, files
from tests.site.run import files as files_of
from tests.site.run import invoke

NOTHING = {"new": 0, "changed": 0, "deleted": 0, "bytes_sent": 0}


def test_a_place_becomes_what_the_site_is(empty: Place, versions: Versions) -> None:
    before, after = files_of(versions.before), files_of(versions.after)
    first = published(versions.before, empty)
    assert files(empty) == before
    assert (first["new"], first["bytes_sent"]) == (len(before), sum(map(len, before.values())))
    assert published(versions.before, empty).items() >= NOTHING.items()
    changed = [path for path in after if path in before and after[path] != before[path]]
    sent = sum(len(data) for path, data in after.items() if before.get(path) != data)
    assert changed
    assert before.keys() - after.keys()
    second = published(versions.after, empty)
    assert files(empty) == after
    assert second["new"] == len(after.keys() - before.keys())
    assert second["changed"] == len(changed)
    assert second["deleted"] == len(before.keys() - after.keys())
    assert second["bytes_sent"] == sent
    # rsync sends the parts that differ.
    assert second.get("bytes_on_line", 1) in range(1, sent)
    assert sorted(path for path in empty.all() if path.startswith(LISTS)) == [
        ".paper-archive/published.gz"
    ]


def test_what_somebody_else_did_there_is_mended(empty: Place, versions: Versions) -> None:
    site = files_of(versions.before)
    published(versions.before, empty)
    empty.write("about.html", site["about.html"][:-9])
    empty.write("index.html", b"x" * len(site["index.html"]))
    empty.remove("search.html")
    empty.write("of somebody else.txt", b"mine")
    done = invoke("publish", empty.target, "--site-dir", versions.before, **empty.variables)
    assert "1 new, 2 changed, 0 deleted" in done.stdout, done.stderr
    assert "of somebody else.txt (they stay)" in done.stderr
    assert files(empty) == site | {"of somebody else.txt": b"mine"}
    empty.remove("of somebody else.txt")
    assert published(versions.before, empty, "--verify").items() >= NOTHING.items()


def test_a_place_without_its_list(empty: Place, versions: Versions) -> None:
    """A site that came there in another way is taken over; what it has is not deleted."""
    for path, data in files_of(versions.before).items():
        empty.write(path, data)
    published(versions.after, empty)
    assert files(empty) == files_of(versions.before) | files_of(versions.after)


def test_a_place_of_somebody_else_is_refused(empty: Place, versions: Versions) -> None:
    empty.write("their/page.html", b"theirs")
    done = invoke("publish", empty.target, "--site-dir", versions.before, **empty.variables)
    assert done.returncode == 1
    assert "holds files, but nothing that paper-archive published: their/page.html" in done.stderr
    assert empty.all() == {"their/page.html": b"theirs"}


def test_a_dry_run_writes_nothing(empty: Place, versions: Versions) -> None:
    would = published(versions.before, empty, "--dry-run")
    assert empty.all() == {}
    assert sorted(would["send"]) == sorted(files_of(versions.before))
    published(versions.before, empty)
    held = empty.all()
    would = published(versions.after, empty, "--dry-run")
    assert empty.all() == held
    gone = files_of(versions.before).keys() - files_of(versions.after).keys()
    assert sorted(would["delete"]) == sorted(gone)


@pytest.mark.parametrize("place", [Daemon], indirect=True)
def test_a_daemon_of_rsync(empty: Place, versions: Versions) -> None:
    for version in (versions.before, versions.after):
        published(version, empty)
        assert files(empty) == files_of(version)

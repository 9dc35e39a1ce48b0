"""An archive is brought to another version, or to another host."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from paper_archive.init import program
from paper_archive.init import starter as init_files
from paper_archive.init.create import create
from paper_archive.init.kept_files import Upgrade
from paper_archive.init.manifest import PATH, checksum
from paper_archive.model import InputError

from tests.site.run import files, invoke
from tests.site.run import program as tool

pytestmark = pytest.mark.slow
SETTINGS = "settings.yml"


def test_nothing_is_to_be_done_for_the_same_version(archive: Path) -> None:
    before = files(archive)
    done = invoke("upgrade", archive)
    assert done.returncode == 0 and done.stdout.startswith("Nothing to do")
    assert files(archive) == before


GONE, GONE_BUT_CHANGED = (f".github/workflows/{name}.yml" for name in ("gone", "mine"))


@pytest.fixture
def older(archive: Path) -> Path:
    """An archive that an older version made, whose settings and .gitignore were different."""
    record = json.loads((archive / PATH).read_text())
    record["version"] = "0.0.1"
    for path in (SETTINGS, ".gitignore"):
        (archive / path).write_text("# old\n")
        record["files"][path] = checksum("# old\n")
    for path in (GONE, GONE_BUT_CHANGED, "README.md", "../birds.txt"):
        (archive / path).write_text("x")
        record["files"][path] = checksum("x" if path != GONE_BUT_CHANGED else "y")
    (archive / PATH).write_text(json.dumps(record))
    return archive


def test_upgrade_shows_the_difference_and_asks(older: Path) -> None:
    before = files(older)
    done = invoke("upgrade", older)
    assert done.returncode == 0
    assert "--- a/settings.yml\n+++ b/settings.yml\n" in done.stdout
    assert "\n-# old\n" in done.stdout and "\n+use_directory_urls: false\n" in done.stdout
    assert "Nothing was written" in done.stderr
    assert f"--- a/{GONE}\n+++ /dev/null\n" in done.stdout
    assert "mine.yml: version" in done.stderr
    assert files(older) == before


def test_a_summary_stands_below_the_differences(older: Path) -> None:
    (older / "requirements-lock.txt").write_text("old==1\nolder==2\n")
    done = invoke("upgrade", older)
    *_, written, deleted = done.stdout.splitlines()
    assert written == "3 files to write: requirements-lock.txt, .gitignore, settings.yml"
    assert deleted == f"1 file to delete: {GONE}"
    # Pins are not shown line by line.
    assert "-requirements-lock.txt: 2 lines, sha256:" in done.stdout
    assert "old==1" not in done.stdout


def test_a_reader_that_goes_away_is_no_error(older: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [tool("paper-archive"), "upgrade", older],
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (1, b"")


def test_an_archive_of_the_first_version_is_on_github(archive: Path) -> None:
    record = json.loads((archive / PATH).read_text())
    for path in ("requirements-lock.txt", program.PATH):
        (archive / path).unlink()
        del record["files"][path]
    (archive / "requirements.txt").write_text("paper-archive==0.1.0\n")
    record["files"]["requirements.txt"] = checksum("paper-archive==0.1.0\n")
    del record["host"]
    (archive / PATH).write_text(json.dumps(record | {"version": "0.1.0"}))
    assert invoke("upgrade", archive, "--yes").returncode == 0
    assert json.loads((archive / PATH).read_text())["host"] == "github"
    create(archive.parent / "new", "Birds")
    assert files(archive) == files(archive.parent / "new")


def test_an_archive_moves_to_another_host(archive: Path) -> None:
    fetch = archive / ".github" / "workflows" / "fetch.yml"
    fetch.write_text("mine")
    for host, marks in (("gitlab", (".gitlab-ci.yml", ".gitlab")), ("none", ()), ("github", ())):
        done = invoke("upgrade", archive, "--host", host, "--yes")
        assert done.returncode == 0, done.stderr
        assert all((archive / mark).exists() for mark in marks)
        assert invoke("upgrade", archive).stdout.startswith(("Nothing to do", "These differences"))
        if host != "github":
            assert fetch.read_text() == "mine" and "fetch.yml: version" in done.stderr
            assert [*files(archive / ".github")] == ["workflows/fetch.yml"]
            assert (archive / ".gitlab").exists() == (host == "gitlab")
    fetch.unlink()
    invoke("upgrade", archive, "--yes", "--force")
    create(archive.parent / "new", "Birds")
    assert files(archive) == files(archive.parent / "new")


def test_upgrade_writes_what_the_owner_left_alone(older: Path) -> None:
    own = (
        "site_src/curation.yml",
        "site_src/topics.yml",
        "site_src/docs/about.md",
        "mkdocs.yml",
        "README.md",
    )
    for path in own:
        (older / path).write_text("mine")
    (older / ".gitignore").write_bytes(b"# mine\r\n")
    (older / "requirements-lock.txt").write_bytes(  # as git writes it on Windows
        (older / "requirements-lock.txt").read_bytes().replace(b"\n", b"\r\n")
    )
    before = files(older)
    done = invoke("upgrade", older, "--yes")
    assert done.returncode == 0
    assert ".gitignore: you have changed it, so it stays so" in done.stderr
    after = files(older)
    changed = {path for path in before | after if after.get(path) != before.get(path)}
    assert changed == {SETTINGS, PATH, GONE} and GONE not in after
    assert done.stdout.endswith("1 file written, 1 deleted. It installs the same program.\n")
    assert done.stderr.count("or run `paper-archive upgrade --force`") == 1
    assert (older / "../birds.txt").exists()  # whatever a record says
    assert after[SETTINGS].decode() == init_files.kept()[SETTINGS]
    # It says so the next time as well, and replaces it where that is wanted.
    again = invoke("upgrade", older, "--yes")
    assert ".gitignore: you have changed it" in again.stderr
    forced = invoke("upgrade", older, "--yes", "--force")
    assert forced.returncode == 0
    assert (older / ".gitignore").read_text() == init_files.kept()[".gitignore"]
    assert all((older / path).read_text() == "mine" for path in own)
    assert [change.path for change in Upgrade.of(older).changes] == [GONE_BUT_CHANGED]
    (older / GONE_BUT_CHANGED).unlink()
    assert Upgrade.of(older).changes == ()


def test_permissions_stay(older: Path) -> None:
    script = older / ".github" / "scripts" / "build.sh"
    record = json.loads((older / PATH).read_text())
    script.write_text("old")
    script.chmod(0o750)
    record["files"][".github/scripts/build.sh"] = checksum("old")
    (older / PATH).write_text(json.dumps(record))
    assert invoke("upgrade", older, "--yes").returncode == 0
    assert script.read_text() != "old" and script.stat().st_mode & 0o777 == 0o750


def test_a_newer_version_is_not_undone(archive: Path) -> None:
    record = json.loads((archive / PATH).read_text()) | {"version": "10.0.0rc1"}
    (archive / PATH).write_text(json.dumps(record))
    before = files(archive)
    done = invoke("upgrade", archive, "--yes", "--force")
    assert done.returncode == 1 and "is of version 10.0.0rc1" in done.stderr
    assert files(archive) == before


def test_what_the_owner_deleted_stays_away(older: Path) -> None:
    (older / SETTINGS).unlink()
    text = (older / "requirements.txt").read_text()
    (older / "requirements.txt").unlink()
    done = invoke("upgrade", older, "--yes")
    assert "settings.yml: you have deleted it" in done.stderr
    assert not (older / SETTINGS).exists()
    assert (older / "requirements.txt").read_text() == text  # which workflows install


def test_what_the_owner_changed_and_no_version_did_is_named_and_stays(archive: Path) -> None:
    (archive / SETTINGS).write_text("mine")
    (archive / ".github" / "workflows" / "fetch.yml").unlink()
    assert Upgrade.of(archive).changes == ()
    done = invoke("upgrade", archive)
    assert "Nothing to do" in done.stdout
    assert {SETTINGS, ".github/workflows/fetch.yml"} <= set(re.findall(r"[\w./-]+", done.stderr))
    assert (archive / SETTINGS).read_text() == "mine"
    # By force there is a way back, of whatever version it is.
    Upgrade.of(archive, force=True).write(force=True)
    assert Upgrade.of(archive, force=True).changes == ()
    assert (archive / SETTINGS).read_text() == init_files.kept()[SETTINGS]


@pytest.mark.parametrize(
    "record",
    [
        None, "no JSON", "[]", '{"version": "1", "files": 3}',
        '{"version": "0.1", "files": {}, "host": "x"}', '{"version": ["x"], "files": {}}',
        '{"version": "0.1", "files": {"settings.yml": 3}}',
        pytest.param(f'{{"version": "{10_000 * "9"}", "files": {{}}}}', id="long"),
    ],
)  # fmt: skip
def test_upgrade_refuses_what_is_no_archive(archive: Path, record: str | None) -> None:
    (archive / PATH).unlink()
    if record is not None:
        (archive / PATH).write_text(record)
    before = files(archive)
    with pytest.raises(InputError, match=re.escape(PATH)) as refused:
        Upgrade.of(archive, force=True).write(force=True)
    assert files(archive) == before and "Error(" not in str(refused.value)


@pytest.mark.parametrize("path", [PATH, SETTINGS])
def test_a_pipe_is_not_waited_for(archive: Path, path: str) -> None:
    (archive / path).unlink()
    os.mkfifo(archive / path)
    with pytest.raises(InputError, match="is no file"):
        Upgrade.of(archive)

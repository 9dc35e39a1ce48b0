"""An archive of one's own: made, built from an installed wheel, brought to another version."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from paper_archive import __version__
from paper_archive.init import starter as init_files
from paper_archive.init.create import create, repository_around
from paper_archive.init.kept_files import Upgrade
from paper_archive.init.manifest import PATH, checksum
from paper_archive.model import InputError

from tests.intake.server import answer, day, serving
from tests.site.run import ROOT, command, files, invoke, program
from tests.workflows.runner import Runner, git

pytestmark = pytest.mark.slow

GITHUB = [
    *(f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("config", "listing")),
    *(f".github/scripts/{name}.sh" for name in (
        "build", "check", "fetch", "install", "lib", "propose", "read-issue", "release",
    )),
    *(f".github/workflows/{name}.yml" for name in (
        "build", "check", "deploy", "fetch", "listing", "release",
    )),
]  # fmt: skip
INSTALL = ".github/scripts/install.sh"
KEPT = [
    *GITHUB,
    ".github/dependabot.yml",
    ".gitattributes",
    ".gitignore",
    "requirements.txt",
    "settings.yml",
]
GIVEN = [
    "README.md",
    "mkdocs.yml",
    "site_src/curation.yml",
    "site_src/docs/about.md",
    "site_src/listings/2025/2025-01-01.txt",
    "site_src/topics.yml",
]
SETTINGS = "settings.yml"
PROGRAMS = f"{Path(program('paper-archive')).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    create(tmp_path / "birds", "Birds")
    return tmp_path / "birds"


def test_init_makes_an_archive(tmp_path: Path) -> None:
    name = """Birds: "and" 'bees' # {{ 7 }}"""
    done = invoke("init", "birds", "--name", name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = files(tmp_path / "birds")
    assert sorted(made) == sorted([*KEPT, *GIVEN, PATH])
    assert made["requirements.txt"].decode() == f"paper-archive=={__version__}\n"
    assert made["README.md"].decode().startswith(f"# {name}\n")
    built = invoke("build", "--json", cwd=tmp_path / "birds")
    assert built.returncode == 0 and built.stderr == "", built.stderr
    summary = json.loads(built.stdout)
    assert (summary["papers"], summary["problems"]) == (2, 0)
    # What settings.yml says is a part of the site, too.
    settings = tmp_path / "birds" / SETTINGS
    settings.write_text(settings.read_text().replace("custom", "teal"))
    again = invoke("build", "--json", cwd=tmp_path / "birds")
    assert json.loads(again.stdout)["pages_written"] > 0
    # Nothing that git would take in is made by a build.
    git(tmp_path / "birds", "init", "--quiet")
    new = git(tmp_path / "birds", "ls-files", "--others", "--exclude-standard")
    assert sorted(new.splitlines()) == sorted(made)


def test_a_new_archive_leads_to_the_manual_and_has_none(archive: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"({project['urls']['Documentation']})" in (archive / "README.md").read_text("utf-8")
    built = invoke("build", cwd=archive)
    assert built.returncode == 0, built.stderr
    site = files(archive / "site")
    assert "about.html" in site and not any("manual" in path for path in site)
    assert b"manual" not in site["index.html"] + site["about.html"] + site["search.html"]


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    done = invoke("init", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "already has .gitignore, README.md" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "README.md"]


def test_init_names_few_files_and_an_archive(archive: Path) -> None:
    with pytest.raises(InputError, match=r"is an archive already.*upgrade"):
        create(archive, "Birds")
    (archive / PATH).unlink()
    with pytest.raises(InputError, match=r"already has .*config.yml, \S+ and \d\d more"):
        create(archive, "Birds")


def test_init_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in ("file", "file/birds", "/proc/birds"):
        with pytest.raises(OSError, match=folder):
            create(tmp_path / folder, "Birds")
    done = invoke("init", "file", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "error: file: File exists\n")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_name_has_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--name"):
        create(tmp_path / "x", "Birds\nsite_dir: /")
    assert not (tmp_path / "x").exists()


def test_init_in_a_repository_says_that_its_workflows_do_not_run(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert repository_around(tmp_path) is None
    done = invoke("init", "my birds", cwd=tmp_path)
    assert "is inside the git repository" in done.stderr
    assert "  cd 'my birds'\n  git init --initial-branch=main\n" in done.stdout


def test_corrections_begin_empty(archive: Path) -> None:
    lines = (archive / "site_src" / "curation.yml").read_text().splitlines()
    assert all(line.startswith("#") for line in lines)


def test_an_installed_wheel_makes_and_builds_an_archive(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    dist = tmp_path / "dist"
    run(ROOT, "-m", "hatchling", "build", "-t", "wheel", "-d", dist)
    (wheel,) = dist.glob("*.whl")
    installed = tmp_path / "installed"
    run(tmp_path, "-m", "pip", "install", "--quiet", "--no-deps", "--target", installed, wheel)
    # Not the checkout, which tests and an editable installation put on the path.
    alone = {"PYTHONPATH": str(installed)}
    where = run(tmp_path, "-c", "import paper_archive; print(paper_archive.__file__)", **alone)
    assert Path(where.strip()).is_relative_to(installed)
    run(tmp_path, "-m", "paper_archive", "init", "birds", **alone)
    birds = tmp_path / "birds"
    run(birds, "-m", "paper_archive", "build", **alone)
    run(birds, "-m", "paper_archive", "bundle", "--into", "dist", **alone)
    assert [path.name for path in (birds / "dist").iterdir()] == ["birds-2025-01-01.zip"]
    made = files(birds / "site")
    assert {"assets/archive.css", "assets/favicon.svg", "404.html"} <= made.keys()
    assert b'class="pa-foot' in made["index.html"]
    assert run(birds, "-m", "paper_archive", "upgrade", **alone).startswith("Nothing to do")
    # What its workflows install is this version: pip is told to take it from here.
    again = tmp_path / "again"
    pip = {
        "PIP_TARGET": str(again), "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1",
        "PIP_FIND_LINKS": str(dist), "PATH": PROGRAMS,
    }  # fmt: skip
    subprocess.run(["bash", INSTALL], cwd=birds, env=os.environ | pip, check=True)
    assert (again / "paper_archive" / "__init__.py").is_file()


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


def test_upgrade_tells_of_a_wheel_of_another_version(archive: Path) -> None:
    requirements = archive / "requirements.txt"
    requirements.write_text(
        "# paper-archive==0.0.2\n./wheels/paper_archive-0.0.1-py3-none-any.whl\n"
    )
    done = invoke("upgrade", archive, "--yes")
    assert "the workflows install version 0.0.1" in done.stderr
    requirements.write_text(f"./wheels/paper_archive-{__version__}-py3-none-any.whl\n")
    assert "install version" not in invoke("upgrade", archive, "--yes").stderr
    requirements.write_text("paper-archive @ git+https://example.org/paper-archive@0a1b2c3\n")
    assert "install version" not in invoke("upgrade", archive, "--yes").stderr


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
    (older / "requirements.txt").write_bytes(  # as git writes it on Windows
        (older / "requirements.txt").read_bytes().replace(b"\n", b"\r\n")
    )
    before = files(older)
    done = invoke("upgrade", older, "--yes")
    assert done.returncode == 0
    assert ".gitignore: you have changed it, so it stays so" in done.stderr
    after = files(older)
    changed = {path for path in before | after if after.get(path) != before.get(path)}
    assert changed == {SETTINGS, PATH, GONE} and GONE not in after
    assert done.stdout.endswith("1 file written, 1 deleted.\n")
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


def test_a_newer_version_is_not_undone(archive: Path) -> None:
    record = json.loads((archive / PATH).read_text()) | {"version": "10.0.0rc1"}
    (archive / PATH).write_text(json.dumps(record))
    before = files(archive)
    done = invoke("upgrade", archive, "--yes", "--force")
    assert done.returncode == 1 and "is of version 10.0.0rc1" in done.stderr
    assert files(archive) == before


def test_what_the_owner_deleted_stays_away(older: Path) -> None:
    (older / SETTINGS).unlink()
    done = invoke("upgrade", older, "--yes")
    assert "settings.yml: you have deleted it" in done.stderr
    assert not (older / SETTINGS).exists()


def test_what_the_owner_changed_and_no_version_did_is_not_named(archive: Path) -> None:
    (archive / SETTINGS).write_text("mine")
    (archive / ".github" / "workflows" / "fetch.yml").unlink()
    assert Upgrade.of(archive).changes == ()
    # By force there is a way back, of whatever version it is.
    Upgrade.of(archive, force=True).write(force=True)
    assert Upgrade.of(archive, force=True).changes == ()
    assert (archive / SETTINGS).read_text() == init_files.kept()[SETTINGS]


@pytest.mark.parametrize("record", [None, "no JSON", "[]", '{"version": "1", "files": 3}'])
def test_upgrade_refuses_what_is_no_archive(archive: Path, record: str | None) -> None:
    (archive / PATH).unlink()
    if record is not None:
        (archive / PATH).write_text(record)
    before = files(archive)
    with pytest.raises(InputError, match=re.escape(PATH)):
        Upgrade.of(archive, force=True).write(force=True)
    assert files(archive) == before


def test_the_workflows_are_those_of_this_repository(archive: Path) -> None:
    """Byte for byte, so that each update of a pin, and each test of a script, is one of both."""
    made = files(archive)
    for path in sorted(set(GITHUB) - {INSTALL}):
        assert made[path] == (ROOT / path).read_bytes(), path
    here = {
        f".github/{name}" for name in files(ROOT / ".github") if not name.startswith("dependabot")
    }
    only_here = {f".github/{name}" for name in ("CONTRIBUTING.md", "screenshot.png")}
    only_here |= {".github/workflows/test.yml"}
    assert here - set(GITHUB) == only_here, "what of it do archives need?"


def test_the_workflows_are_valid_and_safe(archive: Path) -> None:
    # What is the repository's own is checked there.
    dependabot = archive / ".github" / "dependabot.yml"
    done = command("check-jsonschema", "--builtin-schema", "vendor.dependabot", dependabot)
    assert done.returncode == 0, done.stdout + done.stderr
    strictest = ("--offline", "--no-progress", "--no-config", "--persona=auditor", "--no-ignores")
    done = command("zizmor", *strictest, archive)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflows_scripts_work_in_an_archive(archive: Path, tmp_path: Path) -> None:
    runner = Runner(tmp_path, archive)
    own = {"SITE_URL": "https://example.org/birds", "REPO_URL": "https://example.org/o/birds"}
    built = runner.run("build", **own)
    assert built.code == 0 and built.outputs["bundle"] == "birds-2025-01-01.zip", built.log
    old = files(runner.here / "site")
    (paper,) = (path for path in old if path.startswith("papers/a-sample-paper"))
    assert b'href="https://example.org/o/birds/issues/new?title=' in old[paper]
    assert b'<link rel="canonical" href="https://example.org/birds/papers/' in old[paper]

    with serving(answer(day(("2503.00001", "Birds of the Harbour")))) as server:
        given = {"PAPER_ARCHIVE_API": server.url, "BRANCH": "main"}
        fetched = runner.run("fetch", SINCE=str(datetime.now(UTC).date()), **given)
    assert fetched.outputs == {"commit": runner.head(), "failed": "false"}, fetched.log
    runner.checkout()
    assert "2 → 3 papers: 1 new" in runner.run("check").summary
    new = files(runner.here / "site")
    assert {path for path in old if path.endswith(".html")} < set(new)


def run(folder: Path, *arguments: object, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=folder,
        env={k: v for k, v in os.environ.items() if k not in ("SITE_URL", "REPO_URL")} | variables,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

"""An archive of one's own: made, built from an installed wheel, brought to another version."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator import __version__
from generator.init import files as init_files
from generator.init.create import create
from generator.init.record import PATH, digest
from generator.init.upgrade import Upgrade
from generator.model import InputError
from tests.intake.server import answer, day, serving
from tests.realdata import shared
from tests.site.run import ROOT, command, files, program

KEPT = [
    ".github/dependabot.yml",
    ".github/workflows/fetch.yml",
    ".github/workflows/publish.yml",
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
]
SETTINGS = "settings.yml"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    create(tmp_path / "birds", "Birds")
    return tmp_path / "birds"


def test_init_makes_an_archive(tmp_path: Path) -> None:
    name = """Birds: "and" 'bees' # {{ 7 }}"""
    done = command("paper-archive", "init", "birds", "--name", name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = files(tmp_path / "birds")
    assert sorted(made) == sorted([*KEPT, *GIVEN, PATH])
    assert made["requirements.txt"].decode() == f"paper-archive=={__version__}\n"
    assert made["README.md"].decode().startswith(f"# {name}\n")
    built = command("paper-archive", "build", "--json", cwd=tmp_path / "birds")
    assert built.returncode == 0 and built.stderr == "", built.stderr
    summary = json.loads(built.stdout)
    assert (summary["papers"], summary["problems"]) == (2, 0)
    # What settings.yml says is a part of the site, too.
    settings = tmp_path / "birds" / SETTINGS
    settings.write_text(settings.read_text().replace("custom", "teal"))
    again = command("paper-archive", "build", "--json", cwd=tmp_path / "birds")
    assert json.loads(again.stdout)["pages_written"] > 0
    # Nothing that git would take in is made by a build.
    git(tmp_path / "birds", "init", "--quiet")
    new = git(tmp_path / "birds", "ls-files", "--others", "--exclude-standard")
    assert sorted(new.splitlines()) == sorted(made)


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    done = command("paper-archive", "init", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "has .gitignore, README.md already" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "README.md"]


def test_a_name_has_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--name"):
        create(tmp_path / "x", "Birds\nsite_dir: /")
    assert not (tmp_path / "x").exists()


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
    where = run(tmp_path, "-c", "import generator; print(generator.__file__)", **alone)
    assert Path(where.strip()).is_relative_to(installed)
    run(tmp_path, "-m", "generator", "init", "birds", **alone)
    birds = tmp_path / "birds"
    run(birds, "-m", "generator", "build", **alone)
    run(birds, "-m", "generator", "bundle", "--into", "bundle", **alone)
    assert [path.name for path in (birds / "bundle").iterdir()] == ["paper-archive-2025-01-01.zip"]
    made = files(birds / "site")
    assert {"assets/archive.css", "assets/favicon.svg", "404.html"} <= made.keys()
    assert b'class="pa-foot' in made["index.html"]
    assert run(birds, "-m", "generator", "upgrade", **alone).startswith("Everything is as")


def test_nothing_is_to_be_done_for_the_same_version(archive: Path) -> None:
    before = files(archive)
    done = command("paper-archive", "upgrade", archive)
    assert done.returncode == 0 and done.stdout.startswith("Everything is as version")
    assert files(archive) == before


@pytest.fixture
def older(archive: Path) -> Path:
    """An archive that an older version made, whose settings and .gitignore were different."""
    record = json.loads((archive / PATH).read_text())
    record["version"] = "0.0.1"
    for path in (SETTINGS, ".gitignore"):
        (archive / path).write_text("# old\n")
        record["files"][path] = digest("# old\n")
    record["files"]["gone.yml"] = digest("x")
    (archive / "gone.yml").write_text("x")
    (archive / PATH).write_text(json.dumps(record))
    return archive


def test_upgrade_shows_the_difference_and_asks(older: Path) -> None:
    before = files(older)
    done = command("paper-archive", "upgrade", older)
    assert done.returncode == 0
    assert "--- a/settings.yml\n+++ b/settings.yml\n" in done.stdout
    assert "\n-# old\n" in done.stdout and "\n+use_directory_urls: false\n" in done.stdout
    assert "Nothing was written" in done.stderr
    assert "gone.yml: version" in done.stderr
    assert files(older) == before


def test_upgrade_writes_what_the_owner_left_alone(older: Path) -> None:
    own = ("site_src/curation.yml", "site_src/docs/about.md", "mkdocs.yml", "README.md")
    for path in own:
        (older / path).write_text("mine")
    (older / ".gitignore").write_bytes(b"# mine\r\n")
    (older / "requirements.txt").write_bytes(  # as git writes it on Windows
        (older / "requirements.txt").read_bytes().replace(b"\n", b"\r\n")
    )
    before = files(older)
    done = command("paper-archive", "upgrade", older, "--yes")
    assert done.returncode == 0
    assert ".gitignore: you have changed it, so it stays so" in done.stderr
    after = files(older)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {SETTINGS, PATH}
    assert after[SETTINGS].decode() == init_files.kept()[SETTINGS]
    # It says so the next time as well, and replaces it where that is wanted.
    again = command("paper-archive", "upgrade", older, "--yes")
    assert ".gitignore: you have changed it" in again.stderr
    forced = command("paper-archive", "upgrade", older, "--yes", "--force")
    assert forced.returncode == 0
    assert (older / ".gitignore").read_text() == init_files.kept()[".gitignore"]
    assert all((older / path).read_text() == "mine" for path in own)
    assert Upgrade.of(older).changes == ()


def test_what_the_owner_deleted_stays_away(archive: Path) -> None:
    (archive / ".github" / "workflows" / "fetch.yml").unlink()
    done = command("paper-archive", "upgrade", archive, "--yes")
    assert "fetch.yml: you have deleted it" in done.stderr
    assert not (archive / ".github" / "workflows" / "fetch.yml").exists()


def test_what_the_owner_changed_and_no_version_did_is_not_named(archive: Path) -> None:
    (archive / SETTINGS).write_text("mine")
    assert Upgrade.of(archive).changes == ()


@pytest.mark.parametrize("record", [None, "no JSON", "[]", '{"version": "1", "files": 3}'])
def test_upgrade_refuses_what_is_no_archive(archive: Path, record: str | None) -> None:
    (archive / PATH).unlink()
    if record is not None:
        (archive / PATH).write_text(record)
    before = files(archive)
    done = command("paper-archive", "upgrade", archive, "--yes", "--force")
    assert done.returncode == 1 and PATH in done.stderr
    assert files(archive) == before


WORKFLOWS = ["fetch.yml", "publish.yml"]


def test_the_workflows_are_valid_and_safe(archive: Path) -> None:
    folder = archive / ".github"
    paths = [folder / "workflows" / name for name in WORKFLOWS]
    for schema, checked in (
        ("vendor.github-workflows", paths),
        ("vendor.dependabot", [folder / "dependabot.yml"]),
    ):
        done = command("check-jsonschema", "--builtin-schema", schema, *checked)
        assert done.returncode == 0, done.stdout + done.stderr
    done = command("zizmor", "--offline", "--no-progress", "--no-config", archive)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_to_known_releases(archive: Path, name: str) -> None:
    table = shared("actions.md").read_text()
    known = re.findall(r"^\| *(\S+/\S+) *\| *(v\S+) *\| *([0-9a-f]{40}) *\|", table, re.MULTILINE)
    text = (archive / ".github" / "workflows" / name).read_text()
    used = re.findall(r"uses: ([^.\s]\S*)@(\S+) # (\S+)", text)
    assert len(used) == text.count("uses: actions/") > 0
    assert {(action, version, commit) for action, commit, version in used} <= set(known)


def test_a_fetched_listing_is_committed_and_pushed(archive: Path, tmp_path: Path) -> None:
    """The workflow's own script, on a repository of this machine."""
    workflow = yaml.safe_load((archive / ".github" / "workflows" / "fetch.yml").read_text())
    (step,) = [each for each in workflow["jobs"]["fetch"]["steps"] if each.get("id") == "listings"]
    bare = tmp_path / "bare.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", bare)
    git(archive, "init", "--quiet", "--initial-branch", "main")
    git(archive, "add", ".")
    git(archive, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "First")
    git(archive, "remote", "add", "origin", bare)
    git(archive, "push", "--quiet", "origin", "main")
    output = tmp_path / "output"

    def fetch(api: str) -> subprocess.CompletedProcess[str]:
        output.write_text("")
        own = {
            "PAPER_ARCHIVE_API": api, "TOKEN": "t", "GITHUB_REF_NAME": "main",
            "GITHUB_OUTPUT": str(output),
            "PATH": f"{Path(program('paper-archive')).parent}{os.pathsep}{os.environ['PATH']}",
        }  # fmt: skip
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=archive,
            env=os.environ | own, capture_output=True, text=True, check=False,
        )  # fmt: skip

    listed = answer(day(("2503.00001", "Birds of the Harbour")))
    with serving(listed) as server:
        done = fetch(server.url)
        assert done.returncode == 0, done.stderr
        assert output.read_text() == "new=true\n"
        pushed = git(bare, "show", "--stat", "--format=%an: %s", "main")
        assert pushed.startswith("github-actions[bot]: Add new listings")
        assert "site_src/listings/" in pushed
        done = fetch(server.url)
        assert (done.returncode, output.read_text()) == (0, ""), done.stderr
        assert "Nothing new." in done.stdout
    with serving(answer(b"busy", status=404)) as server:
        done = fetch(server.url)
        assert (done.returncode, output.read_text()) == (1, "")
    assert "password" not in git(archive, "config", "--list")


def test_the_site_is_built_weighed_and_packed(archive: Path) -> None:
    """The workflow's own script."""
    workflow = yaml.safe_load((archive / ".github" / "workflows" / "publish.yml").read_text())
    (script,) = [
        step["run"] for step in workflow["jobs"]["build"]["steps"] if "build" in step.get("run", "")
    ]
    own = {
        "SITE_URL": "https://example.org/birds", "REPO_URL": "https://example.org/o/birds",
        "PATH": f"{Path(program('paper-archive')).parent}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script], cwd=archive,
        env=os.environ | own, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    begin, *_, end = done.stdout.splitlines()
    assert begin.removeprefix("::stop-commands::") == end.strip(":")
    assert [path.suffix for path in (archive / "bundle").iterdir()] == [".zip"]
    (paper,) = (archive / "site" / "papers").glob("a-sample-paper*.html")
    text = paper.read_text("utf-8")
    assert 'href="https://example.org/o/birds/issues/new?title=' in text
    assert '<link rel="canonical" href="https://example.org/birds/papers/' in text


def git(folder: Path, *arguments: object) -> str:
    done = subprocess.run(
        ["git", *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run(folder: Path, *arguments: object, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=folder,
        env={k: v for k, v in os.environ.items() if k not in ("SITE_URL", "REPO_URL")} | variables,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

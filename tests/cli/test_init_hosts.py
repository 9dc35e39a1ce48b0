"""A new archive on each host: its files there, and what their scripts and hooks do."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from paper_archive.init.create import create
from paper_archive.init.manifest import PATH

from tests.cli.made_files import COMMON, GITHUB, GITLAB, GIVEN, INSTALL
from tests.intake.server import answer, day, serving
from tests.site.run import ROOT, command, files, invoke
from tests.site.run import program as tool
from tests.workflows.runner import Runner

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("host", "more"), [("gitlab", GITLAB), ("none", [])])
def test_a_host_has_its_files_and_its_words(host: str, more: list[str], tmp_path: Path) -> None:
    done = invoke("init", "birds", "--host", host, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = files(tmp_path / "birds")
    assert sorted(made) == sorted([*COMMON, *more, *GIVEN, PATH])
    text = made["README.md"].decode()
    assert "GitHub" not in text and "@@" not in text and ("GitLab" in text) == (host == "gitlab")


def test_a_hook_publishes_what_is_pushed(tmp_path: Path) -> None:
    """The hook of the README, on a bare repository, with the program of this environment."""
    create(tmp_path / "birds", "Birds", "none")
    text = (tmp_path / "birds" / "README.md").read_text("utf-8")
    (hook,) = re.findall(r"^```sh\n(#!/bin/sh\n.*?)^```", text, re.MULTILINE | re.DOTALL)
    public, work = tmp_path / "public", tmp_path / "home" / "papers-work"
    for there, here in (
        ("public=/var/www/papers", f"public={public}"),
        (".venv/bin/pip install --quiet --requirement", "echo >>~/installed"),
        ("rsync --recursive --delete site/", "cp -r site/."),
        ("command -v rsync", "command -v $HOME/rsync"),
    ):
        assert there in hook
        hook = hook.replace(there, here)
    (work / ".venv").mkdir(parents=True)
    (work / ".venv" / "bin").symlink_to(Path(tool("paper-archive")).parent)
    (tmp_path / "birds" / "requirements-own.txt").write_text("properdocs\n")
    runner = Runner(tmp_path, tmp_path / "birds")
    (runner.origin / "hooks" / "post-receive").write_text(hook)
    (runner.origin / "hooks" / "post-receive").chmod(0o755)
    public.mkdir()
    os.environ["HOME"], home = str(tmp_path / "home"), os.environ["HOME"]
    try:
        runner.push("site_src/docs/less.md", "# Less\n")
        assert not any(public.iterdir()) and not (tmp_path / "home" / "installed").exists()
        (tmp_path / "home" / "rsync").symlink_to("/bin/cp")
        runner.push("site_src/docs/more.md", "# More\n")
    finally:
        os.environ["HOME"] = home
    assert b"More" in (public / "more.html").read_bytes()
    asked_of_pip = (tmp_path / "home" / "installed").read_text().split()
    assert asked_of_pip == ["requirements.txt", "requirements-own.txt"]


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
    strictest = ("--offline", "--no-progress", "--no-config", "--persona=auditor", "--no-ignores")
    done = command("zizmor", *strictest, archive)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflows_scripts_work_in_an_archive(archive: Path, tmp_path: Path) -> None:
    settings = (archive / "mkdocs.yml").read_text("utf-8")
    (archive / "mkdocs.yml").write_text(settings.replace("sources: []", "sources: [hugging-face]"))
    # The programs themselves: scripts of other tests call programs that are warm.
    runner = Runner(tmp_path, archive, Path(tool("paper-archive")).parent)
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

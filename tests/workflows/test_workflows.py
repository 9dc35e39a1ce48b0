"""The workflows are valid and safe, and call nothing that the project does not have."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.realdata import shared

ROOT = Path(__file__).parents[2]
DEPENDABOT = ROOT / ".github" / "dependabot.yml"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").iterdir())
EACH = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)

USES = re.compile(r"^\s*(?:- )?uses: *(.*)$", re.MULTILINE)
PINNED = re.compile(r"(?P<action>[\w./-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)")


def run(command: str, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of the environment that runs these tests; no SITE_URL unless it is given."""
    program = shutil.which(command, path=sysconfig.get_path("scripts"))
    assert program, f"{command} is not installed"
    inherited = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    return subprocess.run(
        [program, *map(str, arguments)],
        cwd=ROOT,
        env=inherited | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def read(path: Path) -> dict[str, Any]:
    """Every scalar as text: YAML 1.1 would make `true` of the key `on`."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    return read(path)["jobs"]


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job["steps"]]


def pins(path: Path) -> set[tuple[str, str, str]]:
    """(action, version, commit) of each `uses:`, all of which must be pinned."""
    found = set()
    for value in USES.findall(path.read_text(encoding="utf-8")):
        pin = PINNED.fullmatch(value)
        assert pin, f"not pinned by commit with its version in a comment: {value}"
        found.add((pin["action"], pin["version"], pin["commit"]))
    return found


def test_there_are_two() -> None:
    assert [path.name for path in WORKFLOWS] == ["deploy.yml", "test.yml"]


@pytest.mark.parametrize(
    ("schema", "path"),
    [("vendor.dependabot", DEPENDABOT)] + [("vendor.github-workflows", path) for path in WORKFLOWS],
    ids=lambda value: getattr(value, "name", ""),
)
def test_valid_against_schema(schema: str, path: Path) -> None:
    result = run("check-jsonschema", "--builtin-schema", schema, path)
    assert result.returncode == 0, result.stdout + result.stderr


def test_zizmor_finds_nothing() -> None:
    result = run("zizmor", "--offline", "--no-progress", "--no-config", *WORKFLOWS, DEPENDABOT)
    assert result.returncode == 0, result.stdout + result.stderr


@EACH
def test_actions_are_pinned(path: Path) -> None:
    named = {step["uses"].partition("@")[0] for step in steps(path) if "uses" in step}
    assert named == {action for action, _, _ in pins(path)}


@EACH
def test_pins_are_the_known_releases(path: Path) -> None:
    table = shared("actions.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| *(\S+/\S+) *\| *(v\S+) *\| *([0-9a-f]{40}) *\|", table, re.M))
    assert pins(path) <= known


@EACH
def test_scripts_are_targets_of_make(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    scripts = [step["run"] for step in steps(path) if "run" in step]
    assert scripts
    for script in scripts:
        assert "${{" not in script
        for line in script.splitlines():
            command, _, target = line.partition(" ")
            assert command == "make" and target in targets, line


@EACH
def test_nothing_is_permitted_but_by_job(path: Path) -> None:
    assert read(path)["permissions"] == {}
    for name, job in jobs(path).items():
        assert "permissions" in job and "timeout-minutes" in job, name
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_only_deploying_may_write() -> None:
    permissions = {
        (path.stem, name): job["permissions"]
        for path in WORKFLOWS
        for name, job in jobs(path).items()
    }
    assert permissions == {
        ("test", "test"): {"contents": "read"},
        ("deploy", "build"): {"contents": "read", "pages": "read"},
        ("deploy", "deploy"): {"pages": "write", "id-token": "write"},
    }


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ({}, None),
        ({"SITE_URL": ""}, None),
        # What configure-pages gives has no slash at its end.
        ({"SITE_URL": "https://example.org/papers"}, "https://example.org/papers/"),
        ({"SITE_URL": "https://example.org"}, "https://example.org/"),
    ],
    ids=["unset", "empty", "folder", "root"],
)
def test_canonical_links_follow_the_variable(
    given: dict[str, str], start: str | None, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    places = ("--site-dir", site, "--pages-dir", tmp_path / "pages")
    result = run("paper-archive", "build", *places, **given)
    assert result.returncode == 0, result.stdout + result.stderr
    for name in ("index.html", "about.html", "days/index.html"):
        page = (site / name).read_text(encoding="utf-8")
        links = re.findall(r'<link rel="canonical" href="([^"]*)">', page)
        assert links == ([start + name] if start else []), name
        assert start or "canonical" not in page, name

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
from paper_archive.cli import COMMANDS

from tests.realdata import shared
from tests.site.run import summary

ROOT = Path(__file__).parents[2]
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "listing.yml"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").iterdir())
BUILD, LISTING = (ROOT / ".github" / "workflows" / f"{n}.yml" for n in ("build", "listing"))
SCRIPTS = [
    path for path in sorted((ROOT / ".github" / "scripts").iterdir()) if path.name != "lib.sh"
]
STARTS = {
    "build": {"workflow_call"},
    "check": {"pull_request", "workflow_call"},
    "deploy": {"push", "workflow_dispatch", "workflow_call"},
    "fetch": {"schedule", "workflow_dispatch"},
    "listing": {"issues"},
    "release": {"schedule", "workflow_dispatch"},
    "test": {"push", "pull_request"},
}
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
        check=False,
    )


def read(path: Path) -> dict[str, Any]:
    """Every scalar as text: YAML 1.1 would make `true` of the key `on`."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    return read(path)["jobs"]


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job.get("steps", ())]


def called(job: dict[str, Any]) -> Path | None:
    """The workflow of this project that a job calls, at the commit of the caller."""
    name = job.get("uses", "").removeprefix("$/")
    return ROOT / name if name else None


def pins(path: Path) -> set[tuple[str, str, str]]:
    """(action, version, commit) of each action used, all of which must be pinned."""
    found = set()
    for value in USES.findall(path.read_text(encoding="utf-8")):
        if value.startswith("$/"):
            continue
        pin = PINNED.fullmatch(value)
        assert pin, f"not pinned by commit with its version in a comment: {value}"
        found.add((pin["action"], pin["version"], pin["commit"]))
    return found


def test_these_are_all() -> None:
    assert [path.stem for path in WORKFLOWS] == [*STARTS]


@EACH
def test_actions_are_pinned(path: Path) -> None:
    named = {step["uses"].partition("@")[0] for step in steps(path) if "uses" in step}
    assert named == {action for action, _, _ in pins(path)}


@EACH
def test_pins_are_the_known_releases(path: Path) -> None:
    table = shared("actions.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| *(\S+/\S+) *\| *(v\S+) *\| *([0-9a-f]{40}) *\|", table, re.M))
    # An action may be in a folder of its repository, as actions/cache/save.
    used = {("/".join(a.split("/")[:2]), version, commit) for a, version, commit in pins(path)}
    assert used <= known


@EACH
def test_steps_run_make_or_a_script(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {f"make {name}" for name in re.findall(r"^([a-z]+):", makefile, re.MULTILINE)}
    # Called by bash: a checkout that was made on Windows has files that cannot be run.
    scripts = {f"bash .github/scripts/{script.name}" for script in SCRIPTS}
    for step in steps(path):
        assert step.get("run", "exit 1") in targets | scripts | {"exit 1"}, step


def test_every_script_is_run() -> None:
    run = {step.get("run") for path in WORKFLOWS for step in steps(path)}
    assert {f"bash .github/scripts/{script.name}" for script in SCRIPTS} <= run


def test_scripts_call_commands_that_there_are() -> None:
    for script in SCRIPTS:
        text = script.read_text("utf-8")
        for name in re.findall(r"^[^#\n`]*\bpaper-archive ([a-z]+) ", text, re.MULTILINE):
            assert name in COMMANDS, f"{script.name}: {name}"


@EACH
def test_nothing_is_permitted_but_by_job(path: Path) -> None:
    assert read(path)["permissions"] == {}
    for name, job in jobs(path).items():
        assert "permissions" in job, name
        assert "timeout-minutes" in job or called(job), name
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@EACH
def test_what_starts_it(path: Path) -> None:
    # Neither pull_request_target nor workflow_run, which give strangers' code a token that writes.
    assert set(read(path)["on"]) == STARTS[path.stem]


@EACH
def test_runs_do_not_meet(path: Path) -> None:
    # Callers of a workflow that is only called have a group, or are part of one that has.
    assert "concurrency" in read(path) or STARTS[path.stem] == {"workflow_call"}


@EACH
def test_no_strangers_words_in_a_workflow(path: Path) -> None:
    text = path.read_text("utf-8")
    # Titles, bodies, names of branches and of people are for files alone.
    found = set(re.findall(r"github\.event\.[\w.*]+", text))
    assert found <= {
        "github.event.issue.number",
        "github.event.issue.state",
        "github.event.issue.labels.*.name",
        "github.event.pull_request.number",
        "github.event.repository.default_branch",
        "github.event.repository.private",
    }
    assert "head_ref" not in text and "secrets." not in text
    for step in steps(path):
        assert "${{" not in step.get("run", "")


@EACH
def test_callers_permit_what_they_call_for(path: Path) -> None:
    for name, job in jobs(path).items():
        if workflow := called(job):
            assert "workflow_call" in read(workflow)["on"], name
            for inner in jobs(workflow).values():
                for permission, level in inner["permissions"].items():
                    given = job["permissions"].get(permission)
                    assert given in (level, "write"), f"{name}: {permission}"


def test_who_may_write() -> None:
    permissions = {
        (path.stem, name): " ".join(f"{what}:{how}" for what, how in job["permissions"].items())
        for path in WORKFLOWS
        for name, job in jobs(path).items()
        if "steps" in job
    }
    assert permissions == {
        ("build", "build"): "contents:read pages:read",
        ("build", "attest"): "id-token:write attestations:write",
        ("check", "check"): "contents:read",
        ("deploy", "deploy"): "pages:write id-token:write",
        ("fetch", "fetch"): "contents:write",
        ("fetch", "failed"): "",
        ("listing", "propose"): "contents:write issues:write pull-requests:write",
        ("release", "release"): "contents:write actions:read",
        ("test", "lint"): "contents:read",
        ("test", "test"): "contents:read",
    }


def test_what_reads_strangers_text_has_no_token() -> None:
    (reading,) = (s for s in steps(LISTING) if s.get("run", "").endswith("/read-issue.sh"))
    assert reading["env"] == {"ISSUE": "${{ github.event.issue.number }}"}


def test_a_build_keeps_what_the_next_one_trusts() -> None:
    (back,) = (step for step in steps(BUILD) if "cache/restore" in step.get("uses", ""))
    (kept,) = (step for step in steps(BUILD) if "cache/save" in step.get("uses", ""))
    assert back["with"]["path"] == kept["with"]["path"]
    assert kept["with"]["path"].split() == [".cache", "site", "site_src/pages"]
    assert kept["with"]["key"].startswith(back["with"]["restore-keys"])


def test_the_form_asks_for_what_is_read() -> None:
    fields = [field for field in read(FORM)["body"] if field["type"] != "markdown"]
    asked = [(field["attributes"]["label"], field["attributes"].get("render")) for field in fields]
    assert asked == [("Day", None), ("Page", "text")]
    assert read(FORM)["labels"] == ["listing"]
    condition = jobs(LISTING)["propose"]["if"]
    assert "contains(github.event.issue.labels.*.name, 'listing')" in condition


@pytest.mark.slow
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
    summary(tmp_path, **given)
    site = tmp_path / "site"
    for name in ("index.html", "about.html", "days/index.html"):
        page = (site / name).read_text(encoding="utf-8")
        links = re.findall(r'<link rel="canonical" href="([^"]*)">', page)
        assert links == ([start + name] if start else []), name
        assert start or "canonical" not in page, name

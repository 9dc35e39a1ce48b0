"""An archive on GitLab: its jobs, on a bare repository and a server of this computer."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from paper_archive.init.create import create

from tests.intake.server import answer, day, serving
from tests.site.run import ROOT, command, files
from tests.workflows.gitlab import jobs, run_job
from tests.workflows.runner import Runner, git

pytestmark = pytest.mark.slow

TODAY = datetime.now(UTC).date()
SINCE = str(TODAY - timedelta(days=1))
BIRDS = day(("2506.00001", "Birds of the Harbour"))


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    create(tmp_path / "birds", "Birds", "gitlab", ["hugging-face"])
    return Runner(tmp_path, tmp_path / "birds")


def fetch(runner: Runner, *replies):
    with serving(*replies) as api:
        return run_job(runner, "fetch", SINCE=SINCE, PUSH_TOKEN="secret", PAPER_ARCHIVE_API=api.url)


def test_a_day_is_fetched_checked_and_published(runner: Runner) -> None:
    first, first_checkout = runner.head(), runner.here
    published = run_job(runner, "pages", CI_PROJECT_URL="https://gitlab.example.org/o/birds")
    assert published.returncode == 0, published.stdout
    assert "of what it takes" in published.stdout and "at GitLab Pages" in published.stdout
    assert "::stop-commands" not in published.stdout
    old = files(runner.here / "public")
    (paper,) = (path for path in old if path.startswith("papers/a-sample-paper"))
    assert b'href="https://gitlab.example.org/o/birds/-/issues/new?issue[title]=' in old[paper]
    assert b'<link rel="canonical" href="https://lab.example.org/papers/papers/' in old[paper]
    assert [path.name for path in (runner.here / "dist").iterdir()]
    kept = (runner.here / "build.tar").read_bytes()

    fetched = fetch(runner, answer(b"[]"), answer(BIRDS))
    assert fetched.returncode == 0, fetched.stdout
    assert "secret" not in fetched.stdout
    added = f"site_src/listings/{TODAY:%Y}/{TODAY}.hugging-face.json"
    assert runner.added("main") == [f"A\t{added}"]
    who = git(runner.origin, "log", "-1", "--format=%an %ae", "main")
    assert who == "paper-archive noreply@gitlab.example.org"

    # A merge request, of which GitLab tells where it began; its checkout is whole.
    runner.checkout()
    checked = run_job(runner, "check", CI_MERGE_REQUEST_DIFF_BASE_SHA=first)
    assert checked.returncode == 0, checked.stdout
    assert "2 → 3 papers: 1 new" in checked.stdout
    # GitLab has no summaries.
    git(runner.here, "rm", "--quiet", "site_src/listings/2025/2025-01-01.txt")
    git(runner.here, "commit", "--quiet", "--message=x")
    checked = run_job(runner, "check", CI_MERGE_REQUEST_DIFF_BASE_SHA=first)
    assert checked.returncode == 1 and "nowhere: they stand above" in checked.stdout

    # What the last job kept is built upon: its pages are not written again.
    runner.here = first_checkout
    git(runner.here, "clean", "-ffdxq")
    (runner.here / "build.tar").write_bytes(kept)
    again = run_job(runner, "pages", CI_PROJECT_URL="https://gitlab.example.org/o/birds")
    assert again.returncode == 0, again.stdout
    ((pages, written),) = re.findall(r"(\d+) pages, (\d+) written", again.stdout)
    assert int(written) < int(pages)
    new = files(runner.here / "public")
    assert {path for path in old if path.endswith(".html")} < set(new)


def test_a_day_that_failed_is_a_job_that_failed(runner: Runner) -> None:
    before = runner.head()
    done = fetch(runner, answer(b"no", 404, media="text/html"))
    assert done.returncode == 1 and "2 failed" in done.stdout, done.stdout
    assert runner.head() == before


def test_what_cannot_be_pushed_is_told(runner: Runner) -> None:
    hook = runner.origin / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    done = fetch(runner, answer(b"[]"), answer(BIRDS))
    assert done.returncode == 1 and "or the token missing" in done.stdout, done.stdout


def test_jobs_begin_where_they_should(runner: Runner) -> None:
    settings = jobs(runner.here)
    assert {name for name, job in settings.items() if "script" in job} == {
        "pages", "check", "fetch",
    }  # fmt: skip
    conditions = {name: settings[name]["rules"][0]["if"] for name in ("pages", "check", "fetch")}
    assert conditions == {
        "pages": '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"',
        "check": '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "fetch": '$CI_PIPELINE_SOURCE == "schedule"',
    }
    done = command(
        "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", runner.here / ".gitlab-ci.yml"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_scripts_are_those_of_this_repository(runner: Runner) -> None:
    for name in ("build", "check", "fetch", "lib"):
        script = runner.here / ".gitlab" / "scripts" / f"{name}.sh"
        assert script.read_bytes() == (ROOT / ".github" / "scripts" / f"{name}.sh").read_bytes()

"""The workflows' scripts, on a bare repository and a server of this computer."""

from __future__ import annotations

import hashlib
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.intake.server import answer, day, serving
from tests.intake.test_issue_form import event
from tests.site.run import ROOT, files
from tests.workflows.runner import LISTING, Runner, git

pytestmark = pytest.mark.slow

TODAY = datetime.now(UTC).date()
YESTERDAY = str(TODAY - timedelta(days=1))
BIRDS = day(("2506.00001", "Birds"), ("2506.00002", "`Whales` @everyone ::error::"))


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def fetch(runner: Runner, *replies, **environment: str):
    with serving(*replies) as api:
        given = {"PAPER_ARCHIVE_API": api.url, "SINCE": YESTERDAY, "BRANCH": "main"}
        return runner.run("fetch", **given | environment)


def issue(runner: Runner, name: str):
    """Run what an issue starts; the texts of issues are those of tests/intake/issues."""
    file = runner.folder / "event.json"
    file.write_bytes(event(name))
    read = runner.run("read-issue", ISSUE="12", GITHUB_EVENT_PATH=str(file))
    if read.code:
        return read, None
    return read, runner.run("propose", ISSUE="12", BASE="main", GH_REPO="o/r", GH_TOKEN="secret")


def test_a_day_is_fetched_and_published(runner: Runner) -> None:
    before = runner.run("check")  # of the first commit, which has no parent
    assert before.code != 0
    runner.push("README.md", "An archive.\n")
    runner.checkout()
    assert runner.run("check").code == 0
    old = files(runner.here / "site")

    step = fetch(runner, answer(b"[]"), answer(BIRDS))
    assert (step.code, step.outputs["failed"]) == (0, "false"), step.log
    assert step.outputs["commit"] == runner.head()
    assert runner.added("main") == [f"A\tsite_src/listings/{TODAY:%Y}/{TODAY}.json"]
    assert step.commands == [] and "### Added" in step.summary
    assert git(runner.origin, "log", "-1", "--format=%an", "main") == "github-actions[bot]"

    runner.checkout(step.outputs["commit"])
    checked = runner.run("check")
    assert checked.code == 0, checked.log
    assert "14 → 16 papers: 2 new, 0 changed, 0 gone" in checked.summary
    assert f"- {TODAY} `Birds`" in checked.summary
    assert f"- {TODAY} `` `Whales` @everyone ::error:: ``" in checked.summary
    assert checked.commands == []
    new = files(runner.here / "site")
    assert f"days/{TODAY}.html" in new and f"days/{TODAY}.html" not in old
    assert {path for path in old if path.endswith(".html")} <= set(new)


def test_nothing_new(runner: Runner) -> None:
    before = runner.head()
    step = fetch(runner, answer(b"[]"))
    assert (step.code, step.outputs) == (0, {"commit": "", "failed": "false"}), step.log
    assert runner.head() == before and "### Nothing new" in step.summary


def test_nothing_new_in_an_archive_without_a_listing(runner: Runner) -> None:
    git(runner.here, "rm", "--quiet", LISTING)
    git(runner.here, "commit", "--quiet", "--message=x")
    step = fetch(runner, answer(b"[]"))
    assert (step.code, step.outputs) == (0, {"commit": "", "failed": "false"}), step.log


def test_sources_are_fetched_and_published(runner: Runner) -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    listings = "      listings: site_src/listings\n"
    assert listings in settings
    runner.push(
        "mkdocs.yml", settings.replace(listings, f"{listings}      sources: [hugging-face]\n")
    )
    runner.checkout()
    step = fetch(runner, answer(b"[]"), answer(BIRDS))
    assert (step.code, step.outputs["failed"]) == (0, "false"), step.log
    added = f"site_src/listings/{TODAY:%Y}/{TODAY}.hugging-face.json"
    assert runner.added("main") == [f"A\t{added}"]
    assert step.commands == []


def test_the_same_day_is_fetched_once(runner: Runner) -> None:
    assert fetch(runner, answer(b"[]"), answer(BIRDS)).outputs["commit"]
    runner.checkout()
    step = fetch(runner, answer(b"[]"), answer(BIRDS))
    assert (step.code, step.outputs) == (0, {"commit": "", "failed": "false"})


def test_every_day_failed(runner: Runner) -> None:
    before = runner.head()
    step = fetch(runner, answer(b"no", 404, media="text/html"))
    assert (step.code, step.outputs) == (0, {"commit": "", "failed": "true"}), step.log
    assert runner.head() == before
    assert "### Failed" in step.summary and "404" in step.summary


def test_one_day_failed_and_the_other_is_there(runner: Runner) -> None:
    step = fetch(runner, answer(b"<p>", media="text/html"), answer(BIRDS))
    assert (step.code, step.outputs["failed"]) == (0, "true")
    assert step.outputs["commit"] == runner.head() and "### Failed" in step.summary


def test_wrong_usage_is_a_failure_of_the_step(runner: Runner) -> None:
    step = fetch(runner, answer(b"[]"), SINCE="--into=/tmp/elsewhere")
    assert step.code == 2 and step.outputs == {}


def test_somebody_else_pushed_meanwhile(runner: Runner) -> None:
    runner.push("README.md", "An archive.\n")
    step = fetch(runner, answer(b"[]"), answer(BIRDS), answer(b"[]"), answer(BIRDS))
    assert step.code == 0, step.log
    assert step.outputs["commit"] == runner.head()
    assert git(runner.origin, "show", "main:README.md") == "An archive."


def test_somebody_else_pushed_that_very_day(runner: Runner) -> None:
    runner.push(f"site_src/listings/{TODAY:%Y}/{TODAY}.json", BIRDS.decode())
    before = runner.head()
    step = fetch(runner, answer(b"[]"), answer(BIRDS), answer(b"[]"), answer(BIRDS))
    assert (step.code, step.outputs["commit"], runner.head()) == (0, "", before), step.log


def test_a_branch_that_is_protected(runner: Runner) -> None:
    hook = runner.origin / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    step = fetch(runner, answer(b"[]"), answer(BIRDS))
    assert step.code == 1 and "Is it protected" in step.log and "commit" not in step.outputs


def test_a_hostile_issue_becomes_a_pull_request(runner: Runner) -> None:
    main = runner.head()
    read, proposed = issue(runner, "hostile")
    assert proposed and (read.code, proposed.code) == (0, 0), read.log
    branch = "listing/issue-12"
    assert proposed.outputs == {"commit": runner.head(branch)}
    assert runner.added(branch) == ["A\tsite_src/listings/2025/2025-07-02.txt"]
    assert runner.head() == main
    subject = git(runner.origin, "log", "-1", "--format=%B", branch)
    assert subject == "Add the listing of issue #12"
    *_, create = runner.gh()
    assert create["words"][:-1] == [
        *("pr", "create", "--base", "main", "--head", branch),
        *("--title", "Add the listing of 2025-07-02", "--body-file"),
    ]
    body = create["body"]
    assert body.startswith("Closes #12, where this was pasted.\n")
    # Whatever the listing says stands in code, where nothing is linked, drawn or called out.
    prose = re.sub(r"(?ms)^(`{3,})text$.*?^\1$|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)", "", body)
    assert not re.search(r"@everyone|<script|!\[|touch|set-output|passwd", prose)
    assert read.commands == proposed.commands == []
    assert "secret" not in read.log + proposed.log + body
    assert not list(runner.folder.rglob("hacked"))


def test_an_issue_that_was_edited_renews_its_pull_request(runner: Runner) -> None:
    issue(runner, "hostile")
    runner.checkout()
    file = runner.folder / "event.json"
    file.write_bytes(event("plain"))
    runner.run("read-issue", ISSUE="12", GITHUB_EVENT_PATH=str(file))
    runner.gh()
    given = {"ISSUE": "12", "BASE": "main", "GH_REPO": "o/r", "GH_PULL_REQUEST": "13"}
    assert runner.run("propose", **given).code == 0
    assert runner.added("listing/issue-12") == ["A\tsite_src/listings/2025/2025-07-01.txt"]
    assert [call["words"][:3] for call in runner.gh()][1:] == [["pr", "edit", "13"]]


def test_an_issue_of_a_day_that_has_a_listing(runner: Runner) -> None:
    other = "We study how whales find their way along the coast by songs. " * 6
    runner.push("site_src/listings/2025/2025-07-01.txt", f"Whales\n\n{other}\n")
    runner.checkout()
    _, proposed = issue(runner, "plain")
    assert proposed and proposed.code == 0, proposed
    assert runner.added("listing/issue-12") == ["A\tsite_src/listings/2025/2025-07-01.2.txt"]
    assert "Add the listing of 2025-07-01" in runner.gh()[-1]["words"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no-form", "does not have the form's layout"),
        ("day-is-a-command", "is not a day"),
        ("no-papers", "error: pasted page: "),
    ],
)
def test_an_issue_without_a_listing_is_told_so(name: str, words: str, runner: Runner) -> None:
    read, proposed = issue(runner, name)
    assert proposed and (read.code, proposed.code) == (0, 0), read.log
    assert proposed.outputs == {"commit": ""}
    (comment,) = runner.gh()
    assert comment["words"][:3] == ["issue", "comment", "12"] and words in comment["body"]
    assert git(runner.origin, "branch", "--list").split() == ["*", "main"]
    assert not list(runner.folder.rglob("hacked"))


def test_an_issue_number_is_a_number(runner: Runner) -> None:
    step = runner.run("read-issue", ISSUE="1;touch hacked", GITHUB_EVENT_PATH="/dev/null")
    assert step.code == 1 and not (runner.here / "hacked").exists()


def test_a_pull_request_that_takes_addresses_away_fails(runner: Runner) -> None:
    git(runner.here, "mv", LISTING, "site_src/listings/2025/2025-06-01.txt")
    (runner.here / "site_src/listings/2025/2025-06-01.txt").write_text(
        "Birds\n\n" + "We study how birds find their way over the open sea. " * 6
    )
    git(runner.here, "commit", "--quiet", "--all", "--message=x")
    step = runner.run("check")
    assert step.code == 1 and "lead nowhere: they stand in the summary" in step.log
    assert "1 new, 0 changed, 14 gone" in step.summary
    assert "- papers/attention-is-all-you-need.html" in step.summary


def test_a_mistake_in_the_corrections_is_told(runner: Runner) -> None:
    (runner.here / "site_src/curation.yml").write_text("papers:\n  nowhere: {title: x}\n")
    git(runner.here, "add", "--all")
    git(runner.here, "commit", "--quiet", "--message=x")
    step = runner.run("check")
    assert step.code == 1 and "curation.yml:2" in step.log and "lead nowhere" not in step.log


def test_a_listings_name_is_no_option(runner: Runner) -> None:
    name = runner.here / "site_src/listings/--strict\n$(touch hacked).txt"
    name.write_text("Birds\n\n" + "We study how birds find their way over the open sea. " * 6)
    git(runner.here, "add", "--all")
    git(runner.here, "commit", "--quiet", "--message=x")
    step = runner.run("check")
    assert step.code == 0, step.log
    assert not list(runner.here.rglob("hacked"))


def test_the_site_is_built_and_bundled(runner: Runner) -> None:
    step = runner.run("build", CLEAN="true")
    assert step.code == 0, step.log
    assert step.outputs["commit"] == runner.head()
    (bundle,) = (runner.here / "dist").iterdir()
    assert step.outputs["bundle"] == bundle.name
    assert step.outputs["digest"] == hashlib.sha256(bundle.read_bytes()).hexdigest()
    again = runner.run("build", CLEAN="false")
    assert again.outputs == step.outputs


def test_a_site_that_pages_would_not_take_is_refused(runner: Runner) -> None:
    with (runner.here / "site_src/docs/film.mp4").open("wb") as film:
        film.truncate((100 << 20) + 1)
    step = runner.run("build")
    assert step.code == 1 and "film.mp4 has 100.0 MiB" in step.log and step.outputs == {}


@pytest.mark.parametrize("whole", [True, False])
def test_a_release_is_what_was_attested(whole: bool, runner: Runner) -> None:
    made = runner.folder / "artifact"
    made.mkdir()
    (made / "paper-archive-2025-06-02.zip").write_bytes(b"a bundle")
    step = runner.run(
        "release",
        ARTIFACT="offline",
        BUNDLE="paper-archive-2025-06-02.zip",
        DIGEST=hashlib.sha256(b"a bundle" if whole else b"another").hexdigest(),
        GH_REPO="o/r",
        GH_ARTIFACT=str(made),
        GITHUB_RUN_ID="7",
        GITHUB_SHA=runner.head(),
    )
    calls = [call["words"][:2] for call in runner.gh()]
    if whole:
        assert step.code == 0, step.log
        assert calls[1:] == [["release", "view"], ["release", "create"], ["release", "upload"]]
    else:
        assert step.code == 1 and calls == [["run", "download"]]


def test_the_home_page_links_to_the_zip_of_the_newest_release(runner: Runner) -> None:
    zip_url = "https://example.org/releases/archive-2025-06/papers-2025-06-02.zip"
    assert runner.run("newest-zip", GH_ZIP=zip_url).outputs == {"zip": zip_url}
    (call,) = runner.gh()
    assert call["words"][:4] == ["release", "view", "--json", "assets"]
    # Without a release, gh fails.
    assert runner.run("newest-zip").outputs == {"zip": ""}


def test_every_script_stops_at_an_error() -> None:
    for script in sorted(Path(__file__).parents[2].glob(".github/scripts/*.sh")):
        text = script.read_text("utf-8")
        if script.name == "lib.sh":
            assert "\nset -euo pipefail\n" in text
        else:
            assert text.startswith("#!/usr/bin/env bash\n")
            stops = "set -euo pipefail", 'source "${BASH_SOURCE[0]%/*}/lib.sh"'
            assert any(f"\n{line}\n" in text for line in stops)
            assert shutil.which(str(script)), f"{script} cannot be run"
        assert "eval" not in text and "${{" not in text

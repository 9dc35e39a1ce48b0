"""What `fetch` asks, prints and exits with in an archive that names sources."""

from __future__ import annotations

import json
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from paper_archive.cli import main

from tests.intake.answers import NO_PREPRINTS, NOTHING_FOUND, Paper, batch, rss
from tests.intake.server import answer, day, serving
from tests.site.run import files, invoke

TODAY = datetime.now(UTC).date()
BIRDS = day(("2506.00001", "Birds"), submitted=str(TODAY))
RSS = answer(rss(["Whales at Sea"]), media="application/rss+xml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    return tmp_path


def write(folder: Path, sources: list[object]) -> None:
    (folder / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material}\nplugins:\n  - paper-archive:\n"
        f"      listings: in\n      sources: {json.dumps(sources)}\n"
    )


def fetch(
    folder: Path, sources: list[object], *arguments: object, **environment: str
) -> subprocess.CompletedProcess[str]:
    write(folder, sources)
    return invoke("fetch", *arguments, cwd=folder, **environment)


def test_sources_are_asked_and_reported(folder: Path) -> None:
    with serving(answer(BIRDS)) as api, serving(RSS) as feed, serving(answer(b"", 404)) as down:
        sources = [
            {"hugging-face": api.url},
            {"feed": {"address": feed.url, "name": "journal"}},
            {"medrxiv": {"address": down.url}},
        ]
        done = fetch(folder, sources, "--date", TODAY)
        again = fetch(folder, sources, "--date", TODAY, "--json")
    year = f"{TODAY:%Y}"
    assert done.returncode == 1
    assert done.stdout.splitlines()[:6] == [
        f"hugging-face, {TODAY}: 1 new of 1 paper",
        f"in/{year}/{TODAY}.hugging-face.json: 1 paper of {TODAY}, 1 new",
        "  - Birds",
        f"journal, {TODAY}: 1 new of 1 paper",
        f"in/{year}/{TODAY}.journal.jsonl: 1 paper of {TODAY}, 1 new",
        "  - Whales at Sea",
    ]
    assert "3 answers: 2 new, 0 with nothing new, 0 stale, 1 failed" in done.stdout
    assert f"medrxiv, {TODAY}: failed: the server answered 404 Not Found" in done.stderr
    assert "git add in/" in done.stdout
    assert files(folder / "in")[f"{year}/{TODAY}.hugging-face.json"] == BIRDS
    report = json.loads(again.stdout)
    assert again.returncode == 1
    assert report["totals"] == {"new": 0, "nothing_new": 2, "stale": 0, "failed": 1}
    assert [row["source"] for row in report["sources"]] == ["hugging-face", "journal", "medrxiv"]
    assert report["listings"] == [] and report["git"] == []
    assert report["sources"][2]["reason"] == "the server answered 404 Not Found"


def test_what_fails_for_one_reason_is_one_line(folder: Path) -> None:
    with serving(answer(b"", 404)) as down:
        names = ("journal", "letters")
        sources = [{"feed": {"address": f"{down.url}{name}", "name": name}} for name in names]
        done = fetch(folder, sources)
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert errors == ["error: journal, letters: failed: the server answered 404 Not Found"]


def test_stale_and_nothing_new_are_no_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.chdir(folder)
    old = TODAY - timedelta(days=20)
    feed = answer(batch(old, Paper("2506.00001", "Birds")), media="application/atom+xml")
    nothing = answer(NOTHING_FOUND, media="application/atom+xml")
    with serving(feed) as web, serving(nothing) as api, serving(answer(NO_PREPRINTS)) as none:
        write(
            folder,
            [
                {"arxiv": {"categories": ["cs.CL", "cs.AI"], "feeds": web.url, "api": api.url}},
                {"biorxiv": {"address": none.url}},
            ],
        )
        with pytest.raises(SystemExit) as left:
            main(["fetch", "--json"])
    totals = json.loads(capsys.readouterr().out)["totals"]
    assert left.value.code == 0
    assert (totals["stale"], totals["failed"]) == (2, 0) and totals["nothing_new"] >= 2
    assert set(slept) == {1.0, 3.0}


def test_the_address_of_the_api_is_that_of_hugging_face(folder: Path) -> None:
    with serving(answer(BIRDS)) as api:
        arguments = ("--date", TODAY)
        done = fetch(folder, ["hugging-face"], *arguments, PAPER_ARCHIVE_API=api.url)
        assert (done.returncode, len(api.asked)) == (0, 1), done.stderr
        done = fetch(folder, ["hugging-face"], *arguments, "--api", api.url)
        assert (done.returncode, len(api.asked)) == (0, 2), done.stderr
    done = fetch(folder, ["hugging-face"], "--api", "http://example.org/")
    assert done.returncode == 1 and "is not https" in done.stderr


def test_a_source_is_asked_alone(folder: Path) -> None:
    with serving(answer(BIRDS)) as api:
        sources = [{"hugging-face": api.url}, {"feed": "https://journal.example/feed"}]
        done = fetch(folder, sources, "--date", TODAY, "--source", "hugging-face")
    assert done.returncode == 0 and "1 answer: 1 new" in done.stdout
    done = fetch(folder, sources, "--source", "journal")
    assert done.returncode == 2 and "did you mean 'journal-example'?" in done.stderr


def test_source_needs_sources(folder: Path) -> None:
    done = invoke("fetch", "--source", "arxiv", "--into", "in", cwd=folder)
    assert done.returncode == 2 and "mkdocs.yml names no sources" in done.stderr


def test_a_mistake_in_sources_names_its_line(folder: Path) -> None:
    done = fetch(folder, ["hugging-faces"])
    assert done.returncode == 1
    assert "mkdocs.yml:6: unknown kind of source 'hugging-faces'" in done.stderr
    assert "did you mean 'hugging-face'?" in done.stderr

"""What `add` and `fetch` do, print and exit with."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.intake.server import answer, day, serving
from tests.site.run import LISTINGS, files, invoke, program

PAGE = (LISTINGS / "2025" / "2025-06-02.txt").read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder without an archive, with a page and a text that is none."""
    (tmp_path / "page.txt").write_bytes(PAGE)
    (tmp_path / "letter.txt").write_text("Dear all,\n\nnothing to see here.\n")
    return tmp_path


def add(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return invoke("add", *arguments, "--into", "archive", cwd=folder)


def fetch(folder: Path, api: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    arguments = (*arguments, "--into", "archive", "--pause", "0")
    return invoke("fetch", *arguments, cwd=folder, PAPER_ARCHIVE_API=api)


def test_add_places_and_says_how_to_publish(folder: Path) -> None:
    done = add(folder, "page.txt", "--date", "2025-06-02")
    assert done.returncode == 0 and done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "archive/2025/2025-06-02.txt: 14 papers of 2025-06-02, 14 new"
    assert lines[1] == "  - Attention Is All You Need"
    assert lines[10:] == [
        lines[10],
        "  … and 4 more",
        "To publish:",
        "  git add archive/2025/2025-06-02.txt",
        '  git commit -m "Add the listing of 2025-06-02"',
        "  git push",
    ]
    assert files(folder / "archive") == {"2025/2025-06-02.txt": PAGE}


def test_add_decides_on_each_file(folder: Path) -> None:
    done = add(
        folder,
        "letter.txt",
        "page.txt",
        "nowhere.txt",
        "page.txt",
        "--date",
        "2025-06-02",
        "--json",
    )
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert [each["outcome"] for each in report["listings"]] == [
        "refused",
        "added",
        "refused",
        "present",
    ]
    placed = report["listings"][1]
    assert (placed["papers"], placed["new"], len(placed["new_titles"])) == (14, 14, 14)
    assert placed["path"] == "archive/2025/2025-06-02.txt"
    assert report["git"][0] == "git add archive/2025/2025-06-02.txt"
    assert list(files(folder / "archive")) == ["2025/2025-06-02.txt"]


def test_of_many_files_add_says_what_became_of_them(folder: Path) -> None:
    names = [f"2025-06-{day:02}.txt" for day in range(1, 12)]
    for n, name in enumerate(names):  # All but the last are of a day of their own.
        (folder / name).write_bytes(PAGE.replace(b"Is All You Need", b"Is All You Need %d" % n))
    many = (*names, names[0], "letter.txt", "nowhere.txt")
    done = add(folder, *many)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "14 files: 11 added, 1 there already, 2 refused",
        "154 papers of 11 days, 2025-06-01 to 2025-06-11: 24 new",
        "To publish:",
        "  git add archive",
        '  git commit -m "Add the listings of 11 days, 2025-06-01 to 2025-06-11"',
        "  git push",
    ]
    assert done.stderr.count("error: ") == 2
    again = add(folder, *names)
    assert (again.returncode, again.stdout, again.stderr) == (
        0, "11 files: 0 added, 11 there already, 0 refused\n", ""
    )  # fmt: skip
    assert add(folder, *names, "--verbose").stderr.count("the archive already has it") == 11


def test_add_says_that_its_input_is_closed(folder: Path) -> None:
    command = f"'{program('paper-archive')}' add - --into archive <&-"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 1
    assert (
        done.stderr == b"error: standard input: is closed (paste the listing, or name its file)\n"
    )


def test_add_asks_for_a_paste_at_a_terminal(folder: Path) -> None:
    terminal, other = pty.openpty()
    with os.fdopen(terminal, "wb", buffering=0) as typed:
        done = subprocess.Popen(
            [program("paper-archive"), "add", "-", "--date", "2025-06-02", "--into", "archive"],
            cwd=folder, stdin=other, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        os.close(other)
        assert done.stderr
        assert b"note: paste the listing, then press Ctrl+D" in done.stderr.readline()
        typed.write(b"nothing\n\x04")
        done.communicate()
    assert done.returncode == 1


def test_a_listing_cannot_move_the_terminals_cursor(folder: Path) -> None:
    bare = '[{"paper": {"title": "Birds \x1b[2J at Sea"}}]'
    (folder / "bare.json").write_text(bare)
    done = add(folder, "bare.json", "--date", "2025-06-02")
    assert "  - Birds [2J at Sea" in done.stdout
    assert "without an abstract: 'Birds \ufffd[2J at Sea'" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_add_guesses_no_day(folder: Path) -> None:
    done = add(folder, "page.txt")
    # Once, as one error.
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "--date" in done.stderr
    assert not (folder / "archive").exists()


def test_add_refuses_an_impossible_day(folder: Path) -> None:
    line = {"title": "Birds", "summary": "They fly. " * 30, "date": "0005-03-14"}
    (folder / "0005-03-14.jsonl").write_text(json.dumps(line) + "\n")
    done = add(folder, "0005-03-14.jsonl")
    assert done.returncode == 1 and "0005-03-14 is not a day of a listing" in done.stderr
    assert not (folder / "archive").exists()


def test_add_reads_what_is_pasted(folder: Path) -> None:
    done = subprocess.run(
        [program("paper-archive"), "add", "-", "--date", "2025-06-02", "--into", "archive"],
        cwd=folder,
        input=PAGE,
        capture_output=True,
        check=True,
    )
    assert b"14 papers" in done.stdout
    assert files(folder / "archive") == {"2025/2025-06-02.txt": PAGE}


def test_add_looks_into_the_archive_of_the_configuration(tmp_path: Path) -> None:
    same = LISTINGS / "2025" / "2025-06-02.txt"
    done = invoke("add", same, "--dry-run")
    assert done.returncode == 1
    assert "the archive already has it, as site_src/listings/2025/2025-06-02.txt" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add",), "Missing argument"),
        (("add", "page.txt"), "give --into"),
        (("add", "page.txt", "--date", "14 March"), "--date"),
        (("add", "page.txt", "-f", "nowhere.yml"), "nowhere.yml"),
        (("fetch", "--date", "2025-06-02", "--since", "2025-06-02"), "exclude"),
        (("fetch", "--date", "2999-01-01"), "has not come yet"),
        (("fetch", "--date", "1899-12-31"), "is not a day of a listing"),
        (("fetch", "--since", "0001-01-01"), "is not a day of a listing"),
        (("add", "page.txt", "--date", "3000-01-01"), "is not a day of a listing"),
        (("fetch",), "give --into"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], words: str, folder: Path) -> None:
    done = invoke(*arguments, cwd=folder)
    assert done.returncode == 2
    assert words in done.stderr and "Traceback" not in done.stderr


def test_what_is_not_requested_any_more_is_told_in_a_line(folder: Path) -> None:
    with serving(answer(b"", 404)) as down:
        done = fetch(folder, down.url, "--since", "2025-01-01")
    assert done.returncode == 1
    *failed, rest, note = done.stderr.splitlines()
    assert [line[:17] for line in failed] == [f"error: 2025-01-0{day}" for day in range(1, 6)]
    assert rest.endswith(" further answers were not requested, because 5 days in a row failed")
    assert note.startswith("note: run the command again later")


def test_fetch_adds_a_day_once(folder: Path) -> None:
    body = day(("2506.00001", "Birds"), ("2506.00002", "Whales"), submitted="2025-06-02")
    with serving(answer(body)) as api:
        first = fetch(folder, api.url, "--date", "2025-06-02")
        second = fetch(folder, api.url, "--date", "2025-06-02")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines()[:4] == [
        "archive/2025/2025-06-02.json: 2 papers of 2025-06-02, 2 new",
        "  - Birds",
        "  - Whales",
        "1 answer: 1 new, 0 with nothing new, 0 without papers, 0 failed",
    ]
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.startswith("2025-06-02: nothing new: the archive already has it")
    assert "git" not in second.stdout
    assert files(folder / "archive") == {"2025/2025-06-02.json": body}


def test_fetch_asks_for_yesterday_and_today(folder: Path) -> None:
    with serving(answer(b"[]")) as api:
        before = datetime.now(UTC).date()
        done = fetch(folder, api.url, "--json")
        after = datetime.now(UTC).date()
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert [each["outcome"] for each in report["days"]] == ["no-papers", "no-papers"]
    totals = {"added": 0, "nothing_new": 0, "no_papers": 2, "failed": 0}
    assert report["totals"] == totals and report["git"] == []
    assert [each["date"] for each in report["days"]] in [
        [str(today - timedelta(days=1)), str(today)] for today in (before, after)
    ]


def test_fetch_goes_on_after_a_day_that_failed(folder: Path) -> None:
    since = datetime.now(UTC).date() - timedelta(days=2)
    body = day(("2506.00001", "Birds"))
    with serving(answer(b"[]"), answer(b"", 404), answer(body)) as api:
        done = fetch(folder, api.url, "--since", since)
    assert done.returncode == 1
    assert "404 Not Found" in done.stderr and "Traceback" not in done.stderr
    assert "no papers" in done.stdout and "1 new" in done.stdout and "1 failed" in done.stdout
    assert list(files(folder / "archive").values()) == [body]


def test_fetch_refuses_plain_http(folder: Path) -> None:
    done = fetch(folder, "http://example.org/api", "--date", "2025-06-02")
    assert done.returncode == 1 and "is not https" in done.stderr


def test_fetch_asks_the_api_of_the_configuration(folder: Path) -> None:
    with serving(answer(b"[]")) as api:
        (folder / "docs").mkdir()
        (folder / "mkdocs.yml").write_text(
            "site_name: x\ntheme: {name: material}\n"
            f"plugins: [{{paper-archive: {{listings: in, api: '{api.url}'}}}}]\n"
        )
        done = invoke("fetch", "--date", "2025-06-02", cwd=folder)
    assert (done.returncode, len(api.asked)) == (0, 1), done.stderr


def test_a_listing_counts_on_the_day_that_was_corrected_by_hand(folder: Path) -> None:
    add(folder, "page.txt", "--date", "2025-06-01")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material}\n"
        "plugins: [{paper-archive: {listings: archive, curation: curation.yml}}]\n"
    )
    (folder / "curation.yml").write_text("listings:\n  2025/2025-06-01.txt: {date: 2025-06-02}\n")
    # Another file of the same papers: one space more in a title.
    (folder / "page.txt").write_bytes(PAGE.replace(b"Is All You", b"Is  All You"))
    for day_given, code in (("2025-06-02", 1), ("2025-06-01", 0)):
        done = invoke("add", "page.txt", "--date", day_given, cwd=folder)
        assert done.returncode == code, done.stderr

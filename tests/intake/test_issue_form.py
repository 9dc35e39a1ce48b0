"""What is read from the form of an issue; its bodies are files in `issues/`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from paper_archive.intake.issue_form import read_issue
from paper_archive.intake.placing import listings_of
from paper_archive.model import InputError, Source

from tests.site.run import files, invoke

ISSUES = Path(__file__).with_name("issues")


def event(name: str) -> bytes:
    """The event of an issue, as GitHub writes it."""
    body = (ISSUES / f"{name}.md").read_bytes().decode()
    return json.dumps({"action": "opened", "issue": {"number": 12, "body": body}}).encode()


def titles(name: str) -> list[str]:
    pasted = read_issue(Source("event", event(name)))
    return [entry.title for each in listings_of(pasted.source) for entry in each.entries]


def test_day_and_page() -> None:
    pasted = read_issue(Source("event", event("plain")))
    assert pasted.day == date(2025, 7, 1)
    text = pasted.source.data.decode()
    assert text.startswith("new\n\nSubscribe\n") and text.endswith("alone. \n")


def test_a_page_with_headings_and_fences_of_the_forms_own() -> None:
    assert read_issue(Source("event", event("hostile"))).day == date(2025, 7, 2)
    found = titles("hostile")
    assert found[0].startswith("$(touch hacked)") and found[1].startswith("::set-output")
    assert "a fence in a title" in found[-1]


def test_lines_that_end_as_on_windows() -> None:
    assert titles("windows-lines") == ["Birds"]


def test_a_day_that_was_left_out() -> None:
    assert read_issue(Source("event", event("no-day"))).day is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no-form", "does not have the form's layout"),
        ("day-is-a-command", "'$(touch hacked)' is not a day"),
        ("day-of-no-year", "'0025-03-14' is not a day"),
        ("day-of-no-calendar", "'2025-02-30' is not a day"),
    ],
)
def test_what_the_form_does_not_make(name: str, words: str) -> None:
    with pytest.raises(InputError, match=r"^issue: ") as caught:
        read_issue(Source("event", event(name)))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"issue": 1}', b"\xff", b'{"issue": {"body": null}}', b"[" * 9999]
)
def test_what_is_no_event(data: bytes) -> None:
    with pytest.raises(InputError):
        read_issue(Source("event", data))


def test_the_command_places_it(tmp_path: Path) -> None:
    (tmp_path / "event.json").write_bytes(event("hostile"))
    arguments = ("add", "--issue", "event.json", "--into", "archive")
    done = invoke(*arguments, cwd=tmp_path)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert list(files(tmp_path)) == ["archive/2025/2025-07-02.txt", "event.json"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no-form", "error: issue: does not have the form's layout"),
        ("no-papers", "error: pasted page: "),
        ("no-day", "error: pasted page: it does not say which day it lists"),
    ],
)
def test_the_command_refuses(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_bytes(event(name))
    arguments = ("add", "--issue", "event.json", "--into", "archive")
    done = invoke(*arguments, cwd=tmp_path)
    assert done.returncode == 1 and words in done.stderr
    assert list(files(tmp_path)) == ["event.json"]


@pytest.mark.parametrize("more", [("page.txt",), ("--date", "2025-07-01")])
def test_an_issue_says_all_there_is(more: tuple[str, ...], tmp_path: Path) -> None:
    done = invoke("add", "--issue", "event.json", *more, cwd=tmp_path)
    assert done.returncode == 2 and "leave out" in done.stderr

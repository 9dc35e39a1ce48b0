"""What the commands print."""

from __future__ import annotations

import json
from pathlib import Path

from tests.realdata import shared
from tests.site.run import LISTINGS, command


def check(*paths: Path, **options: object) -> dict:
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    done = command("paper-archive", "check", *paths, *flags, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_check_of_the_real_listings() -> None:
    report = check(shared("listings"), year=2025)
    assert report["totals"] == {
        "listings": 5,
        "entries": 468,
        "papers": 444,
        "duplicates": 24,
        "lost": 0,
        "problems": 1,
    }
    assert [
        (Path(each["source"]).name[:3], each["form"], each["date"], each["entries"])
        for each in report["listings"]
    ] == [
        ("000", "plain-spaced", "2025-04-28", 68),
        ("001", "plain-spaced", "2025-03-13", 102),
        ("002", "plain-spaced", "2025-03-14", 80),
        ("003", "plain-spaced", "2025-03-14", 84),
        ("004", "plain-compact", None, 134),
    ]
    assert all(e["entries"] == e["papers"] + e["duplicates"] for e in report["listings"])
    (problem,) = report["listings"][4]["problems"]
    assert problem.keys() == {"line", "what", "fix"}


def test_other_forms_are_recognised_and_reported() -> None:
    report = check(shared("variants"))
    forms = {Path(e["source"]).name[:2]: e["form"] for e in report["listings"]}
    assert forms == {
        "V1": "plain-links",
        "V3": "markdown-links",
        "V5": "trending-structured",
        "V6": "names-only",
    }
    # V6 never can be read.
    found = {Path(e["source"]).name[:2]: e for e in report["listings"]}
    assert {name: e["entries"] for name, e in found.items()} == {"V1": 2, "V3": 2, "V5": 1, "V6": 0}
    assert all(e["problems"] for e in report["listings"])


def test_check_explains_how_a_form_is_known(tmp_path: Path) -> None:
    (tmp_path / "2025-03-14 [bold].txt").write_text("Birds\n")
    (tmp_path / "2025-03-15.txt").write_text("### [Birds](https://example.org/papers/2503.00001)\n")
    done = command("paper-archive", "check", tmp_path, "--explain", "--quiet")
    first, second = done.stdout.splitlines()
    assert first.endswith("2025-03-14 [bold].txt: unknown: no form fits")
    assert second.endswith(": markdown-links: its titles are Markdown headings with links")


def test_check_prints_the_sum_of_the_sample() -> None:
    done = command("paper-archive", "check", LISTINGS)
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.splitlines()[-1] == (
        "57 entries = 54 papers + 3 duplicates + 0 lost; 0 problems in 5 listings"
    )
    assert "site_src/listings/2025/2025-06-03.2.txt  plain-compact  2025-06-03" in done.stdout


def test_a_file_name_is_printed_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "2025-03-14 [bold].txt").write_text("Birds\n")
    done = command("paper-archive", "check", tmp_path)
    assert "2025-03-14 [bold].txt: not recognised" in done.stderr
    assert "2025-03-14 [bold].txt  unknown" in done.stdout


def test_tags_shows_coverage_and_open_phrases() -> None:
    done = command("paper-archive", "tags", "--listings", LISTINGS, "--phrases", 3)
    assert done.returncode == 0, done.stderr
    assert "of 54 papers carry a tag" in done.stdout
    assert "Frequent phrases that no tag covers" in done.stdout


def test_tags_explains_a_paper() -> None:
    done = command("paper-archive", "tags", "--listings", LISTINGS, "--explain", "attention need")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Attention Is All You Need\n")
    assert "transformers-attention" in done.stdout

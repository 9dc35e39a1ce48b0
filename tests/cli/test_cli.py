"""What the commands print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.realdata import shared
from tests.site.run import LISTINGS, ROOT, invoke


def check(*paths: Path, **options: object) -> dict:
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    done = invoke("check", *paths, *flags, "--json")
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
    done = invoke("check", tmp_path, "--explain", "--quiet")
    first, second = done.stdout.splitlines()
    assert first.endswith("2025-03-14 [bold].txt: unknown: no form fits")
    assert second.endswith(": markdown-links: its titles are Markdown headings with links")


def test_check_prints_the_sum_of_the_sample() -> None:
    done = invoke("check", LISTINGS)
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.splitlines()[-1] == (
        "57 entries = 54 papers + 3 duplicates + 0 lost; 0 problems in 5 listings"
    )
    assert "site_src/listings/2025/2025-06-03.2.txt  plain-compact  2025-06-03" in done.stdout


def test_a_file_name_is_printed_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "2025-03-14 [bold].txt").write_text("Birds\n")
    done = invoke("check", tmp_path)
    assert "2025-03-14 [bold].txt: not recognised" in done.stderr
    assert "2025-03-14 [bold].txt  unknown" in done.stdout


def test_tags_shows_coverage_and_open_phrases() -> None:
    done = invoke("tags", "--listings", LISTINGS, "--phrases", 3)
    assert done.returncode == 0, done.stderr
    assert "of 54 papers carry a tag" in done.stdout
    assert "Frequent phrases that no tag covers" in done.stdout


def test_tags_explains_a_paper() -> None:
    done = invoke("tags", "--listings", LISTINGS, "--explain", "attention need")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Attention Is All You Need\n")
    assert "transformers-attention" in done.stdout
    same = invoke("tags", "--listings", LISTINGS, "--explain", "attention-is-all-you-need")
    assert same.stdout == done.stdout
    none = invoke("tags", "--listings", LISTINGS, "--explain", "zebrafish")
    assert none.returncode == 1 and "'zebrafish'" in none.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a `mkdocs.yml` for listings of `listings/`, which name no year."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "listings").mkdir()
    text = "find their way over the open sea by the stars and the wind, night and day. " * 4
    page = f"new\nSubscribe\nMar 14\n\nBirds at Sea\n\nWe study how birds {text}\n"
    (tmp_path / "listings" / "page.txt").write_text(page)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nplugins:\n- paper-archive:\n    listings: listings\n"
        f"    tags: {ROOT / 'site_src/tags.yml'}\n    year: 2031\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "x.txt"), ("build",), ("bundle",), ("check",), ("curate", "x"), ("diff", "HEAD"),
        ("digest", "--from", "a@b.org", "--to", "-"), ("fetch",), ("import", "."), ("measure",),
        ("publish", "there"), ("search", "x"), ("tags",), ("upgrade",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_all_commands_say_that_there_is_no_archive(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    done = invoke(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: this is no archive, there is no mkdocs.yml here: go to")
    assert done.stderr.count("\n") == 1 and not list(tmp_path.iterdir())


def test_help_is_whole() -> None:
    listed = invoke("--help").stdout
    assert "..." not in listed.partition("Commands:")[2]


def test_without_a_command_there_is_the_help() -> None:
    done = invoke()
    assert done.returncode == 2
    assert done.stderr.splitlines() == invoke("--help").stdout.splitlines()


def test_commands_take_the_year_of_the_configuration_or_of_the_option(folder: Path) -> None:
    def days(*arguments: object) -> list[str]:
        done = invoke("curate", "birds", "--json", *arguments, cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)["papers"][0]["days"]

    assert days() == ["2031-03-14"]
    text = (folder / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text(text.replace("    year: 2031\n", ""))
    assert days() == []
    assert days("--year", 2032) == ["2032-03-14"]


@pytest.mark.parametrize("name", ["build", "tags", "curate"])
def test_what_is_wrong_with_the_configuration_is_said(name: str, folder: Path) -> None:
    words = ["birds"] if name == "curate" else []
    config = folder / "mkdocs.yml"
    whole = config.read_text()
    for text, error in (
        (
            "site_name: x\n",
            "does not use the plugin paper-archive (add `- paper-archive`",
        ),
        ("site_name: [x\n", "mkdocs.yml"),
        ("plugins: [paper-archive]\n", "site_name"),
        (whole.replace("listings: listings", "listings: docs"), "no listing found"),
        (whole.replace("listings: listings", "listing: listings"), "listing"),
        (whole.replace("tags.yml", "tag.yml"), "tag.yml: cannot be read"),
    ):
        config.write_text(text)
        done = invoke(name, *words, cwd=folder)
        assert done.returncode == 1 and error in done.stderr, done.stderr
        assert "Traceback" not in done.stderr


def test_check_applies_the_corrections_that_it_is_given(folder: Path) -> None:
    curation = folder / "curation.yml"
    curation.write_text("listings:\n  page.txt: {date: 2024-01-02}\n")
    (row,) = check(folder / "listings", curation=curation)["listings"]
    assert (row["date"], row["problems"]) == ("2024-01-02", [])
    (row,) = check(folder / "listings")["listings"]
    assert row["date"] is None and row["problems"]


def test_check_reports_days_that_are_most_likely_a_slip(tmp_path: Path) -> None:
    for day in ("0025-03-14", "1990-12-31", "2025-03-14", "2205-03-14"):
        paper = {"title": f"Birds of {day}", "abstract": "Birds find their way by the stars."}
        (tmp_path / f"{day}.jsonl").write_text(json.dumps(paper) + "\n")
    problems = {
        row["date"]: [problem["what"] for problem in row["problems"]]
        for row in check(tmp_path)["listings"]
    }
    assert problems == {
        "0025-03-14": ["its day, 0025-03-14, is before 1991"],
        "1990-12-31": ["its day, 1990-12-31, is before 1991"],
        "2025-03-14": [],
        "2205-03-14": ["its day, 2205-03-14, has not come yet"],
    }


def test_a_configuration_finds_files_however_their_names_write_accents(tmp_path: Path) -> None:
    (tmp_path / "cafe\u0301").mkdir()
    paper = {"title": "Birds", "abstract": "Birds find their way by the stars."}
    (tmp_path / "cafe\u0301/2025-03-14.jsonl").write_text(json.dumps(paper) + "\n")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: a\nplugins: [{paper-archive: {listings: caf\u00e9}}]\n")
    done = invoke("curate", "birds", "-f", str(config), cwd=tmp_path)
    assert done.returncode == 0 and "Birds" in done.stdout, done.stderr


def test_the_case_of_days_that_are_slips() -> None:
    rows = check(shared("cases/future-day/2025"))["listings"]
    assert [(row["date"], len(row["problems"])) for row in rows] == [
        ("0025-03-14", 1),
        ("2099-01-01", 1),
        ("2205-03-14", 1),
    ]


def test_the_case_of_a_name_that_a_mac_wrote() -> None:
    folder = shared("cases/nfd-curation")
    (row,) = check(folder / "2025", curation=folder / "curation.yml")["listings"]
    assert row["date"] == "2025-03-14"

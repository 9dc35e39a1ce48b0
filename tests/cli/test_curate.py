"""`paper-archive curate` finds papers and writes lines that `curation.yml` takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.site.run import invoke

PAPER = "attention-is-all-you-need"


def curate(*arguments: object, code: int = 0) -> str:
    """What the command prints; on failure, its errors."""
    done = invoke("curate", *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr if code else done.stdout


def test_papers_with_all_words_in_the_title_come_first() -> None:
    found = json.loads(curate("ATTENTION", "--json"))
    titles = ["attention" in paper["title"].lower() for paper in found["papers"]]
    assert titles == sorted(titles, reverse=True) and 1 < sum(titles) < len(titles)
    only = json.loads(curate("attention is", "ALL", "--json"))["papers"][0]
    assert only == {
        "key": PAPER,
        "title": "Attention Is All You Need",
        "days": ["2025-06-02"],
        "undated": False,
        "address": f"papers/{PAPER}.html",
        "tags": only["tags"],
        "sources": ["site_src/listings/2025/2025-06-02.txt:11"],
        "withdrawn": "",
    }
    assert json.loads(curate(PAPER, "--json"))["papers"] == [only]


def test_it_prints_what_is_needed_to_correct_a_paper() -> None:
    lines = curate(PAPER).splitlines()
    assert lines[:3] == [
        PAPER,
        "  Attention Is All You Need",
        f"  2025-06-02; papers/{PAPER}.html",
    ]
    assert lines[-1] == "  from: site_src/listings/2025/2025-06-02.txt:11"


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        ((PAPER, "--withdraw", 'a "reason": [x]'), ['    withdrawn: "a \\"reason\\": [x]"']),
        ((PAPER, "--title", "Übung # 1", "--id", "1706.03762"),
         ['    title: "Übung # 1"', "    id: 1706.03762"]),
        ((PAPER, "--add-tag", "surveys", "--add-tag", "physics", "--remove-tag", "privacy"),
         ["    tags: {add: [surveys, physics], remove: [privacy]}"]),
        ((PAPER, "graph-attention-networks", "--merge"),
         ["merge:", f"  - [{PAPER}, graph-attention-networks]"]),
        ((PAPER, "--redirect", "transformer"), ["redirects:", f"  transformer: {PAPER}"]),
        (("2025-06-02.txt", "--date", "2025-06-01"),
         ["listings:", '  "2025-06-02.txt": {date: 2025-06-01}']),
    ],
)  # fmt: skip
def test_what_it_writes_is_accepted(
    arguments: tuple[str, ...], lines: list[str], tmp_path: Path
) -> None:
    snippet = curate(*arguments)
    assert set(lines) <= set(snippet.splitlines())
    (tmp_path / "curation.yml").write_text(snippet, "utf-8")
    curate(PAPER, "--curation", tmp_path / "curation.yml")


def test_a_split_of_what_two_listings_have(tmp_path: Path) -> None:
    twice = next(
        paper
        for paper in json.loads(curate("a", "--most", 100, "--json"))["papers"]
        if len(paper["days"]) == 2
    )
    listing = Path(twice["sources"][1].rpartition(":")[0]).name
    snippet = curate(twice["key"], "--split-listing", listing)
    (tmp_path / "curation.yml").write_text(snippet, "utf-8")
    found = json.loads(curate(twice["key"], "--json", "--curation", tmp_path / "curation.yml"))
    assert len(found["papers"]) == 2
    curate(twice["key"], "--split-listing", "2031.txt", code=1)


def test_it_tells_where_a_paper_has_an_entry_and_keeps_its_titles_address(tmp_path: Path) -> None:
    file = tmp_path / "curation.yml"
    file.write_text(f"papers:\n  {PAPER}: {{title: All You Need}}\n")
    done = invoke("curate", "all-you-need", "--curation", file,
                   "--title", "Attention Suffices")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"curation.yml:2 already has '{PAPER}'" in done.stderr
    assert f"redirects:\n  all-you-need: {PAPER}\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("attention", "--withdraw", "why"), 1, "name one by its id or slug"),
        (("zebrafish", "--withdraw", "why"), 1, "no paper has all of these words"),
        (("zebrafish",), 1, "no paper has all of these words"),
        ((PAPER, "--add-tag", "visoin"), 1, "unknown tag 'visoin'"),
        ((PAPER, "--id", "arXiv:1706.03762"), 1, "is not an arXiv id"),
        (("2031.txt", "--date", "2025-06-01"), 1, "unknown listing '2031.txt'"),
        (("2025-06-02.txt", "--date", "3/4/2025"), 2, "can be read in two ways"),
        ((PAPER, "--merge"), 2, "--merge needs two papers"),
        ((PAPER, "--merge", "--redirect", "x"), 2, "one kind of correction at a time"),
        ((), 2, "Missing argument"),
        ((PAPER, "--curation", "nowhere.yml"), 2, "does not exist"),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, words: str) -> None:
    assert words in curate(*arguments, code=code)

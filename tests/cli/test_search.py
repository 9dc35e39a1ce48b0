"""`paper-archive search` in a built site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.site.run import files, invoke

pytestmark = pytest.mark.slow

# Answers with escapes of a terminal, markup, and an address outside the site.
HOSTILE = r"""
paperArchive = {search: () => ({
  total: 1, all: 1, atMost: false, counts: {tags: [{tag: "\x1b[2J", papers: 1}], code: 0},
  instead: [{query: "\x1b[2J", papers: 1, filtered: true, tag: ""}],
  words: [], corrected: {"\x1b[2J": ["\x9b2J"]}, suggestion: "\x1b[2J",
  message: "\ud800\x1b[2J", code: "",
  results: [{
    url: "../../secret\0", title: "", date: "[/red]\x1b[2J", tags: [], snippet: "\ud800", score: 1,
    authors: [], abstract: "", marked: {title: ["[/b]", "\x1b]0;title\x07"], snippet: []}
  }]
})}
"""


@pytest.fixture
def site(sample: Path) -> Path:
    return sample / "site"


def search(site: Path, *arguments: object, code: int = 0) -> str:
    done = invoke("search", "--site-dir", site, *arguments)
    assert done.returncode == code, done.stderr
    return done.stdout if not code else done.stderr


def test_a_table_for_people(site: Path) -> None:
    shown = search(site, "attention need", "--limit", 2)
    assert "2025-06-0" in shown
    assert "papers/attention-is-all-you-need.html" in shown
    assert "2 of " in shown


def test_json_for_programs(site: Path) -> None:
    found = json.loads(search(site, "attention", "is", "all", "you", "need", "--json"))
    assert found["results"][0]["title"] == "Attention Is All You Need"
    assert (site / found["results"][0]["url"]).is_file()
    assert found["total"] >= len(found["results"])
    assert found["code"] == ""


def test_kind_words(site: Path) -> None:
    assert "Too common to look for" in search(site, "the of")
    assert "No paper has the tag" in search(site, "tag:no-such-tag")
    assert "Did you mean: tag:optimization" in search(site, "tag:optimizaton")
    assert "build the site" in " ".join(search(site / "nowhere", "graph", code=1).split())


def test_how_many_there_are_is_always_said(site: Path) -> None:
    assert search(site, "attention", "--limit", 0).startswith("\n0 of ")
    assert "after the first 9,999" in search(site, "attention", "--offset", 9999)


def test_what_was_typed_is_no_markup(site: Path) -> None:
    shown = search(site, ":100: [b]atantion[/]")
    assert "Did you mean: :100: [b]attention[/]" in shown


def test_files_that_do_not_fit_together_are_said(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site / "search", tmp_path / "search")
    shutil.copytree(site / "assets", tmp_path / "assets")
    for file in tmp_path.glob("search/*/*.js"):
        name = f"{file.parent.name}/{file.stem}"
        file.write_text(f'paperArchive.shard("{name}",{{}})\n', "utf-8")
    assert "do not fit together" in search(tmp_path, "attention", code=1)
    for file in tmp_path.glob("search/*/*.js"):
        file.write_text('paperArchive.shard("other",[])\n', "utf-8")
    assert "cannot be read" in search(tmp_path, "attention", code=1)


def test_nothing_of_another_search_is_shipped(site: Path) -> None:
    shipped = files(site)
    assert not [path for path in shipped if "lunr" in path or "worker" in path]
    assert "search/search_index.json" not in shipped
    assert all(path.endswith(".js") for path in shipped if path.startswith("search/"))
    assert len(shipped["search/manifest.js"]) <= 10_000
    assert b"assets/search.js" in shipped["index.html"]


def test_nothing_of_a_site_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "search.js").write_text(HOSTILE, "utf-8")
    shown = search(tmp_path, "graph")
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "[/red]" in shown
    assert "\ufffd]0;title" in shown
    assert "../../secret\ufffd" in shown
    paper = json.loads(search(tmp_path, "graph", "--json"))["results"][0]
    assert paper["snippet"] == "\ufffd"


def test_what_a_script_throws_is_printed_as_plain_text(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "search.js").write_text(r"throw '\x1b[31m[/red]'", "utf-8")
    assert "\ufffd[31m[/red]" in search(tmp_path, "graph", code=1)

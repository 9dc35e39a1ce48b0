"""`paper-archive search` in a built site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.site.run import command, files, summary

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    summary(folder)
    return folder / "site"


def search(site: Path, *arguments: object, code: int = 0) -> str:
    done = command("paper-archive", "search", "--site-dir", site, *arguments)
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
    assert "in nearly every paper" in search(site, "the of")
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

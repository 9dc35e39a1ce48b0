"""The scripts of the desk as pages load them, and what becomes of two entries of one paper."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import quickjs
from paper_archive.desk.scripts import PARTS, script_files

from tests.site.run import ROOT

THEME = ROOT / "site_src" / "theme"
# What every page loads, and what it loads at most as long as a reader who keeps something presses
# nothing, as gzip.
MOST, MOST_KEPT = 5_640, 6_300


def test_the_script_of_all_pages_is_small_and_all_of_them_can_be_read() -> None:
    files = dict(script_files([THEME]))
    first, renewed = (len(gzip.compress(files[f"assets/desk{name}.js"])) for name in ("", "/renew"))
    assert first <= MOST and first + renewed <= MOST_KEPT
    for path, script in files.items():
        if "/page" not in path:
            assert b"\n//" not in script and b"\n  " not in script, path
        quickjs.Context().eval(f"(function () {{\n{script.decode()}\n}})")
    parts = {f"assets/desk/{path.name}" for path in (THEME / "assets/desk").glob("*.js")}
    assert parts == PARTS


def test_a_part_of_an_archive_of_its_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "assets/desk").mkdir(parents=True)
    (tmp_path / "assets/desk/store.js").write_text("theirs()", "utf-8")
    assert dict(script_files([tmp_path, THEME]))["assets/desk.js"].startswith(b"theirs()\n;\n")


@pytest.mark.parametrize(
    ("mine", "theirs", "note"),
    [
        ("a", "b", "b\n\na"), ("a and b", "b", "a and b"), ("b", "a and b", "a and b"),
        ("", "b", "b"), ("a", "", "a"),
    ],
)  # fmt: skip
def test_two_entries_of_a_paper_become_one(mine: str, theirs: str, note: str) -> None:
    context = quickjs.Context()
    context.eval("var window = globalThis; window.paperArchive = {desk: {}}")
    context.eval((THEME / "assets/desk/entry.js").read_text("utf-8"))
    merged = context.eval(
        f"""JSON.stringify(paperArchive.desk.merge(
            {{note: {mine!r}, noted: "2", saved: "", folders: ["x"], ids: ["arxiv:1"], title: "A"}},
            {{note: {theirs!r}, noted: "1", saved: "2", folders: ["y", "x"], ids: ["doi:1"]}}))"""
    )
    assert json.loads(merged) == {
        "title": "A", "note": note, "noted": "2", "saved": "2", "folders": ["x", "y"],
        "ids": ["arxiv:1", "doi:1"], "cite": None,
    }  # fmt: skip

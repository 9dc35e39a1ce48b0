"""Tests that need real data are named where contributors look for them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
_LISTED = re.compile(r"^\| `(tests/.+\.py)` \|", re.MULTILINE)
_IMPORTED = re.compile(r"^from tests(?:\.realdata import | import realdata)", re.MULTILINE)


def test_the_tests_that_need_real_data_are_listed() -> None:
    listed = _LISTED.findall((ROOT / ".github/CONTRIBUTING.md").read_text("utf-8"))
    reading = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if "bench" not in path.parts and _IMPORTED.search(path.read_text("utf-8"))
    ]
    assert listed == reading

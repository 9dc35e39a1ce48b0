"""Real listings and corpora, which stand beside the project and never in it."""

from __future__ import annotations

from pathlib import Path

from tests.needs import missing

ROOT = Path(__file__).parents[1].parent / "shared"


def shared(name: str) -> Path:
    """The file or folder of that name; where there is none the test is skipped with a word."""
    path = ROOT / name
    if not path.exists():
        missing("realdata", f"{path} is not there: real data is needed for this test")
    return path

"""Real listings and corpora, which stand beside the project and never in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1].parent / "shared"


def shared(name: str) -> Path:
    """The file or folder of that name; skips the test where there is none, and fails it in CI."""
    path = ROOT / name
    if not path.exists():
        word = f"{path} is not there: real data is needed for this test"
        pytest.fail(word) if os.environ.get("CI") else pytest.skip(word)
    return path

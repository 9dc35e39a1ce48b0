"""Golden cases: `cases/NAME` is a listing, `cases/NAME.golden.json` what is read from it.

A new case is a new file: `pytest tests/listing --update-golden` writes what is read, for you to
check before you commit it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from paper_archive.listing import read
from paper_archive.model import Entry, Source

CASES = Path(__file__).parent / "cases"
NAMES = sorted(p.name for p in CASES.iterdir() if not p.name.endswith(".golden.json"))


def fields(entry: Entry) -> dict[str, Any]:
    """The fields of an entry that are set."""
    return set_fields(json.loads(json.dumps(asdict(entry), default=str)))


def set_fields(values: dict[str, Any]) -> dict[str, Any]:
    """The values that are set, also those inside."""
    kept = {k: set_fields(v) if isinstance(v, dict) else v for k, v in values.items()}
    return {name: value for name, value in kept.items() if value not in ("", [], 0, None, {})}


def outcome(name: str) -> dict[str, Any]:
    listings = read(Source(name, (CASES / name).read_bytes()))
    found = [
        {
            "form": listing.form,
            "date": listing.date.isoformat() if listing.date else None,
            "lost": listing.lost,
            "entries": [fields(entry) for entry in listing.entries],
            "problems": [str(problem) for problem in listing.problems],
        }
        for listing in listings
    ]
    return found[0] if len(found) == 1 else {"listings": found}


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, request: pytest.FixtureRequest) -> None:
    golden = CASES / f"{name}.golden.json"
    found = outcome(name)
    if request.config.getoption("--update-golden"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(golden.read_text("utf-8"))

"""Golden cases of single forms: `forms/NAME.txt` is a text, `forms/NAME.json` its reading."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from paper_archive.listing.form import Form, Reading

FORMS = Path(__file__).parent / "forms"


def cases(form: str, *longer: str) -> list[str]:
    """The names of the form's cases, without those of forms whose names begin with its own."""
    names = sorted(path.stem for path in FORMS.glob(f"{form}-*.txt"))
    return [name for name in names if not name.startswith(longer)] if longer else names


def text_of(case: str) -> str:
    return (FORMS / f"{case}.txt").read_text("utf-8")


def check(form: Form, case: str, request: pytest.FixtureRequest) -> None:
    """Compare what the form says of the case with its golden file, or write that anew."""
    golden = FORMS / f"{case}.json"
    found = {"detected": form.detect(text_of(case)), **_plain(form.read(case, text_of(case)))}
    if request.config.getoption("--update-golden"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(golden.read_text("utf-8"))


def nothing_raises(form: Form, case: str) -> None:
    """Read the case cut at every place, and with each of its lines left out."""
    text = text_of(case)
    for damaged in [text[:at] for at in range(0, len(text), 7)] + without_a_line(text):
        form.detect(damaged)
        reading = form.read(case, damaged)
        assert all(entry.title and entry.line for entry in reading.entries)


def without_a_line(text: str) -> list[str]:
    """Return the text as often as it has lines, each time without one of them."""
    lines = text.split("\n")
    return ["\n".join(lines[:i] + lines[i + 1 :]) for i in range(len(lines))]


def _plain(reading: Reading) -> dict[str, Any]:
    plain = asdict(reading)
    plain["entries"] = [
        {k: v for k, v in e.items() if v or k == "abstract"} for e in plain["entries"]
    ]
    plain["problems"] = [str(problem) for problem in reading.problems]
    return json.loads(json.dumps(plain, default=str))

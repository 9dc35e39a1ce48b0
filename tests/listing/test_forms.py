"""Golden cases of single forms: `forms/NAME.txt` is a text, `forms/NAME.json` its reading.

A case's name begins with the name of its form. `pytest tests/listing --update-golden` writes
what is read, for you to check before you commit it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from paper_archive.listing.form import Form, Reading
from paper_archive.listing.forms import BY_LINE, WHOLE

from tests.listing.damage import without_a_line
from tests.listing.test_cases import fields

FORMS = (*WHOLE, *BY_LINE)
FOLDER = Path(__file__).parent / "forms"
CASES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def form_of(case: str) -> Form:
    """The form whose name begins the case's name; `trending` begins `trending-structured` too."""
    return max((f for f in FORMS if case.startswith(f"{f.FORM}-")), key=lambda form: len(form.FORM))


def text_of(case: str) -> str:
    return (FOLDER / f"{case}.txt").read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, request: pytest.FixtureRequest) -> None:
    form, text = form_of(case), text_of(case)
    golden = FOLDER / f"{case}.json"
    found = {"detected": form.detect(text), **_plain(form.read(case, text))}
    if request.config.getoption("--update-golden"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(golden.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_damage_raises_nothing(case: str) -> None:
    form, text = form_of(case), text_of(case)
    for damaged in [text[:at] for at in range(0, len(text), 7)] + without_a_line(text):
        form.detect(damaged)
        reading = form.read(case, damaged)
        assert all(entry.title and entry.line for entry in reading.entries)


def test_form_names_are_different() -> None:
    names = [form.FORM for form in FORMS]
    assert len(set(names)) == len(names)


def _plain(reading: Reading) -> dict[str, Any]:
    plain = asdict(reading)
    plain["entries"] = [{"abstract": entry.abstract, **fields(entry)} for entry in reading.entries]
    plain["problems"] = [str(problem) for problem in reading.problems]
    return json.loads(json.dumps(plain, default=str))

"""Citations for tests: the cases, and what Python writes of a citation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation
from paper_archive.citation.csl import csl
from paper_archive.citation.ris import ris

CASES = sorted(Path(__file__).with_name("cases").glob("*.json"))


def case(file: Path) -> Citation:
    """The citation of a case."""
    values = json.loads(file.read_text("utf-8"))["citation"]
    ids = tuple(map(tuple, values.get("ids", ())))
    return Citation(**{**values, "authors": tuple(values.get("authors", ())), "ids": ids})


def written(citation: Citation) -> dict[str, Any]:
    """The key and the three formats of a citation."""
    return {
        "key": citation.key,
        "bibtex": bibtex(citation),
        "ris": ris(citation),
        "csl": json.loads(csl(citation)),
    }

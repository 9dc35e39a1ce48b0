"""Every text of the real listings: clean stays clean, and little TeX remains."""

from __future__ import annotations

import json
import re

from paper_archive.text.clean import clean
from paper_archive.text.links import links

from tests.realdata import shared

LEFTOVER = re.compile(
    r"\\[A-Za-z]{2,}|\$[^$]*\\[^$]*\$|(?<=\d)times(?![a-z])|(?<![a-z])(?:textbf|mathcal|geq|leq)\b"
    r"|\{small|x201[34]"
)


def test_listings() -> None:
    files = sorted(shared("listings").glob("*.txt"))
    texts = [line for file in files for line in file.read_text("utf-8").splitlines() if line]
    cleaned = [clean(text) for text in texts]
    assert [clean(text) for text in cleaned] == cleaned
    remains = [text for text in cleaned if LEFTOVER.search(text)]
    assert len(remains) <= 2, remains
    with_links = [text for text in cleaned if "https://" in text]
    assert all(links(text) for text in with_links)


def test_reported_texts() -> None:
    """Texts that readers reported, each with the right one."""
    folder = shared("cases")
    files = sorted(
        path for kind in ("tex-", "text-", "c1-") for path in folder.glob(f"{kind}*.jsonl")
    )
    assert files
    wrong = []
    for file in files:
        kind, *cases = map(json.loads, file.read_text("utf-8").splitlines())
        assert kind == {"kind": "text"}
        wrong += [(c["in"], got) for c in cases if (got := clean(c["in"])) != c["want"]]
    assert not wrong

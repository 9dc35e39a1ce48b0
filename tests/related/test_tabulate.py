"""The table of word weights, made from two listings by the command in its docstring."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from paper_archive.related.words import parse
from paper_archive.tags.stop_words import ENGLISH, OF_EVERY_PAPER

from tests.related.tabulate import LEAST_PAPERS

ROOT = Path(__file__).parents[2]


def filler(paper: str) -> str:
    """Twenty words that occur in no other paper, with stop words between them."""
    return " and the ".join(f"{paper}{chr(97 + number)}q" for number in range(20))


def test_words_of_a_topic_weigh_most_and_rare_words_are_left_out(tmp_path: Path) -> None:
    # The page names its day without a year, and nothing else says which year it is.
    page = ["Get trending papers in your email inbox!", "Subscribe", "Mar 14"]
    lines = []
    for number in range(LEAST_PAPERS):
        name = f"x{chr(97 + number)}"
        page += [f"Seabird {name}", f"A seabird by lantern light, {filler(name)}."]
        lines.append(json.dumps({"title": f"Other y{name}", "abstract": f"{filler('y' + name)}."}))
    (tmp_path / "page.txt").write_text("\n".join(page), "utf-8")
    (tmp_path / "papers.jsonl").write_text("\n".join(lines), "utf-8")

    command = [sys.executable, "-m", "tests.related.tabulate", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    # Both words are in half of the papers: the logarithm of 2 is 0.69, of which a word without a
    # topic keeps the root of 15 %. "light" and "other" are in as many.
    rows = dict(line.split("\t") for line in done.stdout.splitlines())
    assert set(rows.pop("0").split()) == {*ENGLISH, *OF_EVERY_PAPER}
    assert rows == {"30": "lantern light", "70": "seabird"}
    assert parse(done.stdout)[0].keys() >= {"seabird", "lantern"}

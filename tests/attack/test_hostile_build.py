"""Among hostile files, of every kind there is, good listings are published."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from tests import realdata
from tests.attack.mutations import SEEDS, mutated, naughty_papers
from tests.site.run import build, files

DEEP = 100_000


def bombs(folder: Path) -> None:
    """Write small files that expand, nest or repeat."""
    folder.mkdir()
    paper = '{"title": "A %s", "abstract": "' + "We study one thing at length. " * 8 + '"%s}'
    names = [f"Ann {n}" for n in range(20_000)]
    odd = {
        "2024-02-01.jsonl": "\n".join(
            (paper % ("first one", ""), paper % ("huge one", ', "upvotes": ' + "9" * 4301),
             paper % ("not a number", ', "upvotes": NaN'), paper % ("last one", ""))
        ),
        "2024-02-02.jsonl": "[" * DEEP + "\n" + paper % ("deep one", ', "x": ' + "[" * DEEP),
        "2024-02-03.json": "[" + '{"paper": {"title": "B", "x": ' * 20_000,
        "2024-02-04.txt": "\n" * 1_000_000,
        "2024-02-05.txt": "{" * 300_000,
        "2024-02-06.txt": "A title\n\n" + "http://" * 40_000,
        "2024-02-07.jsonl": "\n".join(
            json.dumps({"title": "One Title", "abstract": f"Text {n} of a paper {n} here {n * 7}"})
            for n in range(1_500)
        ),
        "2024-02-08.jsonl": json.dumps(
            {"title": "Names", "abstract": "x " * 90_000, "authors": ["Ann Lee"] * 9 + names}
        ),
        "2024-02-09.jsonl": json.dumps(
            {"title": "{" * 30_000 + "$" * 30_000, "abstract": "\\a{" * 30_000}
        ),
    }  # fmt: skip
    for name, text in odd.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "2024-02-10.txt.gz").write_bytes(gzip.compress(b"\n" * 100_000_000, mtime=0))
    (folder / "2024-02-11.json.gz").write_bytes(gzip.compress(b'[{"a":' * 10_000_000, mtime=0))
    lines = "\n".join(json.dumps(paper) for paper in naughty_papers())
    (folder / "2024-02-12.jsonl").write_text(lines, "utf-8")


@pytest.mark.slow
def test_good_listings_among_hostile_ones(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    mutations = 40 if request.config.getoption("--at-length") else 2
    folder = tmp_path / "listings"
    bombs(folder)
    for at, seed in enumerate(SEEDS):
        for number in range(mutations):
            name = f"2024-{3 + at % 9:02}-{1 + number % 28:02}-{seed.name.partition('.')[0]}"
            (folder / f"{name}-{number}.txt").write_bytes(mutated(number, seed.read_bytes()))
    for day, case in enumerate(sorted((realdata.ROOT / "cases" / "trust").glob("*/20*")), 1):
        shutil.copy(case, folder / f"2024-01-{day:02}-{case.parent.name}.txt")
    good = {"2025-03-01.txt": "spaced", "2025-03-02.txt": "without-heading"}
    for name, case in good.items():
        shutil.copy(SEEDS[0].parent / f"2025-06-02-{case}.txt", folder / name)
    result = build(tmp_path, listings=folder)
    assert result.returncode == 0, result.stderr[-3000:]
    assert "Traceback" not in result.stderr
    site = files(tmp_path / "site")
    for name in good:
        assert f"days/{name.removesuffix('.txt')}.html" in site
    for path, data in site.items():
        if path.endswith((".html", ".xml", ".json")):
            data.decode("utf-8")

"""The citations of years, and of all papers."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from paper_archive.catalog import Catalog

from tests.citation.test_formats import parsed
from tests.exports.archives import catalog, published
from tests.pages.papers import paper


def citations_of(archive: Catalog) -> dict[str, bytes]:
    folders = ("api/bibtex/", "api/ris/", "api/csl/")
    return {path: data for path, data in published(archive).items() if path.startswith(folders)}


def unpacked(data: bytes) -> str:
    return gzip.decompress(data).decode("utf-8")


def test_the_files_of_years_make_that_of_all() -> None:
    archive = catalog(
        paper("a", "2024-03-01", authors=("Bo Lee",), arxiv_id="2403.00001"),
        # The same author, year and word, in the same file and in another one.
        paper("a-bird", "2024-03-01", authors=("Bo Lee",), arxiv_id="2403.00002"),
        paper("a-bird-too", "2025-03-02", authors=("Bo Lee",), arxiv_id="2403.00003"),
        paper("c", None),
    )
    made = citations_of(archive)
    assert sorted(made) == sorted(
        f"api/{folder}/{name}.{suffix}.gz"
        for folder, suffix in (("bibtex", "bib"), ("ris", "ris"), ("csl", "json"))
        for name in ("2024", "2025", "undated", "all")
    )
    everything = [entry["ID"] for entry in parsed(unpacked(made["api/bibtex/all.bib.gz"]))]
    assert everything[:3] == [
        "lee2024a-2403.00001", "lee2024bird-2403.00002", "lee2024bird-2403.00003",
    ]  # fmt: skip
    assert len(set(everything)) == 4
    items = json.loads(unpacked(made["api/csl/all.json.gz"]))
    assert [item["id"] for item in items] == everything
    assert unpacked(made["api/ris/all.ris.gz"]).count("\nER  - ") == 4
    assert json.loads(unpacked(made["api/csl/2025.json.gz"]))[0]["title"] == "A Bird Too"


def test_a_new_paper_changes_no_key() -> None:
    papers = [paper(f"bird-{n}", "2025-03-01", authors=("Bo Lee",)) for n in range(4)]
    new = paper("bird", "2025-02-01", authors=("Bo Lee",))
    before, after = (
        unpacked(citations_of(catalog(*listed))["api/bibtex/all.bib.gz"])
        for listed in (papers, [new, *papers])
    )
    assert set(before.split("\n\n")) < set(after.split("\n\n"))


def test_a_year_depends_on_its_papers_alone() -> None:
    birds = [paper(f"bird-{n}", f"202{n}-01-01") for n in range(4)]
    before = citations_of(catalog(*birds))
    after = citations_of(catalog(*birds, paper("new", "2023-05-01")))
    changed = {path for path in after if before.get(path) != after[path]}
    assert {Path(path).name.partition(".")[0] for path in changed} == {"2023", "all"}

"""The papers as data: what the schemas say, and that another archive can be made of it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from paper_archive.archive.merge import merge
from paper_archive.exports import index, papers
from paper_archive.exports.packing import gzipped
from paper_archive.in_memory import read
from paper_archive.inputs import Inputs
from paper_archive.store.periods import months

from tests.exports.archives import catalog, published
from tests.pages.papers import paper
from tests.realdata import shared


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((index.SCHEMAS / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


BIRDS = (
    paper("a", "2024-02-29", arxiv_id="2402.00001", authors=("A B",), upvotes=0, code="https://x.io/a",
          links=("https://x.io/a",), tags=("physics",), organisation="Birds & Co"),
    paper("b", "2024-03-01", abstract="", author_count=3, undated=True),
    paper("c", "2024-03-31", title='"\\ \x01 \ud800 漢'),
    paper("d", "2025-03-01"),
    paper("e", None),
)  # fmt: skip


def test_a_month_is_a_file_and_the_index_lists_all() -> None:
    archive = catalog(*BIRDS)
    made = published(archive)
    listed = json.loads(made["api/index.json"])
    validator("index").validate(listed)
    assert listed["data"]["files"] == [
        {"path": "papers/2024-02.jsonl.gz", "papers": 1},
        {"path": "papers/2024-03.jsonl.gz", "papers": 2},
        {"path": "papers/2025-03.jsonl.gz", "papers": 1},
        {"path": "papers/undated.jsonl.gz", "papers": 1},
    ]
    named = [file["path"] for part in (listed["data"], *listed["citations"])
             for file in part["files"]]  # fmt: skip
    named += [
        feed[form].removeprefix("../") for feed in listed["feeds"] for form in ("atom", "json")
    ]
    assert all(f"api/{path}" in made or path in made for path in named)
    slugs = []
    for file in listed["data"]["files"]:
        lines = gzip.decompress(made[f"api/{file['path']}"]).decode().splitlines()
        assert len(lines) == file["papers"]
        for line in lines:
            validator("paper").validate(json.loads(line))
            slugs.append(json.loads(line)["slug"])
    assert slugs == ["a", "b", "c", "d", "e"]


def test_a_month_depends_on_its_papers_alone() -> None:
    def of_months(*more) -> dict[str, bytes]:
        archive = catalog(*BIRDS, *more)
        return {p.name: papers.month_data(p.of(archive.archive)) for p in months(archive.archive)}

    before, after = of_months(), of_months(paper("new", "2025-03-02"))
    assert [name for name in after if before.get(name) != after[name]] == ["2025-03"]


def test_packed_bytes_are_the_same_everywhere() -> None:
    packed = gzipped(b"birds")
    assert packed[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    assert gzip.decompress(packed + gzipped(b" at sea")) == b"birds at sea"


def test_no_time_and_no_absolute_path_is_published() -> None:
    archive = catalog(paper("a", sources=("/home/me/a.txt:1",)), site_url="")
    made = published(archive)
    assert made == published(archive)
    for path, data in made.items():
        text = gzip.decompress(data) if path.endswith(".gz") else data
        assert b"/home/me" not in text and b"https://example" not in text


def test_an_archive_is_made_of_anothers_data(tmp_path: Path) -> None:
    listings = read(Inputs((shared("listings"),), Path("/"), 2025))
    first = merge(listings).archive
    archive = catalog(*(first.papers))
    for period in months(archive.archive):
        (tmp_path / f"{period.name}.jsonl.gz").write_bytes(
            papers.month_data(period.of(archive.archive))
        )
        check = validator("paper")
        for line in (
            gzip.decompress(papers.month_data(period.of(archive.archive))).decode().splitlines()
        ):
            check.validate(json.loads(line))
    again = merge(read(Inputs((tmp_path,), tmp_path))).archive
    fields = (
        "title abstract arxiv_id authors author_count upvotes organisation published days replaced"
        " undated links code facts"
    ).split()
    both = [
        {paper.slug: [getattr(paper, field) for field in fields] for paper in each.papers}
        for each in (first, again)
    ]
    assert both[0] == both[1]

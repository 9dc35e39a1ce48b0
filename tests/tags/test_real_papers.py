"""Tags of real papers beside labels made by hand.

`labels.tsv` holds, for a paper's title (letters and digits only), the tags that it must have
(`core`), the tags that it may have (`maybe`), and the split: rules were written with an eye on
`dev`, never on `test`. Two measures: strict, where only core tags are right, and lenient,
where a `maybe` tag is no mistake either; recall is always that of the core tags.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from paper_archive import listing
from paper_archive.model import Source
from paper_archive.tags import Tagger, load_taxonomy

from tests.realdata import shared

HERE = Path(__file__).parent
TAGS = HERE.parents[1] / "site_src" / "tags.yml"


@dataclass(frozen=True, slots=True)
class Measure:
    strict: float
    lenient: float
    recall: float


def key(title: str) -> str:
    return re.sub(r"[\W_]+", "", title.lower())


@cache
def tagger() -> Tagger:
    return Tagger(load_taxonomy(Source("tags.yml", TAGS.read_bytes())))


@cache
def listed() -> dict[str, tuple[str, str]]:
    """The papers of the real listings by key, each once."""
    papers: dict[str, tuple[str, str]] = {}
    for path in sorted(shared("listings").iterdir()):
        for entry in listing.read(Source(path.name, path.read_bytes()))[0].entries:
            papers.setdefault(key(entry.title), (entry.title, entry.abstract))
    return papers


def daily() -> Iterator[tuple[str, tuple[str, str]]]:
    with gzip.open(shared("corpora/hf-daily-api.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            for row in json.loads(line)["response"]:
                title, abstract = row["paper"]["title"], row["paper"].get("summary") or ""
                yield key(title), (" ".join(title.split()), " ".join(abstract.split()))


def measure(split: str) -> Measure:
    papers = dict(daily()) | listed()
    right = allowed = given = wanted = 0
    with (HERE / "labels.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["split"] != split:
                continue
            core = set(filter(None, row["core"].split(",")))
            maybe = set(filter(None, row["maybe"].split(",")))
            tags = set(tagger().tags(*papers[row["title"]]))
            right += len(tags & core)
            allowed += len(tags & (core | maybe))
            given += len(tags)
            wanted += len(core)
    return Measure(right / given, allowed / given, right / wanted)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("split", "floor"), [("dev", Measure(0.77, 0.91, 0.82)), ("test", Measure(0.76, 0.9, 0.78))]
)
def test_labels(split: str, floor: Measure) -> None:
    got = measure(split)
    assert got.strict >= floor.strict, got
    assert got.lenient >= floor.lenient, got
    assert got.recall >= floor.recall, got


def test_nearly_every_listed_paper_has_one_to_six_tags() -> None:
    counts = [len(tagger().tags(*paper)) for paper in listed().values()]
    assert len(counts) == 444
    assert max(counts) <= 6
    assert sum(map(bool, counts)) >= 0.98 * len(counts)


def test_vocabulary_is_the_agreed_one() -> None:
    agreed = yaml.safe_load(shared("tags.yml").read_text(encoding="utf-8"))["tags"]
    own = [
        {"id": tag.id, "facet": tag.facet, "title": tag.title, "means": tag.means}
        for tag in tagger().taxonomy.tags
    ]
    assert own == agreed

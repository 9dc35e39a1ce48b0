"""The real days of an API: what rose in August 2026."""

from __future__ import annotations

import gzip
import json

import pytest
from paper_archive.model import Source
from paper_archive.pages.trend_parts import strongest
from paper_archive.tags import tag_all
from paper_archive.trends.field import Field

from tests.pages.papers import TAGS, TAXONOMY, catalog, paper
from tests.realdata import shared

SINCE = "2025-05-01"


@pytest.mark.slow
def test_what_rises_in_the_days_of_the_api() -> None:
    texts: dict[str, tuple[str, str, str]] = {}
    with gzip.open(shared("corpora/hf-daily-api.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            day = json.loads(line)
            for each in day["response"] if day["date"] >= SINCE else ():
                one = each["paper"]
                texts.setdefault(one["id"], (day["date"], one["title"], one["summary"]))
    tags = tag_all(Source(TAGS.name, TAGS.read_bytes()), [text[1:] for text in texts.values()])
    papers = [
        paper(name, day, title=title, abstract=abstract, tags=tags_of)
        for (name, (day, title, abstract)), tags_of in zip(texts.items(), tags, strict=True)
    ]
    quarter, month = Field(
        catalog(papers).archive.store, tuple(tag.id for tag in TAXONOMY.tags)
    ).now
    ratios = {phrase.text: phrase.ratio for phrase in month.phrases}
    assert ratios["harness"] == pytest.approx(4.7, abs=0.2)
    assert ratios["on-policy distillation"] == pytest.approx(4.3, abs=0.2)
    assert ratios["agent memory"] == pytest.approx(5.4, abs=0.2)
    riser = next(found.change for found in strongest([month]) if found.change.z > 0)
    assert riser.tags == ("agents-and-tools",) and riser.z > 4 and 120 < riser.now < 140
    pairs = {pair.tags: pair for pair in quarter.pairs if pair.is_sure}
    assert ("agents-and-tools", "datasets-and-benchmarks") in pairs or (
        "datasets-and-benchmarks", "agents-and-tools",
    ) in pairs  # fmt: skip

"""The lists of 50 papers, judged by eye.

`judged.json` has arXiv ids of papers of the daily API, drawn at random, and those of papers that a
reader of each would be glad of (`good`), or not (`bad`). They come from the lists of five ways to
find related papers, shuffled, so that who judged by title and abstract did not know which way found
which. A list may also have papers that nobody judged; they count as bad.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from paper_archive.model import Paper, Source
from paper_archive.related.nearest import SHOWN, Related
from paper_archive.tags import tag_all
from paper_archive.text.clean import clean

from tests.realdata import shared

JUDGED = json.loads(Path(__file__).with_name("judged.json").read_text("utf-8"))
TAGS = Path(__file__).parents[2] / "site_src" / "tags.yml"
# Measured: 2.90 of 5, and 2.40 of lists by pairs of ten words without subjects. A little less, as
# other tags lead to other papers.
LEAST_GOOD = 2.75
LEAST_FULL = 0.97


def test_judged_lists_are_full_and_good() -> None:
    texts = {}
    with gzip.open(shared("corpora/hf-daily-api.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            for row in json.loads(line)["response"]:
                of = row["paper"]
                texts[of["id"]] = clean(of["title"]), clean(of.get("summary") or "")
    tags = tag_all(Source(TAGS.name, TAGS.read_bytes()), texts.values())
    papers = [
        Paper(slug, title, abstract, "", "", (), True, (), tags=of)
        for (slug, (title, abstract)), of in zip(texts.items(), tags, strict=True)
    ]

    related, _ = Related.nothing().update(papers)

    full = sum(len(related.of(slug)) == SHOWN for slug in texts)
    assert full >= LEAST_FULL * len(papers)
    good = sum(len({*related.of(of)} & {*judged["good"]}) for of, judged in JUDGED.items())
    assert good >= LEAST_GOOD * len(JUDGED)

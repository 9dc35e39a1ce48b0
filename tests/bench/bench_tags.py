"""Tags: CPU time a paper, beside a plain `re` search for every phrase.

Papers are those of the daily corpus beside the project.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence

from paper_archive.model import Source
from paper_archive.tags import Tagger, Taxonomy, load_taxonomy
from paper_archive.tags.folding import WordFolder, capitals, forms

from tests.bench.corpus import ROOT, SHARED
from tests.bench.figures import Figure

CORPUS = SHARED / "corpora" / "hf-daily-api.jsonl.gz"
SIZES = (5000,)
# The plain search takes some 50 ms a paper.
PLAIN_PAPERS = 20

Texts = list[tuple[str, str]]


def corpus(most: int) -> Texts:
    texts: Texts = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            for row in json.loads(line)["response"]:
                texts.append((row["paper"]["title"], row["paper"].get("summary") or ""))
                if len(texts) == most:
                    return texts
    return texts


def plain_search(taxonomy: Taxonomy) -> Callable[[str, str], int]:
    """Counts the mentions of every phrase, one regular expression each."""
    texts = {phrase.text for tag in taxonomy.tags for phrase in tag.phrases}
    fold = WordFolder(word for text in texts for word in capitals(text))
    found = {form for text in texts for form in forms(text, fold)}
    patterns = [re.compile(re.escape(form)) for form in sorted(found)]

    def search(title: str, abstract: str) -> int:
        text = fold(f"{title} | {abstract}")
        return sum(len(pattern.findall(text)) for pattern in patterns)

    return search


def microseconds(work: Callable[[str, str], object], texts: Texts) -> float:
    start = time.process_time()
    for title, abstract in texts:
        work(title, abstract)
    return (time.process_time() - start) / len(texts) * 1e6


def figures(papers: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield what a paper's tags cost, and what is done once."""
    start = time.process_time()
    taxonomy = load_taxonomy(Source("tags.yml", (ROOT / "site_src" / "tags.yml").read_bytes()))
    loaded = time.process_time()
    tagger = Tagger(taxonomy)
    built = time.process_time()
    yield Figure("loading the rules, once", (loaded - start) * 1e3, "ms")
    yield Figure("building the search for them, once", (built - loaded) * 1e3, "ms")
    for most in papers or SIZES:
        texts = corpus(most)
        cold = microseconds(tagger.tags, texts)
        warm = min(microseconds(tagger.tags, texts) for _ in range(3))
        plain = microseconds(plain_search(taxonomy), texts[:PLAIN_PAPERS])
        peer = "a search for each phrase"
        for name, ours in (("words unseen", cold), ("words seen", warm)):
            yield Figure.beside(f"{len(texts):,}: a paper, {name}", ours, "µs", peer, plain)

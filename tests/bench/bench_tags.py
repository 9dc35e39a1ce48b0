"""Tagging: CPU time a paper, beside a plain `re` search for every phrase, in the same run.

    python tests/bench/bench_tags.py [papers]

Papers are those of the daily corpus beside the project, or else sentences made of phrases.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from paper_archive.model import Source
from paper_archive.tags import Tagger, Taxonomy, load_taxonomy
from paper_archive.tags.folding import WordFolder, capitals, forms

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "hf-daily-api.jsonl.gz"
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


def made_up(taxonomy: Taxonomy, most: int) -> Texts:
    chance = random.Random(1)
    phrases = [phrase.text for tag in taxonomy.tags for phrase in tag.phrases]
    filler = "we show that the new method of this work gives a result in".split()
    texts = []
    for _ in range(most):
        words = chance.choices(phrases, k=25) + chance.choices(filler, k=140)
        chance.shuffle(words)
        texts.append((chance.choice(phrases), " ".join(words)))
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


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    start = time.process_time()
    taxonomy = load_taxonomy(Source("tags.yml", (ROOT / "site_src" / "tags.yml").read_bytes()))
    loaded = time.process_time()
    tagger = Tagger(taxonomy)
    built = time.process_time()
    texts = corpus(most) if CORPUS.exists() else made_up(taxonomy, most)
    length = sum(len(title) + len(abstract) for title, abstract in texts) / len(texts)
    cold = microseconds(tagger.tags, texts)
    warm = min(microseconds(tagger.tags, texts) for _ in range(3))
    plain = microseconds(plain_search(taxonomy), texts[:PLAIN_PAPERS])
    print(f"{len(texts):,} papers of {length:,.0f} characters, CPU time")
    print(f"loading the rules       {(loaded - start) * 1e3:9.0f} ms")
    print(f"building the search     {(built - loaded) * 1e3:9.0f} ms")
    print(f"tags, words unseen      {cold:9.1f} µs a paper")
    print(f"tags, words seen        {warm:9.1f} µs a paper")
    print(f"a search a phrase, re   {plain:9.1f} µs a paper, {plain / warm:,.0f} times as much")


if __name__ == "__main__":
    main()

"""Text: `clean` beside pylatexenc on whole abstracts.

CPU time of the first run over each corpus, title and abstract, caches filled on the way.
pylatexenc is slow, so it gets a sample of the same abstracts.
"""

from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence

from paper_archive.text.clean import clean
from pylatexenc.latex2text import LatexNodes2Text

from tests.bench.corpus import SHARED
from tests.bench.figures import Figure

CORPORA = SHARED / "corpora"
SAMPLE = 1000
Texts = tuple[str, str]


def arxiv() -> Iterator[Texts]:
    with gzip.open(CORPORA / "arxiv-daily.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            paper = json.loads(line)
            yield paper["title"], paper["abstract"]


def daily_papers() -> Iterator[Texts]:
    with gzip.open(CORPORA / "hf-daily-api.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for entry in json.loads(line)["response"]:
                yield entry["paper"].get("title") or "", entry["paper"].get("summary") or ""


def microseconds(work: Callable[[str], object], papers: list[Texts]) -> float:
    """CPU time a paper, µs."""
    start = time.process_time()
    for title, abstract in papers:
        work(title)
        work(abstract)
    return (time.process_time() - start) / len(papers) * 1e6


def figures(_: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield the cost a paper, and how many abstracts pylatexenc cannot read."""
    failures = 0
    converter = LatexNodes2Text(math_mode="text")

    def whole(text: str) -> None:
        nonlocal failures
        try:
            converter.latex_to_text(text)
        except Exception:  # noqa: BLE001 - whatever its parser raises is what is counted
            failures += 1

    for name, papers in (("arXiv", list(arxiv())), ("daily papers", list(daily_papers()))):
        ours = microseconds(clean, papers)
        failures = 0
        sample = random.Random(0).sample(papers, min(SAMPLE, len(papers)))
        theirs = microseconds(whole, sample)
        yield Figure.beside(f"{name}: clean, a paper", ours, "µs", "pylatexenc", theirs)
        yield Figure(f"{name}: texts at which pylatexenc fails", failures / len(sample) * 100, "%")

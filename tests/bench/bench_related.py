"""Related papers: CPU time a paper for all lists, and for an update with 20 papers, beside a plain
TF-IDF of all pairs in NumPy.

    python -m tests.bench.bench_related [papers]

The papers are those that `corpus.py` makes. The plain one compares with all of 5,000 papers.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

import numpy as np
from paper_archive.model import Paper
from paper_archive.related.nearest import SHOWN, Related
from paper_archive.related.terms import Terms, folded
from paper_archive.related.words import load_words

from tests.bench import corpus

NEW = 20
PLAIN_PAPERS = 5_000
# The columns of the plain one: the commonest words that are not in a tenth of the papers.
PLAIN_WORDS = 4_000


def papers(size: int) -> Iterator[Paper]:
    first = corpus.LAST_DAY - timedelta(size // corpus.PAPERS_A_DAY)
    for number, paper in enumerate(islice(corpus.stream(corpus.Parameters(size)), size)):
        day = first + timedelta(number // corpus.PAPERS_A_DAY)
        title, abstract = paper["title"], paper["abstract"]
        yield Paper(f"p{number}", title, abstract, "", "", (day,), False, ())


def plain(of: list[Paper]) -> None:
    """Every pair's cosine, words weighed by how rare they are among these papers."""
    texts = [Counter(folded(f"{paper.title} {paper.abstract}")) for paper in of]
    papers_of = Counter(word for text in texts for word in text)
    common = [word for word, count in papers_of.most_common() if count < len(of) / 10]
    column = {word: at for at, word in enumerate(common[:PLAIN_WORDS])}
    matrix = np.zeros((len(of), len(column)), np.float32)
    for row, text in enumerate(texts):
        for word, count in text.items():
            if word in column:
                matrix[row, column[word]] = count * np.log(len(of) / papers_of[word])
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    for start in range(0, len(of), 500):
        scores = matrix[start : start + 500] @ matrix.T
        np.argpartition(-scores, SHOWN + 1, axis=1)


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    all_papers = list(papers(size + NEW))
    load_words()
    start = time.process_time()
    Terms(load_words()).vectors((paper.title, paper.abstract) for paper in all_papers)
    terms = time.process_time() - start
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    related, _ = Related.nothing().update(all_papers[:size])
    made = time.process_time() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "related.npz"
        file.write_bytes(related.pack())
        stored = file.stat().st_size
        start = time.process_time()
        now, changed = Related.unpack(file.read_bytes()).update(all_papers[size:])
        file.write_bytes(now.pack())
        updated = time.process_time() - start
    some = all_papers[:PLAIN_PAPERS]
    start = time.process_time()
    plain(some)
    peer = time.process_time() - start
    print(f"{size:,} papers, CPU time; lists of {(related.nearest >= 0).sum() / size:.2f} papers")
    print(f"all lists             {made / size * 1e6:8.1f} µs a paper, {grown / 1024:,.0f} MB more")
    print(f"  of which terms      {terms / len(all_papers) * 1e6:8.1f} µs a paper")
    print(f"{NEW} papers more, file read and written {updated * 1e3:8.1f} ms, "
          f"{len(changed):,} lists changed, {stored / 1e6:,.1f} MB")  # fmt: skip
    print(f"plain TF-IDF at {len(some):,}  {peer / len(some) * 1e6:8.1f} µs a paper")


if __name__ == "__main__":
    main()

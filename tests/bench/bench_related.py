"""Related papers: CPU time a paper, beside a plain TF-IDF of all pairs in NumPy.

All lists, and an update with 20 papers. The papers are those that `corpus.py` makes. The plain one
compares with all of 5,000 papers.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

import numpy as np
from paper_archive.model import Paper
from paper_archive.related.nearest import SHOWN, Related
from paper_archive.related.terms import Terms, folded
from paper_archive.related.words import load_words

from tests.bench import corpus
from tests.bench.figures import Figure

SIZES = (5_000,)
NEW = 20
PLAIN_PAPERS = 5_000
# The columns of the plain one: the commonest words that are not in a tenth of the papers.
PLAIN_WORDS = 4_000


def made(size: int) -> Iterator[Paper]:
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


def figures(papers: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield what lists cost a paper, and what an update costs."""
    for size in papers or SIZES:
        yield from _of_size(size)


def _of_size(size: int) -> Iterator[Figure]:
    all_papers = list(made(size + NEW))
    load_words()
    start = time.process_time()
    Terms(load_words()).vectors((paper.title, paper.abstract) for paper in all_papers)
    terms = time.process_time() - start
    start = time.process_time()
    related, _ = Related.nothing().update(all_papers[:size])
    lists = time.process_time() - start
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
    peer, name = (time.process_time() - start) / len(some), f"plain TF-IDF at {len(some):,}"
    yield Figure(f"{size:,}: papers in a list", (related.nearest >= 0).sum() / size)
    yield Figure.beside(f"{size:,}: all lists, a paper", lists / size * 1e6, "µs", name, peer * 1e6)
    yield Figure(f"{size:,}: terms of them, a paper", terms / len(all_papers) * 1e6, "µs")
    yield Figure(f"{size:,}: {NEW} papers more, with the file", updated * 1e3, "ms")
    yield Figure(f"{size:,}: lists that these change", len(changed))
    yield Figure(f"{size:,}: file", stored / 1e6, "MB")

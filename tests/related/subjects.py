"""Make `subjects.npy`, the subjects of the words in `words.txt`, from the listings of any papers:

    python -m tests.related.subjects LISTINGS… > generator/paper_archive/related/subjects.npy

The rows are those of latent semantic analysis: a matrix has a row for each paper, of length 1, with
the strengths of its words; the subject of a word is its row of the right singular vectors, of which
those with the largest singular values are kept, each times the root of its value. All are scaled to
whole numbers of one byte. Many rare words get only zeros, and tell nothing about a subject.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from paper_archive.related.terms import COUNTED, TITLE, Terms
from paper_archive.related.words import DIMENSIONS, FILE, Words, package_file, parse

from tests.related.tabulate import papers

# More vectors than are kept make the kept ones converge in fewer rounds.
EXTRA, ROUNDS = 16, 12
PAPERS_AT_ONCE = 1_000

Texts = Iterable[tuple[str, str]]


def main() -> None:
    """Write the file for the table in the package and the listings named on the command line."""
    numbers, weights = parse(package_file(FILE).decode("utf-8"))
    words = Words(numbers, weights, np.zeros((len(weights), DIMENSIONS), np.int8))
    np.save(sys.stdout.buffer, subjects(words, list(papers(sys.argv[1:]).items())))


def subjects(words: Words, texts: Texts) -> np.ndarray:
    """Return the subjects of the terms of a table, by these titles and abstracts."""
    matrix = list(strengths(words, texts))
    size = len(words.weights)
    kept = np.random.default_rng(1).standard_normal((size, DIMENSIONS + EXTRA)).astype(np.float32)
    for _ in range(ROUNDS):
        basis, _ = np.linalg.qr(kept)
        kept = squared(matrix, basis)
    values, turns = np.linalg.eigh(basis.T @ kept)
    largest = np.argsort(-values)[:DIMENSIONS]
    # The square of the matrix has the squares of the singular values.
    rows = basis @ turns[:, largest] * np.maximum(values[largest], 0) ** 0.25
    return np.rint(rows * (127 / np.abs(rows).max())).astype(np.int8)


def strengths(words: Words, texts: Texts) -> Iterator[np.ndarray]:
    """Yield the rows of the matrix, in blocks."""
    numbers = Terms(words).numbers
    texts = iter(texts)
    while block := list(islice(texts, PAPERS_AT_ONCE)):
        rows = np.zeros((len(block), len(words.weights)), np.float32)
        for row, (title, abstract) in zip(rows, block, strict=True):
            counts = Counter([*numbers(title)] * TITLE + [*numbers(abstract)])
            for term, count in counts.items():
                if term < len(words.weights):
                    row[term] = words.weights[term] * COUNTED[min(count, len(COUNTED) - 1)]
        yield rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


def squared(matrix: Iterable[np.ndarray], basis: np.ndarray) -> np.ndarray:
    """Return the transposed matrix times the matrix times a basis."""
    return sum(rows.T @ (rows @ basis) for rows in matrix)


if __name__ == "__main__":
    main()

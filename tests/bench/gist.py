"""How near gists are to summaries, and new weights: `python -m tests.bench.gist FILE [--fit]`.

FILE has the answers of the daily papers API, one day a line, some papers with an `ai_summary`. The
measure is ROUGE-1 F between sentence and summary, on stems without stop words, the sentence cut at
240 characters. Every fifth day, by the hash of its date, is left out when weights are fitted.

Weights are fitted to the candidates of the papers that are scored at all: least squares first, then
steps up the ROUGE that is expected if a sentence is chosen with the probability that its score
gives it. Those in HELD, which such abstracts do not teach, stay as they are.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import md5
from itertools import islice
from pathlib import Path

import numpy as np
from paper_archive.search.tokens import STOP_WORDS, stem, words
from paper_archive.text.clean import clean
from paper_archive.text.gist import choose_from, find_gist
from paper_archive.text.gist_scores import scores
from paper_archive.text.gist_weights import WEIGHTS, Weights
from paper_archive.text.sentences import sentences

MOST = 240  # Characters of a sentence that count.
STEPS, RATE, TEMPERATURE, RIDGE = 400, 0.01, 10.0, 0.01
HELD = (
    *("central", "first", "proposed", "built", "studied", "shown", "used", "paper", "passive"),
    *("aim", "more", "others", "problem", "results", "code", "asks", "objective", "background"),
    *("method", "conclusion"),
)
Summarised = tuple[str, str, str, str]  # day, title, abstract, summary


def summarised(path: Path) -> Iterator[Summarised]:
    """Yield the papers that have a summary."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            answer = json.loads(line)
            for entry in answer["response"]:
                paper = entry["paper"]
                if paper.get("ai_summary") and paper.get("summary"):
                    texts = (paper["title"], paper["summary"], paper["ai_summary"])
                    title, abstract, summary = map(clean, texts)
                    yield answer["date"], title, abstract, summary


def is_fitted(day: str) -> bool:
    """Tell whether weights are fitted on a day."""
    return int(md5(day.encode(), usedforsecurity=False).hexdigest(), 16) % 5 != 0


@cache
def _stem(word: str) -> str:
    return stem(word)


def _stems(text: str) -> Counter[str]:
    return Counter(_stem(word) for word in words(text) if word not in STOP_WORDS)


def rouge(sentence: str, summary: str) -> float:
    """Return the ROUGE-1 F of a sentence."""
    if len(sentence) > MOST:
        sentence = sentence[:MOST].rsplit(" ", 1)[0]
    ours, theirs = _stems(sentence), _stems(summary)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total() or 1)


def rated(path: Path, *, fitted: bool, most: int | None = None) -> list[tuple[float, float]]:
    """Return the ROUGE of the first sentence and of the gist of papers, of the first days."""
    papers = (paper for paper in summarised(path) if is_fitted(paper[0]) == fitted)
    found = []
    for _, title, abstract, summary in islice(papers, most):
        _, first = sentences(abstract)[0]
        start, end = find_gist(title, abstract)
        found.append((rouge(abstract[:first], summary), rouge(abstract[start:end], summary)))
    return found


def _traits(papers: Iterator[Summarised]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the traits and the ROUGE of the candidates of papers that have several.

    A score is linear in the weights, so that a trait is the score with its weight alone.
    """
    alone = [Weights(**{name: 1.0}) for name in Weights._fields]
    found = []
    for _, title, abstract, summary in papers:
        choice = choose_from(title, abstract)
        if len(choice.numbers) > 1:
            gists = map(choice.gist, choice.numbers)
            values = [rouge(abstract[start:end], summary) for start, end in gists]
            traits = np.array([scores(*choice, weights) for weights in alone]).T
            found.append((traits, np.array(values)))
    return found


def fit(path: Path) -> Weights:
    """Return weights fitted to the papers of a file."""
    papers = _traits(paper for paper in summarised(path) if is_fitted(paper[0]))
    traits = np.vstack([x - x.mean(0) for x, _ in papers])
    values = np.concatenate([y - y.mean() for _, y in papers])
    square = traits.T @ traits + np.eye(traits.shape[1])
    # Scores of another scale choose the same; with this one, they suit the temperature.
    weights = np.linalg.solve(square, traits.T @ values) * 2.4
    for name in HELD:
        weights[Weights._fields.index(name)] = getattr(WEIGHTS, name)
    free = np.array([name not in HELD for name in Weights._fields])
    before, mean, spread = weights.copy(), np.zeros_like(weights), np.zeros_like(weights)
    for step in range(STEPS):
        slope = -RIDGE * (weights - before)
        for x, y in papers:
            chance = np.exp(TEMPERATURE * (x @ weights - (x @ weights).max()))
            chance /= chance.sum()
            slope += TEMPERATURE / len(papers) * ((chance * (y - chance @ y)) @ x)
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        scaled = (
            mean / (1 - 0.9 ** (step + 1)) / (np.sqrt(spread / (1 - 0.99 ** (step + 1))) + 1e-8)
        )
        weights += free * RATE * (1 - step / STEPS) * scaled
    return Weights(*(round(float(weight), 2) for weight in weights))


def main() -> None:
    path = Path(sys.argv[1])
    for name, fitted in (("fitted", True), ("other", False)):
        papers = rated(path, fitted=fitted)
        first, gist = (sum(values) / len(papers) for values in zip(*papers, strict=True))
        print(f"{name} days: {len(papers):,} papers, first sentence {first:.4f}, gist {gist:.4f}")
    texts = [(title, abstract) for _, title, abstract, _ in summarised(path)]
    start = time.process_time()
    for title, abstract in texts:
        find_gist(title, abstract)
    print(f"{(time.process_time() - start) / len(texts) * 1e6:.1f} µs a paper")
    if "--fit" in sys.argv:
        print(fit(path))


if __name__ == "__main__":
    main()

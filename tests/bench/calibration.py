"""A fixed piece of work, in whose time others are given: machines differ, and from hour to hour.

It does what a build does, with nothing but Python's standard library: it splits and counts words,
escapes and joins text, makes JSON and checksums, sorts, and writes small files. Increase `VERSION`
where it does anything else: figures of two versions cannot be compared.
"""

from __future__ import annotations

import hashlib
import html
import json
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.bench.measure import measure

VERSION = 1
TEXTS, WORDS, FILES, ROUNDS = 400, 180, 400, 6
_WORD = re.compile(r"[a-z]+")


def work(folder: Path) -> str:
    """Do it, and return a checksum of all that was made."""
    chance = random.Random(VERSION)
    letters = "abcdefghijklmnopqrstuvwxyz"
    known = ["".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(5_000)]
    texts = [" <b> & ".join(chance.choices(known, k=WORDS)) for _ in range(TEXTS)]
    seen: Counter[str] = Counter()
    digest = hashlib.sha256()
    for _ in range(ROUNDS):
        for text in texts:
            words = _WORD.findall(text)
            seen.update(words)
            rows = [{"word": word, "times": seen[word]} for word in words]
            digest.update(json.dumps(rows).encode())
            digest.update(html.escape(text).encode())
        digest.update(" ".join(sorted(seen, key=lambda word: (-seen[word], word))).encode())
    for number in range(FILES):
        (folder / f"{number}.html").write_text(html.escape(texts[number % TEXTS]), "utf-8")
    return digest.hexdigest()


def seconds(runs: int = 3) -> float:
    """CPU seconds of the work in a process of its own: the least of some runs."""
    root = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.txt"
        command = (sys.executable, "-m", "tests.bench.calibration")
        return min(measure(command, root, log).cpu for _ in range(runs))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(work(Path(made)))

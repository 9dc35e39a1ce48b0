"""The subjects of words: of a few papers, by `subjects.py`, and in the package."""

from __future__ import annotations

import numpy as np
from paper_archive.related.words import DIMENSIONS, Words, load_words

from tests.related.subjects import subjects

# Twelve words of two subjects, which no paper has together.
BIRDS, SHIPS = "heron osprey plover egret avocet gannet", "sloop galley brig cutter barge ketch"


def test_words_of_the_same_papers_have_subjects_in_one_direction() -> None:
    terms = [*BIRDS.split(), *SHIPS.split(), *(f"rare{n}" for n in range(50))]
    words = Words({term: n for n, term in enumerate(terms, 1)}, (0, *[500] * len(terms)), EMPTY)
    chance = np.random.default_rng(2)
    texts = [
        (chance.choice(of.split()), " ".join(chance.choice(of.split(), 4)))
        for of in (BIRDS, SHIPS) * 40
    ]

    found = subjects(words, texts).astype(int)

    assert found.shape == (len(terms) + 1, DIMENSIONS)
    assert not found[0].any()
    assert not found[terms.index("rare7") + 1].any()
    birds, ships = found[1:7].sum(axis=0), found[7:13].sum(axis=0)
    # The two directions in which papers differ most are at right angles here.
    assert abs(birds @ ships) < 0.1 * min(birds @ birds, ships @ ships)


def test_the_table_in_the_package_tells_subjects_apart() -> None:
    words = load_words()

    def alike(one: str, other: str) -> float:
        a, b = (words.subjects[words.numbers[word]].astype(float) for word in (one, other))
        return float(a @ b / np.sqrt((a @ a) * (b @ b)))

    assert alike("splatting", "radiance") > 0.7 > alike("splatting", "speech") + 0.3
    assert alike("jailbreak", "attack") > 0.7 > alike("jailbreak", "segmentation") + 0.3


EMPTY = np.zeros((63, DIMENSIONS), np.int8)

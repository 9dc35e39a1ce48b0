"""The weights of words: `words.txt`, a table of English as papers of this field use it.

Each line has a weight in hundredths, a tab, and the terms of that weight, separated by spaces.
A term is one or more folded words (`tags/folding.py`) of one stem, separated by slashes:

    0	ability/able about above
    412	forecast/forecaster/forecasting splat/splatting

Words of weight 0 are not terms. `subjects.npy` has the subjects of the others: a row of 24 whole
numbers for each term, in the order of the table, after a row of zeros. Words that occur in the same
papers have subjects in the same direction.

`tests/related/tabulate.py` and `tests/related/subjects.py` write both, once for all archives, so a
new paper changes no weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from zlib import crc32

import numpy as np

from paper_archive.model import InputError, Problem

FILE = "words.txt"
SUBJECTS = "subjects.npy"
# Numbers of a subject.
DIMENSIONS = 24
# Unknown words have numbers from here on, the terms of the table lower ones.
_UNKNOWN = 1 << 31


@dataclass(frozen=True, slots=True)
class Words:
    """The table: `numbers` maps words to terms, 0 for none; `weights` and `subjects` have a row
    for each term."""

    numbers: Mapping[str, int]
    weights: tuple[int, ...]
    subjects: np.ndarray


@cache
def load_words() -> Words:
    """Return the table in the package. Raises InputError if its two files do not match."""
    numbers, weights = parse(package_file(FILE).decode("utf-8"))
    subjects = np.load(BytesIO(package_file(SUBJECTS)), allow_pickle=False)
    if subjects.shape != (len(weights), DIMENSIONS):
        raise InputError(
            Problem(
                SUBJECTS,
                0,
                f"{subjects.shape} numbers; {FILE} has {len(weights) - 1} terms",
                "make the file again with tests/related/subjects.py",
            )
        )
    return Words(numbers, weights, subjects)


@cache
def digest() -> str:
    """Return a digest of the table in the package."""
    return sha256(package_file(FILE) + package_file(SUBJECTS)).hexdigest()


def package_file(name: str) -> bytes:
    """Return the contents of a file of the table in the package."""
    return files("paper_archive.related").joinpath(name).read_bytes()


def parse(text: str) -> tuple[dict[str, int], tuple[int, ...]]:
    """Read `words.txt`; return the numbers of words, and the weights of terms.

    Raises InputError for a line without a weight and a tab.
    """
    numbers: dict[str, int] = {}
    weights = [0]
    for at, line in enumerate(text.splitlines(), 1):
        weight, tab, terms = line.partition("\t")
        if not tab or not weight.isdecimal():
            raise InputError(
                Problem(
                    FILE,
                    at,
                    "no weight and tab",
                    "make the table again with tests/related/tabulate.py",
                )
            )
        for term in terms.split():
            number = 0
            if int(weight):
                number = len(weights)
                weights.append(int(weight))
            numbers.update(dict.fromkeys(term.split("/"), number))
    return numbers, tuple(weights)


def unknown_number(word: str) -> int:
    """Return the number of a word that is not in the table, the same in every archive.

    Two words share a number with a chance of 1 in 2 ** 31, which makes two papers a little nearer.
    """
    return _UNKNOWN | crc32(word.encode("utf-8", "surrogatepass"))

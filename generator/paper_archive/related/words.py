"""The weights of words: `words.txt`, a table of English as papers of this field use it.

Each line has a weight in hundredths, a tab, and the terms of that weight, separated by spaces.
A term is one or more folded words (`tags/folding.py`) of one stem, separated by slashes:

    0	ability/able about above
    412	forecast/forecaster/forecasting splat/splatting

Words of weight 0 are not terms. `tests/related/tabulate.py` writes the table, once for all
archives, so a new paper changes no weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

from paper_archive.model import InputError, Problem

FILE = "words.txt"
# Unknown words have numbers from here on, the terms of the table lower ones.
_UNKNOWN = 1 << 31


@dataclass(frozen=True, slots=True)
class Words:
    """The table: `numbers` maps words to terms, 0 for none; `weights` has the weights of terms."""

    numbers: Mapping[str, int]
    weights: tuple[int, ...]


@cache
def load_words() -> Words:
    """Return the table in the package."""
    return parse(table())


def table() -> str:
    """Return the text of the table in the package."""
    return files("paper_archive.related").joinpath(FILE).read_text("utf-8")


def parse(text: str) -> Words:
    """Read a table. Raises InputError for a line without a weight and a tab."""
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
    return Words(numbers, tuple(weights))


def unknown_number(word: str) -> int:
    """Return the number of a word that is not in the table, the same in every archive.

    Two words share a number with a chance of 1 in 2 ** 31, which makes two papers a little nearer.
    """
    return _UNKNOWN | crc32(word.encode("utf-8", "surrogatepass"))

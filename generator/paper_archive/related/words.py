"""What words weigh: `words.txt`, a table of English as papers of this field use it.

Each line is a weight in hundredths, a tab, and the terms that weigh so much, with spaces between.
A term is one or more folded words (`tags/folding.py`) that share a stem, with slashes between:

    0	ability/able about above
    412	forecast/forecaster/forecasting splat/splatting

Words of weight 0 are no terms. `tests/related/tabulate.py` makes the table. It is part of what
"near" means and holds nothing of the archive at hand: a new paper changes no weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

from paper_archive.model import InputError, Problem

FILE = "words.txt"
# Numbers of terms that are not in the table: its own are below.
_UNKNOWN = 1 << 31


@dataclass(frozen=True, slots=True)
class Words:
    """`numbers` are the terms' of each word, 0 for no term; `weights` stand by term, from 1."""

    numbers: Mapping[str, int]
    weights: tuple[int, ...]


@cache
def load_words() -> Words:
    """Return the table that is part of the package."""
    return parse(table())


def table() -> str:
    """Its text."""
    return files("paper_archive.related").joinpath(FILE).read_text("utf-8")


def parse(text: str) -> Words:
    """Read a table. Raises InputError for a line that is none of it."""
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
    """The number of a word that the table does not have, the same in every archive.

    Two in two thousand million words share one, which makes two papers a little nearer.
    """
    return _UNKNOWN | crc32(word.encode("utf-8", "surrogatepass"))

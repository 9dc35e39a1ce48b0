"""medRxiv: the preprints that its API lists by day, in the form of bioRxiv's (`biorxiv`).

medrxiv:
  categories: [epidemiology]
"""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive.intake.answers import Get
from paper_archive.intake.source import Asked, Batch, Options
from paper_archive.intake.sources import biorxiv

KIND = "medrxiv"
OPTIONS = biorxiv.OPTIONS
MAIN = biorxiv.MAIN
API = "https://api.medrxiv.org/details/medrxiv"
PAUSE = biorxiv.PAUSE


def default_name(options: Options) -> str:
    """Return the name of the kind."""
    return KIND


def mistake(options: Options) -> None:
    """Return None: any options will do."""


def batches(options: Options, asked: Asked, get: Get) -> Iterator[Batch]:
    """Yield the preprints of the days that are asked for."""
    return biorxiv.of_server("medrxiv", API, options, asked, get)

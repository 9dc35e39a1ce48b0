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
# Of November 2026.
CATEGORIES = """
addiction medicine, allergy and immunology, anesthesia, cardiovascular medicine, dentistry and
oral medicine, dermatology, emergency medicine, endocrinology, epidemiology, forensic medicine,
gastroenterology, genetic and genomic medicine, geriatric medicine, health economics, health
informatics, health policy, health systems and quality improvement, hematology, hiv aids,
infectious diseases, intensive care and critical care medicine, medical education, medical
ethics, nephrology, neurology, nursing, nutrition, obstetrics and gynecology, occupational and
environmental health, oncology, ophthalmology, orthopedics, otolaryngology, pain medicine,
palliative medicine, pathology, pediatrics, pharmacology and therapeutics, primary care
research, psychiatry and clinical psychology, public and global health, radiology and imaging,
rehabilitation medicine and physical therapy, respiratory medicine, rheumatology, sexual and
reproductive health, sports medicine, surgery, toxicology, transplantation, urology
"""


def default_name(options: Options) -> str:
    """Return the name of the kind."""
    return KIND


def mistake(options: Options) -> tuple[str, str, str] | None:
    """Return what is wrong if a category is misspelt."""
    return biorxiv.misspelt(options, "medRxiv", CATEGORIES)


def batches(options: Options, asked: Asked, get: Get) -> Iterator[Batch]:
    """Yield the preprints of the days that are asked for."""
    return biorxiv.of_server("medrxiv", API, options, asked, get)
